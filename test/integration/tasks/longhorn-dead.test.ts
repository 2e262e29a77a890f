import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { createLonghornEvacuate } from '../../../lib/tasks/longhorn/evacuate.ts';
import { LONGHORN_EVACUATE } from '../../../lib/tasks/longhorn/options.ts';
import { LONGHORN_DEFINITIONS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { answer } from '../../support/fault-proxy/faults.ts';
import { deleteNode, setReady } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientBehindProxy, clientFor, dependenciesOf, isWaitingFor, subjectOf } from './harness.ts';
import {
  Ahead,
  addStuckReplica,
  createWorld,
  evacuating,
  isBlockedFor,
  MINUTE,
  messageOf,
  settled,
  type World,
} from './longhorn-world.ts';

const cluster = useCluster();
const DEAD = { deadAfterMs: 0 };
const DELETES = { ...DEAD, options: { deleteFailedReplicas: true } };

let client: KubeClient;
beforeAll(async () => {
  await installDefinitions(cluster, LONGHORN_DEFINITIONS);
  client = await clientFor(cluster, [LONGHORN_EVACUATE]);
});

/** The machine is off, and Longhorn has noticed. */
async function die({ longhorn, node }: World): Promise<void> {
  await setReady(cluster, node, 'Unknown');
  await eventually(() => longhorn.node(node), {
    describe: 'Longhorn to notice that the Node is not ready',
    until: (found) => found?.status?.conditions?.some(({ reason }) => reason === 'KubernetesNodeNotReady') ?? false,
  });
}

describe('a dead Node', () => {
  test('is not evicted; Longhorn only places nothing there any more', async () => {
    await using world = await createWorld(cluster, { kubelet: false });
    const { longhorn, node } = world;
    await die(world);
    using operation = await evacuating(cluster, client, node, DEAD);
    expect(await operation.done()).toMatchObject({ message: 'nothing of Longhorn is on the dead Node' });
    expect((await longhorn.node(node))?.spec).toMatchObject({ allowScheduling: false, evictionRequested: false });
    expect(operation.record.changes).toEqual([expect.stringMatching(/^set allowScheduling=false on/)]);
  });

  test('goes when all volumes are whole elsewhere, and leaves its failed replicas to Longhorn', async () => {
    await using world = await createWorld(cluster, {
      kubelet: false,
      settings: { 'replica-replenishment-wait-interval': '0' },
    });
    const { longhorn, node } = world;
    await addStuckReplica(world);
    await die(world);
    using operation = await evacuating(cluster, client, node, DEAD);
    await operation.until('the copy to be waited for', isWaitingFor('Rebuilding'));
    longhorn.resume();
    expect(messageOf(await operation.done())).toMatch(/^the dead Node is needed for none of 1 volume; 1 replica/);
    expect(await longhorn.replicas({ node })).toHaveLength(1);
  });

  test('with the last copy of a volume blocks, and goes on when it is given up', async () => {
    await using world = await createWorld(cluster, { kubelet: false });
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('last', { replicasOn: [node], copies: 1, claim: 'default/db' });
    await longhorn.addVolume('safe', { replicasOn: [node, b], copies: 2 });
    await die(world);
    using operation = await evacuating(cluster, client, node, DELETES);
    const blocked = await operation.until('it to block', isBlockedFor('LastCopyOnDeadNode'));
    expect(messageOf(blocked)).toMatch(/^1 volume with no healthy copy.+default\/db \(last\)/);
    const task = createLonghornEvacuate(dependenciesOf(client));
    const subject = { ...(await subjectOf(client, node)), deadAfterMs: 0 };
    const look = { subject, name: 'longhorn-evacuate', options: {}, signal: AbortSignal.timeout(30_000) };
    expect(await task.foresee(look)).toMatchObject({
      state: 'blocked',
      reason: 'LastCopyOnDeadNode',
      details: expect.arrayContaining(['default/db (last): no healthy copy elsewhere']),
    });
    // Nothing is deleted while anything is in danger.
    expect(await longhorn.replicas({ node })).toHaveLength(2);
    await cluster.api.delete(longhorn.path('volumes', 'last'));
    await operation.done();
    expect((await longhorn.replicas({ node })).map(({ spec }) => spec.volumeName)).not.toContain('safe');
  });

  test('of which a volume is detached or attached to it does not wait for copies that nobody makes', async () => {
    await using world = await createWorld(cluster, { kubelet: false });
    const { longhorn, node, others } = world;
    await longhorn.addVolume('detached', { replicasOn: [node, ...others.slice(0, 1)] });
    await longhorn.addVolume('attached', { replicasOn: [node, ...others.slice(0, 1)], attachedTo: node });
    await die(world);
    using operation = await evacuating(cluster, client, node, DEAD);
    expect(messageOf(await operation.done())).toMatch(/With fewer healthy copies than wanted: /);
  });

  test('on which copies are awaited in vain blocks', async () => {
    await using world = await createWorld(cluster, { kubelet: false });
    const { longhorn, node } = world;
    await addStuckReplica(world);
    await die(world);
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { ...DEAD, clock });
    await operation.until('the copy to be waited for', isWaitingFor('Rebuilding'));
    await longhorn.settle();
    await operation.run();
    clock.advance(31 * MINUTE);
    await operation.until('it to block', isBlockedFor('Stalled'));
  });

  test('whose manager alone is away counts as dead for Longhorn after a while', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node } = world;
    await longhorn.addVolume('v', { replicasOn: [node] });
    await longhorn.managerMissing(node);
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await operation.until('it to be noticed', isWaitingFor('NodeNotReady'));
    clock.advance(6 * MINUTE);
    await operation.until('it to block', isBlockedFor('LastCopyOnDeadNode'));
    await longhorn.managerUp(node);
    expect(await settled({ operation, clock })).toMatchObject({ state: 'done' });
  });

  test('that dies in the middle and comes back is emptied after all', async () => {
    await using world = await createWorld(cluster, { kubelet: false });
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node], copies: 1, attachedTo: b });
    longhorn.stall();
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock, deadAfterMs: 5 * MINUTE });
    await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    await die(world);
    await operation.until('it to be seen', isWaitingFor('NodeNotReady'));
    clock.advance(6 * MINUTE);
    await operation.until('it to count as dead', isBlockedFor('LastCopyOnDeadNode'));
    await setReady(cluster, node, 'True');
    longhorn.resume();
    await cluster.api.patch(longhorn.path('replicas', (await longhorn.replicas({ node }))[0]?.metadata.name), {
      spec: { failedAt: '' },
    });
    expect(await settled({ operation, clock })).toMatchObject({ state: 'done' });
  });

  test('that is gone is nothing to wait for', async () => {
    await using world = await createWorld(cluster, { nodes: 1 });
    using operation = await evacuating(cluster, client, world.node);
    await deleteNode(cluster, world.node);
    expect(await operation.run()).toEqual({ state: 'done', message: 'the Node is gone' });
  });

  test("without a Node of Longhorn's counts as well for what is on it", async () => {
    await using world = await createWorld(cluster, { version: '1.9.2', automatic: false });
    const { longhorn, node } = world;
    await longhorn.addVolume('v', { replicasOn: [node] });
    await cluster.api.patch(longhorn.path('nodes', node), { metadata: { finalizers: null } });
    await cluster.api.delete(longhorn.path('nodes', node));
    using operation = await evacuating(cluster, client, node);
    await operation.until('it to block', isBlockedFor('LastCopyOnDeadNode'));
  });
});

