import { describe, expect, test } from 'vitest';
import { readiness } from '../../simulators/longhorn/node-conditions.ts';
import type { KubeNode } from '../../simulators/longhorn/objects.ts';
import { type LonghornVersion, VERSIONS } from '../../simulators/longhorn/versions.ts';
import { createNode, createReadyNode, deleteNode, patchNode, setReady, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import {
  condition,
  copies,
  EVICT,
  GIB,
  Machines,
  patchLonghornNode,
  places,
  ShiftedClock,
  startLonghorn,
  ticks,
} from './longhorn-harness.ts';

const cluster = useCluster();
const m = new Machines(cluster);
const ALL = Object.keys(VERSIONS) as LonghornVersion[];
const SECOND = 1_000;
let rows = 0;

describe('whether a Longhorn Node is Ready', () => {
  const now = Date.now();
  const node = (type: string, status: string, forMs = 60 * SECOND): KubeNode => ({
    metadata: { name: 'n' },
    status: { conditions: [{ type, status, lastTransitionTime: new Date(now - forMs).toISOString() }] },
  });
  const fine = node('Ready', 'True');

  test.each([
    ['all is well', fine, 'running', 'True', undefined],
    ['the Node says nothing of itself', { metadata: { name: 'n' } }, 'running', 'True', undefined],
    ['the manager does not run', fine, 'down', 'False', 'ManagerPodDown'],
    ['there is no manager', fine, 'missing', 'False', 'ManagerPodMissing'],
    [
      'the Node is not heard of, whatever the manager',
      node('Ready', 'Unknown', 0),
      'missing',
      'False',
      'KubernetesNodeNotReady',
    ],
    [
      'the Node has been NotReady for 16 s',
      node('Ready', 'False', 16 * SECOND),
      'running',
      'False',
      'KubernetesNodeNotReady',
    ],
    ['the Node has been NotReady for 14 s', node('Ready', 'False', 14 * SECOND), 'running', 'True', undefined],
    [
      'the Node is under pressure, whatever the manager',
      node('DiskPressure', 'True'),
      'missing',
      'False',
      'KubernetesNodePressure',
    ],
    ['the Node is not under pressure', node('DiskPressure', 'False'), 'running', 'True', undefined],
    ['the Node has a condition that nobody knows', node('Odd', 'True'), 'running', 'False', 'UnknownNodeConditionTrue'],
    ['the Node is gone, whatever the manager', undefined, 'missing', 'False', 'KubernetesNodeGone'],
  ] as const)('when %s', (_when, kubeNode, manager, status, reason) => {
    const verdict = readiness(kubeNode, manager, now);
    expect([verdict.status, verdict.reason]).toEqual([status, reason]);
  });

  test('is written by any manager that runs, and by nobody when none does', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    expect(await condition(longhorn, m.a)).toEqual({ status: 'True', reason: '' });
    await longhorn.managerDown(m.a);
    await longhorn.tick();
    expect(await condition(longhorn, m.a)).toEqual({ status: 'False', reason: 'ManagerPodDown' });
    await longhorn.managerDown();
    await longhorn.managerUp(m.a);
    await longhorn.tick();
    expect(await condition(longhorn, m.a)).toEqual({ status: 'False', reason: 'ManagerPodDown' });
    await longhorn.managerUp();
    await longhorn.tick();
    expect(await condition(longhorn, m.a)).toEqual({ status: 'True', reason: '' });
  });

  test.each([
    ['true', { status: 'False', reason: 'KubernetesNodeCordoned' }],
    ['false', { status: 'True', reason: '' }],
  ])(
    'does not change with a cordon; whether it is Schedulable does, if disable-scheduling-on-cordoned-node is %s',
    async (value, expected) => {
      const victim = await m.victim();
      await using longhorn = await startLonghorn(cluster, [victim], {
        settings: { 'disable-scheduling-on-cordoned-node': value },
      });
      await patchNode(cluster, victim, { spec: { unschedulable: true } });
      await longhorn.tick();
      expect(await condition(longhorn, victim)).toEqual({ status: 'True', reason: '' });
      expect(await condition(longhorn, victim, 'Schedulable')).toEqual(expected);
      await patchNode(cluster, victim, { spec: { unschedulable: false } });
      await longhorn.tick();
      expect(await condition(longhorn, victim, 'Schedulable')).toEqual({ status: 'True', reason: '' });
    },
  );

  test('does not change with a deletionTimestamp: Longhorn does not look at it', async () => {
    const { metadata } = await createNode(cluster, 'held', { finalizers: ['example.test/held'] });
    await using longhorn = await startLonghorn(cluster, [metadata.name]);
    await longhorn.settle();
    await deleteNode(cluster, metadata.name);
    expect(await longhorn.tick()).toBe(0);
    expect(await condition(longhorn, metadata.name)).toEqual({ status: 'True', reason: '' });
  });
});

