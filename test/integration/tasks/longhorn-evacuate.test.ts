import { beforeAll, describe, expect, test } from 'vitest';
import type { ObjectMeta } from '../../../hack/control-plane/api.ts';
import type { KubeClient } from '../../../lib/kube/client.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import { createDrain } from '../../../lib/tasks/drain/drain.ts';
import { DRAIN } from '../../../lib/tasks/drain/options.ts';
import { createLonghornEvacuate } from '../../../lib/tasks/longhorn/evacuate.ts';
import { LONGHORN_EVACUATE } from '../../../lib/tasks/longhorn/options.ts';
import { LONGHORN_DEFINITIONS_WITH_SHARDS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { createNode, createReadyNode, patchNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';
import {
  Ahead,
  beginEvacuation,
  beginStuckEvacuation,
  createWorld,
  evacuating,
  isBlockedFor,
  MINUTE,
  messageOf,
  settled,
  type World,
} from './longhorn-world.ts';

const cluster = useCluster();
const ANNOTATION = 'infra.894.io/longhorn-flags';

let client: KubeClient;
beforeAll(async () => {
  await installDefinitions(cluster, LONGHORN_DEFINITIONS_WITH_SHARDS);
  client = await clientFor(cluster, [LONGHORN_EVACUATE]);
});

describe('a living Node', () => {
  test('is emptied, attached and detached volumes alike, and its disks keep their flags', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = '', c = ''] = others;
    await longhorn.addVolume('attached', { replicasOn: [node, b], attachedTo: b, claim: 'default/data' });
    await longhorn.addVolume('detached', { replicasOn: [node, c] });
    await longhorn.addBackingImage('ubuntu', { on: [node] });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });

    await operation.until('the eviction to be asked for', isWaitingFor('EvictionRequested'));
    const lhn = await longhorn.node(node);
    expect(lhn?.spec).toMatchObject({ allowScheduling: false, evictionRequested: true });
    expect(lhn?.spec.disks?.default).toMatchObject({ allowScheduling: true, evictionRequested: false });
    expect(Object.keys(lhn?.metadata.annotations ?? {})).toEqual([ANNOTATION]);
    expect(JSON.parse(lhn?.metadata.annotations?.[ANNOTATION] ?? '')).toMatchObject({
      operation: 'operation-1',
      uid: lhn?.metadata.uid,
      before: { allowScheduling: true, evictionRequested: false },
    });
    const moving = await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    expect(messageOf(moving)).toMatch(/^\d replicas? \(\d GiB\) left: .+/);

    expect(await settled({ operation, clock })).toEqual({
      state: 'done',
      message: 'nothing of Longhorn is left on the Node',
    });
    expect(await longhorn.replicas({ node })).toEqual([]);
    expect(await longhorn.replicas({ volume: 'attached' })).toHaveLength(2);
    expect(await longhorn.replicas({ volume: 'detached' })).toHaveLength(2);
    expect(operation.record.changes).toEqual([
      `set allowScheduling=false and evictionRequested=true on Longhorn's Node (uid ${lhn?.metadata.uid}) ${longhorn.namespace}/${node}`,
    ]);
    // What keeps Longhorn off the Node stays until its own Node goes.
    expect((await longhorn.node(node))?.spec).toMatchObject({ allowScheduling: false, evictionRequested: true });
  });

  test('is waited for while pods use volumes on it', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    await longhorn.addVolume('used', { replicasOn: others, attachedTo: node });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    const waiting = await operation.until('the volume to be seen', isWaitingFor('VolumesInUse'));
    expect(messageOf(waiting)).toContain('used');
    clock.advance(60 * MINUTE);
    expect(await operation.run()).toMatchObject({ state: 'waiting', reason: 'VolumesInUse' });
    await longhorn.detach('used');
    expect(await settled({ operation, clock })).toMatchObject({ state: 'done' });
  });

  test('is not evicted before it is cordoned', async () => {
    await using world = await createWorld(cluster, { cordoned: false });
    using operation = await evacuating(cluster, client, world.node);
    expect(await operation.run()).toMatchObject({ state: 'waiting', reason: 'NotCordoned' });
    await patchNode(cluster, world.node, { spec: { unschedulable: true } });
    await operation.until('the eviction to be asked for', isWaitingFor('EvictionRequested'));
  });

  test('needs a place for each replica: without one the volume is named, with one it goes on', async () => {
    await using world = await createWorld(cluster, { nodes: 2 });
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('pinned', { replicasOn: [node, b], attachedTo: b, claim: 'default/db' });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    const blocked = await operation.until('no place to be found', isBlockedFor('NoPlaceForReplica'));
    expect(messageOf(blocked)).toContain('default/db (pinned): every other Node has a copy already');
    const extra = (await createReadyNode(cluster, 'extra')).metadata.name;
    await longhorn.addNode(extra);
    expect(await settled({ operation, clock })).toMatchObject({ state: 'done' });
    expect(await longhorn.replicas({ volume: 'pinned', node: extra })).toHaveLength(1);
  });

  test.each([
    ['strict-local', { dataLocality: 'strict-local' }, {}, 'StrictLocalVolume'],
    ['not to be rebuilt', {}, { 'concurrent-replica-rebuild-per-node-limit': '0' }, 'RebuildLimitZero'],
  ] as const)('with a volume that is %s blocks at once', async (_, options, settings, reason) => {
    await using world = await createWorld(cluster, { settings });
    const { longhorn, node } = world;
    await longhorn.addVolume('stays', { replicasOn: [node], ...options });
    using operation = await evacuating(cluster, client, node);
    expect(messageOf(await operation.until('it to block', isBlockedFor(reason)))).toContain('stays');
  });

  test('with a volume that a person has attached blocks until the person detaches it', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    await longhorn.addVolume('byhand', { replicasOn: others });
    await longhorn.attach('byhand', node, 'longhorn-api');
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await operation.until('it to block', isBlockedFor('AttachedByHand'));
    await longhorn.detach('byhand');
    expect(await settled({ operation, clock })).toMatchObject({ state: 'done' });
  });

  test('on which nothing moves for half an hour blocks, and goes on when it moves again', async () => {
    await using evacuation = await beginStuckEvacuation(cluster, client);
    const { operation, clock, longhorn } = evacuation;
    await longhorn.settle();
    await operation.run();
    clock.advance(29 * MINUTE);
    expect(await operation.run()).toMatchObject({ reason: 'Evacuating' });
    clock.advance(2 * MINUTE);
    expect(await operation.run()).toMatchObject({ state: 'blocked', reason: 'Stalled' });
    // Another leader knows it as well.
    operation.restart();
    await operation.until('the stall to be known', isBlockedFor('Stalled'));
    longhorn.resume();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test('is not taken for empty while a disk is not ready', async () => {
    await using evacuation = await beginEvacuation(cluster, client);
    const { operation, longhorn, node } = evacuation;
    longhorn.breakDisk(node);
    const unknown = await operation.until('the disk to be noticed', isWaitingFor('LonghornNotReady'));
    expect(messageOf(unknown)).toContain('default (NoDiskInfo)');
    longhorn.mendDisk(node);
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test('is looked at twice, half a minute apart, and what comes in between is seen', async () => {
    await using evacuation = await beginEvacuation(cluster, client);
    const { operation, clock, longhorn, node } = evacuation;
    await operation.until('the Node to be empty', isWaitingFor('Settling'));
    await longhorn.addShard('late', { on: node });
    await operation.until('the shard to be seen', isWaitingFor('Evacuating'));
    clock.advance(MINUTE);
    expect(await operation.run()).toMatchObject({ reason: 'Evacuating' });
    await cluster.api.delete(longhorn.path('shards', 'late'));
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });
});

describe("Longhorn's instance managers", () => {
  const managersOn = async ({ longhorn, node }: World) => {
    const path = `/api/v1/namespaces/${longhorn.namespace}/pods`;
    const pods = await cluster.api.list<{ metadata: ObjectMeta; spec: { nodeName?: string } }>(path);
    return pods.filter(({ spec, metadata }) => spec.nodeName === node && metadata.deletionTimestamp === undefined);
  };

  test('stay while the replicas move, and the drain does not wait for them', async () => {
    await using world = await createWorld(cluster, { pods: true, cordoned: false });
    const { longhorn, node, others } = world;
    await longhorn.addVolume('v', { replicasOn: [node], copies: 1, attachedTo: others[0] ?? '' });
    longhorn.stall();
    await eventually(() => managersOn(world), { describe: 'the pod to be there', until: ({ length }) => length === 1 });
    await patchNode(cluster, node, { spec: { unschedulable: true } });
    const both = await clientFor(cluster, [LONGHORN_EVACUATE, DRAIN], 'both');
    const deps = dependenciesOf(both);
    using _watches = deps.watches;
    const draining = (kinds: ReadonlySet<string>, subject: NodeSubject) =>
      new Operation({ client: both, task: createDrain(deps), name: 'drain', subject: { ...subject, kinds } });
    const subject = await subjectOf(both, node);
    using evacuation = await evacuating(cluster, both, node);
    await evacuation.until('replicas to be counted', isWaitingFor('Evacuating'));
    // Where nothing evacuates, Longhorn's budget is what keeps the last copy.
    using alone = draining(new Set(['drain']), subject);
    await alone.until('the budget to refuse', ({ message = '' }) => message.includes('instance-manager'));
    using drain = draining(new Set(['drain', 'longhorn-evacuate']), subject);
    expect(await drain.done()).toMatchObject({ message: 'no pod is left to evict' });
    expect(await managersOn(world)).toHaveLength(1);
    longhorn.resume();
    await evacuation.until('the Node to be empty', isWaitingFor('Settling'));
  });
});

test('a Node that Longhorn does not use is left out', async () => {
  await using world = await createWorld(cluster, { nodes: 1 });
  expect(world.others).toEqual([]);
  const { metadata } = await createNode(cluster, 'foreign', { spec: { unschedulable: true } });
  using operation = await evacuating(cluster, client, metadata.name);
  expect(await operation.run()).toMatchObject({ state: 'skipped', reason: 'NotALonghornNode' });
});

describe('what would happen', () => {
  test('is told volume by volume, and nothing is changed', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('moves', { replicasOn: [node, b], claim: 'default/web' });
    const task = createLonghornEvacuate(dependenciesOf(client));
    const look = async () => {
      const subject = await subjectOf(client, node);
      return task.foresee({ subject, name: 'longhorn-evacuate', options: {}, signal: AbortSignal.timeout(30_000) });
    };
    expect(await look()).toEqual({
      state: 'waiting',
      message: '1 replica (1 GiB) would be moved to other Nodes',
      details: ['default/web (moves): 1 of 2 replicas here, 1 GiB'],
    });
    await longhorn.addVolume('stays', { replicasOn: [node], dataLocality: 'strict-local' });
    const blocked = await look();
    expect(blocked).toMatchObject({ state: 'blocked', reason: 'StrictLocalVolume' });
    expect(blocked.details).toContain(
      'stays: 1 of 1 replica here, 1 GiB; cannot leave: strict-local, so its replica may not leave the Node',
    );
    expect((await longhorn.node(node))?.spec).toMatchObject({ allowScheduling: true, evictionRequested: false });
  });
});
