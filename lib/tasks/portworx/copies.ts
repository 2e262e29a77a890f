import { count } from '../../operation/text.ts';
import { listLong } from './list.ts';
import type { PxNode, PxVolume, ReplicaSet } from './px-records.ts';
import { block, type Delay, wait } from './step.ts';

/** How a volume with a copy here stands without that. `last`: it would be lost. */
export interface Standing {
  readonly volume: PxVolume;
  readonly is: 'last' | 'behind' | 'safe';
  readonly why: string;
}

export interface CopiesView {
  /** Portworx's id of the node that goes. */
  readonly id: string;
  readonly volumes: readonly PxVolume[];
  readonly nodes: readonly PxNode[];
  readonly emptyNode: boolean;
}

export const OK = 'STATUS_OK';

/** Of all volumes that have a copy on the node, the worst first. */
export function assessCopies({ id, volumes, nodes }: Omit<CopiesView, 'emptyNode'>): readonly Standing[] {
  const statusOf = new Map(nodes.map((node) => [node.id, node.status]));
  const isHereUp = statusOf.get(id) === OK;
  const standings = volumes
    .filter((volume) => !volume.isTrash)
    .flatMap((volume) => {
      const here = volume.replicaSets.filter((set) => set.nodes.includes(id));
      return here.length === 0 ? [] : [stand(volume, here, id, statusOf, isHereUp)];
    });
  const rank = { last: 0, behind: 1, safe: 2 };
  return standings.toSorted((a, b) => rank[a.is] - rank[b.is]);
}

function stand(
  volume: PxVolume,
  here: readonly ReplicaSet[],
  id: string,
  statusOf: ReadonlyMap<string, string>,
  isHereUp: boolean,
): Standing {
  const elsewhere = here.map((set) => ({ ...set, nodes: set.nodes.filter((node) => node !== id) }));
  if (volume.haLevel === 1 || elsewhere.some(({ nodes }) => nodes.length === 0)) {
    return { volume, is: 'last', why: 'has no other copy' };
  }
  if (!isUsable(volume.status)) {
    return { volume, is: 'behind', why: `is ${volume.status === '' ? 'of unknown status' : volume.status}` };
  }
  const weak = elsewhere.find((set) => !set.nodes.some((node) => isGood(node, set, statusOf)));
  if (weak !== undefined) {
    const others = weak.nodes.map((node) => describeCopy(node, weak, statusOf));
    return { volume, is: 'behind', why: `has no healthy copy elsewhere: ${others.join(', ')}` };
  }
  // Portworx does not say which copies are current. Not all of them are good, and this one is not the bad one.
  if (isHereUp && volume.status !== UP && elsewhere.some(({ current }) => current === undefined)) {
    return { volume, is: 'behind', why: `is ${volume.status}` };
  }
  return { volume, is: 'safe', why: 'has a healthy copy elsewhere' };
}

const UP = 'VOLUME_STATUS_UP';
/** Degraded: some copy is missing or behind; which one, the set of current ones tells. */
const isUsable = (status: string): boolean => status === UP || status === 'VOLUME_STATUS_DEGRADED';

const isGood = (node: string, { current }: ReplicaSet, statusOf: ReadonlyMap<string, string>): boolean =>
  statusOf.get(node) === OK && (current?.includes(node) ?? true);

function describeCopy(node: string, { current }: ReplicaSet, statusOf: ReadonlyMap<string, string>): string {
  const status = statusOf.get(node);
  if (status === undefined) return `${node} is unknown`;
  if (status !== OK) return `${node} is ${status === '' ? 'of unknown status' : status}`;
  return current?.includes(node) === false ? `${node} is not current` : `${node} is fine`;
}

/** Why the data cannot do without this node now. */
export function judgeCopies(view: CopiesView): Delay | undefined {
  const standings = assessCopies(view);
  const last = standings.filter(({ is }) => is === 'last');
  if (last.length > 0) {
    const names = listLong(last.map(({ volume }) => volume.title));
    const message = `${count(last.length, 'volume')} with the only copy on this node: ${names}. To go on, add a copy (pxctl volume ha-update --repl 2 VOLUME), or delete what is not needed`;
    return block('LastCopy', message);
  }
  const behind = standings.filter(({ is }) => is === 'behind');
  if (behind.length > 0) {
    const reasons = listLong(
      behind.map(({ volume, why }) => `${volume.title} ${why}`),
      '; ',
    );
    return wait('CopiesNotHealthy', `${count(behind.length, 'volume')} would have no healthy copy left: ${reasons}`);
  }
  if (!view.emptyNode || standings.length === 0) return undefined;
  const names = listLong(standings.map(({ volume }) => volume.title));
  return wait('ReplicasOnNode', `${count(standings.length, 'volume')} with a replica on this node: ${names}`);
}

/** What is told when all is well. */
export function describeCopies({ id, volumes, nodes }: Omit<CopiesView, 'emptyNode'>): string {
  const left = assessCopies({ id, volumes, nodes }).length;
  const trash = volumes.filter(({ isTrash, replicaSets }) => isTrash && replicaSets.some((s) => s.nodes.includes(id)));
  const copies =
    left === 0
      ? 'no volume has a replica here'
      : `${count(left, 'volume')} with a replica here, each healthy elsewhere`;
  return trash.length === 0 ? copies : `${copies}; ${count(trash.length, 'volume')} in the trash can not counted`;
}
