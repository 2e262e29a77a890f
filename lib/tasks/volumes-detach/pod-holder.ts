import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { at, booleanAt, isObject, listAt, stringAt, stringsAt } from '../../kube/json.ts';
import { listAll } from '../../kube/list-all.ts';
import { PODS } from '../../kube/resource.ts';
import type { SelectableView, View } from '../../kube/shared-watch/view.ts';

/** A pod on the Node, as one that may hold a volume. */
export interface PodHolder {
  /** `namespace/name`. */
  readonly pod: string;
  /** `namespace/name` of each claim that it mounts. */
  readonly claims: readonly string[];
  /** It describes a volume itself that gets attached without a claim; of which attachment it is, nothing tells. */
  readonly hasOwnVolume: boolean;
  readonly isTerminating: boolean;
  /** Somebody holds the object itself, whoever deletes it. */
  readonly isHeld: boolean;
  /** Its containers have ended for good: the attach-detach controller no longer counts it. */
  readonly isFinished: boolean;
  /** No drain makes it go: it is a DaemonSet's, or a static one. */
  readonly isResident: boolean;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume: those that CSI drivers attach. */
const ATTACHED_INLINE = [
  'awsElasticBlockStore',
  'azureDisk',
  'cinder',
  'gcePersistentDisk',
  'portworxVolume',
  'vsphereVolume',
] as const;

export function parsePodHolder(object: KubeObject): PodHolder {
  const { name, namespace = '' } = object.metadata;
  const phase = stringAt(object, 'status', 'phase');
  return {
    pod: `${namespace}/${name}`,
    claims: listAt(object, 'spec', 'volumes').flatMap((volume) => {
      const claim = claimOf(volume, name);
      return claim === undefined ? [] : [`${namespace}/${claim}`];
    }),
    hasOwnVolume: listAt(object, 'spec', 'volumes').some((volume) =>
      ATTACHED_INLINE.some((kind) => isObject(at(volume, kind))),
    ),
    isTerminating: object.metadata.deletionTimestamp !== undefined,
    isHeld: stringsAt(object, 'metadata', 'finalizers').length > 0,
    isFinished: phase === 'Succeeded' || phase === 'Failed',
    isResident:
      stringAt(object, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== undefined ||
      listAt(object, 'metadata', 'ownerReferences').some(
        (owner) => booleanAt(owner, 'controller') === true && stringAt(owner, 'kind') === 'DaemonSet',
      ),
  };
}

/** A claim made for the pod alone is called after it. https://kubernetes.io/docs/concepts/storage/ephemeral-volumes */
function claimOf(volume: unknown, pod: string): string | undefined {
  const claim = stringAt(volume, 'persistentVolumeClaim', 'claimName');
  if (claim !== undefined || at(volume, 'ephemeral') === undefined) return claim;
  return `${pod}-${stringAt(volume, 'name') ?? ''}`;
}

type Placed = PodHolder & { readonly node: string };

const ALL: View<Placed> = {
  resource: PODS,
  parse: (pod) => ({ ...parsePodHolder(pod), node: stringAt(pod, 'spec', 'nodeName') ?? '' }),
  keysOf: ({ node }) => [node],
};

/** Pods by the Node that they are bound to. */
export const POD_HOLDERS: SelectableView<Placed> = {
  only: (nodeName) => ({ ...ALL, fieldSelector: `spec.nodeName=${nodeName}` }),
  all: ALL,
};

/** As etcd has them now. */
export const listPodHolders = (
  client: KubeClient,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly PodHolder[]> =>
  listAll(client, PODS, { fieldSelector: `spec.nodeName=${nodeName}`, signal }, parsePodHolder);
