import type { KubeObject } from '../kube/client.ts';
import { at, booleanAt, listAt, stringAt } from '../kube/json.ts';
import type { Patch } from '../kube/patch.ts';
import type { NodeKeys } from './keys.ts';

/*
 * Every patch names the Node's uid. The API server refuses a change of metadata.uid with 422, so a patch can never
 * reach another Node that bears the same name.
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
 * (node.kubernetes.io/unreachable comes as NoSchedule and NoExecute). So the list is sent back whole, as it was read,
 * with the resourceVersion it was read at: 409 means that somebody else was faster, and to read again.
 */
export function cordon(node: KubeObject, keys: NodeKeys, by: string): Cordon | undefined {
  const current = listAt(node, 'spec', 'taints');
  const cordons = booleanAt(node, 'spec', 'unschedulable') !== true;
  const taints = !current.some((taint) => isTerminatingTaint(taint, keys));
  if (!cordons && !taints) return undefined;
  const { uid, resourceVersion } = node.metadata;
  const annotations = cordons ? { annotations: { [keys.cordonedBy]: by } } : {};
  return {
    cordons,
    taints,
    patch: {
      kind: 'strategic',
      body: {
        metadata: { uid, resourceVersion, ...annotations },
        spec: {
          ...(cordons ? { unschedulable: true } : {}),
          ...(taints ? { taints: [...current, { key: keys.terminatingTaint, effect: 'NoSchedule' }] } : {}),
        },
      },
    },
  };
}

export function isTerminatingTaint(taint: unknown, keys: NodeKeys): boolean {
  return at(taint, 'key') === keys.terminatingTaint && stringAt(taint, 'effect') === 'NoSchedule';
}
