import { ApiError, type ObjectMeta } from '../../hack/control-plane/api.ts';
import { KUBELET_GROUP, KUBELET_LABEL } from '../../hack/control-plane/command-lines.ts';
import { eventually, PATIENCE_MS } from './eventually.ts';
import type { TestCluster } from './test-cluster.ts';

/** A Node as the API serves it; unlike the typed client's, it keeps what it does not know. */
export interface Node {
  metadata: ObjectMeta;
  spec?: { unschedulable?: boolean; taints?: Taint[]; providerID?: string; [field: string]: unknown };
  status?: { conditions?: Condition[]; nodeInfo?: { bootID?: string }; [field: string]: unknown };
  [field: string]: unknown;
}

export interface Taint {
  key: string;
  value?: string;
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface NodeOptions {
  /** A living kubelet: the Node becomes Ready and runs Pods. `false`, the default: nobody speaks for it. */
  readonly kwok?: boolean | string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly taints?: readonly Taint[];
  readonly spec?: Readonly<Record<string, unknown>>;
}

const NODES = '/api/v1/nodes';

/** Creates a Node called PREFIX-SUFFIX; it goes with the test file, whatever finalizers it has then. */
export async function createNode(cluster: TestCluster, suffix: string, options: NodeOptions = {}): Promise<Node> {
  const { kwok = false, labels = {}, annotations = {}, finalizers, taints, spec = {} } = options;
  const name = cluster.name(suffix);
  const group = kwok === true ? KUBELET_GROUP : kwok;
  const kubelet = group === false ? {} : { [KUBELET_LABEL]: group };
  const identity = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' };
  cluster.atEnd(() => removeNode(cluster, name));
  return cluster.api.create<Node>(NODES, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { ...identity, ...kubelet, ...labels },
      annotations,
      ...(finalizers ? { finalizers } : {}),
    },
    spec: { ...spec, ...(taints ? { taints } : {}) },
  });
}

/** Creates a Node with a living kubelet and waits until it is Ready. */
export async function createReadyNode(cluster: TestCluster, suffix: string, options: NodeOptions = {}): Promise<Node> {
  const { metadata } = await createNode(cluster, suffix, { kwok: true, ...options });
  return eventually(() => getNode(cluster, metadata.name), {
    describe: `node ${metadata.name} to be Ready and free of taints`,
    until: (node) => isReady(node) && !node.spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/not-ready'),
  });
}

export function getNode(cluster: TestCluster, name: string): Promise<Node> {
  return cluster.api.get<Node>(`${NODES}/${name}`);
}

/** Undefined when it is gone. */
export function findNode(cluster: TestCluster, name: string): Promise<Node | undefined> {
  return cluster.api.find<Node>(`${NODES}/${name}`);
}

/** As `kubectl delete node --wait=false` does. */
export function deleteNode(cluster: TestCluster, name: string): Promise<void> {
  return cluster.api.delete(`${NODES}/${name}`);
}

export function patchNode(cluster: TestCluster, name: string, patch: object): Promise<Node> {
  return cluster.api.patch<Node>(`${NODES}/${name}`, patch);
}

/** Null takes the annotation off. */
export function annotateNode(
  cluster: TestCluster,
  name: string,
  annotations: Record<string, string | null>,
): Promise<Node> {
  return patchNode(cluster, name, { metadata: { annotations } });
}

/** Says in the kubelet's place whether the Node is Ready; kwok contradicts it on the Nodes that are kwok's. */
export function setReady(cluster: TestCluster, name: string, status: Condition['status']): Promise<Node> {
  const now = new Date().toISOString();
  const condition = { type: 'Ready', status, reason: 'Test', lastHeartbeatTime: now, lastTransitionTime: now };
  return cluster.api.patch<Node>(`${NODES}/${name}/status`, { status: { conditions: [condition] } }, 'strategic');
}

/** What a machine's reboot looks like from outside. */
export function setBootId(cluster: TestCluster, name: string, bootID: string): Promise<Node> {
  return cluster.api.patch<Node>(`${NODES}/${name}/status`, { status: { nodeInfo: { bootID } } }, 'strategic');
}

export function isReady(node: Node): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export async function waitUntilGone(cluster: TestCluster, name: string, deadline = PATIENCE_MS): Promise<void> {
  await eventually(() => findNode(cluster, name), {
    describe: `node ${name} to be gone`,
    until: (node) => node === undefined,
    deadline,
  });
}

/** Deletes a Node and takes every finalizer off it. */
async function removeNode(cluster: TestCluster, name: string): Promise<void> {
  await deleteNode(cluster, name);
  const left = await findNode(cluster, name);
  if (left) await patchNode(cluster, name, { metadata: { finalizers: null } }).catch(ignoreNotFound);
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}
