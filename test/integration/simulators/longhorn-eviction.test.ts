import { describe, expect, test } from 'vitest';
import { ticketsOf } from '../../simulators/longhorn/attaching.ts';
import { conditionOf } from '../../simulators/longhorn/conditions.ts';
import type { Attachment, BackingImage } from '../../simulators/longhorn/objects.ts';
import type { VolumeOptions } from '../../simulators/longhorn/options.ts';
import type { LonghornSimulator } from '../../simulators/longhorn/simulator.ts';
import { patchNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import {
  copies,
  EVICT,
  GIB,
  Machines,
  patchLonghornNode,
  places,
  STAY,
  startLonghorn,
  ticks,
} from './longhorn-harness.ts';

const cluster = useCluster();
const m = new Machines(cluster);

const ticketTypes = async (longhorn: LonghornSimulator, volume: string) => {
  const attachment = await cluster.api.get<Attachment>(longhorn.path('volumeattachments', volume));
  return ticketsOf(attachment).map(({ type, nodeID }) => ({ type, nodeID }));
};

const events = async (longhorn: LonghornSimulator) => {
  const all = await cluster.api.list<{ metadata: { name: string }; reason: string }>(
    `/api/v1/namespaces/${longhorn.namespace}/events`,
  );
  return all.map(({ reason }) => reason);
};

const rebuilds = async (longhorn: LonghornSimulator, volume: string) =>
  Object.values((await longhorn.engine(volume)).status?.rebuildStatus ?? {});

describe('a Longhorn Node that is to be emptied', () => {
  test('passes its flag on to its replicas; one more is rebuilt, and only then the old one goes', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, m.c]);
    await longhorn.addVolume('v', { replicasOn: [m.a, m.b], attachedTo: m.b });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.tick();
    const flags = (await longhorn.replicas()).map(({ spec }) => [spec.nodeID, spec.evictionRequested]);
    expect(Object.fromEntries(flags)).toEqual({ [m.a]: true, [m.b]: false });
    await longhorn.tick();
    expect(await places(longhorn, 'v')).toEqual([m.a, m.b, m.c]);
    await longhorn.tick();
    expect(await rebuilds(longhorn, 'v')).toMatchObject([{ isRebuilding: true, progress: 25, state: 'in_progress' }]);
    await ticks(longhorn, 3);
    expect(await rebuilds(longhorn, 'v')).toMatchObject([{ isRebuilding: false, progress: 100, state: 'complete' }]);
    expect(await copies(longhorn, 'v')).toEqual([m.a, m.b, m.c]);
    await longhorn.settle();
    expect(await places(longhorn, 'v')).toEqual([m.b, m.c]);
    expect((await longhorn.node(m.a))?.status?.diskStatus?.default).toMatchObject({
      storageScheduled: 0,
      scheduledReplica: {},
    });
  });

  test('keeps the last healthy copy until there is another', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.b });
    longhorn.stall('v');
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a]);
    expect(await rebuilds(longhorn, 'v')).toMatchObject([{ isRebuilding: true, progress: 0 }]);
    longhorn.resume();
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.b]);
  });

  test('attaches a detached volume where its owner is, which may be itself, until the rebuild is over', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, m.c]);
    await longhorn.addVolume('v', { replicasOn: [m.a, m.b] });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await ticks(longhorn, 2);
    expect(await ticketTypes(longhorn, 'v')).toEqual([{ type: 'volume-eviction-controller', nodeID: m.a }]);
    await longhorn.tick();
    expect((await longhorn.engine('v')).metadata.labels).toMatchObject({ longhornnode: m.a });
    await longhorn.settle();
    expect(await places(longhorn, 'v')).toEqual([m.b, m.c]);
    expect(await ticketTypes(longhorn, 'v')).toEqual([]);
    expect((await longhorn.engine('v')).metadata.labels).toMatchObject({ longhornnode: '' });
    expect((await longhorn.volume('v')).status).toMatchObject({
      state: 'detached',
      robustness: 'unknown',
      currentNodeID: '',
    });
  });

  interface Stuck {
    readonly why: string;
    readonly volume?: Partial<VolumeOptions>;
    readonly settings?: Readonly<Record<string, string>>;
    readonly prepare?: (longhorn: LonghornSimulator) => Promise<unknown>;
  }
  const stuck: readonly Stuck[] = [
    { why: 'every other Node has a copy', volume: { replicasOn: ['a', 'b', 'c'] } },
    { why: 'the replicas of a strict-local volume cannot move', volume: { dataLocality: 'strict-local' } },
    { why: 'no other Node has the tag', volume: { nodeSelector: ['fast'] } },
    { why: 'no other disk has the tag', volume: { diskSelector: ['ssd'] } },
    { why: 'it is larger than what is left', volume: { size: 90 * GIB } },
    {
      why: 'the disks may not be overbooked',
      volume: { size: 60 * GIB },
      settings: { 'storage-over-provisioning-percentage': '50' },
    },
    { why: 'nothing may be rebuilt', settings: { 'concurrent-replica-rebuild-per-node-limit': '0' } },
    { why: 'the other Nodes are closed', prepare: (longhorn) => close(longhorn, { spec: { allowScheduling: false } }) },
    {
      why: 'the other disks are closed',
      prepare: (longhorn) => close(longhorn, { spec: { disks: { default: { allowScheduling: false } } } }),
    },
  ];
  const close = async (longhorn: LonghornSimulator, patch: object) => {
    for (const node of [m.b, m.c]) await patchLonghornNode(cluster, longhorn, node, patch);
    await longhorn.tick();
  };

  test.each(stuck)('keeps a replica when $why', async ({ volume = {}, settings = {}, prepare }) => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, m.c], { settings });
    await prepare?.(longhorn);
    const { replicasOn = ['a'] } = volume;
    const on = replicasOn.map((name) => m[name as 'a' | 'b' | 'c']);
    await longhorn.addVolume('v', { ...volume, replicasOn: on, attachedTo: m.a });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual(on);
    expect((await longhorn.node(m.a))?.status?.diskStatus?.default?.storageScheduled).toBeGreaterThan(0);
  });

  test('says in an Event and in a condition that there is no place', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a, m.b], attachedTo: m.b });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    const scheduled = conditionOf((await longhorn.volume('v')).status, 'Scheduled');
    expect(scheduled).toMatchObject({ status: 'False', reason: 'ReplicaSchedulingFailure' });
    expect(await events(longhorn)).toEqual(['EvictionFailed']);
    await longhorn.addNode(m.c);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.b, m.c].toSorted());
    expect(conditionOf((await longhorn.volume('v')).status, 'Scheduled')).toMatchObject({ status: 'True' });
  });

  test('waits in silence with a detached volume that has no place', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a, m.b] });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect(await ticketTypes(longhorn, 'v')).toEqual([]);
    expect(await events(longhorn)).toEqual([]);
    expect(await copies(longhorn, 'v')).toEqual([m.a, m.b]);
  });

  test('puts two copies on one Node where that is allowed', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a, m.b], attachedTo: m.b, softAntiAffinity: 'enabled' });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.b, m.b]);
  });

  test('rebuilds to a Node only so many replicas at a time', async () => {
    const settings = { 'concurrent-replica-rebuild-per-node-limit': '1' };
    await using longhorn = await startLonghorn(cluster, [m.a, m.b], { settings, rebuildStep: 50 });
    for (const volume of ['v', 'w']) await longhorn.addVolume(volume, { replicasOn: [m.a], attachedTo: m.a });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await ticks(longhorn, 3);
    const running = [...(await rebuilds(longhorn, 'v')), ...(await rebuilds(longhorn, 'w'))];
    expect(running).toHaveLength(1);
    await longhorn.settle();
    expect([await copies(longhorn, 'v'), await copies(longhorn, 'w')]).toEqual([[m.b], [m.b]]);
  });

  test('tries a rebuild that fails again, and keeps the old replica meanwhile', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    longhorn.failRebuilds();
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await ticks(longhorn, 3);
    expect(await rebuilds(longhorn, 'v')).toMatchObject([{ isRebuilding: false, state: 'error' }]);
    const [failed] = await longhorn.replicas({ node: m.b });
    expect(failed?.spec).toMatchObject({ healthyAt: '', rebuildRetryCount: 1, failedAt: expect.stringMatching(/^20/) });
    expect(await copies(longhorn, 'v')).toEqual([m.a]);
    longhorn.resume();
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.b]);
  });

  test('gives a replica up that could not be rebuilt five times', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    longhorn.failRebuilds();
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await ticks(longhorn, 4);
    const [first] = await longhorn.replicas({ node: m.b });
    await ticks(longhorn, 12);
    const [later] = await longhorn.replicas({ node: m.b });
    expect(later?.metadata.name).not.toBe(first?.metadata.name);
    expect(await copies(longhorn, 'v')).toEqual([m.a]);
  });

  test('can stop: a rebuild that has begun comes to its end, and the volume has one copy more', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, m.c]);
    await longhorn.addVolume('v', { replicasOn: [m.a, m.b], attachedTo: m.b });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await ticks(longhorn, 3);
    await patchLonghornNode(cluster, longhorn, m.a, STAY);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a, m.b, m.c]);
  });

  test('may be emptied disk by disk', async () => {
    await using longhorn = await startLonghorn(cluster, [m.b]);
    await longhorn.addNode(m.a, { disks: { one: {}, two: {} } });
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    const flags = { allowScheduling: false, evictionRequested: true };
    await patchLonghornNode(cluster, longhorn, m.a, { spec: { disks: { two: flags } } });
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a]);
    await patchLonghornNode(cluster, longhorn, m.a, { spec: { disks: { one: flags } } });
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.b]);
  });

  test('does nothing while its own manager does not run', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.b });
    await longhorn.managerDown(m.a);
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect((await longhorn.replicas()).map(({ spec }) => spec.evictionRequested)).toEqual([false]);
    await longhorn.managerUp(m.a);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.b]);
  });

  test.each([
    ['block-if-contains-last-replica', [true, true]],
    ['block-for-eviction', [false, false]],
    ['block-for-eviction-if-contains-last-replica', [true, false]],
  ])('when it is cordoned and the drain policy is %s: whether its replicas stay', async (policy, expected) => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, m.c], { settings: { 'node-drain-policy': policy } });
    await longhorn.addVolume('two', { replicasOn: [m.a, m.b], attachedTo: m.b });
    await longhorn.addVolume('one', { replicasOn: [m.a], attachedTo: m.b });
    await patchNode(cluster, m.a, { spec: { unschedulable: true } });
    try {
      await ticks(longhorn, 2);
      expect((await longhorn.node(m.a))?.status?.autoEvicting).toBe(expected.includes(false));
      await longhorn.settle();
      const stays = async (volume: string) => (await places(longhorn, volume)).includes(m.a);
      expect([await stays('two'), await stays('one')]).toEqual(expected);
    } finally {
      await patchNode(cluster, m.a, { spec: { unschedulable: false } });
    }
  });

  test('has its backing images copied to another disk', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addBackingImage('image', { on: [m.a] });
    await longhorn.settle();
    const scheduled = async (node: string) =>
      (await longhorn.node(node))?.status?.diskStatus?.default?.scheduledBackingImage;
    expect([await scheduled(m.a), await scheduled(m.b)]).toEqual([{ image: GIB }, {}]);
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect([await scheduled(m.a), await scheduled(m.b)]).toEqual([{}, { image: GIB }]);
    const { spec } = await cluster.api.get<BackingImage>(longhorn.path('backingimages', 'image'));
    expect(Object.keys(spec.diskFileSpecMap ?? {})).toHaveLength(1);
  });

  test('keeps shards, which count as space only', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addShard('shard', { on: m.a });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await longhorn.settle();
    expect((await longhorn.node(m.a))?.status?.diskStatus?.default).toMatchObject({
      scheduledReplica: {},
      storageScheduled: GIB,
    });
  });

  test('is emptied without anybody ticking, unless the test wants to', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b], { automatic: 20, rebuildStep: 50 });
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    await patchLonghornNode(cluster, longhorn, m.a, EVICT);
    await expect.poll(() => copies(longhorn, 'v'), { timeout: 15_000 }).toEqual([m.b]);
  });
});
