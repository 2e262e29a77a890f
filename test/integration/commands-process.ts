import { fileURLToPath } from 'node:url';
import { type CommandOptions, type Output, run } from '../../hack/control-plane/command.ts';
import { type NodeCleanupSpec, nodeCleanupName } from '../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup } from '../../lib/cleanup/node-cleanup-json.ts';
import { microTime } from '../../lib/kube/micro-time.ts';
import { eventually } from '../support/eventually.ts';
import { createServiceAccount } from '../support/namespaces.ts';
import type { Node } from '../support/nodes.ts';
import type { TestCluster } from '../support/test-cluster.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const ENTRY = process.env.OPERATOR_ENTRY ?? 'cmd/main.ts';

export interface ProductOptions extends Omit<CommandOptions, 'env' | 'cwd'> {
  /** Default: the administrator's; '' is none. */
  readonly kubeconfig?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Our product as a user runs it: a process of its own, with kubectl in its PATH. */
export function product(cluster: TestCluster, args: readonly string[], options: ProductOptions = {}): Promise<Output> {
  const { kubeconfig = cluster.kubeconfig, env, ...rest } = options;
  return run(process.execPath, [ENTRY, ...args], {
    ...rest,
    cwd: ROOT,
    env: { ...userEnv(cluster, kubeconfig), ...env },
  });
}

/** What a user types, word for word. */
export function shell(cluster: TestCluster, command: string): Promise<Output> {
  return run('bash', ['-o', 'pipefail', '-c', command], { cwd: ROOT, env: userEnv(cluster, cluster.kubeconfig) });
}

function userEnv(cluster: TestCluster, kubeconfig: string): NodeJS.ProcessEnv {
  const { PATH, NODE_V8_COVERAGE } = process.env;
  return {
    PATH: `${cluster.layout.bin}:${PATH}`,
    HOME: cluster.layout.root,
    ...(kubeconfig === '' ? {} : { KUBECONFIG: kubeconfig }),
    ...(NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE }),
  };
}

export async function installDefinitions(cluster: TestCluster): Promise<void> {
  const { stdout } = await product(cluster, ['crds']);
  const applied = await cluster.kubectl(['apply', '-f', '-'], { input: stdout });
  if (applied.code !== 0) throw new Error(applied.stderr);
  const established = await cluster.kubectl(['wait', '--for=condition=Established', 'crd/nodecleanups.infra.894.io']);
  if (established.code !== 0) throw new Error(established.stderr);
}

const CLEANUPS = '/apis/infra.894.io/v1alpha1/nodecleanups';

/** The record that an operator would have written of this Node's removal. Gives its name. */
export async function writeRecord(
  cluster: TestCluster,
  { metadata }: Node,
  finalizer: string,
  plan: NodeCleanupSpec['plan'],
  status: object,
): Promise<string> {
  const nodeUID = metadata.uid ?? '';
  const requestedAt = new Date().toISOString();
  const name = nodeCleanupName(metadata.name, nodeUID);
  cluster.atEnd(() => cluster.api.delete(`${CLEANUPS}/${name}`));
  await cluster.api.create(
    CLEANUPS,
    newNodeCleanup({ nodeName: metadata.name, nodeUID, requestedAt, finalizer, deadAfterMs: 300_000, plan }),
  );
  await cluster.api.patch(`${CLEANUPS}/${name}/status`, { status });
  return name;
}

/** The Lease of an operator that renewed it so many seconds ago. */
export async function writeLease(
  cluster: TestCluster,
  namespace: string,
  name: string,
  secondsAgo: number,
): Promise<void> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  const renewTime = microTime(Date.now() - secondsAgo * 1_000);
  const spec = { holderIdentity: 'operator-1', leaseDurationSeconds: 300, renewTime };
  if (await cluster.api.find(`${path}/${name}`)) await cluster.api.patch(`${path}/${name}`, { spec });
  else await cluster.api.create(path, { metadata: { name }, spec });
}

export interface Right {
  readonly apiGroups: readonly string[];
  readonly resources: readonly [string, ...string[]];
  readonly verbs: readonly [string, ...string[]];
}

/** The kubeconfig of somebody with these rights, in force already, and no others. */
export async function someoneWho(
  cluster: TestCluster,
  namespace: string,
  name: string,
  rights: readonly Right[],
): Promise<string> {
  await createServiceAccount(cluster, namespace, name, rights);
  const kubeconfig = await cluster.kubeconfigFor({ serviceAccount: name, namespace });
  for (const { verbs, resources } of rights) {
    await eventually(() => cluster.kubectl(['auth', 'can-i', verbs[0], resources[0]], { kubeconfig }), {
      describe: `${name} to be allowed to ${verbs[0]} ${resources[0]}`,
      until: ({ code }) => code === 0,
    });
  }
  return kubeconfig;
}
