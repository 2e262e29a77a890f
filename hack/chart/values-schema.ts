import type { JsonSchema } from '../../lib/config/task-kind.ts';
import { readable } from './patterns.ts';
import type { Value } from './values.ts';
import { onAsTrue } from './yaml-1-1.ts';

/** values.schema.json: what helm checks values against before anything reaches the cluster. */
export function valuesSchema(values: readonly Value[], config: JsonSchema): JsonSchema {
  const { $schema, title: _, ...definition } = config;
  return readable({
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
