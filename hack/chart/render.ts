import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, stringAt, stringMapAt } from '../../lib/kube/json.ts';

export interface Rendering {
  /** The program. */
  readonly helm: string;
  readonly chart: string;
  /** Default: node-cleanup. */
  readonly release?: string;
  readonly namespace: string;
  /** As helm takes them: `--set`, `--values` and their like. */
  readonly args: readonly string[];
}

/** Without a cluster the chart leaves out what Helm runs at its moment, unless it is told that it is wanted. */
export const WITH_HOOKS: readonly string[] = ['--api-versions', 'infra.894.io/hooks'];

/** The objects that the chart makes, hooks and all, without a cluster to ask. Throws what helm says. */
export function renderChart({
  helm,
  chart,
  release = 'node-cleanup',
  namespace,
  args,
}: Rendering): readonly JsonObject[] {
  const done = spawnSync(helm, ['template', release, chart, '--namespace', namespace, ...WITH_HOOKS, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0) throw new Error(done.stderr.trim());
  return parseAllDocuments(done.stdout)
    .map((document): unknown => document.toJS())
    .filter(isObject);
}

const HOOK = 'helm.sh/hook';

/** When helm makes an object: with the others, or at a moment such as `pre-delete` or `test`. */
export const momentOf = (object: JsonObject): string => stringMapAt(object, 'metadata', 'annotations')[HOOK] ?? '';

/** The same object without what only helm reads, for people who apply it themselves. */
export function withoutHelm(object: JsonObject): JsonObject {
  return stripped(object, (key, value) => key.startsWith('helm.sh/') || (key === MANAGED_BY && value === 'Helm'));
}

const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** Metadata is also in the template of pods. */
function stripped(object: JsonObject, isHelms: (key: string, value: unknown) => boolean): JsonObject {
  const entries = Object.entries(object).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (!isObject(value)) return [[key, value]];
    if (key !== 'labels' && key !== 'annotations') return [[key, stripped(value, isHelms)]];
    const left = Object.entries(value).filter(([name, text]) => !isHelms(name, text));
    return left.length === 0 ? [] : [[key, Object.fromEntries(left)]];
  });
  return Object.fromEntries(entries);
}

/** What comes before what needs it. */
const ORDER = ['Namespace', 'CustomResourceDefinition', 'ServiceAccount', 'ConfigMap', 'Secret'];

export function inOrderOfNeed(objects: readonly JsonObject[]): readonly JsonObject[] {
  const rank = (object: JsonObject) => {
    const place = ORDER.indexOf(stringAt(object, 'kind') ?? '');
    return place < 0 ? ORDER.length : place;
  };
  return objects.toSorted((a, b) => rank(a) - rank(b));
}
