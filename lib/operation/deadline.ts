import { formatDuration } from '../time/duration.ts';
import type { OnTimeout, Plan, PlannedTask } from './plan.ts';
import type { TaskRecord } from './record.ts';

/** A task of a moment keeps nothing but the record open; this long when its plan, written by hand, has no timeout. */
const MOMENT_TIMEOUT_MS = 3_600_000;

export interface Deadline {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly onTimeout: OnTimeout;
  /** For people. */
  readonly text: string;
}

/** The deadlines that a task is under: its own, once it has started, and, before the pivot, that of the operation. */
export function deadlinesOf(
  plan: Plan,
  task: PlannedTask,
  record: TaskRecord,
  operationStartedAt: number,
): readonly Deadline[] {
  const isMoment = typeof task.stage !== 'string';
  const deadlines: Deadline[] = [];
  const startedAt = Date.parse(record.startedAt ?? '');
  const timeoutMs = task.timeoutMs ?? (isMoment ? MOMENT_TIMEOUT_MS : undefined);
  if (timeoutMs !== undefined && !Number.isNaN(startedAt)) {
    const text = `its timeout of ${formatDuration(timeoutMs)}`;
    deadlines.push({ at: startedAt + timeoutMs, onTimeout: isMoment ? 'continue' : task.onTimeout, text });
  }
  if (plan.deadlineMs !== undefined && task.stage === 'before') {
    const text = `the operation's deadline of ${formatDuration(plan.deadlineMs)}`;
    deadlines.push({ at: operationStartedAt + plan.deadlineMs, onTimeout: plan.onDeadline, text });
  }
  return deadlines;
}

/** The deadline that decides what becomes of the task. When one says to go on and one to wait, it goes on. */
export function missedOf(deadlines: readonly Deadline[], now: number): Deadline | undefined {
  const missed = deadlines.filter(({ at }) => at <= now);
  return missed.find(({ onTimeout }) => onTimeout === 'continue') ?? missed[0];
}

/** What the record of a task says that is late and still tried; `message` is what it says of itself. */
export function lateMessage(missed: Deadline, message: string | undefined): string {
  return message ? `missed ${missed.text}: ${message}` : `missed ${missed.text}`;
}
