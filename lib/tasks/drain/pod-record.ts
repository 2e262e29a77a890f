import type { KubeObject } from '../../kube/client.ts';
import { at, booleanAt, listAt, numberAt, stringAt, stringMapAt, stringsAt } from '../../kube/json.ts';

/** What a drain needs to know of a pod. Times are RFC 3339. */
export interface PodRecord {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly phase: string;
  readonly ready: boolean;
  /** The request to delete it plus its grace period: when it should be gone. */
  readonly deletionTimestamp: string | undefined;
  /** The grace period of that request, in seconds. */
  readonly deletionGraceSeconds: number;
  readonly finalizers: readonly string[];
  readonly priority: number;
  /** What re-creates it elsewhere; undefined for a pod that nothing manages. */
  readonly controller: { readonly kind: string; readonly name: string } | undefined;
  /** Made from a file on the machine; the API server's copy is only its mirror. */
  readonly mirror: boolean;
  readonly emptyDir: boolean;
}

export function parsePod(pod: KubeObject): PodRecord {
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    uid: pod.metadata.uid,
    labels: stringMapAt(pod, 'metadata', 'labels'),
    phase: stringAt(pod, 'status', 'phase') ?? '',
    ready: listAt(pod, 'status', 'conditions').some(
      (condition) => stringAt(condition, 'type') === 'Ready' && stringAt(condition, 'status') === 'True',
    ),
    deletionTimestamp: pod.metadata.deletionTimestamp,
    deletionGraceSeconds: numberAt(pod, 'metadata', 'deletionGracePeriodSeconds') ?? 0,
    finalizers: stringsAt(pod, 'metadata', 'finalizers'),
    priority: numberAt(pod, 'spec', 'priority') ?? 0,
    controller: controllerOf(pod),
    mirror: stringAt(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== undefined,
    emptyDir: listAt(pod, 'spec', 'volumes').some((volume) => at(volume, 'emptyDir') !== undefined),
  };
}

function controllerOf(pod: KubeObject): PodRecord['controller'] {
  const owner = listAt(pod, 'metadata', 'ownerReferences').find(
    (reference) => booleanAt(reference, 'controller') === true,
  );
  if (owner === undefined) return undefined;
  return { kind: stringAt(owner, 'kind') ?? '', name: stringAt(owner, 'name') ?? '' };
}

export const nameOfPod = (pod: Pick<PodRecord, 'namespace' | 'name'>): string => `${pod.namespace}/${pod.name}`;
