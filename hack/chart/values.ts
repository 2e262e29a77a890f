import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { JsonSchema } from '../../lib/config/task-kind.ts';
import { at } from '../../lib/kube/json.ts';

/** A value of the chart that can be set. */
export interface Value {
  readonly path: readonly string[];
  /** One paragraph, in Markdown. */
  readonly description: string;
  readonly preset: unknown;
  /** What it may be. */
  readonly schema: JsonSchema;
}

/**
 * The values of values.yaml, in its order: the one source of values.schema.json and of the README. `# -- TEXT` above a key makes it a value; a key without such a comment is a group,
 * and everything in it must have one. `# @schema {...}` above a value, in JSON Schema, adds to what its default tells, which is the type; a
 * `hint` beside a pattern is what helm says of a value that does not match it.
 */
export function readValues(text: string): readonly Value[] {
  const document = parseDocument(text);
  if (document.errors[0] !== undefined) throw document.errors[0];
  const { contents } = document;
  if (!isMap(contents)) throw new Error('values.yaml is not a map');
  return valuesIn(contents, [], document.toJS());
}

function valuesIn(map: YAMLMap, parent: readonly string[], data: unknown): readonly Value[] {
  return map.items.flatMap((pair, index) => {
    const path = [...parent, String(pair.key)];
    // What stands above the first key of a map is kept as the map's.
    const comment = commentOf(pair) ?? (index === 0 ? map.commentBefore : undefined) ?? '';
    const description = linesWith('-- ', comment).join(' ');
    if (description === '') return valuesIn(groupOf(pair, path), path, data);
    const preset = at(data, ...path);
    return [{ path, description, preset, schema: { ...schemaOf(preset, path), ...given(comment, path), description } }];
  });
}

const commentOf = ({ key }: Pair): string | undefined => (isScalar(key) ? (key.commentBefore ?? undefined) : undefined);

function groupOf({ value }: Pair, path: readonly string[]): YAMLMap {
  if (isMap(value) && value.items.length > 0) return value;
  throw new Error(`values.yaml: ${path.join('.')} has no comment that begins with "# -- "`);
}

const linesWith = (mark: string, comment: string): readonly string[] =>
  comment
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length));

/** What the default tells. */
function schemaOf(preset: unknown, path: readonly string[]): JsonSchema {
  if (Array.isArray(preset)) return { type: 'array', default: preset };
  if (Number.isInteger(preset)) return { type: 'integer', default: preset };
  if (preset !== null && ['string', 'boolean', 'object'].includes(typeof preset)) {
    return { type: typeof preset, default: preset };
  }
  throw new Error(`values.yaml: the default of ${path.join('.')} does not tell what it may be`);
}

function given(comment: string, path: readonly string[]): JsonSchema {
  const text = linesWith('@schema ', comment).join(' ');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`values.yaml: the @schema of ${path.join('.')} is no JSON`, { cause: error });
  }
}
