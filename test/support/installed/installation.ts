import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import { locateHelm } from '../../../hack/tools/helm/binary.ts';
import { eventually } from '../eventually.ts';
import type { LogFields } from '../operator-log.ts';
import type { TestCluster } from '../test-cluster.ts';
import { Helm } from './helm.ts';
import { buildProgram, imageOf } from './image.ts';
import { Machines } from './machines.ts';
import type { PodRun } from './pod-run.ts';

export const NAME = 'node-cleanup-webhook';

/** A test file's cluster with all that `helm install` of our chart needs; nothing is installed yet. */
export interface Installation {
  readonly helm: Helm;
  readonly machines: Machines;
  readonly namespace: string;
  /** The program that is in the image. */
  readonly program: string;
  /** Path of the values that let the chart run on these machines. */
  readonly values: string;
}

const CERTIFICATE = 'webhook-certificate';

/** What of a release is not in its namespace. */
export const OUTSIDE: readonly string[] = [
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'clusterroles',
  'clusterrolebindings',
  'roles',
  'rolebindings',
  // Somebody else's definition would be refused to the release.
  'customresourcedefinitions/nodecleanups.infra.894.io',
];

/** `versions` are those of the program whose images the machines have. */
export async function prepareInstallation(cluster: TestCluster, versions: readonly string[]): Promise<Installation> {
  await sweep(cluster);
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const helm = new Helm(await locateHelm({ env: process.env, report }), cluster, cluster.folder('helm'));
  const program = await buildProgram(cluster.folder('image'));
  const images = versions.map((version) => imageOf(`${NAME}:${version}`, program));
  const nodes = [cluster.name('machine-1'), cluster.name('machine-2')];
  const folder = cluster.folder('machines');
  const machines = await Machines.start({ access: cluster, supervisor: cluster.supervisor, images, nodes, folder });
  cluster.onFailure(() => machines.lastLines(40));
  cluster.atEnd(() => sweep(cluster));
  const namespace = cluster.name('ns');
  await createNamespace(cluster, namespace);
  // First of all: an operator that still ran would lose its rights to the rest.
  cluster.atEnd(() => machines[Symbol.asyncDispose]());
  const values = helm.values({
    tls: { mode: 'secret', secretName: CERTIFICATE, caBundle: cluster.ca },
    // On a machine that is busy with other things two seconds are not much.
    admission: { timeoutSeconds: 30 },
    nodeSelector: machines.nodeSelector,
    // The deletions of every file on the cluster would count.
    config: { cleanup: { brake: { hold: { above: 0 } } } },
    logLevel: 'debug',
  });
  return { helm, machines, namespace, program, values };
}

/** Of whatever release, also of one whose run was killed. */
async function sweep(cluster: TestCluster): Promise<void> {
  for (const kind of OUTSIDE) {
    const which = kind.includes('/') ? [] : ['-A', '--selector', `app.kubernetes.io/name=${NAME}`];
    const { code, stderr } = await cluster.kubectl(['delete', kind, ...which, '--ignore-not-found', '--timeout=60s']);
    if (code !== 0) throw new Error(`sweeping ${kind}: ${stderr}`);
  }
}

/** With the certificate of the webhook, and as strict as namespaces get. */
export async function createNamespace(cluster: TestCluster, name: string): Promise<void> {
  cluster.atEnd(() => cluster.api.delete(`/api/v1/namespaces/${name}`));
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await cluster.api.create('/api/v1/namespaces', { metadata: { name, labels } });
  const { cert, key } = cluster.authority.issue({ commonName: NAME, hosts: [`${NAME}.${name}.svc`] });
  await cluster.api.create(`/api/v1/namespaces/${name}/secrets`, {
    metadata: { name: CERTIFICATE },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': cert, 'tls.key': key },
  });
}

/** The Pods of the operator that run. */
export function operators({ machines, namespace }: Installation): readonly PodRun[] {
  const isOperator = ({ pod: { metadata } }: PodRun) =>
    metadata.namespace === namespace && metadata.labels?.['app.kubernetes.io/component'] === 'operator';
  return machines.pods.filter((run) => isOperator(run) && run.containers.some(({ pid }) => pid !== undefined));
}

/** What the replicas have logged so far, of those that run. */
export function logOf(installation: Installation, wanted: LogFields): readonly LogFields[] {
  return operators(installation)
    .flatMap(({ containers }) => containers.flatMap(({ log }) => log.matching(wanted)))
    .flatMap(({ fields }) => (fields ? [fields] : []));
}

/** Waits until the operator acts, which it does a moment after its Pods are ready. */
export async function waitForLeader(installation: Installation): Promise<void> {
  await eventually(() => logOf(installation, { msg: 'leading' }).length > 0, {
    describe: 'a replica to lead',
    deadline: 60_000,
  });
}

/** The Nodes that have the finalizer. */
export async function guarded(cluster: TestCluster): Promise<readonly string[]> {
  const nodes = await cluster.api.list<KubernetesObject>('/api/v1/nodes');
  return nodes
    .filter(({ metadata }) => metadata.finalizers?.includes('infra.894.io/node-cleanup'))
    .map(({ metadata }) => metadata.name);
}
