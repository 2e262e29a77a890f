import { sameStage } from './graph.ts';
import type { Plan, Stage } from './plan.ts';
import { historyOf, isOver, type TaskRecord } from './record.ts';

/**
 * The records with everything of that stage that is not over marked as skipped, because it can no longer be done.
 * `now` is RFC 3339. Gives the same array when nothing changes.
 */
export function skipRest(
  plan: Plan,
  records: readonly TaskRecord[],
  stage: Stage,
  reason: string,
  message: string,
  now: string,
): readonly TaskRecord[] {
  const names = new Set(plan.tasks.filter((task) => sameStage(task.stage, stage)).map(({ name }) => name));
  return skipAll(records, names, reason, message, now);
}

/** The tasks of a finished operation that never ran, since their moment did not come or the operation was called off. */
export function closeRecords(
  plan: Plan,
  records: readonly TaskRecord[],
  skipped: boolean,
  now: string,
): readonly TaskRecord[] {
  const moments = plan.tasks.filter(({ stage }) => typeof stage !== 'string').map(({ name }) => name);
  const rest = plan.tasks.filter(({ stage }) => typeof stage === 'string').map(({ name }) => name);
  const told = skipAll(records, new Set(moments), 'MomentNeverCame', 'its moment did not come', now);
  const reason = skipped ? 'OperationSkipped' : 'TooLate';
  const message = skipped ? 'the operation was skipped' : 'its stage had passed';
  return skipAll(told, new Set(rest), reason, message, now);
}

function skipAll(
  records: readonly TaskRecord[],
  names: ReadonlySet<string>,
  reason: string,
  message: string,
  now: string,
): readonly TaskRecord[] {
  if (!records.some((record) => names.has(record.name) && !isOver(record.state))) return records;
  return records.map((record): TaskRecord => {
    if (!names.has(record.name) || isOver(record.state)) return record;
    const { name, attempts } = record;
    return { name, state: 'Skipped', reason, message, attempts, ...historyOf(record), finishedAt: now };
  });
}
