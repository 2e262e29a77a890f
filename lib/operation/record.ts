/**
 * Where a task stands. `Done`, `Skipped` and `TimedOut` (given up, because its `onTimeout` is `continue`) are final;
 * all others are looked at again.
 */
export type TaskState = 'Pending' | 'Running' | 'Waiting' | 'Blocked' | 'Retrying' | 'Done' | 'Skipped' | 'TimedOut';

/** What is written down of a task: enough for another process to go on from. Times are RFC 3339, UTC. */
export interface TaskRecord {
  readonly name: string;
  readonly state: TaskState;
  /** UpperCamelCase, for machines. */
  readonly reason?: string | undefined;
  /** For people. */
  readonly message?: string | undefined;
  /** Runs that failed with an error since the last that did not. */
  readonly attempts: number;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  /**
   * Not before this time, after an error. When a task that waits is looked at next is not written down: that would be a
   * write for each look, or a time that is long past.
   */
  readonly nextAttemptAt?: string | undefined;
  /** What the task has changed outside of this record, or was about to: written down before it is done, never taken back. */
  readonly changes?: readonly string[] | undefined;
  /** What the task wants to know again at its next run, also after a restart; dropped when it is over. */
  readonly memory?: Readonly<Record<string, string>> | undefined;
}

export const isOver = (state: TaskState): boolean => state === 'Done' || state === 'Skipped' || state === 'TimedOut';

/** The reason of a task that could begin, and is kept back by something outside of the operation. */
export const GATED = 'Brake';

/** Whether there is something to say of the task: it has begun, or is kept from it. */
export const hasWord = ({ state, reason }: TaskRecord): boolean => state !== 'Pending' || reason === GATED;

const FIELDS = ['name', 'state', 'reason', 'message', 'attempts', 'startedAt', 'finishedAt', 'nextAttemptAt'] as const;

/** Whether two records read the same, so that to write the one in place of the other would be for nothing. */
export const sameRecord = (a: TaskRecord, b: TaskRecord): boolean =>
  a === b || (FIELDS.every((field) => a[field] === b[field]) && sameKept(a, b));

/** Whether both have changed and remember the same. */
export const sameKept = (a: TaskRecord, b: TaskRecord): boolean =>
  (a.changes === b.changes || JSON.stringify(a.changes) === JSON.stringify(b.changes)) &&
  (a.memory === b.memory || JSON.stringify(inOrder(a.memory)) === JSON.stringify(inOrder(b.memory)));

/** The API server gives a map back in the order of its keys, whatever order it was written in. */
const inOrder = (memory: TaskRecord['memory']) =>
  memory && Object.entries(memory).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What stays of a record that is brought to its end by something other than a run of the task. */
export const historyOf = ({ startedAt, changes }: TaskRecord): Pick<TaskRecord, 'startedAt' | 'changes'> => ({
  ...(startedAt === undefined ? {} : { startedAt }),
  ...(changes === undefined ? {} : { changes }),
});
