import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, stringAt } from '../../../lib/kube/json.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createReadyNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { startOperator } from '../../support/operator.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createBudget, createDeployment } from '../../support/workloads.ts';
import { installCrd, waitForCleanup } from './spine.ts';

const cluster = useCluster();
const NAMESPACE = 'node-cleanup';
const MANIFEST = new URL('../../../docs/install/rbac.yaml', import.meta.url);

beforeAll(async () => {
  await installCrd(cluster);
  const applied = await cluster.kubectl(['apply', '-f', '-'], { input: readFileSync(MANIFEST, 'utf8') });
  expect(applied).toMatchObject({ code: 0 });
  cluster.atEnd(async () => {
    await cluster.kubectl(['delete', '--wait=false', '-f', '-'], { input: readFileSync(MANIFEST, 'utf8') });
  });
});

it('the rights in docs/install are enough for a whole removal, with Events, drain and Lease', async () => {
  const kubeconfig = await cluster.kubeconfigFor({ serviceAccount: 'node-cleanup-webhook', namespace: NAMESPACE });
  const operator = startOperator(cluster, {
    kubeconfig,
    args: ['--lease-namespace', NAMESPACE],
    config: { nodeSelector: `only=${cluster.prefix}` },
  });
  await operator.waitReady();
  const { metadata } = await createReadyNode(cluster, 'rights', { labels: { only: cluster.prefix } });
  const namespace = await createNamespace(cluster, 'rights');
  await createDeployment(cluster, namespace, 'web', { replicas: 2, nodeSelector: { only: cluster.prefix } });
  await createBudget(cluster, namespace, 'web', { matchLabels: { app: 'web' }, minAvailable: 1 });
  await eventually(() => cluster.api.get<JsonObject>(`/api/v1/nodes/${metadata.name}`), {
    describe: 'the operator to add its finalizer',
    until: (node) => JSON.stringify(node).includes('infra.894.io/node-cleanup'),
  });
  await deleteNode(cluster, metadata.name);
  await waitForCleanup(cluster, metadata.name, 'held by the budget', ({ status }) =>
    /budget web/.test(status.tasks.find((task) => task.name === 'drain')?.message ?? ''),
  );
  await cluster.api.delete(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/web`);
  await waitUntilGone(cluster, metadata.name, 60_000);
  await waitForCleanup(cluster, metadata.name, 'Completed', ({ status }) => status.phase === 'Completed');
  const forbidden = operator.log.lines.filter(({ text }) => text.includes('forbidden') || text.includes('Forbidden'));
  expect(forbidden.map(({ text }) => text)).toEqual([]);
  await operator.kill();
});

it('the manifest holds nothing but what its page says', () => {
  const kinds = parseAllDocuments(readFileSync(MANIFEST, 'utf8'))
    .map((document): unknown => document.toJS())
    .filter(isObject)
    .map((object) => stringAt(object, 'kind'));
  expect(kinds).toEqual(['Namespace', 'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']);
});
