import { isDuration, isShare } from '../../lib/config/schema-parts.ts';
import type { JsonSchema } from '../../lib/config/task-kind.ts';
import { isObject } from '../../lib/kube/json.ts';

/**
 * The same schema with patterns that say what they want. Of a text that does not match helm prints the pattern and nothing else,
 * so each begins with an empty group whose name is for people: `(?<a_duration_such_as_1h30m>)^...`.
 */
export function readable(schema: JsonSchema, place = ''): JsonSchema {
  const { pattern, hint = hintOf(schema, place), ...rest } = schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, within(value, `${place}/${key}`)]));
  if (typeof pattern !== 'string') return inner;
  // Helm's regular expressions are RE2; with one that it cannot read it refuses the whole chart.
  if (/\(\?<?[=!]/.test(pattern))
    throw new Error(`${place}: helm has no lookaround for ${pattern}; write it otherwise`);
  return { ...inner, pattern: typeof hint === 'string' ? `(?<${hint.replaceAll(/\W+/g, '_')}>)${pattern}` : pattern };
}

function within(value: unknown, place: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => within(item, `${place}/${index}`));
  return isObject(value) ? readable(value, place) : value;
}

/** Of the operator's configuration, whose schema says it in the description instead. */
function hintOf(schema: JsonSchema, place: string): string | undefined {
  if (isDuration(schema)) return 'a duration such as 1h30m';
  if (isShare(schema)) return 'a number or a percentage of the Nodes';
  return HINTS[place.replace(/.*\//, '')];
}

const HINTS: Readonly<Record<string, string>> = {
  prefix: 'a DNS name',
  per: 'a label',
  name: 'small letters, digits, dashes and dots',
  url: 'an http or https address',
};
