import type { Moment, PlannedTask } from './plan.ts';
import { isOver, type TaskRecord } from './record.ts';

/** Where an operation stands. Times are milliseconds since the epoch. */
export interface OperationState {
  /** As written down; tasks without a record are Pending. */
  readonly records: readonly TaskRecord[];
  readonly startedAt: number;
  /** When the pivot was let happen: for a removal, when our finalizer was removed. */
  readonly releasedAt: number | undefined;
  /** When the pivot was seen to have happened: for a removal, when the Node was gone. */
  readonly pivotedAt: number | undefined;
  /** When a person called the whole operation off. */
  readonly skippedAt: number | undefined;
  /** When the operation was made to wait before it begins. */
  readonly heldAt?: number | undefined;
  /** When it was let go from that; `startedAt` is then the same. */
  readonly letGoAt?: number | undefined;
  /** Names of tasks that a person wants left out. */
  readonly skipTasks: ReadonlySet<string>;
  /** What this process knows better than the records: milliseconds that are left to wait, 0 for "look now". */
  readonly waits?: ReadonlyMap<string, number> | undefined;
  /** Tasks of which a run is under way in this process. */
  readonly inFlight?: ReadonlySet<string> | undefined;
  /** Tasks that must not begin now, and why: what keeps them back is outside of the operation. */
  readonly gated?: ReadonlyMap<string, string> | undefined;
}

/** What has happened to the operation, apart from its tasks. */
export type Course = Pick<OperationState, 'releasedAt' | 'pivotedAt' | 'skippedAt' | 'heldAt' | 'letGoAt'>;

/** The operation has not begun, and nothing of it may run but what tells people so. */
export const isHeld = ({ heldAt, letGoAt, releasedAt, pivotedAt, skippedAt }: Course): boolean =>
  heldAt !== undefined && [letGoAt, releasedAt, pivotedAt, skippedAt].every((time) => time === undefined);

/** Errors in a row from which on people are told that something fails and does not mend itself. */
export const FAILED_AFTER_ATTEMPTS = 3;

/** Whether a moment has come, as far as the state tells. `plan` gives the tasks that it is about. */
export function hasCome(
  moment: Moment,
  tasks: readonly PlannedTask[],
  records: ReadonlyMap<string, TaskRecord>,
  state: Course,
): boolean {
  const some = (test: (record: TaskRecord) => boolean) =>
    tasks.some(({ name, stage }) => {
      const record = records.get(name);
      // What tells people of trouble is not itself the trouble that they are told of.
      return typeof stage === 'string' && record !== undefined && test(record);
    });
  switch (moment) {
    case 'held':
      return state.heldAt !== undefined;
    case 'started':
      return !isHeld(state);
    case 'blocked':
      return some(({ state }) => state === 'Blocked');
    case 'failed':
      return some(
        ({ state, attempts }) => state === 'TimedOut' || (!isOver(state) && attempts >= FAILED_AFTER_ATTEMPTS),
      );
    case 'released':
      return state.releasedAt !== undefined;
    case 'skipped':
      return state.skippedAt !== undefined;
    case 'finished':
      return (
        (state.pivotedAt ?? state.skippedAt) !== undefined && !tasks.some((task) => isLeft(task, tasks, records, state))
      );
  }
}

/** Whether the task keeps the end of the operation from being told. */
function isLeft(
  task: PlannedTask,
  tasks: readonly PlannedTask[],
  records: ReadonlyMap<string, TaskRecord>,
  state: Course,
): boolean {
  if (typeof task.stage !== 'string' && task.stage.moment === 'finished') return false;
  return !isOver(records.get(task.name)?.state ?? 'Pending') && isOpen(task, tasks, records, state);
}

/** What may still begin when the operation was skipped. */
const TOLD_OF_SKIPPED: ReadonlySet<Moment> = new Set(['skipped', 'finished']);

/**
 * Whether the task may be worked on, its needs apart: before the pivot until that is let happen, after it once it has,
 * at a moment from when that has come; while the operation is held, at that moment alone. Once a task of a moment was started it is seen to its end. When the operation is
 * skipped nothing begins any more but what tells of that.
 */
export function isOpen(
  task: PlannedTask,
  tasks: readonly PlannedTask[],
  records: ReadonlyMap<string, TaskRecord>,
  state: Course,
): boolean {
  const { stage } = task;
  if (typeof stage !== 'string') {
    if (records.get(task.name)?.startedAt !== undefined) return true;
    if (state.skippedAt !== undefined && !TOLD_OF_SKIPPED.has(stage.moment)) return false;
    return hasCome(stage.moment, tasks, records, state);
  }
  if (state.skippedAt !== undefined) return false;
  if (stage === 'after') return state.pivotedAt !== undefined;
  return state.releasedAt === undefined && state.pivotedAt === undefined && !isHeld(state);
}
