import { type FSWatcher, watch } from 'node:fs';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';

/**
 * Rings when something changes in a folder. The folder and not the file: a kubelet swaps the symlink `..data`, and
 * editors put a new file in the place of the old one, so that a watch of the file itself would see one change only.
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/util/atomic_writer.go
 */
export class FolderBell implements Disposable {
  readonly #signal: AbortSignal;
  #watcher: FSWatcher | undefined;
  #rang = false;
  #wake: (() => void) | undefined;

  constructor(folder: string, log: Logger, signal: AbortSignal) {
    this.#signal = signal;
    const giveUp = (err: unknown) => {
      this.#watcher?.close();
      log.warn({ folder, err }, 'the folder cannot be watched; it is only polled');
    };
    try {
      this.#watcher = watch(folder, { persistent: false }, () => this.#ring()).on('error', giveUp);
    } catch (error) {
      giveUp(error);
    }
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Resolves when the bell has rung since the last wait, when it rings, or after `ms`. */
  async wait(clock: Clock, ms: number): Promise<void> {
    if (!this.#rang) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      using _timer = clock.after(ms, resolve);
      await promise;
      this.#wake = undefined;
    }
    this.#rang = false;
  }

  [Symbol.dispose](): void {
    this.#watcher?.close();
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => this.#ring();

  #ring(): void {
    this.#rang = true;
    this.#wake?.();
  }
}
