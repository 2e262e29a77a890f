import type { Document, LineCounter, Node } from 'yaml';
import type { ConfigProblem, Path } from './problem.ts';

/** Larger than any ConfigMap can be. */
const LARGEST_BYTES = 1_048_576;
/** Far more than a person writes, far fewer than a file that means harm. */
const MOST_ALIASES = 100;

const TOO_DEEP = 'maps and lists are nested too deeply';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type ParsedText =
  | { readonly outcome: 'value'; readonly value: unknown; readonly source: Source }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'invalid'; readonly problems: readonly ConfigProblem[] };

/** Where things stand in the file. */
export interface Source {
  /** Of the value at the path or, with `key`, of the key that leads to it; of the nearest that there is above. */
  place(path: Path, of?: 'value' | 'key'): Place;
}

/** Reads YAML 1.2 (and so JSON). Never throws: whatever is wrong with the text is a problem with a place. */
export async function parseText(content: string | Uint8Array): Promise<ParsedText> {
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (bytes > LARGEST_BYTES) return invalid(`the file has ${bytes} bytes; at most ${LARGEST_BYTES} are read`);
  const text = typeof content === 'string' ? content : decode(content);
  if (text === undefined) return invalid('the file is not UTF-8 text');
  // Only those who have a configuration file pay for the parser.
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  try {
    const document = yaml.parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      version: '1.2',
      logLevel: 'error',
    });
    const errors = [...document.errors, ...document.warnings];
    if (errors.some(({ message }) => /call stack/i.test(message))) return invalid(TOO_DEEP);
    if (errors.length > 0) return { outcome: 'invalid', problems: errors.map((error) => problemOf(error, lines)) };
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (value === null || value === undefined) return { outcome: 'empty' };
    return { outcome: 'value', value, source: sourceOf(document, lines, yaml) };
  } catch (error) {
    return invalid(describeCrash(error));
  }
}

const invalid = (message: string, line = 1, column = 1): ParsedText => ({
  outcome: 'invalid',
  problems: [{ line, column, path: [], message }],
});

function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

interface YamlError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

function problemOf({ code, message, pos }: YamlError, lines: LineCounter): ConfigProblem {
  const { line, col } = lines.linePos(pos[0]);
  const text = TEXTS[code] ?? `this is not YAML: ${lowerFirst(message)}`;
  return { line: Math.max(line, 1), column: Math.max(col, 1), path: [], message: text };
}

/** https://eemeli.org/yaml/#errors */
const TEXTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands here already; a map has each key once',
  MULTIPLE_DOCS: 'a second document begins; a configuration is one document',
  TAB_AS_INDENT: 'a tab; YAML is indented with spaces',
  TAG_RESOLVE_FAILED: 'a tag that means nothing here; tags (!name) are not used in a configuration',
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).split('\n', 1)[0];

function describeCrash(error: unknown): string {
  if (error instanceof RangeError) return TOO_DEEP;
  if (error instanceof ReferenceError) return 'too many aliases (*name)';
  return `this cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

type Yaml = typeof import('yaml');

function sourceOf(document: Document, lines: LineCounter, yaml: Yaml): Source {
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return {
    place(path, of = 'value') {
      let node: unknown = document.contents;
      let offset = offsetOf(node) ?? 0;
      for (const [index, step] of path.entries()) {
        const child = childOf(resolve(node, document, yaml), step, yaml);
        if (child === undefined) break;
        const wanted = of === 'key' && index === path.length - 1 ? child.key : child.value;
        offset = offsetOf(wanted) ?? offsetOf(child.key) ?? offset;
        node = child.value;
      }
      return placeAt(offset);
    },
  };
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

const isNode = (node: unknown): node is Node => typeof node === 'object' && node !== null && 'range' in node;

const resolve = (node: unknown, document: Document, yaml: Yaml): unknown =>
  yaml.isAlias(node) ? node.resolve(document) : node;

function childOf(
  node: unknown,
  step: string | number,
  yaml: Yaml,
): { readonly key: unknown; readonly value: unknown } | undefined {
  if (yaml.isSeq(node) && typeof step === 'number') {
    const value = node.items[step];
    return value === undefined ? undefined : { key: value, value };
  }
  if (!yaml.isMap(node)) return undefined;
  return node.items.find(({ key }) => (yaml.isScalar(key) ? String(key.value) : String(key)) === step);
}
