import type { KubeObject } from '../kube/client.ts';
import { at, booleanAt, listAt, stringAt } from '../kube/json.ts';
import type { Patch } from '../kube/patch.ts';
import type { NodeKeys } from './keys.ts';

/*
 * Every patch names the Node's uid. The API server refuses a change of metadata.uid, and a `test` that fails, with 422,
 * so a patch can never reach another Node that bears the same name.
 */

/** Finalizers are a set for a strategic merge: nobody else's is touched and no resourceVersion is needed. */
export function addFinalizer(uid: string, finalizer: string): Patch {
  return { kind: 'strategic', body: { metadata: { uid, finalizers: [finalizer] } } };
}

/** Takes off ours alone. It does nothing when it is not there, so it may be repeated. */
export function removeFinalizer(uid: string, finalizer: string): Patch {
  return { kind: 'strategic', body: { metadata: { uid, '$deleteFromPrimitiveList/finalizers': [finalizer] } } };
}

/** Sets annotations; null takes one off. */
export function annotate(uid: string, annotations: Readonly<Record<string, string | null>>): Patch {
  return { kind: 'merge', body: { metadata: { uid, annotations } } };
}

export interface Cordon {
  readonly patch: Patch;
  /** It was schedulable before. */
  readonly cordons: boolean;
  /** It did not have our taint before. */
  readonly taints: boolean;
}

/**
 * What is missing to keep the scheduler away, in one patch; undefined when nothing is. `by` is written down when it is
 * us who cordon.
 *
 * `spec.taints` is an atomic list, also for a strategic merge, and may hold the same key twice with different effects
 * (node.kubernetes.io/unreachable comes as NoSchedule and NoExecute). So the whole list is sent back with ours, on the
 * condition that it, and whatever else was relied on, is as it was read; kubelets and others may write to the rest of
 * the Node meanwhile. 422 means that the condition does not hold: read again.
 */
export function cordon(node: KubeObject, keys: NodeKeys, by: string): Cordon | undefined {
  const cordons = booleanAt(node, 'spec', 'unschedulable') !== true;
  const taints = !hasTaint(node, keys.terminatingTaint);
  if (!cordons && !taints) return undefined;
  const body = [
    { op: 'test', path: '/metadata/uid', value: node.metadata.uid },
    ...(taints ? addTaint(node, keys.terminatingTaint) : []),
    ...(cordons ? makeUnschedulable(node, keys, by) : []),
  ];
  return { cordons, taints, patch: { kind: 'json', body } };
}

/** Adds the taint KEY:NoSchedule, on the conditions that `cordon` has; undefined when the Node has it. */
export function taint(node: KubeObject, key: string): Patch | undefined {
  if (hasTaint(node, key)) return undefined;
  return {
    kind: 'json',
    body: [{ op: 'test', path: '/metadata/uid', value: node.metadata.uid }, ...addTaint(node, key)],
  };
}

/** The API server takes a field that is absent for null. */
const asRead = (node: KubeObject, ...path: readonly string[]) => ({
  op: 'test',
  path: `/${path.join('/')}`,
  value: at(node, ...path) ?? null,
});

const addTaint = (node: KubeObject, key: string) => [
  asRead(node, 'spec', 'taints'),
  {
    op: 'add',
    path: '/spec/taints',
    value: [...listAt(node, 'spec', 'taints'), { key, effect: 'NoSchedule' }],
  },
];

function makeUnschedulable(node: KubeObject, keys: NodeKeys, by: string): readonly object[] {
  const path = `/metadata/annotations/${keys.cordonedBy.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return [
    asRead(node, 'spec', 'unschedulable'),
    { op: 'add', path: '/spec/unschedulable', value: true },
    ...(at(node, 'metadata', 'annotations') === undefined
      ? [asRead(node, 'metadata', 'annotations'), { op: 'add', path: '/metadata/annotations', value: {} }]
      : []),
    { op: 'add', path, value: by },
  ];
}

export function isTerminatingTaint(taint: unknown, keys: NodeKeys): boolean {
  return isTaint(taint, keys.terminatingTaint);
}

const hasTaint = (node: KubeObject, key: string): boolean =>
  listAt(node, 'spec', 'taints').some((taint) => isTaint(taint, key));

const isTaint = (taint: unknown, key: string): boolean =>
  at(taint, 'key') === key && stringAt(taint, 'effect') === 'NoSchedule';
