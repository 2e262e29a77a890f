import type { Answer } from '../../operation/task.ts';
import { count, cut, listFew } from '../../operation/text.ts';
import { noPlaceFor } from './candidates.ts';
import { nameOfVolume } from './describe.ts';
import { lastCopiesOf } from './leftovers.ts';
import type { Waiting } from './living.ts';
import { hasSpare, healthyElsewhere, type Picture, type VolumePicture } from './picture.ts';
import type { Replica } from './volume-records.ts';

/** What a volume loses with a Node that does not come back. */
export type Standing =
  /** It has as many healthy copies as it wants, or is being deleted. */
  | 'safe'
  /** Its data are safe, with fewer copies than it wants; no more will be made while the Node is there. */
  | 'enough'
  /** Its data are safe, and more copies are to be made. */
  | 'rebuilding'
  /** What it holds is nowhere else. */
  | 'lost';

export function standingOf(picture: VolumePicture, all: Picture): Standing {
  const { volume, engines } = picture;
  if (volume === undefined || volume.isBeingDeleted) return 'safe';
  const healthy = healthyElsewhere(picture, all.nodes);
  if (healthy.length === 0) return 'lost';
  if (healthy.length >= volume.copies) return 'safe';
  // Attached to the dead Node it cannot be rebuilt, and it may come loose only when the Node is gone; to wait would be
  // to wait for ourselves. Of detached volumes Longhorn makes no copies.
  const isAttachedElsewhere = volume.state === 'attached' && volume.currentNodeID !== all.nodeName;
  if (!isAttachedElsewhere || engines.some(({ nodeID }) => nodeID === all.nodeName)) return 'enough';
  if (engines.some(({ isRebuilding }) => isRebuilding) || hasSpare(picture)) return 'rebuilding';
  const limit = all.settings.number('concurrent-replica-rebuild-per-node-limit', volume.dataEngine);
  return limit === 0 || noPlaceFor(picture, all) !== undefined ? 'enough' : 'rebuilding';
}

export interface DeadVerdict {
  /** Undefined when the Node is needed for nothing any more. */
  readonly answer: Answer | undefined;
  /** Failed and stopped replicas on the Node whose volume has its data elsewhere. */
  readonly dispensable: readonly Replica[];
  /** For people, once there is nothing to wait for. */
  readonly farewell: string;
}

const DESCRIPTION = 640;

export function verdictOfDead(picture: Picture, waiting: Waiting): DeadVerdict {
  const standings = Map.groupBy(picture.volumes, (volume) => standingOf(volume, picture));
  const named = (standing: Standing) => (standings.get(standing) ?? []).map(nameOfVolume);
  const spared = [...(standings.get('safe') ?? []), ...(standings.get('enough') ?? [])];
  const dispensable = spared
    .filter(({ volume }) => volume !== undefined && !volume.isBeingDeleted)
    .flatMap(({ here }) => here.filter(isDispensable));
  const answer = answerOf(picture, named('lost'), named('rebuilding'), waiting);
  return { answer, dispensable, farewell: farewellOf(picture, named('enough')) };
}

/**
 * One that runs may be the copy that its volume is working with. Of a machine that does not answer Longhorn knows no more
 * than that it wanted the replica stopped.
 */
export function isDispensable({ hasFailed, currentState, desireState, isBeingDeleted }: Replica): boolean {
  if (isBeingDeleted) return false;
  const isStopped = currentState === 'stopped' || (currentState === 'unknown' && desireState === 'stopped');
  return hasFailed || isStopped;
}

function answerOf(
  picture: Picture,
  lost: readonly string[],
  rebuilding: readonly string[],
  { stalledSince, checkAfterMs, wayOut }: Waiting,
): Answer | undefined {
  if (lost.length > 0) {
    const what = cut(
      `${count(lost.length, 'volume')} with no healthy copy on a ready disk of another ready Node: ${listFew(lost)}`,
      DESCRIPTION,
    );
    const message = `${what}. To go on: bring the Node back, or, to give up what they hold, ${wayOut}`;
    return { state: 'blocked', reason: 'LastCopyOnDeadNode', message, checkAfterMs };
  }
  const images = lastCopiesOf(picture);
  if (images.length > 0) {
    const what = `the only copy of ${count(images.length, 'backing image')} is on the dead Node: ${listFew(images)}`;
    const message = `${what}. To go on: bring the Node back, upload them again, or ${wayOut}`;
    return { state: 'blocked', reason: 'LastCopyOnDeadNode', message, checkAfterMs };
  }
  if (picture.shards.length > 0) {
    const what = `${count(picture.shards.length, 'shard')} of erasure-coded volumes on the dead Node: ${listFew(picture.shards.map(({ name }) => name))}`;
    const message = `${what}. Whether enough others are left cannot be told from here. To go on: look at Longhorn, or ${wayOut}`;
    return { state: 'blocked', reason: 'ShardsOnDeadNode', message, checkAfterMs };
  }
  if (picture.node?.ready.status === 'True' && picture.replicas.length > 0) {
    const what = 'Longhorn still takes the dead Node for ready, so what it says of other Nodes may be as old';
    if (stalledSince === undefined)
      return { state: 'waiting', reason: 'LonghornNotReady', message: what, checkAfterMs };
    const message = `${what}. To go on: see that Longhorn's managers run, or ${wayOut}`;
    return { state: 'blocked', reason: 'Stalled', message, checkAfterMs };
  }
  if (rebuilding.length === 0) return undefined;
  const what = `${count(rebuilding.length, 'volume')} with fewer healthy copies than wanted, to be rebuilt elsewhere: ${listFew(rebuilding)}`;
  if (stalledSince === undefined) {
    return { state: 'waiting', reason: 'Rebuilding', message: cut(what, DESCRIPTION), checkAfterMs };
  }
  const message = `nothing has moved since ${stalledSince}. ${cut(what, DESCRIPTION)}. To go on: look at Longhorn, or ${wayOut}`;
  return { state: 'blocked', reason: 'Stalled', message, checkAfterMs };
}

function farewellOf({ volumes, replicas }: Picture, thin: readonly string[]): string {
  if (replicas.length === 0) return 'nothing of Longhorn is on the dead Node';
  const left = `the dead Node is needed for none of ${count(volumes.length, 'volume')}; ${count(replicas.length, 'replica')} of theirs ${replicas.length === 1 ? 'goes' : 'go'} with it`;
  return thin.length === 0 ? left : `${left}. With fewer healthy copies than wanted: ${listFew(thin)}`;
}
