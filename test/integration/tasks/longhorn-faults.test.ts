import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { CORDON } from '../../../lib/tasks/cordon.ts';
import { LONGHORN_EVACUATE } from '../../../lib/tasks/longhorn/options.ts';
import { LONGHORN_DEFINITIONS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { answer, loseAnswer, tooManyRequests } from '../../support/fault-proxy/faults.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createReadyNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientBehindProxy, clientFor, isWaitingFor } from './harness.ts';
import {
  beginEvacuation,
  beginStuckEvacuation,
  evacuating,
  isBlockedFor,
  MINUTE,
  messageOf,
  settled,
} from './longhorn-world.ts';

const cluster = useCluster();
const LHN = /\/longhorn\.io\/v1beta2\/namespaces\/[^/]+\/nodes\/[^/]+$/;

let client: KubeClient;
beforeAll(async () => {
  await installDefinitions(cluster, LONGHORN_DEFINITIONS);
  client = await clientFor(cluster, [LONGHORN_EVACUATE]);
});

describe('restarts and other hands', () => {
  test('a new leader goes on where the last one was, and asks for nothing twice', async () => {
    await using evacuation = await beginStuckEvacuation(cluster, client);
    const { operation, longhorn, node } = evacuation;
    const before = (await longhorn.node(node))?.metadata.annotations;
    operation.restart();
    await operation.until('replicas to be counted again', isWaitingFor('Evacuating'));
    longhorn.resume();
    await operation.until('the Node to be empty', isWaitingFor('Settling'));
    operation.restart();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toHaveLength(1);
    expect((await longhorn.node(node))?.metadata.annotations).toEqual(before);
  });

  test('who calls the eviction off is not overruled, and can ask for it again', async () => {
    await using evacuation = await beginStuckEvacuation(cluster, client);
    const { operation, longhorn, node } = evacuation;
    const path = longhorn.path('nodes', node);
    await cluster.api.patch(path, { spec: { allowScheduling: true, evictionRequested: false } });
    const blocked = await operation.until('it to be noticed', isBlockedFor('FlagsUndone'));
    expect(messageOf(blocked)).toContain(`kubectl -n ${longhorn.namespace} patch nodes.longhorn.io ${node}`);
    expect((await longhorn.node(node))?.spec.allowScheduling).toBe(true);
    await cluster.api.patch(path, { spec: { allowScheduling: false, evictionRequested: true } });
    longhorn.resume();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test('what a person has set before is left as it is', async () => {
    const spec = { allowScheduling: false, evictionRequested: true };
    await using evacuation = await beginEvacuation(cluster, client, {
      given: ({ longhorn, node }) => cluster.api.patch(longhorn.path('nodes', node), { spec }),
    });
    const { operation, longhorn, node } = evacuation;
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toBeUndefined();
    expect((await longhorn.node(node))?.metadata.annotations ?? {}).toEqual({});
  });

  test("when Longhorn's Node is deleted and made anew, the new one is evicted as well", async () => {
    await using evacuation = await beginStuckEvacuation(cluster, client, { version: '1.9.2' });
    const { operation, longhorn, node } = evacuation;
    await cluster.api.delete(longhorn.path('nodes', node));
    await operation.until('the new one to be asked', () => operation.record.changes?.length === 2);
    longhorn.resume();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test('a volume that is deleted meanwhile is not waited for', async () => {
    await using evacuation = await beginStuckEvacuation(cluster, client);
    const { longhorn } = evacuation;
    for (const { metadata } of await longhorn.replicas({ volume: 'v' })) {
      const path = longhorn.path('replicas', metadata.name);
      await cluster.api.patch(path, { spec: { evictionRequested: true, failedAt: '2026-01-01T00:00:00Z' } });
      await cluster.api.delete(path);
    }
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });
});

describe("Longhorn's webhook", () => {
  test('that does not answer makes an error, which is tried again', async () => {
    await using evacuation = await beginEvacuation(cluster, client, { nodes: 1 });
    const { operation, longhorn } = evacuation;
    await longhorn.managerDown();
    await expect(operation.run()).rejects.toThrow(/failed calling webhook/);
    expect(operation.record.changes).toBeUndefined();
    await longhorn.managerUp();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test('that refuses while disks are taken up is asked again until they are', async () => {
    const conditions = [
      { type: 'Ready', status: 'True' },
      { type: 'Schedulable', status: 'True' },
    ];
    const status = { diskStatus: null, conditions };
    await using evacuation = await beginEvacuation(cluster, client, {
      ...{ automatic: false, node: { synced: false } },
      given: ({ longhorn, node }) => cluster.api.patch(`${longhorn.path('nodes', node)}/status`, { status }),
    });
    const { operation, longhorn, node } = evacuation;
    const refused = await operation.until('the refusal', isWaitingFor('RefusedByLonghorn'));
    expect(messageOf(refused)).toContain('being syncing and please retry later');
    await longhorn.managerUp(node);
    for (let ticks = 0; ticks < 3; ticks++) await longhorn.tick();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test.each([403, 422])('that refuses with %i is asked again, and after five minutes a person is', async (code) => {
    const { proxy, client } = await clientBehindProxy(cluster);
    const message =
      'admission webhook "validator.longhorn.io" denied the request: disks are being syncing and please retry later.';
    const refusing = proxy.inject({ method: 'PATCH', path: LHN }, answer(code, { reason: 'Forbidden', message }));
    await using evacuation = await beginEvacuation(cluster, client, { nodes: 1 });
    const { operation, clock } = evacuation;
    const refused = await operation.until('the refusal', isWaitingFor('RefusedByLonghorn'));
    expect(messageOf(refused)).toContain('being syncing');
    clock.advance(6 * MINUTE);
    operation.restart();
    await operation.until('a person to be asked', isBlockedFor('RefusedByLonghorn'));
    refusing[Symbol.dispose]();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });
});

describe('the API server', () => {
  test('that does not let us read says which right is missing', async () => {
    const poor = await clientFor(cluster, [CORDON], 'poor');
    await using evacuation = await beginEvacuation(cluster, poor, { nodes: 1 });
    await expect(evacuation.operation.run()).rejects.toThrow(
      /cannot (?:list|watch) resource "\w+" in API group "longhorn.io"/,
    );
  });

  test('that does not let us change Longhorn says so', async () => {
    const rights = LONGHORN_EVACUATE.rights.map((right) => ({
      ...right,
      verbs: right.verbs.filter((verb) => verb !== 'patch'),
    }));
    const reader = await clientFor(cluster, [{ ...LONGHORN_EVACUATE, rights }], 'reader');
    await using evacuation = await beginEvacuation(cluster, reader, { nodes: 1 });
    expect(await evacuation.operation.failure()).toMatch(/cannot patch resource "nodes"/);
  });

  test.each([
    ['409', answer(409, { reason: 'Conflict' })],
    ['404', answer(404, { reason: 'NotFound' })],
  ])('that answers the patch with %s is looked at again', async (_, fault) => {
    const { proxy, client } = await clientBehindProxy(cluster);
    proxy.inject({ method: 'PATCH', path: LHN }, fault, { times: 2 });
    await using evacuation = await beginEvacuation(cluster, client, { nodes: 1 });
    const { operation } = evacuation;
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toHaveLength(1);
  });

  test.each([
    ['500', answer(500), /HTTP 500|injected/],
    ['503', answer(503), /HTTP 503|injected/],
    ['429', tooManyRequests(120), /injected/],
  ])('that answers the patch with %s makes an error', async (_, fault, message) => {
    const { proxy, client } = await clientBehindProxy(cluster);
    proxy.inject({ method: 'PATCH', path: LHN }, fault);
    await using evacuation = await beginEvacuation(cluster, client, { nodes: 1 });
    const { operation } = evacuation;
    expect(await operation.failure()).toMatch(message);
    proxy.heal();
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
  });

  test('whose answer to the patch is lost has done it, and is not asked again', async () => {
    const { proxy, client } = await clientBehindProxy(cluster);
    const lost = proxy.inject({ method: 'PATCH', path: LHN }, loseAnswer(), { times: 1 });
    await using evacuation = await beginEvacuation(cluster, client, { nodes: 1 });
    const { operation } = evacuation;
    await operation.run().catch(() => {});
    expect(lost.hits).toHaveLength(1);
    expect(await settled(evacuation)).toMatchObject({ state: 'done' });
    expect(proxy.count({ method: 'PATCH', path: LHN })).toBe(1);
  });

  test('that is away at the last look is asked again; a watch alone lets no Node go', async () => {
    const { proxy, client } = await clientBehindProxy(cluster);
    await using evacuation = await beginEvacuation(cluster, client, { nodes: 1 });
    const { operation, clock } = evacuation;
    await operation.until('the Node to be empty', isWaitingFor('Settling'));
    clock.advance(MINUTE);
    proxy.inject({ method: 'GET', path: /replicas$/, watch: false }, answer(500));
    await expect(operation.run()).rejects.toThrow(/replicas/);
    proxy.heal();
    expect(await operation.run()).toMatchObject({ state: 'done' });
  });

  test('is not asked at all while nothing changes', async () => {
    const { proxy, client } = await clientBehindProxy(cluster);
    await using evacuation = await beginStuckEvacuation(cluster, client);
    const { operation, longhorn } = evacuation;
    await longhorn.settle();
    const longhornCalls = () => proxy.count({ path: /longhorn\.io/, watch: false });
    await operation.run();
    const before = longhornCalls();
    for (let look = 0; look < 20; look++) await operation.run();
    expect(longhornCalls()).toBe(before);
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
