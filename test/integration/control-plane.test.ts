import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../hack/certificates.ts';
import { Api, ApiError } from '../../hack/control-plane/api.ts';
import { readKubeconfig } from '../../hack/control-plane/kubeconfig.ts';
import { eventually } from '../support/eventually.ts';
import { createNamespace, createServiceAccount } from '../support/namespaces.ts';
import { createNode, createReadyNode, getNode, isReady, setReady } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createBudget, createDeployment, createRunningPod, letTerminate, podPath } from '../support/workloads.ts';

const cluster = useCluster();

async function refusal(attempt: Promise<unknown>): Promise<number | undefined> {
  return attempt.then(
    () => undefined,
    (error: unknown) => (error instanceof ApiError ? error.status : undefined),
  );
}

describe('identities', () => {
  it('lets a service account do what its role says, and nothing else', async () => {
    const namespace = await createNamespace(cluster, 'rbac');
    await createServiceAccount(cluster, namespace, 'reader', [
      { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
    ]);
    const path = await cluster.kubeconfigFor({ serviceAccount: 'reader', namespace });
    using reader = new Api(readKubeconfig(path));
    await eventually(() => reader.list('/api/v1/nodes'), { describe: 'the role to be in force' });
    expect(await refusal(reader.create('/api/v1/nodes', { metadata: { name: cluster.name('no') } }))).toBe(403);
  });

  it('knows a user by the certificate that was made for him', async () => {
    const kubeconfig = await cluster.kubeconfigFor({ user: 'jane', groups: ['ops'] });
    const { stdout } = await cluster.kubectl(['auth', 'whoami', '-o', 'jsonpath={.status.userInfo}'], { kubeconfig });
    expect(JSON.parse(stdout)).toMatchObject({ username: 'jane', groups: ['ops', 'system:authenticated'] });
  });

  it('keeps a kubelet from the Nodes of others', async () => {
    const [mine, other] = [cluster.name('kubelet-a'), cluster.name('kubelet-b')];
    await createNode(cluster, 'kubelet-a');
    await createNode(cluster, 'kubelet-b');
    const path = await cluster.kubeconfigFor({ user: `system:node:${mine}`, groups: ['system:nodes'] });
    using kubelet = new Api(readKubeconfig(path));
    const patch = { metadata: { annotations: { a: 'b' } } };
    expect(await refusal(kubelet.patch(`/api/v1/nodes/${mine}`, patch))).toBeUndefined();
    expect(await refusal(kubelet.patch(`/api/v1/nodes/${other}`, patch))).toBe(403);
  });

  it('gives every controller a service account of its own', async () => {
    const accounts = await cluster.api.list('/api/v1/namespaces/kube-system/serviceaccounts');
    expect(accounts.map(({ metadata }) => metadata.name)).toContain('node-controller');
  });

  it('hands out no kubeconfig that trusts just anybody', async () => {
    const folder = join(cluster.layout.root, 'kubeconfigs');
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain('insecure-skip-tls-verify');
    }
    using stranger = new Api({ ...readKubeconfig(cluster.kubeconfig), ca: createAuthority('another').cert });
    await expect(stranger.get('/version')).rejects.toThrow(/certificate/);
  });
});

describe('kubelets', () => {
  it('makes a Node Ready and runs its Pods', async () => {
    const namespace = await createNamespace(cluster, 'run');
    const node = await createReadyNode(cluster, 'runs', { labels: { role: cluster.name('runs') } });
    expect(node.status?.nodeInfo?.bootID).toBeTruthy();
    const nodeSelector = { role: cluster.name('runs') };
    const pods = await createDeployment(cluster, namespace, 'web', { replicas: 2, nodeSelector });
    expect(pods.map(({ spec }) => spec.nodeName)).toEqual([node.metadata.name, node.metadata.name]);
  });

  it('leaves a Node without one alone, and the controllers give it up', async () => {
    const { metadata } = await createNode(cluster, 'dead');
    await setReady(cluster, metadata.name, 'True');
    expect(isReady(await getNode(cluster, metadata.name))).toBe(true);
    await eventually(() => getNode(cluster, metadata.name), {
      describe: 'a Node without heartbeats to be NotReady',
      until: (node) => node.spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/unreachable') ?? false,
    });
  });

  it('lets a Pod hang in Terminating for as long as a test wants', async () => {
    const namespace = await createNamespace(cluster, 'hang');
    const node = await createReadyNode(cluster, 'hangs');
    await createRunningPod(cluster, namespace, 'stuck', { node: node.metadata.name, hangs: true });
    await createRunningPod(cluster, namespace, 'quick', { node: node.metadata.name });
    await cluster.api.delete(podPath(namespace, 'stuck'));
    await cluster.api.delete(podPath(namespace, 'quick'));
    const isGone = (name: string) => () => cluster.api.find(podPath(namespace, name)).then((pod) => pod === undefined);
    await eventually(isGone('quick'), { describe: 'the quick pod to be gone' });
    expect(await isGone('stuck')()).toBe(false);
    await letTerminate(cluster, namespace, 'stuck');
    await eventually(isGone('stuck'), { describe: 'the stuck pod to be gone' });
  });

  it('has budgets that an eviction runs into', async () => {
    const namespace = await createNamespace(cluster, 'budget');
    const node = await createReadyNode(cluster, 'budget', { labels: { role: cluster.name('budget') } });
    const nodeSelector = { role: cluster.name('budget') };
    const [pod] = await createDeployment(cluster, namespace, 'db', { replicas: 1, nodeSelector });
    await createBudget(cluster, namespace, 'db', { matchLabels: { app: 'db' }, minAvailable: 1 });
    const name = pod?.metadata.name ?? '';
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    expect(await refusal(cluster.api.create(`${podPath(namespace, name)}/eviction`, eviction))).toBe(429);
    expect(isReady(node)).toBe(true);
  });
});

describe('kubectl', () => {
  it('reads standard input and reports failures as output', async () => {
    const manifest = JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name: cluster.name('manifest') } });
    const applied = await cluster.kubectl(['create', '--dry-run=server', '-f', '-'], { input: manifest });
    expect(applied).toMatchObject({ code: 0, stdout: `node/${cluster.name('manifest')} created (server dry run)\n` });
    const failed = await cluster.kubectl(['get', 'node', cluster.name('absent')]);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('not found');
  });
});
