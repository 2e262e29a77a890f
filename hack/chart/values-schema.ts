import type { JsonSchema } from '../../lib/config/task-kind.ts';
import { isObject } from '../../lib/kube/json.ts';
import type { Value } from './values.ts';
import { onAsTrue } from './yaml-1-1.ts';

/** values.schema.json: what helm checks values against before anything reaches the cluster. */
export function valuesSchema(values: readonly Value[], config: JsonSchema): JsonSchema {
  const { $schema, title: _, ...definition } = config;
  return helmReads({
    $schema,
    title: 'Values of the chart node-cleanup-webhook',
    ...groupSchema(values, 0, {
      // Helm puts it there when the chart is part of another one.
      global: { type: 'object', description: 'Of the charts around this one; not used.' },
    }),
    $defs: { config: onAsTrue(definition) },
  });
}

function groupSchema(values: readonly Value[], depth: number, more: JsonSchema = {}): JsonSchema {
  const keys = Map.groupBy(values, ({ path }) => path[depth] ?? '');
  const properties = [...keys].map(([key, inside]) => {
    const [first] = inside;
    return [key, first?.path.length === depth + 1 ? first.schema : groupSchema(inside, depth + 1)];
  });
  return { type: 'object', additionalProperties: false, properties: { ...Object.fromEntries(properties), ...more } };
}

/** Helm's regular expressions are RE2, which look neither ahead nor behind; with such a pattern helm refuses the whole chart. */
function helmReads<T>(schema: T, place = ''): T {
  for (const [key, value] of Object.entries(schema ?? {})) {
    if (key === 'pattern' && /\(\?[=!<]/.test(String(value))) {
      throw new Error(`${place}: helm has no lookaround for ${String(value)}; write it otherwise`);
    }
    if (Array.isArray(value) || isObject(value)) helmReads(value, `${place}/${key}`);
  }
  return schema;
}
