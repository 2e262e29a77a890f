import type { NodeRecord } from '../../node/record.ts';
import type { NodeCleanup } from '../node-cleanup.ts';
import { IDS, type Id, idOf, sameBy } from './same-machine.ts';

/** A Node that is the machine of a removed one. */
export interface Return {
  readonly cleanup: NodeCleanup;
  readonly by: readonly Id[];
}

export interface ReturnScene {
  /** Removals that are on record, of this operator. */
  readonly cleanups: Iterable<NodeCleanup>;
  /** Every Node that there is; asked for only when there is reason to. */
  readonly nodes: () => readonly NodeRecord[];
}

/**
 * The last removal of the machine that this Node is, when it was asked for before the Node joined and its own Node is
 * gone. Undefined when there is none, and when it was noticed before.
 */
export function findReturn(node: NodeRecord, { cleanups, nodes }: ReturnScene): Return | undefined {
  if (node.deletedAt !== undefined || IDS.every((id) => idOf(node.machine, id) === undefined)) return undefined;
  const candidates = [...cleanups].filter((cleanup) => mayBe(cleanup, node)).toSorted(latestFirst);
  if (candidates.length === 0) return undefined;
  const living = nodes();
  const uids = new Set(living.map(({ uid }) => uid));
  const others = living.filter(({ uid }) => uid !== node.uid).map(({ machine }) => machine);
  for (const cleanup of candidates) {
    const { machine, nodeUID } = cleanup.spec;
    if (machine === undefined || uids.has(nodeUID)) continue;
    const by = sameBy(machine, node.machine, others);
    if (by.length > 0) return cleanup.status.returned?.nodeUID === node.uid ? undefined : { cleanup, by };
  }
  return undefined;
}

/** Cheap, since it is asked of every record for every Node. A Node that was there already has not come back. */
function mayBe({ spec }: NodeCleanup, node: NodeRecord): boolean {
  const { machine } = spec;
  if (machine === undefined || spec.nodeUID === node.uid) return false;
  if (!IDS.some((id) => machine[id] !== '' && idOf(machine, id) === idOf(node.machine, id))) return false;
  return !(Date.parse(node.createdAt) < Date.parse(spec.requestedAt));
}

/** Times are of a second; within one the removal of a Node comes after that as which its machine came back before. */
const latestFirst = (a: NodeCleanup, b: NodeCleanup): number =>
  (Date.parse(b.spec.requestedAt) || 0) - (Date.parse(a.spec.requestedAt) || 0) ||
  Number(follows(b, a)) - Number(follows(a, b));

const follows = (later: NodeCleanup, earlier: NodeCleanup): boolean =>
  earlier.status.returned?.nodeUID === later.spec.nodeUID;
