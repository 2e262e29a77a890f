import { isHeld, type NodeCleanup } from '../node-cleanup.ts';
import type { Waiter } from './hold.ts';

/** Nothing was decided about it yet, as far as is written down. */
export const isUndecided = ({ status }: NodeCleanup): boolean =>
  status.phase === 'Pending' && status.hold === undefined;

/** When the removal began, in milliseconds since the epoch; undefined when it has not, or never will. */
export function begunAt(cleanup: NodeCleanup): number | undefined {
  const { createdAt, status } = cleanup;
  if (isUndecided(cleanup)) return undefined;
  const neverRan = status.tasks.every(({ startedAt }) => startedAt === undefined);
  if (status.skippedAt !== undefined && neverRan) return undefined;
  const at = Date.parse(status.hold === undefined ? createdAt : (status.hold.releasedAt ?? ''));
  return Number.isNaN(at) ? undefined : at;
}

export const waiterOf = ({ spec: { nodeName, nodeUID, requestedAt } }: NodeCleanup): Waiter => ({
  nodeName,
  nodeUID,
  requestedAt,
});

export const heldAmong = (cleanups: Iterable<NodeCleanup>): readonly Waiter[] =>
  [...cleanups].filter(({ status }) => isHeld(status)).map(waiterOf);
