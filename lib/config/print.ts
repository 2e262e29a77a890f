import { MOMENTS, type Moment, type OnTimeout, type Plan, type PlannedTask } from '../operation/plan.ts';
import { formatDuration } from '../time/duration.ts';
import type { CleanupConfig, Config } from './config.ts';
import { formatShare } from './share.ts';

/** The plan as a graph in text: what `check-config` shows. Tasks with the same number run in parallel. */
export function printConfig({ prefix, nodeSelector, cleanup }: Config): string {
  const { plan, concurrency, keepFinishedMs, deadAfterMs } = cleanup;
  const nodes = nodeSelector === '' ? 'every Node' : `Nodes with ${nodeSelector}`;
  return [
    `finalizer ${prefix}/node-cleanup for ${nodes}; ${concurrency} removals at work at once; records kept ${formatDuration(keepFinishedMs)}; a Node counts as dead after ${formatDuration(deadAfterMs)} without being Ready`,
    printBrake(cleanup),
    '',
    ...printPlan(plan),
    '',
  ].join('\n');
}

function printBrake({ brake: { hold, storage } }: CleanupConfig): string {
  const most =
    hold && (hold.atLeast > 1 ? `${formatShare(hold.above)} of the Nodes or ${hold.atLeast}` : formatShare(hold.above));
  const held =
    hold === undefined
      ? 'no removal is held'
      : `a removal is held when ${most} have begun within ${formatDuration(hold.withinMs)}`;
  const each = storage.per === '' ? '' : ` for each value of ${storage.per}`;
  return `brake: ${held}; ${formatShare(storage.max)} at storage work at once${each}`;
}

function printPlan(plan: Plan): readonly string[] {
  const deadline =
    plan.deadlineMs === undefined
      ? 'no deadline'
      : `deadline ${formatDuration(plan.deadlineMs)}, then ${MEANING[plan.onDeadline].operation}`;
  const width = Math.max(0, ...plan.tasks.map(({ name }) => name.length));
  const stage = (tasks: readonly PlannedTask[]) => {
    const steps = stepsOf(tasks);
    return tasks.length === 0
      ? ['     nothing']
      : tasks
          .toSorted((a, b) => (steps.get(a.name) ?? 0) - (steps.get(b.name) ?? 0))
          .map((task) => line(String(steps.get(task.name) ?? '?'), task, width));
  };
  const moments = MOMENTS.map((moment) => ({ moment, tasks: tasksAt(plan, moment) })).filter(
    ({ tasks }) => tasks.length > 0,
  );
  return [
    `A Node is deleted  (${deadline})`,
    ...stage(plan.tasks.filter((task) => task.stage === 'before')),
    'Our finalizer is removed; the Node goes when nobody else holds it',
    ...stage(plan.tasks.filter((task) => task.stage === 'after')),
    'The record of the removal is complete',
    ...moments.flatMap(({ moment, tasks }) => ['', WHEN[moment], ...stage(tasks)]),
  ];
}

const WHEN: Readonly<Record<Moment, string>> = {
  held: 'When the removal has to wait before it begins (cleanup.brake.hold)',
  started: 'When the removal begins',
  blocked: 'When a task needs a person',
  released: 'When our finalizer is removed',
  failed: 'When a task is given up, or fails three times in a row',
  skipped: 'When the skip annotation lets the Node go',
  finished: 'When all of this is over',
};

const MEANING: Readonly<Record<OnTimeout, { readonly task: string; readonly operation: string }>> = {
  block: { task: 'blocked until a person acts', operation: 'blocked until a person acts' },
  continue: { task: 'given up', operation: 'everything before the release is given up' },
};

const tasksAt = (plan: Plan, moment: Moment): readonly PlannedTask[] =>
  plan.tasks.filter(({ stage }) => typeof stage !== 'string' && stage.moment === moment);

function line(step: string, { name, task, needs, timeoutMs, onTimeout }: PlannedTask, width: number): string {
  const kind = name === task ? '' : task;
  const details = [
    ...(kind === '' ? [] : [kind]),
    ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]),
    ...(timeoutMs === undefined ? [] : [`timeout ${formatDuration(timeoutMs)}, then ${MEANING[onTimeout].task}`]),
  ];
  return `  ${step.padStart(2)} ${name.padEnd(width)}  ${details.join(' · ')}`.trimEnd();
}

/** The number of each task: one more than the largest among those that it needs. The plan has no cycles. */
function stepsOf(tasks: readonly PlannedTask[]): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (let round = 0; round < tasks.length; round++) {
    for (const { name, needs } of tasks) steps.set(name, 1 + Math.max(0, ...needs.map((need) => steps.get(need) ?? 0)));
  }
  return steps;
}
