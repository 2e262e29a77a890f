import type { KubeObject } from '../../kube/client.ts';
import { booleanAt, listAt, stringAt, stringMapAt } from '../../kube/json.ts';
import { PERSISTENT_VOLUME_CLAIMS } from '../../kube/resource.ts';
import type { View } from '../../kube/shared-watch/view.ts';

/** What is kept of a PersistentVolumeClaim. */
export interface Claim {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** '' until it is bound. */
  readonly volumeName: string;
  readonly deletedAt: string | undefined;
  /** The Node that the scheduler chose before the volume was made. */
  readonly selectedNode: string | undefined;
  /** Made for one pod, and gone with it. */
  readonly ephemeral: boolean;
  /** Keys of the annotations by which a person leaves its data behind; which of them is ours depends on the prefix. */
  readonly leftBy: readonly string[];
}

const LEAVE = 'leave-on-node';

/** The annotation, `true`, on a claim whose data may stay on the machine: it is neither deleted nor waited for. */
export const leaveKey = (prefix: string): string => `${prefix}/${LEAVE}`;

export function parseClaim(object: KubeObject): Claim {
  const annotations = stringMapAt(object, 'metadata', 'annotations');
  return {
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    uid: object.metadata.uid,
    volumeName: stringAt(object, 'spec', 'volumeName') ?? '',
    deletedAt: object.metadata.deletionTimestamp,
    selectedNode: annotations['volume.kubernetes.io/selected-node'],
    ephemeral: listAt(object, 'metadata', 'ownerReferences').some(
      (owner) => stringAt(owner, 'kind') === 'Pod' && booleanAt(owner, 'controller') === true,
    ),
    leftBy: Object.keys(annotations).filter((key) => key.endsWith(`/${LEAVE}`) && annotations[key] === 'true'),
  };
}

export const nameOfClaim = ({ namespace, name }: Pick<Claim, 'namespace' | 'name'>): string => `${namespace}/${name}`;

/** Found by name. */
export const CLAIM_VIEW: View<Claim> = {
  resource: PERSISTENT_VOLUME_CLAIMS,
  parse: parseClaim,
  keysOf: (claim) => [nameOfClaim(claim)],
};
