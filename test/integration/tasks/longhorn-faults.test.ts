import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { Engine } from '../../../lib/operation/engine.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import { OperationScope } from '../../../lib/operation/scope.ts';
import { CORDON } from '../../../lib/tasks/cordon.ts';
import { createLonghornEvacuate } from '../../../lib/tasks/longhorn/evacuate.ts';
import { LONGHORN_EVACUATE } from '../../../lib/tasks/longhorn/options.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { LONGHORN_DEFINITIONS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { answer, loseAnswer, tooManyRequests } from '../../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createReadyNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientFor, connectWith, dependenciesOf, isWaitingFor, subjectOf } from './harness.ts';
import { Ahead, createWorld, evacuating, isBlockedFor, MINUTE, messageOf, settled } from './longhorn-world.ts';

const cluster = useCluster();
const LHN = /\/longhorn\.io\/v1beta2\/namespaces\/[^/]+\/nodes\/[^/]+$/;

let client: KubeClient;
beforeAll(async () => {
  await installDefinitions(cluster, LONGHORN_DEFINITIONS);
  client = await clientFor(cluster, [LONGHORN_EVACUATE]);
});

async function behindProxy() {
  const proxy = await startFaultProxy(cluster);
  return { proxy, client: await connectWith(cluster, proxy.kubeconfig) };
}

describe('restarts and other hands', () => {
  test('a new leader goes on where the last one was, and asks for nothing twice', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node, b], attachedTo: b });
    longhorn.stall();
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    const before = (await longhorn.node(node))?.metadata.annotations;
    operation.restart();
    await operation.until('replicas to be counted again', isWaitingFor('Evacuating'));
    longhorn.resume();
    await operation.until('the Node to be empty', isWaitingFor('Settling'));
    operation.restart();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toHaveLength(1);
    expect((await longhorn.node(node))?.metadata.annotations).toEqual(before);
  });

  test('who calls the eviction off is not overruled, and can ask for it again', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node, b], attachedTo: b });
    longhorn.stall();
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    const path = longhorn.path('nodes', node);
    await cluster.api.patch(path, { spec: { allowScheduling: true, evictionRequested: false } });
    const blocked = await operation.until('it to be noticed', isBlockedFor('FlagsUndone'));
    expect(messageOf(blocked)).toContain(`kubectl -n ${longhorn.namespace} patch nodes.longhorn.io ${node}`);
    expect((await longhorn.node(node))?.spec.allowScheduling).toBe(true);
    await cluster.api.patch(path, { spec: { allowScheduling: false, evictionRequested: true } });
    longhorn.resume();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });

  test('what a person has set before is left as it is', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node } = world;
    await cluster.api.patch(longhorn.path('nodes', node), {
      spec: { allowScheduling: false, evictionRequested: true },
    });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toBeUndefined();
    expect((await longhorn.node(node))?.metadata.annotations ?? {}).toEqual({});
  });

  test("when Longhorn's Node is deleted and made anew, the new one is evicted as well", async () => {
    await using world = await createWorld(cluster, { version: '1.9.2' });
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node, b], attachedTo: b });
    longhorn.stall();
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    await cluster.api.delete(longhorn.path('nodes', node));
    await operation.until('the new one to be asked', () => operation.record.changes?.length === 2);
    longhorn.resume();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });

  test('a volume that is deleted meanwhile is not waited for', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node, b], attachedTo: b });
    longhorn.stall();
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    for (const { metadata } of await longhorn.replicas({ volume: 'v' })) {
      const path = longhorn.path('replicas', metadata.name);
      await cluster.api.patch(path, { spec: { evictionRequested: true, failedAt: '2026-01-01T00:00:00Z' } });
      await cluster.api.delete(path);
    }
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });
});

