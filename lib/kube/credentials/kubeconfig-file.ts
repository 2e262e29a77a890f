import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../telemetry/failure.ts';
import { isObject, type JsonObject, listAt, stringAt } from '../json.ts';
import { readCredential } from './readable.ts';

/** A named cluster, user or context; relative paths in it are relative to `dir`. */
export interface KubeconfigEntry {
  readonly name: string;
  readonly body: JsonObject;
  readonly dir: string;
}

export interface Kubeconfig {
  /** The files, for messages. */
  readonly source: string;
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, KubeconfigEntry>;
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
}

/**
 * Several files merge as kubectl merges them: the first to name something wins, and a missing file is passed over if
 * there is another one (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/).
 * Rejects with Failure KUBECONFIG_INVALID.
 */
export async function loadKubeconfig(files: readonly string[]): Promise<Kubeconfig> {
  const found = files.length === 1 ? files : await existing(files);
  const documents = await Promise.all(
    found.map(async (file) => ({
      file,
      document: await parseYaml(file, await readCredential(file, 'the kubeconfig')),
    })),
  );
  const all = (list: string, item: string): ReadonlyMap<string, KubeconfigEntry> => {
    const entries = documents.flatMap(({ file, document }) => entriesOf(document, list, item, dirname(file)));
    return new Map(entries.reverse().map((entry) => [entry.name, entry]));
  };
  return {
    source: found.join(':'),
    currentContext: documents.map(({ document }) => stringAt(document, 'current-context')).find((name) => !!name),
    contexts: all('contexts', 'context'),
    clusters: all('clusters', 'cluster'),
    users: all('users', 'user'),
  };
}

async function existing(files: readonly string[]): Promise<readonly string[]> {
  const present = await Promise.all(
    files.map((file) =>
      readFile(file).then(
        () => true,
        (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
      ),
    ),
  );
  const found = files.filter((_, index) => present[index]);
  if (found.length > 0) return found;
  throw new Failure('KUBECONFIG_INVALID', `none of the kubeconfigs in KUBECONFIG exists: ${files.join(', ')}`);
}

/** The message gives the place and never the text: it may be somebody's token. */
async function parseYaml(file: string, text: string): Promise<JsonObject> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new Failure('KUBECONFIG_INVALID', `the kubeconfig ${file}:${line}:${col} is not valid YAML (${error.code})`);
  }
  const value: unknown = document.toJS();
  if (isObject(value)) return value;
  throw new Failure('KUBECONFIG_INVALID', `the kubeconfig ${file} is ${value == null ? 'empty' : 'not a kubeconfig'}`);
}

function entriesOf(document: JsonObject, list: string, item: string, dir: string): readonly KubeconfigEntry[] {
  return listAt(document, list).flatMap((entry) => {
    const name = stringAt(entry, 'name');
    if (name === undefined) return [];
    const body = isObject(entry) ? entry[item] : undefined;
    return [{ name, body: isObject(body) ? body : {}, dir }];
  });
}
