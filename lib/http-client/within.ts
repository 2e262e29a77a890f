import type { Clock } from '../time/clock.ts';

/**
 * What the attempt gives, if it does within that time. Otherwise, and for whatever else goes wrong, it rejects with an error that
 * begins with `what`; with the outer signal's reason when that is aborted.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  what: string,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  using _timer = clock.after(ms, () => timeout.abort());
  try {
    return await attempt(AbortSignal.any([outer, timeout.signal]));
  } catch (cause) {
    outer.throwIfAborted();
    // That we have aborted it ourselves says nothing more.
    if (timeout.signal.aborted) throw new Error(`${what}: no answer within ${ms / 1_000} s`);
    throw new Error(`${what}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(error: unknown): string {
  // Both addresses of a name failed: the message of the whole is empty.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
