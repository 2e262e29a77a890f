import { deadlinesOf, lateMessage, missedOf } from './deadline.ts';
import { checkPlan } from './graph.ts';
import type { Plan, PlannedTask } from './plan.ts';
import { GATED, historyOf, isOver, type TaskRecord } from './record.ts';
import { isOpen, type OperationState } from './state.ts';

/** The reason of a task that the plan itself keeps from ever running. */
export const INVALID_PLAN = 'InvalidPlan';

/**
 * The records after everything that follows from time and from people's wishes alone, without a run: tasks that are
 * skipped by name, deadlines that are missed, a plan that cannot work. One record for each task, in the plan's order,
 * then those that the plan does not know; what did not change is the same object.
 */
export function settle(plan: Plan, state: OperationState, now: number): readonly TaskRecord[] {
  const known = new Map(state.records.map((record) => [record.name, record]));
  const names = new Set(plan.tasks.map(({ name }) => name));
  const impossible = impossibleTasks(plan);
  const tasks = [...new Map(plan.tasks.map((task) => [task.name, task])).values()];
  return [
    ...tasks.map((task) => {
      const record = known.get(task.name) ?? { name: task.name, state: 'Pending', attempts: 0 };
      if (isOver(record.state)) return record;
      if (isNamed(task, state.skipTasks)) return skippedByAnnotation(record, now);
      if (state.inFlight?.has(task.name) || !isOpen(task, plan.tasks, known, state)) return record;
      return late(plan, task, gate(blockedBy(impossible.get(task.name), record), state), state, now);
    }),
    ...state.records.filter(({ name }) => !names.has(name)),
  ];
}

/** A person may name the task, or what the configuration calls it: `chat` stands for `chat.blocked` as well. */
function isNamed(task: PlannedTask, names: ReadonlySet<string>): boolean {
  return names.has(task.name) || names.has(nameWithoutMoment(task));
}

/** The name that the configuration gave; a task of a moment has that of the moment added. */
export function nameWithoutMoment({ name, stage }: PlannedTask): string {
  if (typeof stage === 'string' || !name.endsWith(`.${stage.moment}`)) return name;
  return name.slice(0, -stage.moment.length - 1);
}

/** What has begun is never stopped by what keeps others from beginning. */
export const isGated = (record: TaskRecord, { gated }: OperationState): boolean =>
  record.state === 'Pending' && (gated?.has(record.name) ?? false);

function gate(record: TaskRecord, state: OperationState): TaskRecord {
  if (!isGated(record, state)) return record;
  const message = state.gated?.get(record.name);
  return record.reason === GATED && record.message === message ? record : { ...record, reason: GATED, message };
}

function skippedByAnnotation(record: TaskRecord, now: number): TaskRecord {
  return {
    name: record.name,
    state: 'Skipped',
    reason: 'SkipAnnotation',
    message: 'left out by the skip annotation',
    attempts: record.attempts,
    ...historyOf(record),
    finishedAt: new Date(now).toISOString(),
  };
}

function late(plan: Plan, task: PlannedTask, record: TaskRecord, state: OperationState, now: number): TaskRecord {
  const missed = missedOf(deadlinesOf(plan, task, record, state.startedAt), now);
  if (missed === undefined) return record;
  if (missed.onTimeout === 'continue') {
    const { name, attempts } = record;
    const reason = 'DeadlineExceeded';
    const message = lateMessage(missed, record.reason === reason ? undefined : record.message);
    const finishedAt = new Date(now).toISOString();
    return { name, state: 'TimedOut', reason, message, attempts, ...historyOf(record), finishedAt };
  }
  // What has not begun is not late by itself, and what is blocked by something better known stays so.
  if (record.state === 'Pending' || record.state === 'Blocked') return record;
  return { ...record, state: 'Blocked', reason: 'DeadlineExceeded', message: lateMessage(missed, record.message) };
}

function blockedBy(problem: string | undefined, record: TaskRecord): TaskRecord {
  if (problem === undefined || record.state === 'Blocked') return record;
  return { ...record, state: 'Blocked', reason: INVALID_PLAN, message: problem };
}

/** A plan is checked when the configuration is read, but a person may have edited the record of it since. */
function impossibleTasks(plan: Plan): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { path, message } of checkPlan(plan.tasks)) {
    const name = plan.tasks[Number(path[0])]?.name;
    if (name !== undefined) problems.set(name, message);
  }
  return problems;
}
