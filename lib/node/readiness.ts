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

/** What a Node can do about its own removal. `Dead`: not ready for so long that nothing may wait for it. */
export type NodeLife = 'Ready' | 'NotReady' | 'Dead';

export interface Life {
  readonly state: NodeLife;
  /** RFC 3339: since when it is Ready, or has not been. */
  readonly since: string;
}

export function lifeOf(ready: Readiness, deadAfterMs: number, now: number): Life {
  if (ready.status === 'True') return { state: 'Ready', since: ready.since };
  return { state: isDead(ready, deadAfterMs, now) ? 'Dead' : 'NotReady', since: ready.since };
}
