import type { OnTimeout, Plan, PlannedTask } from '../../operation/plan.ts';
import { isOver, type TaskRecord } from '../../operation/record.ts';
import { formatDuration } from '../../time/duration.ts';
import type { NodeCleanup } from '../node-cleanup.ts';
import type { DeadlineView, TaskView } from './document.ts';

/** Every task of the plan in its order, then those that only the record has. */
export function taskViews({ spec, status }: NodeCleanup, now: number): readonly TaskView[] {
  const records = new Map(status.tasks.map((record) => [record.name, record]));
  const planned = spec.plan.tasks.map((task) => plannedView(task, records, now));
  const names = new Set(spec.plan.tasks.map(({ name }) => name));
  const unplanned = status.tasks.filter(({ name }) => !names.has(name));
  return [
    ...planned,
    ...unplanned.map((record): TaskView => ({ ...shown(record), task: '', stage: 'before', waitsFor: [] })),
  ];
}

/** What a task remembers is for itself alone: it may have another form in the next release. */
function shown({ memory: _, ...record }: TaskRecord): Omit<TaskRecord, 'memory'> {
  return record;
}

/** The deadline of everything before the Node goes. */
export function operationDeadline(plan: Plan, startedAt: string, over: boolean, now: number): DeadlineView | undefined {
  if (plan.deadlineMs === undefined || over) return undefined;
  return deadlineView(plan.deadlineMs, startedAt, plan.onDeadline, MEANING.operation, now);
}

function plannedView(task: PlannedTask, records: ReadonlyMap<string, TaskRecord>, now: number): TaskView {
  const record = records.get(task.name) ?? { name: task.name, state: 'Pending', attempts: 0 };
  const over = isOver(record.state);
  const notOver = (name: string) => !isOver(records.get(name)?.state ?? 'Pending');
  return {
    ...shown(record),
    task: task.task,
    ...(typeof task.stage === 'string' ? { stage: task.stage } : { stage: 'moment', moment: task.stage.moment }),
    waitsFor: over ? [] : task.needs.filter(notOver),
    deadline:
      over || task.timeoutMs === undefined
        ? undefined
        : deadlineView(task.timeoutMs, record.startedAt, onTimeoutOf(task), MEANING.task, now),
  };
}

/** A task of a moment holds nothing up, so it never blocks. */
const onTimeoutOf = ({ stage, onTimeout }: PlannedTask): OnTimeout =>
  typeof stage === 'string' ? onTimeout : 'continue';

const MEANING: Readonly<Record<'task' | 'operation', Readonly<Record<OnTimeout, { ahead: string; missed: string }>>>> =
  {
    task: {
      block: {
        ahead: 'then it counts as blocked until a person acts; it is still tried',
        missed: 'missed: it counts as blocked until a person acts; it is still tried',
      },
      continue: {
        ahead: 'then it is given up and the removal goes on without it',
        missed: 'missed: it is given up at the next look, and the removal goes on without it',
      },
    },
    operation: {
      block: {
        ahead: 'then the removal counts as blocked until a person acts; its tasks are still tried',
        missed: 'missed: the removal counts as blocked until a person acts; its tasks are still tried',
      },
      continue: {
        ahead: 'then whatever is not over is given up and the Node goes',
        missed: 'missed: whatever is not over is given up at the next look, and the Node goes',
      },
    },
  };

function deadlineView(
  afterMs: number,
  startedAt: string | undefined,
  onTimeout: OnTimeout,
  meanings: Readonly<Record<OnTimeout, { ahead: string; missed: string }>>,
  now: number,
): DeadlineView {
  const start = Date.parse(startedAt ?? '');
  const at = Number.isNaN(start) ? undefined : start + afterMs;
  const missed = at !== undefined && now >= at;
  const meaning = missed ? meanings[onTimeout].missed : meanings[onTimeout].ahead;
  return {
    after: formatDuration(afterMs),
    at: at === undefined ? undefined : new Date(at).toISOString(),
    missed,
    onTimeout,
    meaning,
  };
}
