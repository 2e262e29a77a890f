import type { KubeObject } from '../../kube/client.ts';
import { at, booleanAt, isObject, numberAt, stringAt, stringsAt } from '../../kube/json.ts';
import { type Condition, conditionOf, keysOf } from './node-record.ts';

/** What is kept of a volume's parts. Most fields are as Longhorn names them; '' and 0 stand for what is not there. */
interface Part {
  readonly namespace: string;
  readonly name: string;
  readonly nodeID: string;
}

export interface Replica extends Part {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly isBeingDeleted: boolean;
  readonly volumeName: string;
  /** The Node by label, which follows the field with a delay. */
  readonly labelledNode: string;
  readonly diskID: string;
  readonly bytes: number;
  /** It has had the volume's whole content at some time. */
  readonly wasHealthy: boolean;
  readonly hasFailed: boolean;
  readonly hardNodeAffinity: string;
  /** `stopped` while its volume is detached. */
  readonly desireState: string;
  readonly currentState: string;
}

export interface Engine extends Part {
  readonly volumeName: string;
  readonly labelledNode: string;
  readonly isRebuilding: boolean;
  /** Changes whenever a rebuild gets on. */
  readonly rebuilds: string;
}

export interface Volume extends Part {
  readonly uid: string;
  readonly isBeingDeleted: boolean;
  /** Where it is attached; `nodeID` is where it should be. */
  readonly currentNodeID: string;
  readonly bytes: number;
  readonly actualBytes: number | undefined;
  readonly copies: number;
  readonly dataLocality: string;
  /** `v1` or `v2`. */
  readonly dataEngine: string;
  readonly backingImage: string;
  readonly nodeSelector: readonly string[];
  readonly diskSelector: readonly string[];
  readonly softAntiAffinity: { readonly node: string; readonly zone: string; readonly disk: string };
  readonly state: string;
  readonly robustness: string;
  readonly scheduled: Condition;
  /** `namespace/name` of the PersistentVolumeClaim. */
  readonly claim: string;
}

export interface Attachment {
  readonly volumeName: string;
  readonly tickets: readonly { readonly type: string; readonly nodeID: string }[];
}

export interface Shard extends Part {
  readonly labelledNode: string;
}

export interface BackingImage {
  readonly namespace: string;
  readonly name: string;
  readonly isBeingDeleted: boolean;
  /** By the UUID of the disk: whether the copy there is complete. */
  readonly copies: ReadonlyMap<string, boolean>;
}

/** On each replica, engine and shard: where it is. */
const NODE_LABEL = 'longhornnode';

const partOf = (object: KubeObject): Part & { readonly labelledNode: string } => ({
  namespace: object.metadata.namespace ?? '',
  name: object.metadata.name,
  nodeID: stringAt(object, 'spec', 'nodeID') ?? '',
  labelledNode: stringAt(object, 'metadata', 'labels', NODE_LABEL) ?? '',
});

export function parseReplica(replica: KubeObject): Replica {
  const text = (field: string) => stringAt(replica, 'spec', field) ?? '';
  return {
    ...partOf(replica),
    uid: replica.metadata.uid,
    resourceVersion: replica.metadata.resourceVersion,
    isBeingDeleted: replica.metadata.deletionTimestamp !== undefined,
    volumeName: text('volumeName'),
    diskID: text('diskID'),
    bytes: bytesAt(replica, 'spec', 'volumeSize') ?? 0,
    wasHealthy: text('healthyAt') !== '',
    hasFailed: text('failedAt') !== '',
    hardNodeAffinity: text('hardNodeAffinity'),
    desireState: text('desireState'),
    currentState: stringAt(replica, 'status', 'currentState') ?? '',
  };
}

export function parseEngine(engine: KubeObject): Engine {
  const rebuilds = at(engine, 'status', 'rebuildStatus');
  const entries = isObject(rebuilds) ? Object.entries(rebuilds) : [];
  return {
    ...partOf(engine),
    volumeName: stringAt(engine, 'spec', 'volumeName') ?? '',
    isRebuilding: entries.some(([, status]) => booleanAt(status, 'isRebuilding') === true),
    rebuilds: entries
      .map(([address, status]) => `${address} ${numberAt(status, 'progress') ?? 0}`)
      .toSorted()
      .join(),
  };
}

export function parseVolume(volume: KubeObject): Volume {
  const text = (field: string) => stringAt(volume, 'spec', field) ?? '';
  const status = at(volume, 'status');
  const claim = [stringAt(status, 'kubernetesStatus', 'namespace'), stringAt(status, 'kubernetesStatus', 'pvcName')];
  return {
    namespace: volume.metadata.namespace ?? '',
    name: volume.metadata.name,
    nodeID: text('nodeID'),
    uid: volume.metadata.uid,
    isBeingDeleted: volume.metadata.deletionTimestamp !== undefined,
    currentNodeID: stringAt(status, 'currentNodeID') ?? '',
    bytes: bytesAt(volume, 'spec', 'size') ?? 0,
    actualBytes: bytesAt(status, 'actualSize'),
    copies: numberAt(volume, 'spec', 'numberOfReplicas') ?? 1,
    dataLocality: text('dataLocality'),
    dataEngine: text('dataEngine') || text('backendStoreDriver') || 'v1',
    backingImage: text('backingImage'),
    nodeSelector: stringsAt(volume, 'spec', 'nodeSelector'),
    diskSelector: stringsAt(volume, 'spec', 'diskSelector'),
    softAntiAffinity: {
      node: text('replicaSoftAntiAffinity'),
      zone: text('replicaZoneSoftAntiAffinity'),
      disk: text('replicaDiskSoftAntiAffinity'),
    },
    state: stringAt(status, 'state') ?? '',
    robustness: stringAt(status, 'robustness') ?? '',
    scheduled: conditionOf(status, 'Scheduled'),
    claim: claim.every((part) => part) ? claim.join('/') : '',
  };
}

export function parseAttachment(attachment: KubeObject): Attachment {
  const tickets = at(attachment, 'spec', 'attachmentTickets');
  return {
    volumeName: stringAt(attachment, 'spec', 'volume') ?? attachment.metadata.name,
    tickets: (isObject(tickets) ? Object.values(tickets) : []).map((ticket) => ({
      type: stringAt(ticket, 'type') ?? '',
      nodeID: stringAt(ticket, 'nodeID') ?? '',
    })),
  };
}

export const parseShard = (shard: KubeObject): Shard => partOf(shard);

export function parseBackingImage(image: KubeObject): BackingImage {
  const states = at(image, 'status', 'diskFileStatusMap');
  const found = keysOf(at(image, 'spec', 'diskFileSpecMap'));
  // Earlier releases know `disks` alone, which later ones have given up.
  const disks = found.length > 0 ? found : keysOf(at(image, 'spec', 'disks'));
  return {
    namespace: image.metadata.namespace ?? '',
    name: image.metadata.name,
    isBeingDeleted: image.metadata.deletionTimestamp !== undefined,
    copies: new Map(disks.map((uuid) => [uuid, stringAt(states, uuid, 'state') === 'ready'])),
  };
}

/** Longhorn writes sizes as text, since they may be larger than what JSON numbers hold everywhere. */
function bytesAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  if (found === undefined || found === null || found === '') return undefined;
  const bytes = Number(found);
  return Number.isFinite(bytes) && bytes >= 0 ? bytes : undefined;
}