describe("Longhorn's webhook", () => {
  test('that does not answer makes an error, which is tried again', async () => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const { longhorn, node } = world;
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    await longhorn.managerDown();
    await expect(operation.run()).rejects.toThrow(/failed calling webhook/);
    expect(operation.record.changes).toBeUndefined();
    await longhorn.managerUp();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });

  test('that refuses while disks are taken up is asked again until they are', async () => {
    await using world = await createWorld(cluster, { automatic: false, node: { synced: false } });
    const { longhorn, node } = world;
    const conditions = [
      { type: 'Ready', status: 'True' },
      { type: 'Schedulable', status: 'True' },
    ];
    await cluster.api.patch(`${longhorn.path('nodes', node)}/status`, { status: { diskStatus: null, conditions } });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    const refused = await operation.until('the refusal', isWaitingFor('RefusedByLonghorn'));
    expect(messageOf(refused)).toContain('being syncing and please retry later');
    await longhorn.managerUp(node);
    for (let ticks = 0; ticks < 3; ticks++) await longhorn.tick();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });

  test.each([403, 422])('that refuses with %i is asked again, and after five minutes a person is', async (code) => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const { node } = world;
    const { proxy, client } = await behindProxy();
    const message =
      'admission webhook "validator.longhorn.io" denied the request: disks are being syncing and please retry later.';
    const refusing = proxy.inject({ method: 'PATCH', path: LHN }, answer(code, { reason: 'Forbidden', message }));
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, node, { clock });
    const refused = await operation.until('the refusal', isWaitingFor('RefusedByLonghorn'));
    expect(messageOf(refused)).toContain('being syncing');
    clock.advance(6 * MINUTE);
    operation.restart();
    await operation.until('a person to be asked', isBlockedFor('RefusedByLonghorn'));
    refusing[Symbol.dispose]();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });
});

describe('the API server', () => {
  test('that does not let us read says which right is missing', async () => {
    await using world = await createWorld(cluster, { nodes: 1 });
    using operation = await evacuating(cluster, await clientFor(cluster, [CORDON], 'poor'), world.node);
    await expect(operation.run()).rejects.toThrow(/cannot (?:list|watch) resource "\w+" in API group "longhorn.io"/);
  });

  test('that does not let us change Longhorn says so', async () => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const rights = LONGHORN_EVACUATE.rights.map((right) => ({
      ...right,
      verbs: right.verbs.filter((verb) => verb !== 'patch'),
    }));
    const reader = await clientFor(cluster, [{ ...LONGHORN_EVACUATE, rights }], 'reader');
    using operation = await evacuating(cluster, reader, world.node);
    expect(await operation.failure()).toMatch(/cannot patch resource "nodes"/);
  });

  test.each([
    ['409', answer(409, { reason: 'Conflict' })],
    ['404', answer(404, { reason: 'NotFound' })],
  ])('that answers the patch with %s is looked at again', async (_, fault) => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const { proxy, client } = await behindProxy();
    proxy.inject({ method: 'PATCH', path: LHN }, fault, { times: 2 });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, world.node, { clock });
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toHaveLength(1);
  });

  test.each([
    ['500', answer(500), /HTTP 500|injected/],
    ['503', answer(503), /HTTP 503|injected/],
    ['429', tooManyRequests(120), /injected/],
  ])('that answers the patch with %s makes an error', async (_, fault, message) => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const { proxy, client } = await behindProxy();
    proxy.inject({ method: 'PATCH', path: LHN }, fault);
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, world.node, { clock });
    expect(await operation.failure()).toMatch(message);
    proxy.heal();
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
  });

  test('whose answer to the patch is lost has done it, and is not asked again', async () => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const { proxy, client } = await behindProxy();
    const lost = proxy.inject({ method: 'PATCH', path: LHN }, loseAnswer(), { times: 1 });
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, world.node, { clock });
    await operation.run().catch(() => {});
    expect(lost.hits).toHaveLength(1);
    expect(await settled(operation, clock)).toMatchObject({ state: 'done' });
    expect(proxy.count({ method: 'PATCH', path: LHN })).toBe(1);
  });

  test('that is away at the last look is asked again; a watch alone lets no Node go', async () => {
    await using world = await createWorld(cluster, { nodes: 1 });
    const { proxy, client } = await behindProxy();
    const clock = new Ahead();
    using operation = await evacuating(cluster, client, world.node, { clock });
    await operation.until('the Node to be empty', isWaitingFor('Settling'));
    clock.advance(MINUTE);
    proxy.inject({ method: 'GET', path: /replicas$/, watch: false }, answer(500));
    await expect(operation.run()).rejects.toThrow(/replicas/);
    proxy.heal();
    expect(await operation.run()).toMatchObject({ state: 'done' });
  });

  test('is not asked at all while nothing changes', async () => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node, b], attachedTo: b });
    longhorn.stall();
    const { proxy, client } = await behindProxy();
    using operation = await evacuating(cluster, client, node);
    await operation.until('replicas to be counted', isWaitingFor('Evacuating'));
    await longhorn.settle();
    const longhornCalls = () => proxy.count({ path: /longhorn\.io/, watch: false });
    await operation.run();
    const before = longhornCalls();
    for (let look = 0; look < 20; look++) await operation.run();
    expect(longhornCalls()).toBe(before);
  });
});