describe('what a disk says is on it', () => {
  test('is nothing while it cannot be read, though everything is still there', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a] });
    await longhorn.settle();
    const disk = async () => (await longhorn.node(m.a))?.status?.diskStatus?.default;
    const [replica] = await longhorn.replicas();
    const full = { storageScheduled: GIB, scheduledReplica: { [replica?.metadata.name ?? '']: GIB } };
    expect(await disk()).toMatchObject(full);
    longhorn.breakDisk(m.a);
    await longhorn.tick();
    expect(await disk()).toMatchObject({ storageScheduled: 0, scheduledReplica: {}, scheduledBackingImage: {} });
    expect(await condition(longhorn, m.a)).toEqual({ status: 'True', reason: '' });
    expect(await places(longhorn, 'v')).toEqual([m.a]);
    longhorn.mendDisk(m.a);
    await longhorn.tick();
    expect(await disk()).toMatchObject(full);
  });

  test.each(ALL)('of a Node that is not Ready, by Longhorn %s', async (version) => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, victim], { version });
    await longhorn.addVolume('v', { replicasOn: [victim] });
    await longhorn.settle();
    await setReady(cluster, victim, 'Unknown');
    await longhorn.settle();
    const disk = (await longhorn.node(victim))?.status?.diskStatus?.default;
    const forgets = VERSIONS[version].disksFollowNode;
    expect(disk?.storageScheduled).toBe(forgets ? 0 : GIB);
    expect(disk?.conditions?.map(({ reason }) => reason)).toEqual(
      forgets ? ['NodeNotReady', 'DiskNotReady'] : ['', ''],
    );
  });
});

describe('where a volume is attached', () => {
  test('is decided by a person before a pod', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    expect((await longhorn.volume('v')).status).toMatchObject({
      state: 'attached',
      robustness: 'healthy',
      currentNodeID: m.a,
    });
    await longhorn.attach('v', m.b, 'longhorn-api');
    await longhorn.settle();
    expect((await longhorn.volume('v')).spec.nodeID).toBe(m.b);
    await longhorn.detach('v');
    await longhorn.settle();
    expect((await longhorn.volume('v')).status).toMatchObject({ state: 'detached', currentNodeID: '' });
  });

  test('is nowhere while its Node is not Ready', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: [m.a] });
    await longhorn.managerDown(m.b);
    await longhorn.tick();
    await longhorn.attach('v', m.b);
    await longhorn.settle();
    expect((await longhorn.volume('v')).status?.state).toBe('detached');
  });

  test('shows in the instance manager of the Node, which goes with the Longhorn Node', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a]);
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    await longhorn.settle();
    const [manager] = await cluster.api.list<{ metadata: object; status: { instanceEngines: object } }>(
      longhorn.path('instancemanagers'),
    );
    expect(manager?.metadata).toMatchObject({
      labels: { 'longhorn.io/node': m.a },
      ownerReferences: [{ kind: 'Node', name: m.a, uid: (await longhorn.node(m.a))?.metadata.uid }],
    });
    expect(Object.keys(manager?.status.instanceEngines ?? {})).toEqual(['v-e-0']);
  });
});

