import { isObject } from '../kube/json.ts';
import { nearest } from './nearest.ts';
import type { Path } from './problem.ts';
import { isDuration, isShare } from './schema-parts.ts';
import { schemaAt, valueAt } from './schema-walk.ts';
import type { JsonSchema } from './task-kind.ts';
import type { ValidationError } from './validator.ts';

/** A mistake that is not yet placed in the file. */
export interface Mistake {
  readonly path: Path;
  /** Whether it is about the key that the path ends with, and not about what stands there. */
  readonly of: 'value' | 'key';
  readonly message: string;
}

/** What the schema has against the data, in words for people: one sentence for each mistake. */
export function mistakesOf(errors: readonly ValidationError[], schema: JsonSchema, data: unknown): readonly Mistake[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => `${schemaPath}/`);
  const found = new Map<string, Mistake>();
  for (const error of errors) {
    // Says only that what follows from a condition does not hold; what does not is said by itself.
    if (error.keyword === 'if') continue;
    if (choices.some((choice) => error.schemaPath.startsWith(choice))) continue;
    const mistake = mistakeOf(error, errors, schema, data);
    // A map may lack several things. Of several rules that one value breaks the strictest speaks: "not here at all"
    // before "one of these".
    const key = JSON.stringify(LACKS.has(error.keyword) ? [mistake.path, mistake.message] : [mistake.path]);
    if (!found.has(key) || error.keyword === 'false schema') found.set(key, mistake);
  }
  return [...found.values()];
}

const LACKS: ReadonlySet<string> = new Set(['required', 'anyOf']);

function mistakeOf(
  error: ValidationError,
  errors: readonly ValidationError[],
  schema: JsonSchema,
  data: unknown,
): Mistake {
  const path = pathOf(error.instancePath, data);
  const here = schemaAt(schema, path, data);
  const value = valueAt(data, path);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, String(error.params.additionalProperty), here, value);
    case 'false schema':
      return { path, of: 'key', message: notHere(String(path.at(-1)), valueAt(data, path.slice(0, -1))) };
    case 'required':
      return { path, of: 'value', message: `"${String(error.params.missingProperty)}" is missing` };
    case 'anyOf':
      return { path, of: 'value', message: `one of ${branchesOf(error, errors).join(', ')} is needed` };
    default:
      return { path, of: 'value', message: valueMessage(error, described(here, schema, path, data), value) };
  }
}

/** What is not described itself is part of something that is. */
function described(here: JsonSchema, schema: JsonSchema, path: Path, data: unknown): JsonSchema {
  for (let depth = path.length; depth > 0; depth--) {
    const { description } = schemaAt(schema, path.slice(0, depth), data);
    if (typeof description === 'string') return { ...here, description };
  }
  return here;
}

function unknownKey(path: Path, key: string, schema: JsonSchema, value: unknown): Mistake {
  const allowed = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const meant = nearest(
    key,
    allowed.filter((name) => !isObject(value) || !Object.hasOwn(value, name)),
  );
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  const choice = allowed.length === 0 ? 'none is allowed here' : `allowed are ${allowed.join(', ')}`;
  return { path: [...path, key], of: 'key', message: `unknown key; ${choice}${hint}` };
}

function notHere(key: string, task: unknown): string {
  if (!isObject(task) || !('task' in task)) return 'not allowed here';
  if (key === 'stage' && 'on' in task) return '"stage" and "on" exclude each other';
  if (key === 'on') return `the task ${String(task.task)} does not run at moments; it has a "stage"`;
  return `the task ${String(task.task)} only runs at moments; it has "on" and no "stage"`;
}

/** What each branch of a choice lacks. */
function branchesOf(choice: ValidationError, errors: readonly ValidationError[]): readonly string[] {
  const parts = errors
    .filter(
      ({ schemaPath, instancePath }) =>
        schemaPath.startsWith(`${choice.schemaPath}/`) && instancePath === choice.instancePath,
    )
    .map(({ params, message }) =>
      params.missingProperty === undefined ? (message ?? '') : `"${String(params.missingProperty)}"`,
    );
  return [...new Set(parts)];
}

function valueMessage(error: ValidationError, schema: JsonSchema, value: unknown): string {
  const { params } = error;
  if (value === null) return `nothing stands here; ${wayOutOfNull(schema)}`;
  if (isDuration(schema)) return `${show(value)} is not a duration; write for instance 30s or 1h30m`;
  if (isShare(schema) && error.keyword !== 'minimum') {
    return `${show(value)} is neither a whole number of Nodes nor a percentage of them; write for instance 5 or 20%`;
  }
  switch (error.keyword) {
    case 'type':
      return `${show(value)} is ${typeName(value)}; what belongs here is ${EXPECTED[String(params.type)] ?? String(params.type)}`;
    case 'enum':
      return notOneOf(value, Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : []);
    case 'const':
      return `${show(value)} is not possible here; it is always ${String(params.allowedValue)}`;
    case 'minimum':
    case 'exclusiveMinimum':
      return `${show(value)} is too small; the least is ${String(params.limit)}`;
    case 'maximum':
    case 'exclusiveMaximum':
      return `${show(value)} is too large; the most is ${String(params.limit)}`;
    case 'minItems':
      return `an empty list; it needs at least ${String(params.limit)}`;
    case 'maxItems':
      return `too many; at most ${String(params.limit)} are possible`;
    case 'maxLength':
    case 'not':
    case 'pattern':
      return `${show(value)} cannot stand here${typeof schema.description === 'string' ? `. ${schema.description}` : ''}`;
    default:
      return `${show(value)} ${error.message ?? 'is not allowed'}`;
  }
}

/** In YAML `tasks:` alone is null, and to guess between "the default" and "none" could let a Node go unprepared. */
function wayOutOfNull({ type }: JsonSchema): string {
  if (type === 'array') return 'write [] for an empty list, or leave the key out for the default';
  if (type === 'object') return 'leave the key out for the defaults';
  return 'give it a value, or leave the key out for the default';
}

function notOneOf(value: unknown, allowed: readonly string[]): string {
  const meant = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const hint = meant === undefined || allowed.length === 1 ? '' : `; did you mean "${meant}"?`;
  return `${show(value)} is not possible here; ${allowed.length === 1 ? 'only' : 'one of'} ${allowed.join(', ')}${hint}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return EXPECTED[typeof value] ?? typeof value;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'this';
  if (isObject(value)) return 'this';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A JSON pointer as a path: which steps are indexes only the data can tell. */
function pathOf(pointer: string, data: unknown): Path {
  const path: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(data, path)) ? Number(key) : key);
  }
  return path;
}
