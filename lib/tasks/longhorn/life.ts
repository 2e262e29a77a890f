import { isDead } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { LonghornNode } from './node-record.ts';

/** Reasons of Longhorn's condition Ready that say that its manager on the Node does not run. */
const NO_MANAGER = new Set(['ManagerPodDown', 'ManagerPodMissing']);

export type StorageLife =
  | 'living'
  /** Not Ready, and not for so long that it counts as dead. */
  | 'unknown'
  /** Nothing on the Node can be moved: there is no kubelet, or none of Longhorn's managers. */
  | 'dead';

/** Whether Longhorn can move anything away from the Node: only the manager on the Node itself evicts. */
export function storageLifeOf(
  node: NodeRecord,
  longhorn: LonghornNode | undefined,
  deadAfterMs: number,
  now: number,
): StorageLife {
  if (isDead(node.ready, deadAfterMs, now)) return 'dead';
  if (longhorn !== undefined && NO_MANAGER.has(longhorn.ready.reason) && longhorn.ready.status !== 'True') {
    const at = managerDeadAt(longhorn, deadAfterMs);
    if (at !== undefined && now >= at) return 'dead';
    return 'unknown';
  }
  return node.ready.status === 'True' ? 'living' : 'unknown';
}

/** In milliseconds since the epoch; undefined when nothing says since when the manager is away. */
export function managerDeadAt({ ready }: LonghornNode, deadAfterMs: number): number | undefined {
  if (ready.status === 'True' || !NO_MANAGER.has(ready.reason)) return undefined;
  const since = Date.parse(ready.since);
  return Number.isNaN(since) ? undefined : since + deadAfterMs;
}
