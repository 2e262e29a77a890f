import type { PlannedTask, Stage } from './plan.ts';

/** Something wrong with a plan, as data: who read it from a file knows which line it is. */
export interface PlanProblem {
  readonly code: 'DuplicateName' | 'UnknownNeed' | 'NeedOfOtherStage' | 'Cycle' | 'UnknownKind';
  /** Where in the list of tasks: its index, then the field, then the index in the field if it is a list. */
  readonly path: readonly (number | string)[];
  readonly message: string;
}

/**
 * Whether a plan can be worked on at all: unique names, needs that exist and belong to the same stage, no cycle and,
 * when `kinds` are given, only those. All problems, in the order of the tasks.
 */
export function checkPlan(tasks: readonly PlannedTask[], kinds?: ReadonlySet<string>): readonly PlanProblem[] {
  const byName = new Map<string, PlannedTask>();
  for (const task of tasks) if (!byName.has(task.name)) byName.set(task.name, task);
  const problems = tasks.flatMap((task, index) => [
    ...checkKind(task, index, kinds),
    ...checkName(task, index, byName),
    ...checkNeeds(task, index, byName),
  ]);
  return [...problems, ...checkCycles(tasks, byName)];
}

function checkKind(task: PlannedTask, index: number, kinds: ReadonlySet<string> | undefined): readonly PlanProblem[] {
  if (kinds === undefined || kinds.has(task.task)) return [];
  const message = `there is no task "${task.task}"; there are ${[...kinds].join(', ')}`;
  return [{ code: 'UnknownKind', path: [index, 'task'], message }];
}

function checkName(task: PlannedTask, index: number, byName: ReadonlyMap<string, PlannedTask>): readonly PlanProblem[] {
  if (byName.get(task.name) === task) return [];
  const message = `another task is called "${task.name}" already; give one of them a name of its own`;
  return [{ code: 'DuplicateName', path: [index, 'name'], message }];
}

function checkNeeds(
  task: PlannedTask,
  index: number,
  byName: ReadonlyMap<string, PlannedTask>,
): readonly PlanProblem[] {
  return task.needs.flatMap((need, position): readonly PlanProblem[] => {
    const path = [index, 'needs', position];
    const needed = byName.get(need);
    if (needed === undefined) {
      return [{ code: 'UnknownNeed', path, message: `no task of the plan is called "${need}"` }];
    }
    if (sameStage(needed.stage, task.stage)) return [];
    const message = `"${need}" runs ${describeStage(needed.stage)} and "${task.name}" ${describeStage(task.stage)}; a task can only need one of its own stage`;
    return [{ code: 'NeedOfOtherStage', path, message }];
  });
}

/** Each cycle once, at the first of its tasks. */
function checkCycles(tasks: readonly PlannedTask[], byName: ReadonlyMap<string, PlannedTask>): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (task: PlannedTask): void => {
    if (finished.has(task.name)) return;
    trail.push(task.name);
    for (const need of task.needs) {
      const start = trail.indexOf(need);
      const needed = byName.get(need);
      if (start >= 0) problems.push(cycle(tasks, trail.slice(start)));
      else if (needed !== undefined) visit(needed);
    }
    trail.pop();
    finished.add(task.name);
  };
  for (const task of tasks) visit(task);
  return problems;
}

function cycle(tasks: readonly PlannedTask[], names: readonly string[]): PlanProblem {
  const index = tasks.findIndex(({ name }) => names.includes(name));
  const first = tasks[index]?.name ?? '';
  const turn = names.indexOf(first);
  const around = [...names.slice(turn), ...names.slice(0, turn), first];
  const position = tasks[index]?.needs.indexOf(around[1] ?? '') ?? 0;
  const message = `a cycle, none of which could ever begin: ${around.join(' needs ')}`;
  return { code: 'Cycle', path: [index, 'needs', position], message };
}

export const sameStage = (a: Stage, b: Stage): boolean =>
  typeof a === 'string' || typeof b === 'string' ? a === b : a.moment === b.moment;

export const describeStage = (stage: Stage): string =>
  typeof stage === 'string' ? `${stage} the pivot` : `at the moment "${stage.moment}"`;