describe('failed replicas on a dead Node', () => {
  async function dead(): Promise<World> {
    const world = await createWorld(cluster, { kubelet: false });
    const { longhorn, node, others } = world;
    for (const name of ['v1', 'v2', 'v3']) await longhorn.addVolume(name, { replicasOn: [node, ...others], copies: 2 });
    await die(world);
    return world;
  }

  test('are deleted when asked for, each announced before', async () => {
    await using world = await dead();
    const { longhorn, node } = world;
    const uids = (await longhorn.replicas({ node })).map(({ metadata }) => metadata.uid ?? '');
    using operation = await evacuating(cluster, client, node, DELETES);
    await operation.until('them to be announced', isWaitingFor('DeletingReplicas'));
    expect(operation.record.changes?.filter((change) => change.startsWith('delete')).toSorted()).toEqual(
      uids
        .toSorted()
        .map((uid) => expect.stringContaining(`delete the failed replica (uid ${uid}) ${longhorn.namespace}/`)),
    );
    expect(await longhorn.replicas({ node })).toHaveLength(3);
    // Between the announcement and the deed the leader changes.
    operation.restart();
    await operation.done();
    expect(await longhorn.replicas({ node })).toEqual([]);
    expect(await longhorn.replicas()).toHaveLength(6);
  });

  test('stay unless asked for', async () => {
    await using world = await dead();
    using operation = await evacuating(cluster, client, world.node, DEAD);
    await operation.done();
    expect(await world.longhorn.replicas({ node: world.node })).toHaveLength(3);
  });

  test('that somebody uses again in between are left alone', async () => {
    await using world = await dead();
    const { longhorn, node } = world;
    using operation = await evacuating(cluster, client, node, DELETES);
    await operation.until('them to be announced', isWaitingFor('DeletingReplicas'));
    const [first] = await longhorn.replicas({ node });
    const path = longhorn.path('replicas', first?.metadata.name);
    await cluster.api.patch(path, { spec: { desireState: 'running' } });
    await operation.done();
    expect((await longhorn.replicas({ node })).map(({ metadata }) => metadata.name)).toEqual([first?.metadata.name]);
  });

  test('whose deletion Longhorn refuses are tried again, with its words', async () => {
    await using world = await dead();
    const { proxy, client: through } = await clientBehindProxy(cluster);
    const message = 'admission webhook "validator.longhorn.io" denied the request: still in use';
    const path = /\/replicas\/[^/]+$/;
    const refusing = proxy.inject({ method: 'DELETE', path }, answer(422, { reason: 'Invalid', message }));
    using operation = await evacuating(cluster, through, world.node, DELETES);
    const refused = await operation.until('the refusal', isWaitingFor('RefusedByLonghorn'));
    expect(messageOf(refused)).toContain('still in use');
    expect(proxy.seen({ method: 'DELETE', path }).map(({ body }) => JSON.parse(body).preconditions)).toEqual(
      Array.from({ length: 3 }, () => ({ uid: expect.any(String), resourceVersion: expect.any(String) })),
    );
    refusing[Symbol.dispose]();
    await operation.run();
    await operation.done();
  });
});
