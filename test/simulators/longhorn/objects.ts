import type { KubernetesObject, ObjectMeta } from '../../../hack/control-plane/api.ts';

/** Longhorn's objects as far as the simulator writes and reads them. Somebody else may have left out anything. */
interface Object<Spec, Status> extends KubernetesObject {
  metadata: ObjectMeta;
  spec: Spec;
  status?: Status | null;
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastProbeTime: string;
  lastTransitionTime: string;
}

export interface Disk {
  diskType?: 'filesystem' | 'block';
  path?: string;
  diskDriver?: string;
  allowScheduling?: boolean;
  evictionRequested?: boolean;
  storageReserved?: number;
  tags?: readonly string[];
}

export interface DiskStatus {
  conditions?: readonly Condition[] | null;
  storageAvailable: number;
  storageScheduled: number;
  storageMaximum: number;
  scheduledReplica?: Readonly<Record<string, number>> | null;
  scheduledBackingImage?: Readonly<Record<string, number>> | null;
  diskUUID: string;
  diskName: string;
  diskPath: string;
  diskType: string;
  [field: string]: unknown;
}

export type LonghornNode = Object<
  {
    name?: string;
    allowScheduling?: boolean;
    evictionRequested?: boolean;
    disks?: Readonly<Record<string, Disk>>;
    tags?: readonly string[];
    instanceManagerCPURequest?: number;
  },
  {
    conditions?: readonly Condition[] | null;
    diskStatus?: Readonly<Record<string, DiskStatus>> | null;
    region?: string;
    zone?: string;
    autoEvicting?: boolean;
  }
>;

export type Volume = Object<
  {
    size?: string;
    numberOfReplicas?: number;
    nodeID?: string;
    dataLocality?: string;
    dataEngine?: string;
    nodeSelector?: readonly string[];
    diskSelector?: readonly string[];
    replicaSoftAntiAffinity?: string;
    replicaZoneSoftAntiAffinity?: string;
    replicaDiskSoftAntiAffinity?: string;
    backingImage?: string;
    staleReplicaTimeout?: number;
  },
  {
    ownerID?: string;
    state?: 'creating' | 'attached' | 'detached' | 'attaching' | 'detaching';
    robustness?: 'healthy' | 'degraded' | 'faulted' | 'unknown';
    currentNodeID?: string;
    conditions?: readonly Condition[] | null;
    actualSize?: number;
    lastDegradedAt?: string;
    kubernetesStatus?: Readonly<Record<string, unknown>>;
  }
>;

export interface RebuildStatus {
  error?: string;
  fromReplicaAddress?: string;
  isRebuilding?: boolean;
  progress?: number;
  state?: string;
}

export type Engine = Object<
  { volumeName?: string; nodeID?: string; desireState?: string; replicaAddressMap?: Readonly<Record<string, string>> },
  {
    currentState?: string;
    ownerID?: string;
    rebuildStatus?: Readonly<Record<string, RebuildStatus | null>> | null;
    replicaModeMap?: Readonly<Record<string, string>> | null;
  }
>;

export type Replica = Object<
  {
    volumeName?: string;
    volumeSize?: string;
    nodeID?: string;
    diskID?: string;
    diskPath?: string;
    engineName?: string;
    active?: boolean;
    healthyAt?: string;
    lastHealthyAt?: string;
    failedAt?: string;
    lastFailedAt?: string;
    evictionRequested?: boolean;
    hardNodeAffinity?: string;
    rebuildRetryCount?: number;
    desireState?: string;
    backingImage?: string;
  },
  { currentState?: string; ip?: string; storageIP?: string; port?: number; ownerID?: string }
>;

export type Shard = Object<{ volumeName?: string; volumeSize?: string; nodeID?: string; diskID?: string }, object>;

export type InstanceManager = Object<
  { nodeID?: string },
  {
    currentState?: string;
    instanceEngines?: Readonly<Record<string, unknown>> | null;
    instanceReplicas?: Readonly<Record<string, unknown>> | null;
  }
>;

export type BackingImage = Object<
  { diskFileSpecMap?: Readonly<Record<string, { evictionRequested?: boolean } | null>>; minNumberOfCopies?: number },
  { size?: number; diskFileStatusMap?: Readonly<Record<string, { state?: string } | null>> | null }
>;

export interface Ticket {
  id: string;
  type: string;
  nodeID: string;
  generation?: number;
  parameters?: Readonly<Record<string, string>>;
}

export type Attachment = Object<
  { volume?: string; attachmentTickets?: Readonly<Record<string, Ticket | null>> },
  { attachmentTicketStatuses?: Readonly<Record<string, { id: string; satisfied: boolean } | null>> | null }
>;

export type Setting = KubernetesObject & { value?: string };

/** What it reads of a Kubernetes Node. */
export interface KubeNode {
  metadata: ObjectMeta;
  spec?: { unschedulable?: boolean };
  status?: {
    conditions?: readonly { type: string; status: string; lastTransitionTime?: string; message?: string }[];
  };
}
