import { deadlinesOf } from './deadline.ts';
import type { Plan, PlannedTask } from './plan.ts';
import { hasWord, isOver, type TaskRecord } from './record.ts';
import { INVALID_PLAN, isGated, nameWithoutMoment, settle } from './settle.ts';
import { isHeld, isOpen, type OperationState } from './state.ts';

/** `pivot`: everything before it is over, so it may happen. `finished`: nothing is left to do at all. */
export type Verdict = 'working' | 'pivot' | 'finished';

export interface Decision {
  readonly verdict: Verdict;
  /** One for each task, with what follows from time alone: deadlines missed, tasks skipped by name. */
  readonly records: readonly TaskRecord[];
  /** What may run now, in parallel. */
  readonly run: readonly PlannedTask[];
  /** Names of the tasks that may be worked on, now or later. A run of any other that is under way has lost its point. */
  readonly open: ReadonlySet<string>;
  /** In milliseconds; undefined: only a change from outside can make a difference. */
  readonly lookAgainAfterMs: number | undefined;
  /** The task that holds up what comes next, for people. */
  readonly current: string | undefined;
  /** The first task, of those that hold something up, that needs a person. */
  readonly blocked: TaskRecord | undefined;
  /** Names in `skipTasks` that no task of the plan has. */
  readonly unknownSkips: readonly string[];
}

/** No wait that is written down is longer; one that seems to be was written before the clock was set back. */
export const LONGEST_WAIT_MS = 900_000;

/** What is to be done about an operation now. Everything that the engine decides is decided here. */
export function decide(plan: Plan, state: OperationState, now: number): Decision {
  const records = settle(plan, state, now);
  const byName = new Map(records.map((record) => [record.name, record]));
  const settled = { ...state, records };
  const left = plan.tasks.filter((task) => !isOver(recordOf(task, byName).state));
  const open = left.filter((task) => isOpen(task, plan.tasks, byName, settled));
  const ready = open.filter(
    (task) =>
      !state.inFlight?.has(task.name) &&
      recordOf(task, byName).reason !== INVALID_PLAN &&
      areOver(task.needs, byName) &&
      !isGated(recordOf(task, byName), state),
  );
  const verdict = verdictOf(left, open, state);
  const holding = open.filter(({ stage }) => typeof stage === 'string');
  const blocked = holding.find((task) => recordOf(task, byName).state === 'Blocked');
  const begun = holding.find((task) => hasWord(recordOf(task, byName)));
  return {
    verdict,
    records,
    run: ready.filter((task) => waitMs(plan, task, byName, state, now) <= 0),
    open: new Set(open.map(({ name }) => name)),
    lookAgainAfterMs: verdict === 'working' ? lookAgainAfterMs(plan, ready, open, byName, state, now) : undefined,
    current: (blocked ?? begun ?? holding[0] ?? open[0])?.name,
    blocked: blocked && byName.get(blocked.name),
    unknownSkips: unknownNames(plan, state.skipTasks),
  };
}

function verdictOf(left: readonly PlannedTask[], open: readonly PlannedTask[], state: OperationState): Verdict {
  const { releasedAt, pivotedAt, skippedAt } = state;
  if (skippedAt !== undefined || pivotedAt !== undefined) return open.length === 0 ? 'finished' : 'working';
  if (releasedAt !== undefined || isHeld(state)) return 'working';
  return left.some(({ stage }) => stage === 'before') ? 'working' : 'pivot';
}

const PENDING = { state: 'Pending', attempts: 0 } as const;

const recordOf = ({ name }: PlannedTask, byName: ReadonlyMap<string, TaskRecord>): TaskRecord =>
  byName.get(name) ?? { name, ...PENDING };

const areOver = (needs: readonly string[], byName: ReadonlyMap<string, TaskRecord>): boolean =>
  needs.every((need) => isOver(byName.get(need)?.state ?? 'Pending'));

/** How long until the task may run, in milliseconds; nothing or less: now. */
function waitMs(
  plan: Plan,
  task: PlannedTask,
  byName: ReadonlyMap<string, TaskRecord>,
  state: OperationState,
  now: number,
): number {
  const known = state.waits?.get(task.name);
  if (known !== undefined) return known;
  const { nextAttemptAt } = recordOf(task, byName);
  if (nextAttemptAt === undefined) return 0;
  const left = Date.parse(nextAttemptAt) - now;
  // Also false for what is no time at all.
  return left <= Math.max(LONGEST_WAIT_MS, plan.retry.capMs) ? left : 0;
}

function lookAgainAfterMs(
  plan: Plan,
  ready: readonly PlannedTask[],
  open: readonly PlannedTask[],
  byName: ReadonlyMap<string, TaskRecord>,
  state: OperationState,
  now: number,
): number | undefined {
  const waits = ready.map((task) => Math.max(0, waitMs(plan, task, byName, state, now)));
  // Deadlines that are missed have had their effect.
  const deadlines = open.flatMap((task) =>
    deadlinesOf(plan, task, recordOf(task, byName), state.startedAt)
      .map(({ at }) => at - now)
      .filter((ms) => ms > 0),
  );
  const next = Math.min(...waits, ...deadlines);
  return Number.isFinite(next) ? next : undefined;
}

function unknownNames(plan: Plan, names: ReadonlySet<string>): readonly string[] {
  const known = new Set(plan.tasks.flatMap((task) => [task.name, nameWithoutMoment(task)]));
  return [...names].filter((name) => !known.has(name));
}
