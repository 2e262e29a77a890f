import { at, isObject, listAt, stringAt } from '../kube/json.ts';
import type { Path } from './problem.ts';
import type { JsonSchema } from './task-kind.ts';

/** The schema of what stands at the path, given the data that stands there: options depend on the kind of task. */
export function schemaAt(schema: JsonSchema, path: Path, data: unknown): JsonSchema {
  let here = schema;
  let value = data;
  for (const step of path) {
    here = typeof step === 'number' ? objectAt(here, 'items') : propertySchema(here, step, value);
    value = childOf(value, step);
  }
  return here;
}

/** The schema of one property of a map, given the map. */
export function propertySchema(schema: JsonSchema, key: string, data: unknown): JsonSchema {
  const own = objectAt(schema, 'properties', key);
  const applying = listAt(schema, 'allOf').find((rule) => {
    const kind = at(rule, 'if', 'properties', 'task', 'const');
    return kind !== undefined && kind === at(data, 'task');
  });
  const byKind = objectAt(applying, 'then', 'properties', key);
  // What depends on the kind only narrows what is said of all kinds.
  return { ...own, ...byKind };
}

/** The same data with the schema's defaults where nothing is said. */
export function withDefaults(schema: JsonSchema, data: unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => withDefaults(objectAt(schema, 'items'), item));
  if (!isObject(data)) return data;
  const filled: Record<string, unknown> = { ...data };
  for (const key of Object.keys(objectAt(schema, 'properties'))) {
    const property = propertySchema(schema, key, data);
    if (Object.hasOwn(data, key)) filled[key] = withDefaults(property, data[key]);
    else if ('default' in property) filled[key] = withDefaults(property, property.default);
    else if (stringAt(property, 'type') === 'object') filled[key] = withDefaults(property, {});
  }
  return filled;
}

export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
  readonly schema: JsonSchema;
}

/** Everything in the data that is neither a map nor a list, with the schema that it stands under. */
export function leavesOf(schema: JsonSchema, data: unknown, path: Path = []): readonly Leaf[] {
  if (Array.isArray(data)) {
    const items = objectAt(schema, 'items');
    return data.flatMap((item, index) => leavesOf(items, item, [...path, index]));
  }
  if (!isObject(data)) return [{ path, value: data, schema }];
  return Object.entries(data).flatMap(([key, value]) =>
    leavesOf(propertySchema(schema, key, data), value, [...path, key]),
  );
}

/** What stands at the path; undefined when nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce(childOf, data);
}

function childOf(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return at(value, step);
}

function objectAt(value: unknown, ...path: readonly string[]): JsonSchema {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}
