import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringAt } from '../../../lib/kube/json.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createReadyNode, deleteNode, getNode, waitUntilGone } from '../../support/nodes.ts';
import { type Operator, startOperator } from '../../support/operator.ts';
import { chartAccount } from '../../support/rights/chart-rights.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createBudget, createDeployment } from '../../support/workloads.ts';
import { product } from '../commands-process.ts';
import { FINALIZER, installCrd, waitForCleanup } from './spine.ts';

const cluster = useCluster();
/** For each step of the story: scheduler, Job controller and kubelet are at work in it, too. */
const PATIENCE = 120_000;
const POD = cluster.name('operator');
const LEASE = cluster.name('lease');
let namespace = '';
let operator: Operator;
let config = {};

/** Every kind of task, each with the options that take a right of their own. What is not installed is skipped. */
const everyTask = (url: string) => [
  { task: 'cordon' },
  { task: 'job', needs: ['cordon'], options: { namespace, on: 'anywhere', template: HARMLESS } },
  { task: 'local-volumes', needs: ['job'], options: { deleteClaims: ['no-such-class'] } },
  { task: 'longhorn-evacuate', needs: ['cordon'], options: { deleteFailedReplicas: true } },
  { task: 'drain', needs: ['local-volumes'], options: { forceAfter: '6h' } },
  { task: 'http', needs: ['drain'], options: { url } },
  { task: 'portworx', needs: ['drain'] },
  { task: 'volumes-detach', needs: ['drain'], options: { forceDetach: true, outOfService: true } },
  { task: 'longhorn-forget' },
  { task: 'volumes-verify', options: { deleteReleased: true } },
  { task: 'notify', on: ['released'], options: { url } },
];

/** kwok lets the pods of Jobs end well. */
const HARMLESS = {
  spec: { template: { spec: { nodeSelector: { spare: cluster.prefix }, containers: [{ name: 'a', image: 'b' }] } } },
};

/** Says yes to every task that asks over HTTP. */
async function agreeable(): Promise<string> {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cluster.atEnd(async () => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

beforeAll(async () => {
  await installCrd(cluster);
  namespace = await createNamespace(cluster, 'ops');
  config = { nodeSelector: `only=${cluster.prefix}`, cleanup: { tasks: everyTask(await agreeable()) } };
  operator = await startOperator(cluster, {
    config,
    args: ['--lease-name', LEASE, '--lease-namespace', namespace],
    env: { POD_NAME: POD, POD_NAMESPACE: namespace },
  });
  await operator.waitReady();
});

const rightsCheck = () => operator.health('/readyz?verbose').then(({ text }) => /rights ok.*/.exec(text)?.[0]);

describe('an operator with the rights that the chart gives it', () => {
  it('has a plan with every kind of task here', () => {
    const planned = everyTask('').map(({ task }) => task);
    expect(planned.toSorted()).toEqual(TASK_KINDS.map(({ name }) => name).toSorted());
  });

  it('says that it lacks nothing', async () => {
    await operator.waitForLog({ msg: 'RBAC allows all that the plan needs' });
    expect(await rightsCheck()).toBe('rights ok');
  });

  it('goes through a whole removal with every kind of task, and nothing is forbidden', {
    timeout: 120_000,
  }, async () => {
    await createReadyNode(cluster, 'spare', { labels: { spare: cluster.prefix } });
    const { metadata } = await createReadyNode(cluster, 'rights', { labels: { only: cluster.prefix } });
    const workload = await createNamespace(cluster, 'rights');
    await createDeployment(cluster, workload, 'web', { replicas: 2, nodeSelector: { only: cluster.prefix } });
    await createBudget(cluster, workload, 'web', { matchLabels: { app: 'web' }, minAvailable: 1 });
    await eventually(() => getNode(cluster, metadata.name), {
      describe: 'the operator to add its finalizer',
      until: (node) => node.metadata.finalizers?.includes(FINALIZER) ?? false,
    });
    await deleteNode(cluster, metadata.name);
    await waitForCleanup(
      cluster,
      metadata.name,
      'held by the budget',
      ({ status }) => /budget web/.test(status.tasks.find((task) => task.name === 'drain')?.message ?? ''),
      PATIENCE,
    );
    await cluster.api.delete(`/apis/policy/v1/namespaces/${workload}/poddisruptionbudgets/web`);
    await waitUntilGone(cluster, metadata.name, PATIENCE);
    const done = ({ status }: { status: { phase: string } }) => status.phase === 'Completed';
    await waitForCleanup(cluster, metadata.name, 'Completed', done, PATIENCE);
    const forbidden = operator.log.lines.filter(({ text }) => /forbidden/i.test(text));
    expect(forbidden.map(({ text }) => text)).toEqual([]);
  });
});

describe('an operator that lacks a right', () => {
  const role = () => {
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    return `${path}/${chartAccount(cluster, { namespace, leaseName: LEASE })}`;
  };

  it('names it, and the task that needs it, until it has it again', { timeout: 5 * PATIENCE }, async () => {
    const { rules } = await cluster.api.get<{ rules: readonly { resources: readonly string[] }[] }>(role());
    const without = rules.filter(({ resources }) => !resources.includes('pods/eviction'));
    await cluster.api.patch(role(), { rules: without });
    // It looks again when its configuration has changed.
    configure({ ...config, nodeSelector: `only=${cluster.prefix},more` });
    const { missing } = await operator.waitForLog({ code: 'RIGHTS_MISSING' }, PATIENCE);
    expect(missing).toEqual(['create pods/eviction (drain)']);
    expect(await rightsCheck()).toBe('rights ok: missing: create pods/eviction (drain)');
    await operator.waitReady();
    expect((await operator.health('/metrics')).text).toContain(
      'rights_missing{user="drain",verb="create",resource="pods/eviction"} 1',
    );
    expect(await explained()).toContainEqual({ right: 'create pods/eviction', tasks: ['drain'] });

    await cluster.api.patch(role(), { rules });
    configure(config);
    await operator.waitForLog({ msg: 'RBAC allows all that the plan needs again' }, PATIENCE);
    expect((await operator.health('/metrics')).text).not.toContain('rights_missing{');
  });

  /** What `explain` says that the running operator lacks; nobody tells it who that is. */
  async function explained(): Promise<unknown> {
    const account = chartAccount(cluster, { namespace, leaseName: LEASE });
    await cluster.api.create(`/api/v1/namespaces/${namespace}/pods`, {
      metadata: { name: POD },
      spec: { serviceAccountName: account, nodeSelector: { no: 'node' }, containers: [{ name: 'a', image: 'b' }] },
    });
    const { metadata } = await createReadyNode(cluster, 'living', { finalizers: [FINALIZER] });
    const { stdout } = await product(cluster, ['explain', metadata.name, '-o', 'json', '--lease-name', LEASE]);
    const { forecast } = JSON.parse(stdout);
    expect(stringAt(forecast, 'rights', 'of')).toBe(`the service account ${namespace}/${account}`);
    return forecast.rights.missing;
  }
});

function configure(changed: object): void {
  writeFileSync(`${operator.configFile}.new`, JSON.stringify(changed));
  renameSync(`${operator.configFile}.new`, operator.configFile);
}