describe('the pod of an instance manager', () => {
  interface Row {
    readonly what: string;
    readonly cordoned: boolean;
    readonly attached: boolean;
    readonly alone: boolean;
    readonly policy?: string;
    readonly guarded: boolean;
  }
  test.each<Row>([
    { what: 'not cordoned', cordoned: false, attached: false, alone: false, guarded: true },
    { what: 'cordoned', cordoned: true, attached: false, alone: false, guarded: false },
    { what: 'cordoned, and an engine runs', cordoned: true, attached: true, alone: false, guarded: true },
    { what: 'cordoned, with a last copy', cordoned: true, attached: false, alone: true, guarded: true },
    {
      what: 'cordoned, with a last copy that is stopped, as is allowed',
      cordoned: true,
      attached: false,
      alone: true,
      policy: 'allow-if-replica-is-stopped',
      guarded: false,
    },
    {
      what: 'cordoned, with an engine, whatever the policy allows',
      cordoned: true,
      attached: true,
      alone: true,
      policy: 'always-allow',
      guarded: true,
    },
  ])('on a Node that is $what: guarded? $guarded', async ({ cordoned, attached, alone, policy, guarded }) => {
    const { metadata } = await createReadyNode(cluster, `guarded-${rows++}`);
    const node = metadata.name;
    const settings = policy === undefined ? {} : { 'node-drain-policy': policy };
    await using longhorn = await startLonghorn(cluster, [m.a, node], { pods: true, settings });
    await longhorn.addVolume('v', {
      replicasOn: alone ? [node] : [node, m.a],
      ...(attached ? { attachedTo: node } : {}),
    });
    const namespaced = (plural: string) => `/namespaces/${longhorn.namespace}/${plural}`;
    const pod = `/api/v1${namespaced('pods')}/instance-manager-${node}`;
    // The API server refuses pods until the namespace has its service account.
    await expect.poll(async () => [await longhorn.tick(), (await cluster.api.find(pod)) !== undefined][1]).toBe(true);
    if (cordoned) await patchNode(cluster, node, { spec: { unschedulable: true } });
    await longhorn.settle();
    const found = await cluster.api.find(
      `/apis/policy/v1${namespaced('poddisruptionbudgets')}/instance-manager-${node}`,
    );
    expect(found !== undefined).toBe(guarded);
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: `instance-manager-${node}` } };
    await expect
      .poll(async () => (await cluster.api.request('POST', `${pod}/eviction?dryRun=All`, { body: eviction })).status)
      .toBe(guarded ? 429 : 201);
  });
});

describe('a Node that dies', () => {
  test('takes its replicas of attached volumes with it; they are rebuilt elsewhere after ten minutes', async () => {
    const clock = new ShiftedClock();
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, victim], { clock });
    await longhorn.addVolume('v', { replicasOn: [m.a, victim], attachedTo: m.a });
    await setReady(cluster, victim, 'Unknown');
    await longhorn.settle();
    expect((await longhorn.volume('v')).status?.robustness).toBe('degraded');
    expect(await copies(longhorn, 'v')).toEqual([m.a]);
    expect(await places(longhorn, 'v')).toEqual([m.a, victim].toSorted());
    clock.pass(590 * SECOND);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a]);
    clock.pass(11 * SECOND);
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a, m.b]);
    expect((await longhorn.volume('v')).status?.robustness).toBe('healthy');
    // What has failed is kept for two days.
    expect(await longhorn.replicas({ node: victim })).toHaveLength(1);
    clock.pass(48 * 3_600 * SECOND);
    await longhorn.settle();
    expect(await longhorn.replicas({ node: victim })).toEqual([]);
  });

  test('does not change its replicas of detached volumes: they look healthy', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, victim]);
    await longhorn.addVolume('v', { replicasOn: [m.a, victim] });
    await setReady(cluster, victim, 'Unknown');
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a, victim].toSorted());
    expect((await longhorn.volume('v')).status?.robustness).toBe('unknown');
  });

  test('cannot be emptied: eviction is called off', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, victim]);
    await longhorn.addVolume('v', { replicasOn: [m.a, victim] });
    longhorn.stall();
    await patchLonghornNode(cluster, longhorn, victim, EVICT);
    await longhorn.tick();
    expect((await longhorn.replicas({ node: victim })).map(({ spec }) => spec.evictionRequested)).toEqual([true]);
    await setReady(cluster, victim, 'Unknown');
    await longhorn.settle();
    expect((await longhorn.replicas({ node: victim })).map(({ spec }) => spec.evictionRequested)).toEqual([false]);
  });

  test('and comes back has its replica rebuilt where it is', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, victim]);
    await longhorn.addVolume('v', { replicasOn: [m.a, victim], attachedTo: m.a });
    const [before] = await longhorn.replicas({ node: victim });
    await setReady(cluster, victim, 'Unknown');
    await longhorn.settle();
    await setReady(cluster, victim, 'True');
    await longhorn.settle();
    expect(await copies(longhorn, 'v')).toEqual([m.a, victim].toSorted());
    const [after] = await longhorn.replicas({ node: victim });
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
  });

  test('leaves a volume without a healthy copy faulted', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, m.b, victim]);
    await longhorn.addVolume('v', { replicasOn: [victim], attachedTo: m.a });
    await setReady(cluster, victim, 'Unknown');
    await longhorn.settle();
    expect((await longhorn.volume('v')).status?.robustness).toBe('faulted');
    expect(await places(longhorn, 'v')).toEqual([victim]);
  });
});

