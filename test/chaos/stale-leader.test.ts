import { beforeAll, describe, expect, it } from 'vitest';
import { cleanupsOf, FINALIZER, installCrd, SKIP, waitForCleanup } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { annotateNode, deleteNode, getNode, waitUntilGone } from '../support/nodes.ts';
import { chartKubeconfig } from '../support/rights/chart-rights.ts';
import { useCluster } from '../support/test-cluster.ts';
import { guardedNode, never, notify, operatorFor, waitUntilLeading } from './operators.ts';
import { startReceiver } from './receiver.ts';

/** A replica whose watch has gone silent takes the lead before anything tells it that it is behind. */
const cluster = useCluster();
beforeAll(() => installCrd(cluster));

/** One that leads, and one that waits for the lead behind a proxy. */
async function twoReplicas(label: string, tasks: readonly object[]) {
  const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, { leaseName: cluster.name(label) }));
  const options = { leaderElect: true, args: ['--lease-name', cluster.name(label)] };
  const leader = await operatorFor(cluster, { label, tasks }, options);
  await waitUntilLeading(leader);
  const heir = await operatorFor(
    cluster,
    { label, tasks },
    { ...options, name: `${label}-heir`, kubeconfig: proxy.kubeconfig },
  );
  return {
    proxy,
    /** The leader crashes; resolves when the other one leads. */
    crash: async () => {
      await leader.kill('SIGKILL');
      await waitUntilLeading(heir);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([leader.kill('SIGKILL'), heir.kill('SIGKILL')]);
    },
  };
}

const attemptsOf = async (node: string, task: string) =>
  (await cleanupsOf(cluster, node))[0]?.status.tasks.find(({ name }) => name === task)?.attempts ?? 0;

describe('a new leader', () => {
  it('does not take a Node for gone that its watch has not shown it yet', async () => {
    await using replicas = await twoReplicas('nodes', [never()]);
    const { proxy } = replicas;
    const ofNodes = { watch: true, path: '/api/v1/nodes' };
    for (const watch of proxy.open(ofNodes)) watch.stall();
    const name = await guardedNode(cluster, 'nodes');
    await deleteNode(cluster, name);
    await waitForCleanup(cluster, name, 'tried', ({ status }) => status.tasks[0]?.state === 'Retrying');
    await replicas.crash();
    await eventually(() => proxy.count({ method: 'GET', path: `/api/v1/nodes/${name}` }) > 0, {
      describe: 'the new leader to ask for the Node',
    });
    for (const watch of proxy.open(ofNodes)) watch.reset();
    const before = await attemptsOf(name, 'never');
    const record = await waitForCleanup(
      cluster,
      name,
      'worked on by the new leader',
      ({ status }) => (status.tasks[0]?.attempts ?? 0) > before,
    );
    expect(record.status).toMatchObject({ phase: 'Running', releasedAt: undefined, nodeGoneAt: undefined });
    expect((await getNode(cluster, name)).metadata.finalizers).toEqual([FINALIZER]);
    await annotateNode(cluster, name, { [SKIP]: 'true' });
    await waitUntilGone(cluster, name);
  });

  it('does not do a task again that its watch has not shown it to be over', async () => {
    await using receiver = await startReceiver(() => 0);
    const tasks = [{ task: 'cordon' }, notify('once', receiver.url, { needs: ['cordon'] }), never()];
    await using replicas = await twoReplicas('records', tasks);
    // By now the heir knows of the record, and is never to learn that the task that is asked for here is over.
    receiver.onRequest = () => {
      for (const watch of replicas.proxy.open({ watch: true, path: /nodecleanups$/ })) watch.stall();
    };
    const name = await guardedNode(cluster, 'records');
    await deleteNode(cluster, name);
    await waitForCleanup(cluster, name, 'told once', ({ status }) =>
      status.tasks.some((task) => task.name === 'once' && task.state === 'Done'),
    );
    await replicas.crash();
    const before = await attemptsOf(name, 'never');
    await waitForCleanup(cluster, name, 'worked on by the new leader', ({ status }) =>
      status.tasks.some((task) => task.name === 'never' && task.attempts > before),
    );
    await annotateNode(cluster, name, { [SKIP]: 'true' });
    await waitUntilGone(cluster, name);
    expect(receiver.received.length).toBe(1);
  });
});