describe('a deadline', () => {
  test.each([
    ['block', 'Blocked'],
    ['continue', 'TimedOut'],
  ] as const)('that says %s leaves the task %s', async (onTimeout, expected) => {
    await using world = await createWorld(cluster);
    const { longhorn, node, others } = world;
    const [b = ''] = others;
    await longhorn.addVolume('v', { replicasOn: [node, b], attachedTo: b });
    longhorn.stall();
    const clock = new Ahead();
    const deps = dependenciesOf(client, clock);
    using _watches = deps.watches;
    const engine = new Engine({
      tasks: new Map([['longhorn-evacuate', createLonghornEvacuate(deps)]]),
      ...{ clock, random: Math.random, log: silentLogger, metrics: noMetrics },
    });
    using scope = new OperationScope();
    const stage = 'before';
    const options = { stallAfter: '48h' };
    const common = { name: 'evacuate', task: 'longhorn-evacuate', needs: [] };
    const tasks = [{ ...common, stage, onTimeout, options, timeoutMs: 24 * 60 * MINUTE } as const];
    const plan = { tasks, deadlineMs: undefined, onDeadline: 'block', retry: { baseMs: 1, capMs: 1 } } as const;
    let records: readonly TaskRecord[] = [];
    const startedAt = clock.now();
    const pass = async () => {
      const advance = await engine.advance({
        plan,
        state: {
          records,
          startedAt,
          ...{ releasedAt: undefined, pivotedAt: undefined, skippedAt: undefined },
          skipTasks: new Set(),
        },
        subject: await subjectOf(client, node),
        operation: 'o1',
        scope,
        signal: AbortSignal.timeout(60_000),
        wake: () => {},
        journal: {
          save: async (next) => {
            records = next;
          },
        },
      });
      records = advance.records;
      return advance;
    };
    await eventually(pass, {
      describe: 'the evacuation to wait',
      until: () => records[0]?.reason === 'Evacuating',
      every: 1_000,
    });
    clock.advance(25 * 60 * MINUTE);
    const { verdict } = await pass();
    expect(records[0]).toMatchObject({ state: expected, reason: 'DeadlineExceeded' });
    expect(records[0]?.message).toMatch(/missed its timeout of 24h: 1 replica/);
    expect(verdict).toBe(onTimeout === 'continue' ? 'pivot' : 'working');
  });
});

test('a thousand replicas are counted, and the message fits', async () => {
  const node = (await createReadyNode(cluster, 'large', { spec: { unschedulable: true } })).metadata.name;
  const path = (plural: string) => `/apis/longhorn.io/v1beta2/namespaces/${namespace}/${plural}`;
  const namespace = await createNamespace(cluster);
  const apiVersion = 'longhorn.io/v1beta2';
  const spec = { name: node, allowScheduling: false, evictionRequested: true };
  await cluster.api.create(path('nodes'), { apiVersion, kind: 'Node', metadata: { name: node }, spec });
  const conditions = [{ type: 'Ready', status: 'True' }];
  await cluster.api.patch(`${path('nodes')}/${node}/status`, { status: { conditions } });
  const create = (index: number) =>
    cluster.api.create(path('replicas'), {
      apiVersion,
      kind: 'Replica',
      metadata: { name: `pvc-${index}-r`, labels: { longhornnode: node } },
      spec: { volumeName: `pvc-${index}`, volumeSize: '1073741824', nodeID: node, healthyAt: '2026-01-01T00:00:00Z' },
    });
  for (let from = 0; from < 1_000; from += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, index) => create(from + index)));
  }
  using operation = await evacuating(cluster, client, node);
  const waiting = await operation.until('them to be counted', isWaitingFor('Evacuating'));
  expect(messageOf(waiting)).toMatch(/^1000 replicas \(1000 GiB\) left: .+ and 997 more/);
  expect(messageOf(waiting).length).toBeLessThan(1_024);
});
