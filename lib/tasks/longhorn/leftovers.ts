import { count, listFew } from '../../operation/text.ts';
import type { LonghornNode } from './node-record.ts';
import type { Picture } from './picture.ts';
import { uuidsOf, withReadyDisk } from './picture.ts';

/**
 * Whether nothing of Longhorn lives on the Node any more. Its disks' own account is emptied as well when a disk is not
 * ready, so it counts only while Longhorn finds the Node and all its disks ready; and replicas are counted by
 * themselves, since that account may lag. Undefined: empty.
 */
export function leftoversOf(picture: Picture): string | undefined {
  const { replicas, engines, shards, inUse, node } = picture;
  const accounts = (node?.disks ?? []).flatMap(accountOf);
  const lastImages = lastCopiesOf(picture);
  const parts = [
    replicas.length > 0 ? count(replicas.length, 'replica') : '',
    engines.length > 0 ? count(engines.length, 'engine') : '',
    inUse.size > 0 ? `${count(inUse.size, 'volume')} in use here: ${listFew([...inUse])}` : '',
    shards.length > 0 ? count(shards.length, 'shard') : '',
    lastImages.length > 0
      ? `the only copy of ${count(lastImages.length, 'backing image')}: ${listFew(lastImages)}`
      : '',
    accounts.length > 0 ? `by Longhorn's account of its disks ${listFew(accounts)}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** What Longhorn itself says is on a disk. */
function accountOf({ name, replicas, backingImages, scheduled }: LonghornNode['disks'][number]): readonly string[] {
  const parts = [
    replicas.length > 0 ? count(replicas.length, 'replica') : '',
    backingImages.length > 0 ? `${count(backingImages.length, 'backing image')} (${listFew(backingImages)})` : '',
    replicas.length + backingImages.length === 0 && scheduled > 0 ? 'reserved space' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`${parts.join(' and ')} on ${name}`];
}

/** Backing images that are complete on no disk that is ready but the Node's own: nothing makes them again. */
export function lastCopiesOf({ backingImages, node, nodes }: Picture): readonly string[] {
  const ours = new Set(uuidsOf(node));
  const isElsewhere = ([uuid, isComplete]: readonly [string, boolean]) =>
    isComplete && !ours.has(uuid) && withReadyDisk(nodes, uuid).length > 0;
  return backingImages
    .filter(({ isBeingDeleted, copies }) => !isBeingDeleted && ![...copies].some(isElsewhere))
    .map(({ name }) => name);
}

/** Why Longhorn's account of the Node may be out of date; undefined while it is kept. */
export function staleness(node: LonghornNode): string | undefined {
  if (node.ready.status !== 'True') {
    return `Longhorn does not find the Node ready${because(node.ready)}, so what it says of it may be out of date`;
  }
  const disks = node.disks.filter(({ ready }) => ready.status !== 'True');
  if (disks.length === 0) return undefined;
  const names = disks.map(({ name, ready }) => `${name}${because(ready)}`);
  return `Longhorn does not find ${count(disks.length, 'disk')} ready, so what it says of them may be out of date: ${listFew(names)}`;
}

const because = ({ reason }: LonghornNode['ready']): string => (reason === '' ? '' : ` (${reason})`);