describe.each(ALL)('a Node that is gone, by Longhorn %s', (version) => {
  const { guardsNodeDeletion } = VERSIONS[version];
  const lose = async (node: string) => {
    await deleteNode(cluster, node);
    await waitUntilGone(cluster, node);
  };

  test('is forgotten when it is closed and empty', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, victim], { version });
    await patchLonghornNode(cluster, longhorn, victim, { spec: { allowScheduling: false } });
    await lose(victim);
    await longhorn.settle();
    expect(await longhorn.node(victim)).toBeUndefined();
  });

  test('is tried to be forgotten three times while replicas are on it, and again when something happens to it', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, victim], { version });
    await longhorn.addVolume('v', { replicasOn: [m.a, victim] });
    await lose(victim);
    await longhorn.settle();
    if (!guardsNodeDeletion) {
      expect(await longhorn.node(victim)).toBeUndefined();
      expect(await copies(longhorn, 'v')).toEqual([m.a, victim].toSorted());
      return;
    }
    expect(await condition(longhorn, victim)).toEqual({ status: 'False', reason: 'KubernetesNodeGone' });
    expect(longhorn.refusals.at(-1)).toContain(
      'reason is KubernetesNodeGone, node schedulable true, and 1 replica, 0 engine',
    );
    const refusals = longhorn.refusals.length;
    await ticks(longhorn, 5);
    expect(longhorn.refusals).toHaveLength(refusals);

    await patchLonghornNode(cluster, longhorn, victim, { spec: { allowScheduling: false } });
    await longhorn.settle();
    expect(longhorn.refusals).toHaveLength(refusals + 3);
    const [replica] = await longhorn.replicas({ node: victim });
    await cluster.api.delete(longhorn.path('replicas', replica?.metadata.name));
    await longhorn.settle();
    expect(await longhorn.node(victim)).toBeDefined();
    await longhorn.managerUp();
    await longhorn.settle();
    expect(await longhorn.node(victim)).toBeUndefined();
  });
});

describe('a Node that is gone', () => {
  test('stays in Longhorn while no manager runs', async () => {
    const victim = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, victim]);
    await patchLonghornNode(cluster, longhorn, victim, { spec: { allowScheduling: false } });
    await longhorn.managerDown();
    await deleteNode(cluster, victim);
    await waitUntilGone(cluster, victim);
    await longhorn.settle();
    expect(await condition(longhorn, victim)).toEqual({ status: 'True', reason: '' });
    await longhorn.managerUp();
    await longhorn.settle();
    expect(await longhorn.node(victim)).toBeUndefined();
  });

  test('and comes back is a new one, open for replicas, with other disks', async () => {
    const { metadata } = await createNode(cluster, 'again');
    await using longhorn = await startLonghorn(cluster, [m.a, metadata.name]);
    const before = await longhorn.node(metadata.name);
    await patchLonghornNode(cluster, longhorn, metadata.name, { spec: { allowScheduling: false, tags: ['fast'] } });
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    await longhorn.settle();
    await createNode(cluster, 'again');
    await longhorn.settle();
    const after = await longhorn.node(metadata.name);
    expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
    expect(after?.spec).toMatchObject({ allowScheduling: true, tags: [] });
    expect(after?.status?.diskStatus?.default?.diskUUID).not.toBe(before?.status?.diskStatus?.default?.diskUUID);
  });
});

describe('a simulator', () => {
  test('leaves nothing behind, whatever stood in the way', async () => {
    const longhorn = await startLonghorn(cluster, [m.a]);
    const { namespace } = longhorn;
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.a });
    await patchLonghornNode(cluster, longhorn, m.a, { metadata: { finalizers: ['longhorn.io', 'example.test/held'] } });
    await longhorn.managerDown();
    await longhorn[Symbol.asyncDispose]();
    for (const plural of ['nodes', 'volumes', 'replicas', 'engines', 'settings', 'instancemanagers']) {
      expect(await cluster.api.list(longhorn.path(plural))).toEqual([]);
    }
    const webhooks = await cluster.api.list('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations');
    expect(webhooks.filter(({ metadata }) => metadata.name.includes(namespace))).toEqual([]);
  });
});
