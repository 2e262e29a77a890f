import { GATED, isOver, type TaskRecord } from '../../operation/record.ts';
import { isFinished, type NodeCleanup } from '../node-cleanup.ts';

/** Where a removal stands with its tasks that move data. */
export interface Moves {
  /** It is at one, and that goes on. */
  readonly atWork: boolean;
  /** It has one that could begin, and is kept back. */
  readonly queued: boolean;
}

const NONE: Moves = { atWork: false, queued: false };

export function movesOf(cleanup: NodeCleanup, movesData: (kind: string) => boolean): Moves {
  const { spec, status } = cleanup;
  if (isFinished(cleanup) || status.skippedAt !== undefined) return NONE;
  const stage = status.releasedAt === undefined ? 'before' : 'after';
  const isMove = ({ name }: TaskRecord) =>
    spec.plan.tasks.some((task) => task.name === name && task.stage === stage && movesData(task.task));
  return {
    // Nothing is moved from a machine that is dead: its data is rebuilt from elsewhere, whether we look or not.
    atWork: status.node?.state !== 'Dead' && status.tasks.some((record) => isAtWork(record) && isMove(record)),
    queued: status.tasks.some((record) => isKeptBack(record) && isMove(record)),
  };
}

/** What is blocked waits for a person, perhaps until tomorrow. */
const isAtWork = ({ state, startedAt }: TaskRecord): boolean =>
  startedAt !== undefined && !isOver(state) && state !== 'Blocked';

export const isKeptBack = ({ state, reason }: TaskRecord): boolean => state === 'Pending' && reason === GATED;
