import type { CleanupConfig } from '../config/config.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import type { Ledger } from './ledger.ts';
import { isFinished, type NodeCleanup } from './node-cleanup.ts';

/** How often finished records are looked through, in milliseconds. */
const PERIOD_MS = 60_000;

/** How long a finished record is kept, in milliseconds: as long as the hold counts the beginning that it tells of. */
export const keptMs = ({ keepFinishedMs, brake: { hold } }: Pick<CleanupConfig, 'keepFinishedMs' | 'brake'>): number =>
  Math.max(keepFinishedMs, hold?.withinMs ?? 0);

/** The finished records that were kept long enough. */
export function expired(cleanups: Iterable<NodeCleanup>, keepMs: number, now: number): readonly NodeCleanup[] {
  return [...cleanups].filter((cleanup) => {
    const finishedAt = Date.parse(cleanup.status.finishedAt ?? '');
    return isFinished(cleanup) && finishedAt + keepMs <= now;
  });
}

/** Deletes finished records when their time is over, until aborted. */
export async function retire(
  ledger: Ledger,
  keepMs: () => number,
  clock: Clock,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const cleanup of expired(ledger.all(), keepMs(), clock.now())) {
      try {
        await ledger.delete(cleanup, signal);
      } catch (err) {
        if (!signal.aborted) log.warn({ err, cleanup: cleanup.name }, 'cannot delete a finished record');
      }
    }
    await clock.sleep(PERIOD_MS, signal).catch(() => {});
  }
}
