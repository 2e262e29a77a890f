/** A node as Portworx keeps it. */
export interface SimulatedNode {
  readonly id: string;
  readonly nodeName: string;
  status: string;
  readonly storage: boolean;
  readonly kvdb: boolean;
  attachmentsDisabled: boolean;
}

export interface SimulatedVolume {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  haLevel: number;
  status: string;
  /** Ids of nodes, by replica set. */
  replicaSets: string[][];
  /** Those that are current, by replica set; undefined when Portworx does not say. */
  current: string[][] | undefined;
  attachedOn: string;
  inTrash: boolean;
}

export type JobState = 'PENDING' | 'RUNNING' | 'DONE' | 'PAUSED' | 'CANCELLED' | 'FAILED';

export interface SimulatedJob {
  readonly id: string;
  readonly nodeId: string;
  readonly issuer: string;
  readonly createdAt: string;
  state: JobState;
}

/** As the gateway writes it: protobuf leaves out what has its zero value. */
export function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, withoutZeros(field)] as const)
      .filter(([, field]) => !isZero(field)),
  );
}

const isZero = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === 0 ||
  value === '0' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

export const nodeJson = ({ id, nodeName, status, storage }: SimulatedNode): unknown =>
  withoutZeros({
    id,
    cpu: 3.5,
    mem_total: '16777216000',
    status,
    pools: storage ? [{ ID: 0, uuid: `pool-of-${id}`, TotalSize: '107374182400' }] : [],
    mgmt_ip: '10.0.0.1',
    hostname: nodeName,
    scheduler_node_name: nodeName,
  });

/** With what InspectWithFilters puts beside it. */
export function volumeJson(volume: SimulatedVolume): unknown {
  const labels = Object.keys(volume.labels).length === 0 ? undefined : volume.labels;
  return withoutZeros({
    volume: {
      id: volume.id,
      locator: { name: volume.name, volume_labels: labels },
      spec: { size: '1073741824', ha_level: String(volume.haLevel) },
      status: volume.status,
      attached_on: volume.attachedOn,
      replica_sets: volume.replicaSets.map((nodes, id) => ({ nodes, id })),
      runtime_state: (volume.current ?? []).map((nodes) => ({
        runtime_state: { RuntimeState: 'clean', ReplicaSetCurrMid: nodes.join(',') },
      })),
      in_trashcan: volume.inTrash,
    },
    name: volume.name,
    labels,
  });
}

export const jobJson = ({ id, state, nodeId, issuer, createdAt }: SimulatedJob): unknown =>
  withoutZeros({
    id,
    state,
    type: 'DRAIN_ATTACHMENTS',
    drain_attachments: { node_id: nodeId, Status: `${state.toLowerCase()} as told`, issuer },
    create_time: createdAt,
  });
