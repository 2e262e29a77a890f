import { beforeAll, expect, test } from 'vitest';
import { at, stringAt } from '../../../lib/kube/json.ts';
import { guardedNode, operatorFor } from '../../chaos/operators.ts';
import { PORTWORX_DEFINITIONS } from '../../simulators/definitions/portworx.ts';
import { PortworxSimulator } from '../../simulators/portworx/simulator.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, deleteNode, findNode, setReady, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { answering, useReceivers } from '../../unit/tasks/receiver.ts';
import { installCrd, waitForCleanup } from '../cleanup/spine.ts';

const cluster = useCluster();
const { receiver } = useReceivers();
beforeAll(async () => {
  await installCrd(cluster);
  await installDefinitions(cluster, PORTWORX_DEFINITIONS);
});

test('what is to be done after the Node is done once it is gone, and goes on where it was after a crash', async () => {
  const namespace = await createNamespace(cluster, 'px');
  await using portworx = await PortworxSimulator.start(cluster, namespace);
  const node = await guardedNode(cluster, 'after');
  const others = await Promise.all(['b', 'c'].map((suffix) => createNode(cluster, suffix)));
  const names = [node, ...others.map(({ metadata }) => metadata.name)];
  await Promise.all(names.map((name) => setReady(cluster, name, 'True')));
  for (const name of names) await portworx.addNode(name);
  portworx.addVolume('v', { on: names.slice(0, 2) });
  await portworx.setStatus(node, 'STATUS_OFFLINE');

  let answer = answering(202, { 'retry-after': '1' }, '{"message":"the rack has not been told yet"}');
  const inventory = await receiver((response, received) => answer(response, received));
  const { url } = portworx.rest;
  const plan = {
    label: 'after',
    tasks: [
      { task: 'http', name: 'inventory', stage: 'after', options: { url: inventory.url } },
      {
        task: 'portworx',
        stage: 'after',
        options: { endpoint: url, managementEndpoint: url, decommission: true },
      },
    ],
  };
  const first = await operatorFor(cluster, plan);
  expect(portworx.rest.calls).toEqual([]);
  await deleteNode(cluster, node);
  await waitUntilGone(cluster, node);
  const removals = () => portworx.rest.calls.filter(({ method }) => method === 'DELETE').map(({ query }) => query);
  const id = portworx.idOf(node);
  const waiting = await waitForCleanup(
    cluster,
    node,
    'finishing: Portworx has removed its node, the inventory has not been told',
    ({ status }) =>
      status.phase === 'Finishing' &&
      status.tasks.some(({ reason }) => reason === 'AwaitingApproval') &&
      status.tasks.some(({ memory }) => memory?.removed === id),
    60_000,
  );
  expect(removals()).toEqual([`?id=${id}&forceRemove=false`]);
  expect(waiting.status.tasks.find(({ name }) => name === 'inventory')).toMatchObject({
    message: `${inventory.host} has not decided yet: the rack has not been told yet`,
  });

  await first.kill('SIGKILL');
  await portworx.syncOperator();
  answer = answering(204);
  await using _second = await operatorFor(cluster, plan);
  const { status } = await waitForCleanup(
    cluster,
    node,
    'completed',
    (seen) => seen.status.phase === 'Completed',
    60_000,
  );
  expect(status.tasks.map(({ name, state }) => `${name} ${state}`)).toEqual(['inventory Done', 'portworx Done']);
  expect(status.tasks.find(({ name }) => name === 'portworx')?.changes).toEqual([
    `remove the Portworx node ${id} (StorageNode ${namespace}/${node})`,
  ]);
  // By neither of them it was asked before the Node was gone, nor by the second again.
  expect(removals()).toHaveLength(1);
  const questions = inventory.received.map(({ body }) => JSON.parse(body));
  expect(new Set(questions.map((question) => stringAt(question, 'node', 'state')))).toEqual(new Set(['Gone']));
  expect(new Set(questions.map((question) => at(question, 'node', 'labels')))).toEqual(new Set([undefined]));
  expect(await findNode(cluster, node)).toBeUndefined();
  await eventually(() => portworx.state.nodes.size === 2, { describe: 'Portworx to have two nodes left' });
});
