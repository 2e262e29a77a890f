import type { AdvanceInput, EngineDependencies } from './advance.ts';
import type { RunResult } from './fold.ts';
import type { PlannedTask } from './plan.ts';
import { isOver, sameRecord, type TaskRecord, type TaskState } from './record.ts';

/** A record that is not as it was written down last. */
export interface Change {
  readonly before: TaskRecord | undefined;
  readonly record: TaskRecord;
}

/** What has to be written. A task that has not begun needs no record to be known as such. */
export function changesOf(saved: readonly TaskRecord[], records: readonly TaskRecord[]): readonly Change[] {
  if (saved === records) return [];
  const known = new Map(saved.map((record) => [record.name, record]));
  return records
    .map((record) => ({ before: known.get(record.name), record }))
    .filter(({ before, record }) => (before === undefined ? record.state !== 'Pending' : !sameRecord(before, record)));
}

const RESULTS: Partial<Readonly<Record<TaskState, string>>> = {
  Done: 'done',
  Skipped: 'skipped',
  TimedOut: 'timed_out',
};

/** Logs and measures a change once it is written down. A new message within a state is no news for the log. */
export function reportChange<S>(
  { before, record }: Change,
  planned: PlannedTask | undefined,
  { operation, logFields }: AdvanceInput<S>,
  { log, metrics, tasks }: Required<EngineDependencies<S>>,
): void {
  const { name: task, state, reason, message, attempts, startedAt, finishedAt } = record;
  const isNews = before?.state !== state || before.reason !== reason || before.attempts < attempts;
  if (isNews) {
    const fields = {
      ...logFields,
      operation,
      task,
      from: before?.state ?? 'Pending',
      state,
      reason,
      message,
      attempts,
    };
    const isTrouble = state === 'Blocked' || state === 'Retrying' || state === 'TimedOut';
    if (isTrouble) log.warn(fields, 'task changed state');
    else log.info(fields, 'task changed state');
  }
  const result = RESULTS[state];
  const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;
  if (result === undefined || Number.isNaN(seconds) || (before !== undefined && isOver(before.state))) return;
  metrics.observe('cleanup_task_duration_seconds', { task: kindOf(planned, tasks), result }, Math.max(0, seconds));
}

/** Counts a run. */
export function reportRun<S>(
  planned: PlannedTask,
  result: RunResult,
  { metrics, tasks }: Required<EngineDependencies<S>>,
): void {
  const task = kindOf(planned, tasks);
  const outcome = result.is === 'error' ? 'error' : result.outcome.state;
  metrics.count('cleanup_task_runs_total', { task, outcome });
  if (result.is === 'error') metrics.count('cleanup_failures_total', { task });
}

/** A label may only have values that this program knows: a plan can be written by hand. */
function kindOf<S>(planned: PlannedTask | undefined, tasks: Required<EngineDependencies<S>>['tasks']): string {
  return planned !== undefined && tasks.has(planned.task) ? planned.task : 'unknown';
}
