import type { KubeObject } from '../../../../lib/kube/client.ts';
import { KeyIndex } from '../../../../lib/kube/shared-watch/key-index.ts';
import type { View } from '../../../../lib/kube/shared-watch/view.ts';
import { type Picture, pictureOf } from '../../../../lib/tasks/longhorn/picture.ts';
import type { Source, Sources } from '../../../../lib/tasks/longhorn/sources.ts';
import {
  ATTACHMENT_VIEW,
  BACKING_IMAGE_VIEW,
  ENGINE_VIEW,
  NODE_VIEW,
  REPLICA_VIEW,
  SETTING_VIEW,
  SHARD_VIEW,
  VOLUME_VIEW,
} from '../../../../lib/tasks/longhorn/views.ts';

export const GIB = 2 ** 30;
export const NAMESPACE = 'longhorn-system';

type Fields = Readonly<Record<string, unknown>>;

const object = (name: string, metadata: Fields, rest: Fields): KubeObject => ({
  metadata: { namespace: NAMESPACE, name, uid: `uid-${name}`, resourceVersion: '1', ...metadata },
  ...rest,
});

export const condition = (type: string, status: string, reason = '', message = ''): Fields => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: '2026-01-01T00:00:00Z',
});

const READY = [condition('Ready', 'True'), condition('Schedulable', 'True')];

export interface NodeParts {
  readonly metadata?: Fields;
  readonly spec?: Fields;
  readonly status?: Fields;
  readonly disk?: { readonly spec?: Fields; readonly status?: Fields };
}

/** With one disk of 100 GiB called `default`, whose uuid is `disk-NAME`. */
export const lhn = (name: string, { metadata = {}, spec, status, disk = {} }: NodeParts = {}): KubeObject =>
  object(name, metadata, {
    spec: {
      name,
      allowScheduling: true,
      evictionRequested: false,
      disks: { default: { diskType: 'filesystem', allowScheduling: true, evictionRequested: false, ...disk.spec } },
      ...spec,
    },
    status: {
      conditions: READY,
      zone: '',
      diskStatus: {
        default: {
          conditions: READY,
          diskUUID: `disk-${name}`,
          storageAvailable: 100 * GIB,
          storageMaximum: 100 * GIB,
          storageScheduled: 0,
          scheduledReplica: {},
          scheduledBackingImage: {},
          ...disk.status,
        },
      },
      ...status,
    },
  });

export const volume = (name: string, spec: Fields = {}, status: Fields = {}, metadata: Fields = {}): KubeObject =>
  object(name, metadata, {
    spec: { size: String(10 * GIB), numberOfReplicas: 2, dataLocality: 'disabled', dataEngine: 'v1', ...spec },
    status: {
      state: 'attached',
      robustness: 'healthy',
      currentNodeID: 'other',
      kubernetesStatus: { namespace: 'default', pvcName: `data-${name}` },
      ...status,
    },
  });

export const replica = (name: string, volumeName: string, nodeID: string, spec: Fields = {}, status: Fields = {}) =>
  object(
    name,
    { labels: { longhornnode: nodeID, longhornvolume: volumeName } },
    {
      spec: {
        volumeName,
        nodeID,
        diskID: `disk-${nodeID}`,
        volumeSize: String(10 * GIB),
        healthyAt: '2026-01-01T00:00:00Z',
        failedAt: '',
        ...spec,
      },
      status: { currentState: 'running', ...status },
    },
  );

export const engine = (volumeName: string, nodeID: string, status: Fields = {}): KubeObject =>
  object(`${volumeName}-e`, { labels: { longhornnode: nodeID } }, { spec: { volumeName, nodeID }, status });

export const setting = (name: string, value: string): KubeObject => object(name, {}, { value });

export const attachment = (volumeName: string, nodeID: string, type: string): KubeObject =>
  object(volumeName, {}, { spec: { volume: volumeName, attachmentTickets: { t: { id: 't', type, nodeID } } } });

export const shard = (name: string, nodeID: string): KubeObject =>
  object(name, { labels: { longhornnode: nodeID } }, { spec: { nodeID } });

export const backingImage = (name: string, states: Readonly<Record<string, string>>): KubeObject =>
  object(
    name,
    {},
    {
      spec: { diskFileSpecMap: Object.fromEntries(Object.keys(states).map((uuid) => [uuid, {}])) },
      status: {
        diskFileStatusMap: Object.fromEntries(Object.entries(states).map(([uuid, state]) => [uuid, { state }])),
      },
    },
  );

export interface Objects {
  readonly nodes?: readonly KubeObject[];
  readonly volumes?: readonly KubeObject[];
  readonly replicas?: readonly KubeObject[];
  readonly engines?: readonly KubeObject[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly attachments?: readonly KubeObject[];
  readonly shards?: readonly KubeObject[];
  readonly backingImages?: readonly KubeObject[];
}

function source<T>(view: View<T>, objects: readonly KubeObject[] = []): Source<T> {
  const index = new KeyIndex<string, T>();
  for (const item of objects) {
    const value = view.parse(item);
    index.put(item.metadata.name, value, view.keysOf(value));
  }
  return { under: (key) => index.under(key), list: () => index.all() };
}

export const sources = (objects: Objects): Sources => ({
  nodes: source(NODE_VIEW, objects.nodes),
  volumes: source(VOLUME_VIEW, objects.volumes),
  replicas: source(REPLICA_VIEW, objects.replicas),
  engines: source(ENGINE_VIEW, objects.engines),
  settings: source(
    SETTING_VIEW,
    Object.entries(objects.settings ?? {}).map(([name, value]) => setting(name, value)),
  ),
  attachments: source(ATTACHMENT_VIEW, objects.attachments),
  shards: source(SHARD_VIEW, objects.shards),
  backingImages: source(BACKING_IMAGE_VIEW, objects.backingImages),
});

/** What there is on the Node `n1`. */
export const picture = (objects: Objects): Picture => pictureOf(sources(objects), 'n1');
