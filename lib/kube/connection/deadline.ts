import type { Clock } from '../../time/clock.ts';
import { ConnectionError } from '../errors.ts';

/** A caller's signal and a time limit, as one signal that leaves nothing behind on the caller's once disposed. */
export class Deadline implements Disposable {
  readonly signal: AbortSignal;
  readonly #endsAt: number;
  readonly #clock: Clock;
  readonly #cleanup: DisposableStack;

  constructor(clock: Clock, ms: number, what: string, outer: AbortSignal | undefined) {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.#clock = clock;
    this.#endsAt = clock.monotonic() + ms;
    this.#cleanup = new DisposableStack();
    if (outer?.aborted) {
      controller.abort(outer.reason);
      return;
    }
    this.#cleanup.use(
      clock.after(ms, () => controller.abort(new ConnectionError(what, 'TIMEOUT', `no answer within ${ms / 1_000} s`))),
    );
    if (outer !== undefined) {
      const onAbort = () => controller.abort(outer.reason);
      outer.addEventListener('abort', onAbort, { once: true });
      this.#cleanup.defer(() => outer.removeEventListener('abort', onAbort));
    }
  }

  leftMs(): number {
    return this.#endsAt - this.#clock.monotonic();
  }

  /** The promise, or the signal's reason as soon as it is aborted. */
  async race<T>(promise: Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const onAbort = () => reject(this.signal.reason);
    this.signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([promise, aborted]);
    } finally {
      this.signal.removeEventListener('abort', onAbort);
    }
  }

  [Symbol.dispose](): void {
    this.#cleanup.dispose();
  }
}
