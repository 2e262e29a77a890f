import { beforeAll, describe, expect, it } from 'vitest';
import { cleanupsOf, FINALIZER, installCrd, SKIP, waitForCleanup } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import { answer } from '../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { annotateNode, deleteNode, patchNode, waitUntilGone } from '../support/nodes.ts';
import { chartKubeconfig } from '../support/rights/chart-rights.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createPod } from '../support/workloads.ts';
import { guardedNode, never, operatorFor } from './operators.ts';

const cluster = useCluster();
beforeAll(() => installCrd(cluster));

const MAX_NAME = 253;
const MAX_STATUS_BYTES = 32_768;
/** For a person who looks at it. */
const AT_ONCE_MS = 3_000;
const skip = { [SKIP]: 'true' };

describe('a Node of unusual size', () => {
  it('with a name of 253 characters and 200 kB of annotations is let go and recorded', async () => {
    await using _ = await operatorFor(cluster, { label: 'long', tasks: [{ task: 'cordon' }] });
    const room = MAX_NAME - cluster.name('').length;
    const suffix = `${'a.b-'.repeat(room).slice(0, room - 1)}z`;
    const name = await guardedNode(cluster, 'long', suffix, {
      labels: { test: cluster.name('long'), 'kubernetes.io/hostname': 'long' },
      annotations: { 'example.com/big': 'x'.repeat(200_000) },
    });
    expect(name.length).toBe(MAX_NAME);
    await deleteNode(cluster, name);
    await waitUntilGone(cluster, name);
    await waitForCleanup(cluster, name, 'Completed', ({ status }) => status.phase === 'Completed');
  });

  it('that 2,000 others hold is let go once, in a record of ordinary size', async () => {
    const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, {}));
    await using operator = await operatorFor(cluster, { label: 'many', tasks: [] }, { kubeconfig: proxy.kubeconfig });
    const theirs = Array.from({ length: 2_000 }, (_, index) => `${'abcdefghi.'.repeat(20)}com/held-${index}`);
    const name = await guardedNode(cluster, 'many', 'many', { finalizers: [FINALIZER, ...theirs] });
    await deleteNode(cluster, name);
    const { status } = await waitForCleanup(
      cluster,
      name,
      'Releasing',
      (record) => record.status.phase === 'Releasing',
    );
    expect(status.foreignFinalizers).toContain('and 1980 more');
    await patchNode(cluster, name, { metadata: { finalizers: null } });
    await waitForCleanup(cluster, name, 'Completed', (record) => record.status.phase === 'Completed');
    const writes = proxy.seen({ method: 'PUT', path: /nodecleanups\/.*\/status$/ });
    expect(writes.length).toBe(2);
    expect(Math.max(...writes.map(({ body }) => body.length))).toBeLessThan(MAX_STATUS_BYTES);
    expect(operator.log.matching({ msg: 'node released' }).length).toBe(1);
    expect(operator.log.matching({ msg: 'processing failed' })).toEqual([]);
  });
});

describe('the skip annotation lets a Node go at once', () => {
  it('also after many failures, and with one more on the way', async () => {
    const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, {}));
    await using operator = await operatorFor(
      cluster,
      { label: 'failed', tasks: [never()] },
      { kubeconfig: proxy.kubeconfig },
    );
    proxy.inject({ path: /nodecleanups/, watch: false }, answer(500, { reason: 'InternalError' }));
    const name = await guardedNode(cluster, 'failed');
    await deleteNode(cluster, name);
    // By then the next ordinary try may be half a minute away.
    await eventually(() => operator.log.matching({ msg: 'processing failed' }).length, {
      describe: 'five failures',
      until: (count) => count >= 5,
    });
    const oneMore = proxy.inject(
      {
        method: 'PATCH',
        path: `/api/v1/nodes/${name}`,
        where: ({ body }) => body.includes('$deleteFromPrimitiveList'),
      },
      answer(500, { reason: 'InternalError' }),
      { times: 1 },
    );
    await annotateNode(cluster, name, skip);
    await waitUntilGone(cluster, name, AT_ONCE_MS);
    expect(oneMore.hits.length).toBe(1);
  });

  it('also when the CustomResourceDefinition was deleted in mid-run, and the next of its name too', async () => {
    const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, {}));
    await using _ = await operatorFor(
      cluster,
      { label: 'crd', tasks: [never(), { task: 'drain' }] },
      { kubeconfig: proxy.kubeconfig },
    );
    const name = await guardedNode(cluster, 'crd');
    await createPod(cluster, 'default', cluster.name('pod'), { node: name });
    await deleteNode(cluster, name);
    await waitForCleanup(cluster, name, 'draining', ({ status }) =>
      status.tasks.some((task) => task.name === 'drain' && task.state === 'Waiting'),
    );
    const watchesOfPods = { watch: true, path: '/api/v1/pods' };
    expect(proxy.open(watchesOfPods).length).toBe(1);
    try {
      await cluster.kubectl(['delete', 'crd', 'nodecleanups.infra.894.io', '--timeout=30s']);
      await annotateNode(cluster, name, skip);
      await waitUntilGone(cluster, name, AT_ONCE_MS);
      await eventually(() => proxy.open(watchesOfPods).length === 0, { describe: 'nobody to watch its Pods any more' });
      await guardedNode(cluster, 'crd', 'crd', { annotations: skip });
      await deleteNode(cluster, name);
      await waitUntilGone(cluster, name, AT_ONCE_MS);
    } finally {
      await installCrd(cluster);
    }
    const records = await eventually(() => cleanupsOf(cluster, name), {
      describe: 'both to be recorded once there are records again',
      until: (seen) => seen.length === 2 && seen.every(({ status }) => status.phase === 'Skipped'),
    });
    expect(new Set(records.map(({ spec }) => spec.nodeUID)).size).toBe(2);
  });
});
