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
  // A value that is set to null is gone for helm, and with it its default: templates would say something of a nil pointer.
  const required = [...keys]
    .filter(([, inside]) => !inside.every((value) => mayBeAbsent(value, depth)))
    .map(([key]) => key);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: { ...Object.fromEntries(properties), ...more },
  };
}

/** A list, a map or a text that may be empty: null is as good as that. */
function mayBeAbsent({ path, preset, schema }: Value, depth: number): boolean {
  if (path.length > depth + 1) return false;
  if (typeof preset !== 'string') return typeof preset === 'object';
  const { enum: choices, minLength, pattern = '' } = schema;
  return choices === undefined && minLength === undefined && new RegExp(String(pattern)).test('');
}
