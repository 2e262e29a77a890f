import { at, isObject, type JsonObject, listAt, stringAt } from '../../kube/json.ts';
import type { NodeKeys } from '../../node/keys.ts';

/** What of ours a change of a Node sets, changes or takes off. */
export interface Touched {
  /** Annotations with our prefix. */
  readonly annotations: readonly string[];
  /** Labels with our prefix; a Node that is created brings its own. */
  readonly labels: readonly string[];
  /** Taints with our prefix. */
  readonly taints: boolean;
  /** Our finalizer is taken off. */
  readonly finalizer: boolean;
}

/** `before` is undefined for a Node that is being created. */
export function touchedOf(before: JsonObject | undefined, after: JsonObject, keys: NodeKeys): Touched {
  const annotations = changedKeys(mapOf(before, 'annotations'), mapOf(after, 'annotations'), `${keys.prefix}/`);
  if (before === undefined) return { annotations, labels: [], taints: false, finalizer: false };
  return {
    annotations,
    labels: changedKeys(mapOf(before, 'labels'), mapOf(after, 'labels'), `${keys.prefix}/`),
    taints: taintsOf(before, keys) !== taintsOf(after, keys),
    finalizer: hasFinalizer(before, keys) && !hasFinalizer(after, keys),
  };
}

/** For people: `annotation infra.894.io/skip-cleanup, finalizer infra.894.io/node-cleanup`. */
export function namesOf({ annotations, labels, taints, finalizer }: Touched, keys: NodeKeys): readonly string[] {
  return [
    ...annotations.map((key) => `annotation ${key}`),
    ...labels.map((key) => `label ${key}`),
    ...(taints ? [`taints ${keys.prefix}/*`] : []),
    ...(finalizer ? [`finalizer ${keys.finalizer}`] : []),
  ];
}

/** The keys, of those given, that a change sets to another value than they had. Taking one off is no such change. */
export function setKeys(
  before: JsonObject | undefined,
  after: JsonObject,
  wanted: readonly string[],
): readonly string[] {
  const [old, now] = [mapOf(before, 'annotations'), mapOf(after, 'annotations')];
  return wanted.filter((key) => Object.hasOwn(now, key) && !isSame(old, now, key));
}

/** The text of an annotation; undefined when there is none. */
export const annotationOf = (object: JsonObject, key: string): string | undefined =>
  stringAt(object, 'metadata', 'annotations', key);

function changedKeys(old: JsonObject, now: JsonObject, prefix: string): readonly string[] {
  const ofOurs = (map: JsonObject) => Object.keys(map).filter((key) => key.startsWith(prefix));
  return [
    ...ofOurs(now).filter((key) => !isSame(old, now, key)),
    ...ofOurs(old).filter((key) => !Object.hasOwn(now, key)),
  ];
}

const isSame = (old: JsonObject, now: JsonObject, key: string): boolean =>
  Object.hasOwn(old, key) && old[key] === now[key];

function mapOf(object: JsonObject | undefined, field: 'annotations' | 'labels'): JsonObject {
  const map = at(object, 'metadata', field);
  return isObject(map) ? map : {};
}

/** In their order, as a text that is equal for equal ones. */
function taintsOf(node: JsonObject, { prefix }: NodeKeys): string {
  const ours = listAt(node, 'spec', 'taints').filter((taint) => stringAt(taint, 'key')?.startsWith(`${prefix}/`));
  return JSON.stringify(ours.map((taint) => ['key', 'value', 'effect'].map((field) => stringAt(taint, field) ?? '')));
}

const hasFinalizer = (node: JsonObject, { finalizer }: NodeKeys): boolean =>
  listAt(node, 'metadata', 'finalizers').includes(finalizer);
