import type { Moment, Plan, PlannedTask } from '../../../lib/operation/plan.ts';
import type { TaskRecord, TaskState } from '../../../lib/operation/record.ts';
import type { OperationState } from '../../../lib/operation/state.ts';

/** 2026-01-01T00:00:00Z, where FakeClock starts, too. */
export const START = Date.UTC(2026, 0, 1);

export const time = (ms: number): string => new Date(START + ms).toISOString();

export const beforePivot = (name: string, more: Partial<PlannedTask> = {}): PlannedTask => ({
  name,
  task: name,
  stage: 'before',
  needs: [],
  timeoutMs: undefined,
  onTimeout: 'block',
  options: {},
  ...more,
});

export const afterPivot = (name: string, more: Partial<PlannedTask> = {}): PlannedTask =>
  beforePivot(name, { stage: 'after', ...more });

export const at = (moment: Moment, name: string, more: Partial<PlannedTask> = {}): PlannedTask =>
  beforePivot(name, { stage: { moment }, timeoutMs: 600_000, onTimeout: 'continue', ...more });

export const plan = (tasks: readonly PlannedTask[], more: Partial<Plan> = {}): Plan => ({
  tasks,
  deadlineMs: undefined,
  onDeadline: 'block',
  retry: { baseMs: 1_000, capMs: 60_000 },
  ...more,
});

export const record = (name: string, state: TaskState, more: Partial<TaskRecord> = {}): TaskRecord => ({
  name,
  state,
  attempts: 0,
  ...(state === 'Pending' ? {} : { startedAt: time(0) }),
  ...more,
});

export const state = (more: Partial<OperationState> = {}): OperationState => ({
  records: [],
  startedAt: START,
  releasedAt: undefined,
  pivotedAt: undefined,
  skippedAt: undefined,
  skipTasks: new Set(),
  ...more,
});
