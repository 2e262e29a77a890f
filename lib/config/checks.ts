import { at, isObject, listAt, stringAt, stringsAt } from '../kube/json.ts';
import { checkPlan, type PlanProblem } from '../operation/graph.ts';
import { formatDuration, parseDuration } from '../time/duration.ts';
import type { BuiltTasks } from './build-plan.ts';
import type { Mistake } from './messages.ts';
import { nearest } from './nearest.ts';
import type { Path } from './problem.ts';
import { isDuration, SELECTOR_FORMAT } from './schema-parts.ts';
import { type Leaf, leavesOf } from './schema-walk.ts';
import type { JsonSchema, TaskKind } from './task-kind.ts';

/** What is wrong with a text that should be a label selector; undefined when it is one. */
export type CheckSelector = (text: string) => string | undefined;

/** Dates end in the year 275760, and nobody means a longer wait than this. */
const LONGEST_MS = 8_784 * 3_600_000;
/** Less is no backoff. */
const SHORTEST_BASE_MS = 100;
/** Times of creation have whole seconds. */
const SHORTEST_WINDOW_MS = 1_000;

export interface CheckedAgainst {
  readonly kinds: readonly TaskKind[];
  readonly checkSelector: CheckSelector;
}

/** What a schema cannot say. The data is valid by the schema and has its defaults. */
export function checkMeaning(
  schema: JsonSchema,
  data: unknown,
  built: BuiltTasks,
  { kinds, checkSelector }: CheckedAgainst,
): readonly Mistake[] {
  return [
    ...leavesOf(schema, data).flatMap((leaf) => leafMistakes(leaf, checkSelector)),
    ...retryMistakes(data),
    ...holdMistakes(data),
    ...momentMistakes(data),
    ...kindMistakes(data, kinds),
    ...planMistakes(data, built),
  ];
}

function leafMistakes({ path, value: leaf, schema }: Leaf, checkSelector: CheckSelector): readonly Mistake[] {
  if (typeof leaf !== 'string') return [];
  if (schema.format === SELECTOR_FORMAT) {
    const problem = checkSelector(leaf);
    return problem === undefined ? [] : [value(path, `this is not a label selector: ${problem}`)];
  }
  if (!isDuration(schema) || (parseDuration(leaf) ?? 0) <= LONGEST_MS) return [];
  return [value(path, `longer than a year; the most is ${formatDuration(LONGEST_MS)}`)];
}

function retryMistakes(data: unknown): readonly Mistake[] {
  const path: Path = ['cleanup', 'retry'];
  const baseMs = parseDuration(stringAt(data, 'cleanup', 'retry', 'base') ?? '') ?? 0;
  const capMs = parseDuration(stringAt(data, 'cleanup', 'retry', 'cap') ?? '') ?? 0;
  const least = `too short for a wait between attempts; the least is ${formatDuration(SHORTEST_BASE_MS)}`;
  return [
    ...(baseMs < SHORTEST_BASE_MS ? [value([...path, 'base'], least)] : []),
    ...(capMs < baseMs ? [value([...path, 'cap'], 'less than "base", where the waits begin')] : []),
  ];
}

function holdMistakes(data: unknown): readonly Mistake[] {
  const path: Path = ['cleanup', 'brake', 'hold', 'within'];
  const withinMs = parseDuration(stringAt(data, 'cleanup', 'brake', 'hold', 'within') ?? '') ?? 0;
  if (withinMs >= SHORTEST_WINDOW_MS) return [];
  const least = formatDuration(SHORTEST_WINDOW_MS);
  return [value(path, `too short to count anything in; the least is ${least} ("above: 0" switches the hold off)`)];
}

function momentMistakes(data: unknown): readonly Mistake[] {
  return listAt(data, 'cleanup', 'tasks').flatMap((entry, index): readonly Mistake[] => {
    const moments = listAt(entry, 'on');
    const path: Path = ['cleanup', 'tasks', index];
    const twice = moments.flatMap((moment, position) =>
      moments.indexOf(moment) === position
        ? []
        : [value([...path, 'on', position], `"${String(moment)}" stands here twice`)],
    );
    const timeout = stringAt(entry, 'timeout');
    if (moments.length === 0 || timeout === undefined || parseDuration(timeout) !== 0) return twice;
    const message =
      'a task that runs at moments needs a timeout, or it could keep the record of the removal open for ever';
    return [...twice, value([...path, 'timeout'], message)];
  });
}

function kindMistakes(data: unknown, kinds: readonly TaskKind[]): readonly Mistake[] {
  return listAt(data, 'cleanup', 'tasks').flatMap((entry, index): readonly Mistake[] => {
    const kind = kinds.find(({ name }) => name === stringAt(entry, 'task'));
    const options = at(entry, 'options');
    const found = kind?.mistakesIn?.({ on: stringsAt(entry, 'on'), options: isObject(options) ? options : {} }) ?? [];
    return found.map(({ path, message }) => value(['cleanup', 'tasks', index, ...path], message));
  });
}

function planMistakes(data: unknown, { tasks, origins }: BuiltTasks): readonly Mistake[] {
  const names = listAt(data, 'cleanup', 'tasks').map(
    (entry) => stringAt(entry, 'name') ?? stringAt(entry, 'task') ?? '',
  );
  const seen = new Set<string>();
  return checkPlan(tasks).flatMap((problem): readonly Mistake[] => {
    const path = [...(origins[Number(problem.path[0])] ?? []), ...problem.path.slice(1)];
    // An entry that runs at several moments is several tasks, and wrong in the same way in each.
    const key = `${problem.code} ${JSON.stringify(path)}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [value(path, messageOf(problem, path, data, names))];
  });
}

function messageOf(problem: PlanProblem, path: Path, data: unknown, names: readonly string[]): string {
  if (problem.code !== 'UnknownNeed') return problem.message;
  const written = listAt(data, 'cleanup', 'tasks')[Number(path[2])];
  const need = String(listAt(written, 'needs')[Number(path[4])] ?? '');
  const meant = nearest(need, names);
  const choice = `there are ${[...new Set(names)].join(', ')}`;
  return `${problem.message}; ${meant === undefined ? choice : `did you mean "${meant}"?`}`;
}

const value = (path: Path, message: string): Mistake => ({ path, of: 'value', message });
