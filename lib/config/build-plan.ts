import { isObject, listAt, stringAt, stringsAt } from '../kube/json.ts';
import { MOMENTS, type Moment, type OnTimeout, type PlannedTask } from '../operation/plan.ts';
import { parseDuration } from '../time/duration.ts';
import type { Path } from './problem.ts';
import type { TaskKind } from './task-kind.ts';

/** The tasks of a plan, and where in the file each of them comes from. */
export interface BuiltTasks {
  readonly tasks: readonly PlannedTask[];
  /** For each task of `tasks`: the path of its entry. */
  readonly origins: readonly Path[];
}

/** The entries of `cleanup.tasks`, valid and with their defaults, as tasks: one with `on` is a task for each moment. */
export function buildTasks(entries: readonly unknown[], kinds: readonly TaskKind[]): BuiltTasks {
  const momentsByName = new Map(entries.map((entry) => [nameOf(entry), momentsOf(entry)]));
  const tasks: PlannedTask[] = [];
  const origins: Path[] = [];
  for (const [index, entry] of entries.entries()) {
    for (const task of tasksOf(entry, kinds, momentsByName)) {
      tasks.push(task);
      origins.push(['cleanup', 'tasks', index]);
    }
  }
  return { tasks, origins };
}

function tasksOf(
  entry: unknown,
  kinds: readonly TaskKind[],
  momentsByName: ReadonlyMap<string, readonly Moment[]>,
): readonly PlannedTask[] {
  const task = stringAt(entry, 'task') ?? '';
  const kind = kinds.find(({ name }) => name === task);
  const timeoutMs = parseDuration(stringAt(entry, 'timeout') ?? kind?.timeout ?? '0s') ?? 0;
  const options = isObject(entry) && isObject(entry.options) ? entry.options : {};
  const common = { task, timeoutMs: timeoutMs > 0 ? timeoutMs : undefined, options };
  const name = nameOf(entry);
  const needs = stringsAt(entry, 'needs');
  const moments = momentsOf(entry);
  if (moments.length === 0) {
    const stage = stringAt(entry, 'stage') ?? kind?.stages.find((possible) => possible !== 'moment');
    return [
      {
        ...common,
        name,
        stage: stage === 'after' ? 'after' : 'before',
        needs: needs.map((need) => nameAt(need, undefined, momentsByName)),
        onTimeout: onTimeoutOf(stringAt(entry, 'onTimeout') ?? kind?.onTimeout),
      },
    ];
  }
  return moments.map((moment) => ({
    ...common,
    name: `${name}.${moment}`,
    stage: { moment },
    needs: needs.map((need) => nameAt(need, moment, momentsByName)),
    onTimeout: 'continue',
  }));
}

const nameOf = (entry: unknown): string => stringAt(entry, 'name') ?? stringAt(entry, 'task') ?? '';

function momentsOf(entry: unknown): readonly Moment[] {
  const wanted = new Set(listAt(entry, 'on'));
  return MOMENTS.filter((moment) => wanted.has(moment));
}

/** What a task is called in the plan. One that does not run at this moment gets a name that says where it does. */
function nameAt(
  need: string,
  moment: Moment | undefined,
  momentsByName: ReadonlyMap<string, readonly Moment[]>,
): string {
  const moments = momentsByName.get(need) ?? [];
  const same = moments.find((other) => other === moment) ?? moments[0];
  return same === undefined ? need : `${need}.${same}`;
}

const onTimeoutOf = (text: string | undefined): OnTimeout => (text === 'continue' ? 'continue' : 'block');
