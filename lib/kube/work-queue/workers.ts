import type { WorkQueue } from './work-queue.ts';

/** What a handler answers when it did not fail. */
export type Handled = { readonly requeueAfterMs?: number | undefined } | undefined;

/** Processes one key. To throw means: again, after a wait that grows. */
export type Handler = (key: string, signal: AbortSignal) => Promise<Handled>;

/**
 * Runs the handler for the keys of the queue, at most `concurrency` at once, until the signal is aborted. Resolves when
 * the handlers that were running then have ended; never rejects. The queue is shut down and cannot be used again.
 */
export async function runWorkers(
  queue: WorkQueue,
  concurrency: number,
  handler: Handler,
  signal: AbortSignal,
): Promise<void> {
  const stop = () => void queue.shutDown();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  await Promise.all(Array.from({ length: concurrency }, () => work(queue, handler, signal)));
  signal.removeEventListener('abort', stop);
}

async function work(queue: WorkQueue, handler: Handler, signal: AbortSignal): Promise<void> {
  for (let key = await queue.get(); key !== undefined; key = await queue.get()) {
    try {
      const handled = await handler(key, signal);
      queue.forget(key);
      if (handled?.requeueAfterMs !== undefined) queue.addAfter(key, handled.requeueAfterMs);
    } catch (error) {
      // An abort makes calls fail: that is the end of the work, not a failure of the key.
      if (!signal.aborted) {
        queue.log.warn({ queue: queue.name, key, attempt: queue.retries(key) + 1, err: error }, 'processing failed');
      }
      queue.addRateLimited(key);
    } finally {
      queue.done(key);
    }
  }
}
