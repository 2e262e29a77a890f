import { at, booleanAt, listAt, stringAt, stringsAt } from '../../kube/json.ts';

// As the gateway writes protobuf (grpc-gateway v1): names with underscores, 64-bit numbers as text, and whatever has its
// zero value left out.

/** A node as Portworx itself knows it. */
export interface PxNode {
  readonly id: string;
  /** STATUS_OK, STATUS_OFFLINE, STATUS_MAINTENANCE ...; '' is STATUS_NONE. */
  readonly status: string;
  /** The name of its Node; '' when Portworx could not find it out. */
  readonly nodeName: string;
  readonly hasPools: boolean;
}

export const parsePxNode = (node: unknown): PxNode => ({
  id: stringAt(node, 'id') ?? '',
  status: stringAt(node, 'status') ?? '',
  nodeName: stringAt(node, 'scheduler_node_name') ?? '',
  hasPools: listAt(node, 'pools').length > 0,
});

/** A part of a volume, with a copy of it on each of these nodes. */
export interface ReplicaSet {
  readonly nodes: readonly string[];
  /** Those whose copy has everything; undefined when Portworx does not say. */
  readonly current: readonly string[] | undefined;
}

export interface PxVolume {
  readonly id: string;
  /** `namespace/claim (name)` where the volume belongs to a claim. */
  readonly title: string;
  /** Copies that there should be; NaN when it is not said. */
  readonly haLevel: number;
  /** VOLUME_STATUS_UP, VOLUME_STATUS_DOWN, VOLUME_STATUS_DEGRADED ...; '' is VOLUME_STATUS_NONE. */
  readonly status: string;
  readonly replicaSets: readonly ReplicaSet[];
  /** It has been deleted, and is kept for a while. */
  readonly isTrash: boolean;
}

/** `found` as InspectWithFilters lists it: the volume, with its name and labels beside it. */
export function parsePxVolume(found: unknown): PxVolume {
  const volume = at(found, 'volume');
  const states = listAt(volume, 'runtime_state');
  const id = stringAt(volume, 'id') ?? '';
  return {
    id,
    title: titleOf(found, volume, id),
    haLevel: Number(at(volume, 'spec', 'ha_level') ?? Number.NaN),
    status: stringAt(volume, 'status') ?? '',
    replicaSets: listAt(volume, 'replica_sets').map((set, index) => ({
      nodes: stringsAt(set, 'nodes'),
      current: currentOf(states[index]),
    })),
    isTrash: booleanAt(volume, 'in_trashcan') ?? false,
  };
}

/** The nodes in the set that is current; Portworx's own tools and Stork read it so. */
function currentOf(state: unknown): readonly string[] | undefined {
  const text = stringAt(state, 'runtime_state', 'ReplicaSetCurrMid');
  return text?.split(',').map((node) => node.trim());
}

function titleOf(found: unknown, volume: unknown, id: string): string {
  const name = stringAt(volume, 'locator', 'name') ?? stringAt(found, 'name') ?? id;
  const label = (key: string) =>
    stringAt(volume, 'locator', 'volume_labels', key) ?? stringAt(found, 'labels', key) ?? '';
  const [namespace, claim] = [label('namespace'), label('pvc')];
  return namespace !== '' && claim !== '' ? `${namespace}/${claim} (${name})` : name;
}

export interface PxJob {
  readonly id: string;
  /** PENDING, RUNNING, DONE, PAUSED, CANCELLED, FAILED. */
  readonly state: string;
  readonly nodeId: string;
  readonly issuer: string;
  /** In Portworx's words. */
  readonly status: string;
  /** Milliseconds since the epoch; 0 when it is not said. */
  readonly createdAt: number;
}

export const parsePxJob = (job: unknown): PxJob => ({
  id: stringAt(job, 'id') ?? '',
  state: stringAt(job, 'state') ?? '',
  nodeId: stringAt(job, 'drain_attachments', 'node_id') ?? '',
  issuer: stringAt(job, 'drain_attachments', 'issuer') ?? '',
  status: stringAt(job, 'drain_attachments', 'Status') ?? '',
  createdAt: Date.parse(stringAt(job, 'create_time') ?? '') || 0,
});
