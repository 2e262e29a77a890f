import type { Readiness } from './record.ts';

/**
 * When a kubelet that is not ready is to be taken for dead, in milliseconds since the epoch. Undefined while the Node is
 * Ready, and when nothing says since when it is not.
 */
export function deadAt(ready: Readiness, deadAfterMs: number): number | undefined {
  if (ready.status === 'True') return undefined;
  const since = Date.parse(ready.since);
  return Number.isNaN(since) ? undefined : since + deadAfterMs;
}

/** Ready has been False or Unknown for so long that nobody carries out what the API server is told of this Node's pods. */
export function isDead(ready: Readiness, deadAfterMs: number, now: number): boolean {
  const at = deadAt(ready, deadAfterMs);
  return at !== undefined && now >= at;
}
