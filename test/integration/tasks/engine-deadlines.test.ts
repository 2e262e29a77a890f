import { beforeAll, expect, test } from 'vitest';
import { customResourceDefinitions } from '../../../cmd/crds.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import { guardedNode, operatorFor } from '../../chaos/operators.ts';
import { PORTWORX_DEFINITIONS } from '../../simulators/definitions/portworx.ts';
import { PortworxSimulator } from '../../simulators/portworx/simulator.ts';
import { installCrds } from '../../support/crds.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { annotateNode, createNode, deleteNode, getNode, setReady, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createAttachment, createVolume, removeAttachment } from '../../support/volumes.ts';
import { createPod, podPath } from '../../support/workloads.ts';
import { answering, useReceivers } from '../../unit/tasks/receiver.ts';
import { FINALIZER, waitForCleanup } from '../cleanup/spine.ts';

const cluster = useCluster();
const { receiver } = useReceivers();
const DRIVER = 'disk.csi.example.test';
const DEADLINE = 60_000;

beforeAll(async () => {
  await installCrds(cluster, customResourceDefinitions());
  await installDefinitions(cluster, PORTWORX_DEFINITIONS);
});

/** A Node that every task waits for something on, and what would end each wait. */
async function nodeThatWaits(label: string, onTimeout: 'block' | 'continue') {
  const namespace = await createNamespace(cluster, label);
  const portworx = await PortworxSimulator.start(cluster, namespace);
  cluster.atEnd(() => portworx[Symbol.asyncDispose]());
  const node = await guardedNode(cluster, label);
  const peer = (await createNode(cluster, `${label}-peer`)).metadata.name;
  for (const name of [node, peer]) {
    await setReady(cluster, name, 'True');
    await portworx.addNode(name);
  }
  await portworx.setStatus(peer, 'STATUS_OFFLINE');
  const volume = await createVolume(cluster, label, { driver: DRIVER });
  const attachment = await createAttachment(cluster, label, { driver: DRIVER, node, volume });
  // Nobody plays its kubelet: it is asked to end, and stays.
  await createPod(cluster, namespace, 'web', { node });
  let answer = answering(202);
  const hook = await receiver((response, received) => answer(response, received));

  const more = { needs: [], timeout: '2s', onTimeout };
  const spec = { nodeSelector: { nowhere: 'true' }, containers: [{ name: 'main', image: 'example.test/tool:1' }] };
  const tasks = [
    { task: 'drain', ...more },
    { task: 'volumes-detach', ...more },
    { task: 'http', ...more, options: { url: hook.url } },
    { task: 'job', ...more, options: { namespace, template: { spec: { template: { spec } } } } },
    { task: 'portworx', ...more, options: { endpoint: portworx.rest.url } },
  ];
  return {
    ...{ node, tasks, hook },
    async satisfy() {
      answer = answering(204);
      await portworx.setStatus(peer, 'STATUS_OK');
      await removeAttachment(cluster, attachment);
      await cluster.api.delete(podPath(namespace, 'web'), { gracePeriodSeconds: 0 });
      // The job's pod will never find a place.
      await annotateNode(cluster, node, { 'infra.894.io/skip-tasks': 'job' });
    },
  };
}

/** What each says that it waits for. */
const WAITS: Readonly<Record<string, RegExp>> = {
  drain: /: 1 pod left/,
  'volumes-detach': /: 1 volume is attached/,
  http: /has not decided yet/,
  job: /: .*Job/,
  portworx: /: 1 other member of Portworx's cluster must be Online first/,
};
const NAMES = Object.keys(WAITS);

test('what waits for longer than it may is given up where that is allowed', async () => {
  const { node, tasks } = await nodeThatWaits('lenient', 'continue');
  await using _operator = await operatorFor(cluster, { label: 'lenient', tasks });
  await deleteNode(cluster, node);
  await waitUntilGone(cluster, node, DEADLINE);
  const { status } = await waitForCleanup(
    cluster,
    node,
    'completed',
    (seen) => seen.status.phase === 'Completed',
    DEADLINE,
  );
  const message = expect.stringMatching(/^missed its timeout of 2s/);
  const late = NAMES.map((name) => ({ name, state: 'TimedOut', reason: 'DeadlineExceeded', message }));
  expect(status.tasks).toMatchObject(late);
});

test('or else it blocks, is gone on with by the next leader, whatever that is configured to, and ends when it can', async () => {
  const { node, tasks, hook, satisfy } = await nodeThatWaits('strict', 'block');
  const first = await operatorFor(cluster, { label: 'strict', tasks });
  await deleteNode(cluster, node);
  const isLate = ({ name, state, reason, message = '' }: TaskRecord) =>
    state === 'Blocked' &&
    reason === 'DeadlineExceeded' &&
    message.startsWith('missed its timeout of 2s') &&
    WAITS[name]?.test(message) === true;
  await waitForCleanup(
    cluster,
    node,
    'blocked by every task, each with what it waits for',
    ({ status }) => status.phase === 'Blocked' && status.tasks.length === NAMES.length && status.tasks.every(isLate),
    DEADLINE,
  );

  await first.kill('SIGKILL');
  const asked = hook.received.length;
  const lax = await receiver(answering(204));
  const others = tasks.map((task) => ({ ...task, timeout: '1s', onTimeout: 'continue' }));
  const elsewhere = others.map((task) => (task.task === 'http' ? { ...task, options: { url: lax.url } } : task));
  await using _second = await operatorFor(cluster, { label: 'strict', tasks: elsewhere });
  await eventually(() => hook.received.length > asked, {
    describe: 'the next leader to go on with the plan as it was',
    deadline: DEADLINE,
  });
  expect((await getNode(cluster, node)).metadata.finalizers).toEqual([FINALIZER]);
  expect(lax.received).toEqual([]);

  await satisfy();
  await waitUntilGone(cluster, node, 90_000);
  const { status } = await waitForCleanup(cluster, node, 'over', (seen) => seen.status.phase === 'Completed', DEADLINE);
  expect(status.tasks.map(({ name, state }) => [name, state])).toEqual(
    NAMES.map((name) => [name, name === 'job' ? 'Skipped' : 'Done']),
  );
});
