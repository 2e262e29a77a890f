import type { ObjectMeta } from '../../hack/control-plane/api.ts';
import { eventually } from './eventually.ts';
import type { TestCluster } from './test-cluster.ts';

export interface Pod {
  metadata: ObjectMeta;
  spec: { nodeName?: string; [field: string]: unknown };
  status?: { phase?: string; conditions?: { type: string; status: string }[]; [field: string]: unknown };
  [field: string]: unknown;
}

export interface PodOptions {
  /** Bound to this Node from the start, without the scheduler. */
  readonly node?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly object[];
  readonly finalizers?: readonly string[];
  /** Stays Terminating once deleted, until `letTerminate`. */
  readonly hangs?: boolean;
  readonly spec?: Readonly<Record<string, unknown>>;
}

const NEVER_TERMINATE = 'kwok.x-k8s.io/never-terminate';
const CONTAINERS = [{ name: 'main', image: 'example.test/none:1' }];
// A test's Nodes come and go: a Pod stays where it is until somebody evicts it.
const TOLERATIONS = [{ operator: 'Exists', effect: 'NoExecute' }];

export function podPath(namespace: string, name: string): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`;
}

export function createPod(
  cluster: TestCluster,
  namespace: string,
  name: string,
  options: PodOptions = {},
): Promise<Pod> {
  const { node, labels = {}, annotations = {}, ownerReferences, finalizers, hangs = false, spec = {} } = options;
  return cluster.api.create<Pod>(`/api/v1/namespaces/${namespace}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels,
      annotations: { ...annotations, ...(hangs ? { [NEVER_TERMINATE]: 'true' } : {}) },
      ...(ownerReferences ? { ownerReferences } : {}),
      ...(finalizers ? { finalizers } : {}),
    },
    spec: { containers: CONTAINERS, tolerations: TOLERATIONS, ...(node ? { nodeName: node } : {}), ...spec },
  });
}

export async function createRunningPod(
  cluster: TestCluster,
  namespace: string,
  name: string,
  options: PodOptions,
): Promise<Pod> {
  await createPod(cluster, namespace, name, options);
  return eventually(() => cluster.api.get<Pod>(podPath(namespace, name)), {
    describe: `pod ${namespace}/${name} to run`,
    until: (pod) => pod.status?.phase === 'Running',
  });
}

/** Ends a Pod that was created with `hangs`. */
export async function letTerminate(cluster: TestCluster, namespace: string, name: string): Promise<void> {
  await cluster.api.patch(podPath(namespace, name), { metadata: { annotations: { [NEVER_TERMINATE]: null } } });
}

export interface DeploymentOptions {
  readonly replicas: number;
  /** Places the Pods on Nodes with these labels. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A Deployment whose Pods have the label `app: NAME`; resolves when all of them run. */
export async function createDeployment(
  cluster: TestCluster,
  namespace: string,
  name: string,
  options: DeploymentOptions,
): Promise<Pod[]> {
  const { replicas, nodeSelector = {}, annotations = {}, spec = {} } = options;
  const labels = { app: name };
  await cluster.api.create(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: { containers: CONTAINERS, tolerations: TOLERATIONS, nodeSelector, ...spec },
      },
    },
  });
  return eventually(() => listPods(cluster, namespace, `app=${name}`), {
    describe: `${replicas} pods of deployment ${namespace}/${name} to run`,
    until: (pods) => pods.filter(({ status }) => status?.phase === 'Running').length === replicas,
  });
}

export function listPods(cluster: TestCluster, namespace: string, labelSelector = ''): Promise<Pod[]> {
  return cluster.api.list<Pod>(
    `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(labelSelector)}`,
  );
}

export interface BudgetOptions {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

/** A PodDisruptionBudget that the controller-manager has counted the Pods of. */
export async function createBudget(
  cluster: TestCluster,
  namespace: string,
  name: string,
  { matchLabels, ...limits }: BudgetOptions,
): Promise<void> {
  const path = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`;
  await cluster.api.create(path, { metadata: { name }, spec: { selector: { matchLabels }, ...limits } });
  await eventually(() => cluster.api.get<{ status?: { observedGeneration?: number } }>(`${path}/${name}`), {
    describe: `disruption budget ${namespace}/${name} to be counted`,
    until: ({ status }) => status?.observedGeneration === 1,
  });
}
