/**
 * What Longhorn's manifests define, as far as a removal looks at it, with the field names and types of `deploy/longhorn.yaml`
 * (https://github.com/longhorn/longhorn). Fields that nobody here reads are kept as they come.
 */
import {
  anything,
  bytes,
  bytesAsText,
  closed,
  count,
  type Definition,
  definition,
  flag,
  listOf,
  mapOf,
  nullable,
  oneOf,
  open,
  type Schema,
  text,
} from './definition.ts';

export const LONGHORN_GROUP = 'longhorn.io';

/** Longhorn's times are plain text, which may be empty. */
const condition = closed({
  type: text,
  status: text,
  reason: text,
  message: text,
  lastProbeTime: text,
  lastTransitionTime: text,
});
const conditions = nullable(listOf(condition));

const disk = closed({
  diskType: oneOf('filesystem', 'block'),
  path: text,
  diskDriver: oneOf('', 'auto', 'aio', 'nvme'),
  allowScheduling: flag,
  evictionRequested: flag,
  storageReserved: bytes,
  tags: listOf(text),
});

const diskStatus = closed({
  conditions,
  storageAvailable: bytes,
  storageScheduled: bytes,
  storageMaximum: bytes,
  scheduledReplica: nullable(mapOf(bytes)),
  scheduledBackingImage: nullable(mapOf(bytes)),
  diskUUID: text,
  diskName: text,
  diskPath: text,
  diskType: text,
  diskDriver: text,
  filesystemType: text,
  instanceManagerName: text,
  healthData: nullable(anything),
});

const nodeSpec = closed({
  name: text,
  allowScheduling: flag,
  evictionRequested: flag,
  disks: mapOf(disk),
  tags: listOf(text),
  instanceManagerCPURequest: count,
});

const nodeStatus = closed({
  conditions,
  diskStatus: nullable(mapOf(diskStatus)),
  region: text,
  zone: text,
  snapshotCheckStatus: anything,
  autoEvicting: flag,
  cpuPolicy: text,
});

/** What engines and replicas have in common: a process in an instance manager. */
const instanceSpec = {
  volumeName: text,
  volumeSize: bytesAsText,
  nodeID: text,
  image: text,
  desireState: text,
  dataEngine: oneOf('v1', 'v2'),
  logRequested: flag,
  salvageRequested: flag,
};
const instanceStatus = {
  ownerID: text,
  instanceManagerName: text,
  currentState: text,
  currentImage: text,
  ip: text,
  storageIP: text,
  port: count,
  started: flag,
  conditions,
};

const replicaSpec = open({
  ...instanceSpec,
  engineName: text,
  diskID: text,
  diskPath: text,
  dataDirectoryName: text,
  backingImage: text,
  active: flag,
  healthyAt: text,
  lastHealthyAt: text,
  failedAt: text,
  lastFailedAt: text,
  evictionRequested: flag,
  hardNodeAffinity: text,
  rebuildRetryCount: count,
  migrationEngineName: text,
});

const rebuildStatus = closed({
  error: text,
  fromReplicaAddress: text,
  isRebuilding: flag,
  progress: count,
  state: text,
});

const engineSpec = open({ ...instanceSpec, replicaAddressMap: mapOf(text), frontend: text, active: flag });
const engineStatus = open({
  ...instanceStatus,
  rebuildStatus: nullable(mapOf(nullable(rebuildStatus))),
  replicaModeMap: nullable(mapOf(text)),
  endpoint: text,
});

const volumeSpec = open({
  size: bytesAsText,
  numberOfReplicas: count,
  nodeID: text,
  dataLocality: oneOf('disabled', 'best-effort', 'strict-local'),
  dataEngine: oneOf('v1', 'v2'),
  nodeSelector: listOf(text),
  diskSelector: listOf(text),
  replicaSoftAntiAffinity: oneOf('ignored', 'enabled', 'disabled'),
  replicaZoneSoftAntiAffinity: oneOf('ignored', 'enabled', 'disabled'),
  replicaDiskSoftAntiAffinity: oneOf('ignored', 'enabled', 'disabled'),
  backingImage: text,
  accessMode: oneOf('rwo', 'rwx', 'rwop'),
  staleReplicaTimeout: count,
  frontend: text,
  image: text,
});
const workload = closed({ podName: text, podStatus: text, workloadName: text, workloadType: text });
const volumeStatus = open({
  ownerID: text,
  state: text,
  robustness: text,
  currentNodeID: text,
  conditions,
  actualSize: bytes,
  currentImage: text,
  lastDegradedAt: text,
  kubernetesStatus: open({
    pvName: text,
    pvStatus: text,
    namespace: text,
    pvcName: text,
    lastPodRefAt: text,
    lastPVCRefAt: text,
    workloadsStatus: nullable(listOf(workload)),
  }),
});

