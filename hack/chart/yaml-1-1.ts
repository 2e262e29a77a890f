import type { JsonSchema } from '../../lib/config/task-kind.ts';
import { isObject, listAt } from '../../lib/kube/json.ts';

/**
 * The same schema for data that was YAML 1.1, as helm reads values: a key `on` without quotes has become `true`. Both are
 * allowed wherever `on` is, and the chart writes `on`.
 */
export function onAsTrue(schema: JsonSchema): JsonSchema {
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, within(key, value)]));
  const { properties } = inner;
  if (!isObject(properties) || !Object.hasOwn(properties, 'on')) return inner;
  return { ...inner, properties: { ...properties, true: properties.on } };
}

function within(keyword: string, value: unknown): unknown {
  if (DATA.has(keyword)) return value;
  if (Array.isArray(value)) return value.flatMap((item) => (isObject(item) ? branchesOf(item) : [item]));
  if (!isObject(value)) return value;
  const [branch, ...others] = branchesOf(value);
  return others.length === 0 ? branch : { anyOf: [branch, ...others] };
}

/** What is data and not a schema. */
const DATA: ReadonlySet<string> = new Set(['default', 'examples', 'enum', 'const']);

/** A condition that `on` is there is two conditions, of which one is enough; it stands alone or in a list of `anyOf`. */
function branchesOf(schema: JsonSchema): readonly JsonSchema[] {
  const isCondition = Object.keys(schema).length === 1 && listAt(schema, 'required').join() === 'on';
  return isCondition ? [schema, { required: ['true'] }] : [onAsTrue(schema)];
}
