import type { Clock } from '../time/clock.ts';
import { Deadline } from './deadline.ts';

/** Resolves when all have read everything once. Rejects with ConnectionError TIMEOUT, or the signal's reason. */
export async function awaitSync(
  reflectors: readonly { readonly synced: Promise<void> }[],
  { clock, timeoutMs, signal }: { readonly clock: Clock; readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<void> {
  using deadline = new Deadline(clock, timeoutMs, 'reading from the API server', signal);
  await deadline.race(Promise.all(reflectors.map((reflector) => reflector.synced)));
}