const process = open({ spec: anything, status: anything });
const instanceManagerStatus = open({
  ownerID: text,
  currentState: text,
  ip: text,
  instanceEngines: nullable(mapOf(process)),
  instanceReplicas: nullable(mapOf(process)),
});

const fileSpec = closed({ dataEngine: text, evictionRequested: flag });
const fileStatus = open({ state: text, message: text, progress: count, lastStateTransitionTime: text });

const ticket = closed({ id: text, type: text, nodeID: text, generation: bytes, parameters: mapOf(text) });
const ticketStatus = closed({ id: text, satisfied: flag, generation: bytes, conditions });

type Part = readonly [kind: string, plural: string, shortName: string, spec: Schema, status: Schema];

const PARTS: readonly Part[] = [
  ['Node', 'nodes', 'lhn', nodeSpec, nodeStatus],
  ['Volume', 'volumes', 'lhv', volumeSpec, volumeStatus],
  ['Engine', 'engines', 'lhe', engineSpec, engineStatus],
  ['Replica', 'replicas', 'lhr', replicaSpec, open(instanceStatus)],
  [
    'InstanceManager',
    'instancemanagers',
    'lhim',
    open({ nodeID: text, image: text, type: text, dataEngine: text }),
    instanceManagerStatus,
  ],
  [
    'BackingImage',
    'backingimages',
    'lhbi',
    open({ diskFileSpecMap: mapOf(nullable(fileSpec)), minNumberOfCopies: count, checksum: text }),
    open({ ownerID: text, uuid: text, size: bytes, diskFileStatusMap: nullable(mapOf(nullable(fileStatus))) }),
  ],
  [
    'BackingImageManager',
    'backingimagemanagers',
    'lhbim',
    open({ nodeID: text, diskUUID: text, diskPath: text, backingImages: mapOf(text), image: text }),
    open({ ownerID: text, currentState: text, backingImageFileMap: nullable(anything) }),
  ],
  [
    'VolumeAttachment',
    'volumeattachments',
    'lhva',
    closed({ volume: text, attachmentTickets: mapOf(nullable(ticket)) }),
    closed({ attachmentTicketStatuses: nullable(mapOf(nullable(ticketStatus))) }),
  ],
  [
    'Orphan',
    'orphans',
    'lho',
    open({ nodeID: text, orphanType: text, parameters: mapOf(text) }),
    open({ ownerID: text, conditions }),
  ],
];

const SHARD: Part = [
  'Shard',
  'shards',
  'lhshard',
  open({ ...instanceSpec, diskID: text, evictionRequested: flag }),
  open(instanceStatus),
];

const define = (versions: readonly string[], [kind, plural, shortName, spec, status]: Part): Definition =>
  definition({
    group: LONGHORN_GROUP,
    versions,
    kind,
    plural,
    shortNames: [shortName],
    properties: { spec, status },
  });

/** A setting has its value at the top. */
const settings = (versions: readonly string[]): Definition =>
  definition({
    group: LONGHORN_GROUP,
    versions,
    kind: 'Setting',
    plural: 'settings',
    shortNames: ['lhs'],
    required: ['value'],
    properties: { value: text, status: open({ applied: flag }) },
  });

const all = (versions: readonly string[], parts: readonly Part[]): readonly Definition[] => [
  ...parts.map((part) => define(versions, part)),
  settings(versions),
];

/** Longhorn 1.3 to 1.11: nodes, volumes, engines, replicas and what goes with them, as longhorn.io/v1beta2. */
export const LONGHORN_DEFINITIONS: readonly Definition[] = all(['v1beta2'], PARTS);

/** With the shards of erasure-coded volumes, since 1.12. */
export const LONGHORN_DEFINITIONS_WITH_SHARDS: readonly Definition[] = all(['v1beta2'], [...PARTS, SHARD]);

/** A Longhorn before 1.3, which has only longhorn.io/v1beta1. */
export const OLD_LONGHORN_DEFINITIONS: readonly Definition[] = all(['v1beta1'], PARTS);
