import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_CLEANUPS } from '../../lib/cleanup/node-cleanup.ts';
import { pathOf } from '../../lib/kube/resource.ts';
import { cleanupsOf, FINALIZER, installCrd, SKIP, waitForCleanup } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import { answer } from '../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { annotateNode, deleteNode, getNode, waitUntilGone } from '../support/nodes.ts';
import { chartKubeconfig } from '../support/rights/chart-rights.ts';
import { useCluster } from '../support/test-cluster.ts';
import { guardedNode, never, notify, operatorFor } from './operators.ts';
import { startReceiver } from './receiver.ts';

/** The annotation is how a person gets a Node out of any trouble: these are the troubles that once kept it. */
const cluster = useCluster();
beforeAll(() => installCrd(cluster));

/** For a person who looks at it. */
const AT_ONCE_MS = 3_000;
const skip = { [SKIP]: 'true' };

const letGo = async (name: string) => {
  await annotateNode(cluster, name, skip);
  await waitUntilGone(cluster, name, AT_ONCE_MS);
};

describe('the skip annotation lets a Node go at once', () => {
  it('also when every worker is busy with the hanging tasks of other Nodes', async () => {
    await using silent = await startReceiver(() => 0, false);
    const plan = { label: 'busy', tasks: [notify('hangs', silent.url)], cleanup: { concurrency: 1 } };
    await using _ = await operatorFor(cluster, plan);
    const names = await Promise.all(
      Array.from({ length: 12 }, (_, index) => guardedNode(cluster, 'busy', `busy-${index}`)),
    );
    await Promise.all(names.map((name) => deleteNode(cluster, name)));
    await eventually(() => silent.received.length > 0, { describe: 'the first task to hang' });
    const [behind = ''] = names.filter((name) => silent.received.every(({ node }) => node !== name));
    await letGo(behind);
  });

  it('also when a Node of the same name went before it and could not be recorded', async () => {
    const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, {}));
    await using _ = await operatorFor(cluster, { label: 'same', tasks: [never()] }, { kubeconfig: proxy.kubeconfig });
    proxy.inject({ path: /nodecleanups/, watch: false }, answer(500, { reason: 'InternalError' }));
    const name = await guardedNode(cluster, 'same', 'same', { annotations: skip });
    await deleteNode(cluster, name);
    await waitUntilGone(cluster, name, AT_ONCE_MS);
    await guardedNode(cluster, 'same', 'same', { annotations: skip });
    await deleteNode(cluster, name);
    await waitUntilGone(cluster, name, AT_ONCE_MS);
    proxy.heal();
    const records = await eventually(() => cleanupsOf(cluster, name), {
      describe: 'both to be recorded',
      until: (seen) => seen.length === 2 && seen.every(({ status }) => status.phase === 'Skipped'),
    });
    expect(new Set(records.map(({ spec }) => spec.nodeUID)).size).toBe(2);
  });

  it.each<[string, object]>([
    ['Completed', { phase: 'Completed' }],
    ['released', { releasedAt: '2026-01-01T00:00:00Z' }],
  ])('also when its record was made to say that it is %s', async (what, wrong) => {
    const label = `wrong-${what.toLowerCase()}`;
    await using operator = await operatorFor(cluster, { label, tasks: [never()] });
    const name = await guardedNode(cluster, label);
    await deleteNode(cluster, name);
    const record = await waitForCleanup(cluster, name, 'tried', ({ status }) => status.tasks[0]?.state === 'Retrying');
    operator.pause();
    await cluster.api.patch(`${pathOf(NODE_CLEANUPS, { name: record.name })}/status`, { status: wrong });
    operator.resume();
    await waitForCleanup(
      cluster,
      name,
      'taken up again',
      ({ status }) => status.phase === 'Running' && status.releasedAt === undefined,
    );
    expect((await getNode(cluster, name)).metadata.finalizers).toEqual([FINALIZER]);
    await letGo(name);
    await waitForCleanup(cluster, name, 'Skipped', ({ status }) => status.phase === 'Skipped');
  });

  it('also when the prefix was another one for a while', async () => {
    const name = await guardedNode(cluster, 'prefix');
    const plan = { label: 'prefix', tasks: [never()] };
    {
      await using _ = await operatorFor(cluster, plan);
      await deleteNode(cluster, name);
      await waitForCleanup(cluster, name, 'tried', ({ status }) => status.tasks[0]?.state === 'Retrying');
    }
    {
      await using other = await operatorFor(cluster, { ...plan, prefix: 'other.example.com' });
      // It acts, as this Node of its own shows; the record of ours is none of its business.
      const theirs = await guardedNode(cluster, 'prefix', 'prefix-theirs', {
        finalizers: ['other.example.com/node-cleanup'],
        annotations: { 'other.example.com/skip-cleanup': 'true' },
      });
      await deleteNode(cluster, theirs);
      await waitUntilGone(cluster, theirs);
      expect(other.log.matching({ node: name })).toEqual([]);
    }
    const [record] = await cleanupsOf(cluster, name);
    expect(record?.status).toMatchObject({ phase: 'Running', releasedAt: undefined });
    await using _ = await operatorFor(cluster, plan);
    await letGo(name);
  });
});

it('a 404 from something between us and the API server is not taken for the Node being gone', async () => {
  const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, {}));
  await using _ = await operatorFor(cluster, { label: 'between', tasks: [] }, { kubeconfig: proxy.kubeconfig });
  const name = await guardedNode(cluster, 'between');
  const page = proxy.inject(
    { method: 'PATCH', path: `/api/v1/nodes/${name}` },
    answer(404, { message: '<html>default backend - 404</html>' }),
    { times: 1 },
  );
  await deleteNode(cluster, name);
  await waitUntilGone(cluster, name);
  expect(page.hits.length).toBe(1);
  await waitForCleanup(cluster, name, 'Completed', ({ status }) => status.phase === 'Completed');
});
