import type { Api, KubernetesObject } from '../../../hack/control-plane/api.ts';
import type { Circumstances, Machine } from './circumstances.ts';
import { isTrue } from './conditions.ts';
import type {
  Attachment,
  BackingImage,
  DiskStatus,
  Engine,
  InstanceManager,
  KubeNode,
  LonghornNode,
  Replica,
  Setting,
  Shard,
  Volume,
} from './objects.ts';
import { Settings } from './settings.ts';
import type { VersionRules } from './versions.ts';

/** Everything that the managers see in one look. */
export interface Snapshot {
  readonly kubeNodes: readonly KubeNode[];
  readonly nodes: readonly LonghornNode[];
  readonly volumes: readonly Volume[];
  readonly engines: readonly Engine[];
  readonly replicas: readonly Replica[];
  readonly shards: readonly Shard[];
  readonly attachments: readonly Attachment[];
  readonly backingImages: readonly BackingImage[];
  readonly instanceManagers: readonly InstanceManager[];
  readonly settings: readonly Setting[];
  /** Of the namespace; none when they are not played. */
  readonly pods: readonly KubernetesObject[];
  readonly budgets: readonly KubernetesObject[];
}

/** Where objects of other software than Longhorn are. */
const OTHERS: Readonly<Record<string, string>> = {
  events: '/api/v1',
  pods: '/api/v1',
  poddisruptionbudgets: '/apis/policy/v1',
};

export const collectionPath = (namespace: string, plural: string): string =>
  `${OTHERS[plural] ?? '/apis/longhorn.io/v1beta2'}/namespaces/${namespace}/${plural}`;

export const basePath = (namespace: string): string => `/apis/longhorn.io/v1beta2/namespaces/${namespace}`;

export async function look(api: Api, namespace: string, withPods: boolean): Promise<Snapshot> {
  const list = async <T = KubernetesObject>(plural: string): Promise<T[]> => {
    const found = await api.find<{ items: T[] }>(collectionPath(namespace, plural));
    return found?.items ?? [];
  };
  const [
    kubeNodes,
    nodes,
    volumes,
    engines,
    replicas,
    shards,
    attachments,
    backingImages,
    instanceManagers,
    settings,
    pods,
    budgets,
  ] = await Promise.all([
    api.list<KubeNode>('/api/v1/nodes'),
    list<LonghornNode>('nodes'),
    list<Volume>('volumes'),
    list<Engine>('engines'),
    list<Replica>('replicas'),
    list<Shard>('shards'),
    list<Attachment>('volumeattachments'),
    list<BackingImage>('backingimages'),
    list<InstanceManager>('instancemanagers'),
    list<Setting>('settings'),
    withPods ? list('pods') : [],
    withPods ? list('poddisruptionbudgets') : [],
  ]);
  return {
    kubeNodes,
    nodes,
    volumes,
    engines,
    replicas,
    shards,
    attachments,
    backingImages,
    instanceManagers,
    settings,
    pods,
    budgets,
  };
}

export interface WorldOptions {
  readonly snapshot: Snapshot;
  readonly circumstances: Circumstances;
  readonly rules: VersionRules;
  readonly namespace: string;
  readonly now: number;
}

/** How long a kubelet may say that it is not ready before Longhorn believes it. */
const KUBELET_GRACE_MS = 15_000;

/** A snapshot, and the questions that several controllers ask of it. */
export class World {
  readonly snapshot: Snapshot;
  readonly circumstances: Circumstances;
  readonly rules: VersionRules;
  readonly namespace: string;
  readonly now: number;
  readonly settings: Settings;
  readonly #kubeNodes: ReadonlyMap<string, KubeNode>;
  readonly #nodes: ReadonlyMap<string, LonghornNode>;
  readonly #replicas: ReadonlyMap<string, readonly Replica[]>;

  /** Bytes that were given away in this look, by the uuid of the disk. */
  readonly #booked = new Map<string, number>();

  constructor({ snapshot, circumstances, rules, namespace, now }: WorldOptions) {
    this.snapshot = snapshot;
    this.circumstances = circumstances;
    this.rules = rules;
    this.namespace = namespace;
    this.now = now;
    this.settings = new Settings(new Map(snapshot.settings.map(({ metadata, value }) => [metadata.name, value ?? ''])));
    this.#kubeNodes = byName(snapshot.kubeNodes);
    this.#nodes = byName(snapshot.nodes);
    this.#replicas = Map.groupBy(snapshot.replicas, ({ spec }) => spec.volumeName ?? '');
  }

  /** What one controller gives away, the next look shows; until then it is kept in mind. */
  book(diskUUID: string, bytes: number): void {
    this.#booked.set(diskUUID, this.booked(diskUUID) + bytes);
  }

  booked(diskUUID: string): number {
    return this.#booked.get(diskUUID) ?? 0;
  }

  kubeNode(name: string): KubeNode | undefined {
    return this.#kubeNodes.get(name);
  }

  node(name: string): LonghornNode | undefined {
    return this.#nodes.get(name);
  }

  replicasOf({ metadata }: Volume): readonly Replica[] {
    return this.#replicas.get(metadata.name) ?? [];
  }

  engineOf({ metadata }: Volume): Engine | undefined {
    return this.snapshot.engines.find(({ spec }) => spec.volumeName === metadata.name);
  }

  attachmentOf({ metadata }: Volume): Attachment | undefined {
    return this.snapshot.attachments.find(({ spec }) => spec.volume === metadata.name);
  }

  /** The kubelet does not answer, or there is none any more: nothing that runs there is heard of. */
  isMachineDown(name: string): boolean {
    const node = this.kubeNode(name);
    return node === undefined || isKubeletSilent(node, this.now);
  }

  managerOf(name: string): Machine['manager'] {
    const { allManagersDown, machines } = this.circumstances;
    const manager = machines.get(name)?.manager ?? 'missing';
    if (manager === 'missing') return manager;
    return allManagersDown || this.isMachineDown(name) ? 'down' : manager;
  }

  isManaged(name: string): boolean {
    return this.managerOf(name) === 'running';
  }

  get hasManager(): boolean {
    return [...this.circumstances.machines.keys()].some((name) => this.isManaged(name));
  }

  isReady(name: string): boolean {
    return isTrue(this.node(name)?.status, 'Ready');
  }

  diskOf(replica: Replica): DiskStatus | undefined {
    const disks = this.node(replica.spec.nodeID ?? '')?.status?.diskStatus;
    return Object.values(disks ?? {}).find(({ diskUUID }) => diskUUID === replica.spec.diskID);
  }
}

export function isKubeletSilent(node: KubeNode, now: number): boolean {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready === undefined || ready.status === 'True') return false;
  const since = Date.parse(ready.lastTransitionTime ?? '');
  return ready.status === 'Unknown' || !(now - since < KUBELET_GRACE_MS);
}

const byName = <T extends { metadata: { name: string } }>(objects: readonly T[]): ReadonlyMap<string, T> =>
  new Map(objects.map((object) => [object.metadata.name, object]));
