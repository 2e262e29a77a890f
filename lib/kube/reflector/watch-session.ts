import type { Clock } from '../../time/clock.ts';
import type { KubeClient, WatchEvent, WatchOptions } from '../client.ts';
import { ApiError } from '../errors.ts';
import { numberAt } from '../json.ts';
import { nameOf, type Resource } from '../resource.ts';

export interface WatchSession {
  readonly client: KubeClient;
  readonly resource: Resource;
  readonly options: Omit<WatchOptions, 'signal'>;
  readonly clock: Clock;
  /** How long after `timeoutSeconds` we wait for the server to end the watch itself. */
  readonly graceMs: number;
  /** How long the server may be silent. */
  readonly stallMs: number;
  /** Called for every event but ERROR. */
  readonly onEvent: (event: WatchEvent) => void;
}

/** How a watch came to its end. */
export type WatchEnd =
  | { readonly kind: 'closed' | 'overdue' | 'stalled' }
  /** With the error of the answer, of the stream, or of an ERROR event in it. */
  | { readonly kind: 'failed'; readonly verb: 'list' | 'watch'; readonly error: unknown };

/**
 * One watch request from beginning to end, which comes for certain: a server that does not end the watch in time, or
 * that falls silent, is cut off. Rejects only when the signal is aborted or when `onEvent` throws.
 */
export async function watchOnce(session: WatchSession, signal: AbortSignal): Promise<WatchEnd> {
  const { client, resource, options, clock, graceMs, stallMs, onEvent } = session;
  const controller = new AbortController();
  let cutOff: 'overdue' | 'stalled' | undefined;
  let heardAt = clock.monotonic();
  const cut = (why: 'overdue' | 'stalled') => {
    cutOff ??= why;
    controller.abort(new Error(`the watch is ${why}`));
  };

  using cleanup = new DisposableStack();
  const onAbort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  cleanup.defer(() => signal.removeEventListener('abort', onAbort));
  cleanup.use(clock.after(options.timeoutSeconds * 1_000 + graceMs, () => cut('overdue')));
  // One timer that looks again, rather than one that is moved with every event.
  let watchdog: Disposable | undefined;
  const guard = () => {
    const left = heardAt + stallMs - clock.monotonic();
    if (left <= 0) cut('stalled');
    else watchdog = clock.after(left, guard);
  };
  guard();
  cleanup.defer(() => watchdog?.[Symbol.dispose]());

  signal.throwIfAborted();
  const events = client.watch(resource, { ...options, signal: controller.signal });
  let event: WatchEvent | undefined;
  const iterator = events[Symbol.asyncIterator]();
  cleanup.defer(() => void iterator.return?.().catch(() => {}));
  for (;;) {
    try {
      const result = await iterator.next();
      event = result.done ? undefined : result.value;
    } catch (error) {
      signal.throwIfAborted();
      return cutOff === undefined ? { kind: 'failed', verb: 'watch', error } : { kind: cutOff };
    }
    signal.throwIfAborted();
    if (cutOff !== undefined) return { kind: cutOff };
    if (event === undefined) return { kind: 'closed' };
    heardAt = clock.monotonic();
    if (event.type === 'ERROR') return { kind: 'failed', verb: 'watch', error: errorOf(event, resource) };
    onEvent(event);
  }
}

const errorOf = ({ object }: WatchEvent, resource: Resource): ApiError =>
  new ApiError(`watching ${nameOf(resource)}`, numberAt(object, 'code') ?? 500, object);
