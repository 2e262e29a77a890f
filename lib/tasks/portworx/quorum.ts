import { count } from '../../operation/text.ts';
import { listLong } from './list.ts';
import type { PxNode } from './px-records.ts';
import { block, type Delay, wait } from './step.ts';
import { isMember, type NodeLife, type StorageNode } from './storage-node.ts';

/** Our own removal of a node, where another of ours is under way, may take Portworx some minutes to notice. */
const FORGETTING_MS = 20 * 60_000;

export interface QuorumView {
  readonly own: StorageNode;
  /** Since when our Node is being deleted; undefined as long as it is not. */
  readonly deletedAt: string | undefined;
  readonly all: readonly StorageNode[];
  /** A Node by name; undefined when there is none. */
  readonly nodeOf: (name: string) => NodeLife | undefined;
  /** What Portworx itself says of them; the operator may be half a minute behind. */
  readonly px: { readonly nodes: readonly PxNode[] } | undefined;
}

/** The others that Portworx's quorum counts. Each namespace with Portworx in it is a cluster of its own. */
export const peersOf = (own: StorageNode, all: readonly StorageNode[]): readonly StorageNode[] =>
  all.filter((other) => other.namespace === own.namespace && other.name !== own.name && isMember(other));

/** How a member is that is not as it should be. */
function troubleOf({ id, isOnline, state }: StorageNode, { px }: Pick<QuorumView, 'px'>): string | undefined {
  if (!isOnline) return state;
  const status = px?.nodes.find((node) => node.id === id)?.status;
  return status !== undefined && DOWN.has(status) ? status : undefined;
}

/** Others, such as STATUS_STORAGE_DEGRADED, are for the operator to judge. */
const DOWN: ReadonlySet<string> = new Set([
  'STATUS_INIT',
  'STATUS_OFFLINE',
  'STATUS_MAINTENANCE',
  'STATUS_NOT_IN_QUORUM',
  'STATUS_NOT_IN_QUORUM_NO_STORAGE',
  'STATUS_DECOMMISSION',
]);

/**
 * Why the quorum cannot do without this node now. Portworx stops writing when half of its members are gone, and a member stays
 * one until it has been decommissioned; so one at a time, the rest online.
 */
export function judgeQuorum(view: QuorumView): Delay | undefined {
  const { own, deletedAt, all, nodeOf } = view;
  if (!isMember(own)) return undefined;
  const peers = peersOf(own, all);
  const gone = peers.filter(({ name }) => nodeOf(name) === undefined);
  if (gone.length > 0) {
    const ids = gone.map(({ name, id }) => `${name} (${id === '' ? 'no id' : id})`);
    const message = `${listLong(ids)}: still a member of Portworx's cluster, although its Node is gone. To go on: pxctl cluster delete ID, from another node`;
    return wait('MemberWithoutNode', message, FORGETTING_MS);
  }
  const down = notOnline(peers, view);
  if (down !== undefined) return down;
  const first = peers.filter(({ name }) => goesFirst(nodeOf(name), { name: own.name, deletedAt }));
  if (first.length === 0) return undefined;
  const names = listLong(first.map(({ name }) => name));
  return wait('AnotherRemoval', `one member of Portworx's cluster leaves at a time; before this one: ${names}`);
}

/**
 * The same for a node that is offline already: to remove it costs no vote. Other members without a Node are not waited for, since
 * they may be waiting for this one.
 */
export function judgeOthers(view: QuorumView): Delay | undefined {
  const { own, all, nodeOf } = view;
  if (!isMember(own)) return undefined;
  const peers = peersOf(own, all).filter(({ name }) => nodeOf(name) !== undefined);
  return notOnline(peers, view);
}

function notOnline(peers: readonly StorageNode[], view: QuorumView): Delay | undefined {
  const states = peers.flatMap((peer) => {
    const trouble = troubleOf(peer, view);
    return trouble === undefined ? [] : [`${peer.name} is ${trouble}`];
  });
  if (states.length === 0) return undefined;
  const message = `${count(states.length, 'other member')} of Portworx's cluster must be Online first: ${listLong(states)}`;
  return wait('QuorumAtRisk', message);
}

/** All who ask come to the same order: by the time of the deletion, which has no fractions, and then by name. */
function goesFirst(other: NodeLife | undefined, own: Pick<NodeLife, 'name' | 'deletedAt'>): boolean {
  if (other?.deletedAt === undefined) return false;
  if (own.deletedAt === undefined) return true;
  const difference = Date.parse(other.deletedAt) - Date.parse(own.deletedAt);
  return difference < 0 || (difference === 0 && other.name < own.name);
}

/** The members whose change may end what judgeQuorum waits for. */
export const troubledPeers = (view: Pick<QuorumView, 'own' | 'all' | 'nodeOf' | 'px'>): readonly string[] =>
  peersOf(view.own, view.all)
    .filter((peer) => {
      const node = view.nodeOf(peer.name);
      return troubleOf(peer, view) !== undefined || node === undefined || node.deletedAt !== undefined;
    })
    .map(({ name }) => name);

export const ambiguous = (found: readonly StorageNode[]): Delay =>
  block(
    'SeveralStorageNodes',
    `StorageNodes ${listLong(found.map(({ namespace, name }) => `${namespace}/${name}`))}: which of them is this Node's?`,
  );
