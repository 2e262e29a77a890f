import { beforeAll, expect, test } from 'vitest';
import { guardedNode, operatorFor } from '../../chaos/operators.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { cleanupsOf, installCrd, waitForCleanup } from '../cleanup/spine.ts';

const cluster = useCluster();
const ATTACHMENTS = '/apis/storage.k8s.io/v1/volumeattachments';
const MANY = 1_000;
const AT_ONCE = 20;

beforeAll(() => installCrd(cluster));

/** Each of a volume of its own with the longest name that there is. */
async function attachMany(node: string): Promise<string> {
  const selector = `?labelSelector=test=${node}`;
  cluster.atEnd(() => cluster.api.delete(`${ATTACHMENTS}${selector}`));
  const numbers = Array.from({ length: MANY }, (_, index) => index).values();
  const worker = async () => {
    for (const number of numbers) {
      const name = `${node}-${number}`;
      await cluster.api.create(ATTACHMENTS, {
        metadata: { name, labels: { test: node } },
        spec: {
          attacher: 'disk.csi.example.test',
          nodeName: node,
          source: { persistentVolumeName: `${name}-${'v'.repeat(252 - name.length)}` },
        },
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return selector;
}

test('a thousand volumes on one Node are counted and not all named, cost a few calls, and keep the record small', async () => {
  await using proxy = await startFaultProxy(cluster);
  const node = await guardedNode(cluster, 'many');
  const attached = await attachMany(node);
  await using _operator = await operatorFor(
    cluster,
    { label: 'many', tasks: [{ task: 'volumes-detach' }] },
    { kubeconfig: proxy.kubeconfig },
  );
  await deleteNode(cluster, node);
  const waiting = await waitForCleanup(
    cluster,
    node,
    'waiting for its volumes',
    ({ status }) => status.tasks.some(({ reason }) => reason === 'Detaching'),
    60_000,
  );
  const [task] = waiting.status.tasks;
  expect(task?.message).toMatch(/^1000 volumes are attached: .*; and 995 more$/);
  expect(task?.message?.length).toBeLessThanOrEqual(1_024);
  expect(JSON.stringify(waiting).length).toBeLessThan(10_000);

  await cluster.api.delete(`${ATTACHMENTS}${attached}`);
  await waitUntilGone(cluster, node);
  const reads = proxy.requests.filter(({ method, path }) => method === 'GET' && path.startsWith(ATTACHMENTS));
  // One watch, and once more in pages of 500 before the Node goes; there is room for a watch that is cut.
  expect(reads.length).toBeLessThanOrEqual(6);
  const writes = proxy.requests.filter(({ method, path }) => method === 'PATCH' && path.includes('/nodecleanups/'));
  // What has gone in a second is told in one go.
  expect(writes.length).toBeLessThan(60);
  expect((await cleanupsOf(cluster, node)).map((each) => JSON.stringify(each).length < 10_000)).toEqual([true]);
});
