import { GATED, type TaskRecord, type TaskState } from '../operation/record.ts';
import type { EventKey } from '../telemetry/catalogue/events.ts';

export interface News {
  readonly event: EventKey;
  readonly note: string;
}

/** Whoever was told that a task does not get on wants to hear that it did. */
const TOLD: ReadonlySet<TaskState> = new Set(['Waiting', 'Blocked', 'Retrying']);

/** What a person cares about in the change from one set of records to the next. Progress inside a state is no news. */
export function newsOf(before: readonly TaskRecord[], after: readonly TaskRecord[]): readonly News[] {
  const known = new Map(before.map((record) => [record.name, record]));
  return after.flatMap((record) => {
    const previous = known.get(record.name);
    const same = previous?.state === record.state && previous.reason === record.reason;
    if (same && !(record.state === 'Retrying' && previous.attempts !== record.attempts)) return [];
    const event = eventOf(record, previous);
    if (event === undefined) return [];
    return [{ event, note: `${record.name}: ${record.message || record.reason || record.state}` }];
  });
}

function eventOf(record: TaskRecord, previous: TaskRecord | undefined): EventKey | undefined {
  switch (record.state) {
    case 'Pending':
      return record.reason === GATED ? 'CleanupWaiting' : undefined;
    case 'Waiting':
      return 'CleanupWaiting';
    case 'Blocked':
      return record.reason === 'DeadlineExceeded' ? 'CleanupDeadlineExceeded' : 'CleanupBlocked';
    case 'Retrying':
      return 'CleanupTaskFailed';
    case 'TimedOut':
      return 'CleanupDeadlineExceeded';
    case 'Skipped':
      return record.reason === 'SkipAnnotation' ? 'TaskSkippedByAnnotation' : undefined;
    case 'Done':
      return previous !== undefined && TOLD.has(previous.state) ? 'CleanupTaskDone' : undefined;
    default:
      return undefined;
  }
}
