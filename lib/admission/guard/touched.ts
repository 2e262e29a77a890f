import { at, isObject, type JsonObject, listAt, stringAt } from '../../kube/json.ts';
import type { NodeKeys } from '../../node/keys.ts';

/** What of ours a change of a Node sets, changes or takes off. */
export interface Touched {
  /** Annotations of ours. */
  readonly annotations: readonly string[];
  /** Labels of ours; a Node that is created brings its own. */
  readonly labels: readonly string[];
  /** Taints with our prefix. */
  readonly taints: boolean;
  /** Our finalizer is taken off. */
  readonly finalizer: boolean;
}

/**
 * The annotations that are guarded. They are named, and not told by their prefix: what the policy does for each heartbeat
 * must not depend on how many annotations a Node has.
 */
export const guardedAnnotations = (keys: NodeKeys): readonly string[] => [
  keys.skipCleanup,
  keys.skipTasks,
  keys.skipReason,
  keys.confirmedOff,
  keys.outOfServiceBy,
  keys.cordonedBy,
  keys.cleanupStatus,
  keys.releaseHold,
];

/** `before` is undefined for a Node that is being created. */
export function touchedOf(before: JsonObject | undefined, after: JsonObject, keys: NodeKeys): Touched {
  const annotations = changedKeys(mapOf(before, 'annotations'), mapOf(after, 'annotations'), guardedAnnotations(keys));
  if (before === undefined) return { annotations, labels: [], taints: false, finalizer: false };
  return {
    annotations,
    labels: changedKeys(mapOf(before, 'labels'), mapOf(after, 'labels'), [keys.optOut]),
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

const changedKeys = (old: JsonObject, now: JsonObject, guarded: readonly string[]): readonly string[] =>
  guarded.filter(
    (key) => Object.hasOwn(now, key) !== Object.hasOwn(old, key) || (Object.hasOwn(now, key) && !isSame(old, now, key)),
  );

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
