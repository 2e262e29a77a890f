import { LONGEST_MESSAGE } from '../../operation/outcome.ts';
import type { Answer } from '../../operation/task.ts';
import { cut } from '../../operation/text.ts';
import { describeLoad, grouped, nameOfVolume } from './describe.ts';
import { leftoversOf, staleness } from './leftovers.ts';
import type { LonghornNode } from './node-record.ts';
import { obstaclesOf, warningOf } from './obstacles.ts';
import type { Picture } from './picture.ts';

export interface Waiting {
  /** RFC 3339: nothing has moved since, for longer than it may; undefined while that is not so. */
  readonly stalledSince: string | undefined;
  readonly checkAfterMs: number;
  /** What a person can always do. */
  readonly wayOut: string;
}

/** So that what a person can do, which comes last, still finds room in the record. */
const DESCRIPTION = 640;

/** What the evacuation of a living Node answers; undefined when nothing of Longhorn is left on it. */
export function answerOfLiving(picture: Picture, node: LonghornNode, waiting: Waiting): Answer | undefined {
  const left = leftoversOf(picture);
  const stale = staleness(node);
  if (left === undefined && stale === undefined) return undefined;
  const head = headOf(picture, left);
  const obstacles = obstaclesOf(picture);
  const [first] = obstacles;
  if (first !== undefined) {
    const remedies = [...new Set(obstacles.map(({ remedy }) => remedy))].join('; ');
    const end = `. To go on: ${remedies}; or ${waiting.wayOut}`;
    const message = `${cut(`${head}. ${grouped(obstacles)}`, Math.min(DESCRIPTION, LONGEST_MESSAGE - end.length))}${end}`;
    return { state: 'blocked', reason: first.reason, message, checkAfterMs: waiting.checkAfterMs };
  }
  const details = [head, stale, warningOf(picture), unscheduled(picture)].filter((part) => part !== undefined);
  const message = cut(details.join('. '), DESCRIPTION);
  const { stalledSince, checkAfterMs, wayOut } = waiting;
  if (stalledSince !== undefined && mayStall(picture, stale)) {
    const stalled = `nothing has moved since ${stalledSince}. ${message}`;
    const andNow = `${stalled}. To go on: look at Longhorn, or ${wayOut}`;
    return { state: 'blocked', reason: 'Stalled', message: andNow, checkAfterMs };
  }
  return { state: 'waiting', reason: reasonOf(picture, stale), message, checkAfterMs };
}

function headOf(picture: Picture, left: string | undefined): string {
  if (left === undefined) return 'nothing is left, as far as Longhorn says';
  return picture.replicas.length > 0 ? describeLoad(picture) : `still here: ${left}`;
}

function reasonOf({ replicas, inUse }: Picture, stale: string | undefined): string {
  if (stale !== undefined) return 'LonghornNotReady';
  return replicas.length === 0 && inUse.size > 0 ? 'VolumesInUse' : 'Evacuating';
}

/** Volumes that are in use leave when their pods do, however long the drain takes; that is no stall of Longhorn's. */
const mayStall = ({ replicas, shards, inUse }: Picture, stale: string | undefined): boolean =>
  stale !== undefined || replicas.length + shards.length > 0 || inUse.size === 0;

/** What Longhorn itself says of copies that find no place. */
function unscheduled({ volumes }: Picture): string | undefined {
  const found = volumes.flatMap((picture) => {
    const { volume } = picture;
    if (volume?.scheduled.status !== 'False') return [];
    const { reason, message } = volume.scheduled;
    return [{ name: nameOfVolume(picture), text: message || reason || 'Longhorn cannot schedule a replica' }];
  });
  return found.length === 0 ? undefined : `Longhorn says: ${grouped(found)}`;
}
