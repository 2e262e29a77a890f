import type { KubeObject } from '../../kube/client.ts';
import { at, booleanAt, isObject, listAt, numberAt, stringAt, stringsAt } from '../../kube/json.ts';

/** What is kept of Longhorn's own Node resource, which has the name of the Kubernetes Node. */
export interface LonghornNode {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly deletedAt: string | undefined;
  readonly finalizers: readonly string[];
  /** New replicas may be placed here. */
  readonly allowScheduling: boolean;
  readonly evictionRequested: boolean;
  readonly tags: readonly string[];
  readonly zone: string;
  readonly ready: Condition;
  readonly schedulable: Condition;
  readonly disks: readonly Disk[];
}

export interface Condition {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  /** RFC 3339, as Longhorn writes it; '' when it does not. */
  readonly since: string;
}

export interface Disk {
  readonly name: string;
  /** '' until the manager of the Node has looked at it. */
  readonly uuid: string;
  readonly type: string;
  readonly allowScheduling: boolean;
  readonly evictionRequested: boolean;
  readonly tags: readonly string[];
  readonly ready: Condition;
  readonly schedulable: Condition;
  /** In bytes. */
  readonly reserved: number;
  readonly available: number;
  readonly scheduled: number;
  readonly maximum: number;
  /** Names; emptied by Longhorn also when the disk is not ready, so it proves nothing then. */
  readonly replicas: readonly string[];
  readonly backingImages: readonly string[];
}

export function parseLonghornNode(node: KubeObject): LonghornNode {
  const { metadata } = node;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    deletedAt: metadata.deletionTimestamp,
    finalizers: stringsAt(node, 'metadata', 'finalizers'),
    allowScheduling: booleanAt(node, 'spec', 'allowScheduling') ?? false,
    evictionRequested: booleanAt(node, 'spec', 'evictionRequested') ?? false,
    tags: stringsAt(node, 'spec', 'tags'),
    zone: stringAt(node, 'status', 'zone') ?? '',
    ready: conditionOf(at(node, 'status'), 'Ready'),
    schedulable: conditionOf(at(node, 'status'), 'Schedulable'),
    disks: disksOf(node),
  };
}

/** Longhorn's condition as it is now; one that was never written is Unknown. */
export function conditionOf(status: unknown, type: string): Condition {
  const found = listAt(status, 'conditions').find((condition) => stringAt(condition, 'type') === type);
  const value = stringAt(found, 'status');
  return {
    status: value === 'True' || value === 'False' ? value : 'Unknown',
    reason: stringAt(found, 'reason') ?? '',
    message: stringAt(found, 'message') ?? '',
    since: stringAt(found, 'lastTransitionTime') ?? '',
  };
}

/** Disks that people asked for and disks that the manager has found, which differ for a while after each change. */
function disksOf(node: KubeObject): readonly Disk[] {
  const spec = at(node, 'spec', 'disks');
  const status = at(node, 'status', 'diskStatus');
  const names = new Set([...keysOf(spec), ...keysOf(status)]);
  return [...names].map((name) => diskOf(name, at(spec, name), at(status, name)));
}

function diskOf(name: string, spec: unknown, status: unknown): Disk {
  return {
    name,
    uuid: stringAt(status, 'diskUUID') ?? '',
    type: stringAt(spec, 'diskType') ?? stringAt(status, 'diskType') ?? '',
    allowScheduling: booleanAt(spec, 'allowScheduling') ?? false,
    evictionRequested: booleanAt(spec, 'evictionRequested') ?? false,
    tags: stringsAt(spec, 'tags'),
    ready: conditionOf(status, 'Ready'),
    schedulable: conditionOf(status, 'Schedulable'),
    reserved: numberAt(spec, 'storageReserved') ?? 0,
    available: numberAt(status, 'storageAvailable') ?? 0,
    scheduled: numberAt(status, 'storageScheduled') ?? 0,
    maximum: numberAt(status, 'storageMaximum') ?? 0,
    replicas: keysOf(at(status, 'scheduledReplica')),
    backingImages: keysOf(at(status, 'scheduledBackingImage')),
  };
}

export const keysOf = (map: unknown): readonly string[] => (isObject(map) ? Object.keys(map) : []);
