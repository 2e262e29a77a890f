import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { CORDON } from '../../../lib/tasks/cordon.ts';
import { LONGHORN_FORGET } from '../../../lib/tasks/longhorn/options.ts';
import { LONGHORN_DEFINITIONS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { answer } from '../../support/fault-proxy/faults.ts';
import { createNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientBehindProxy, clientFor, isWaitingFor, type Operation } from './harness.ts';
import {
  Ahead,
  createWorld,
  forgetting,
  isBlockedFor,
  MINUTE,
  messageOf,
  type World,
  type WorldOptions,
} from './longhorn-world.ts';

const cluster = useCluster();
const LHN = /\/longhorn\.io\/v1beta2\/namespaces\/[^/]+\/nodes\/[^/]+$/;

let client: KubeClient;
beforeAll(async () => {
  await installDefinitions(cluster, LONGHORN_DEFINITIONS);
  client = await clientFor(cluster, [LONGHORN_FORGET]);
});

interface Removal extends AsyncDisposable, World {
  readonly operation: Operation;
  readonly clock: Ahead;
}

/** A Longhorn that has two Nodes, and the task that is to begin when the first is gone. */
async function removal(options: WorldOptions = {}, through: KubeClient = client): Promise<Removal> {
  const world = await createWorld(cluster, { nodes: 2, kubelet: false, ...options });
  const clock = new Ahead();
  const operation = await forgetting(cluster, through, world.node, { clock });
  const end = async () => {
    operation[Symbol.dispose]();
    await world[Symbol.asyncDispose]();
  };
  return { ...world, operation, clock, [Symbol.asyncDispose]: end };
}

/** The Kubernetes Node goes, and Longhorn hears of it. */
async function go({ longhorn, node }: World): Promise<void> {
  await deleteNode(cluster, node);
  await waitUntilGone(cluster, node);
  await eventually(() => longhorn.node(node), {
    describe: 'Longhorn to notice',
    until: (found) =>
      found === undefined || (found.status?.conditions?.some(({ reason }) => reason === 'KubernetesNodeGone') ?? false),
  });
}

const close = ({ longhorn, node }: World) =>
  cluster.api.patch(longhorn.path('nodes', node), { spec: { allowScheduling: false } });

test('is done when Longhorn removes its Node by itself', async () => {
  await using world = await removal();
  await close(world);
  await go(world);
  expect(messageOf(await world.operation.done())).toBe('Longhorn does not know the Node any more');
  expect(world.operation.record.changes).toBeUndefined();
});

test('waits while the Node is still there', async () => {
  await using world = await removal();
  expect(await world.operation.run()).toMatchObject({ state: 'waiting', reason: 'NodeStillThere' });
});

test.each(['1.10.1', '1.12.1', '1.12.2'] as const)(
  'with Longhorn %s, which keeps a Node that is open for replicas, closes it, and no more is needed',
  async (version) => {
    await using world = await removal({ version });
    const { operation, clock } = world;
    await go(world);
    await operation.until('Longhorn to have its time', isWaitingFor('LeftToLonghorn'));
    clock.advance(3 * MINUTE);
    await operation.until('the Node to be closed', isWaitingFor('SchedulingDisabled'));
    clock.advance(MINUTE);
    await operation.done();
    expect(operation.record.changes?.[0]).toMatch(/^set allowScheduling=false on Longhorn's Node/);
  },
);

describe('replicas that are left', () => {
  test('keep the Node of Longhorn until they are gone', async () => {
    await using world = await removal();
    const { longhorn, node, others, operation, clock } = world;
    await longhorn.addVolume('v', { replicasOn: [node, ...others] });
    await close(world);
    await go(world);
    await operation.run();
    clock.advance(3 * MINUTE);
    const left = await operation.until('replicas to be counted', isWaitingFor('ReplicasLeft'));
    expect(messageOf(left)).toContain('1 replica of volumes with healthy copies elsewhere left on it: v');
    const [replica] = await longhorn.replicas({ node });
    await longhorn.failReplica('v', node);
    await cluster.api.delete(longhorn.path('replicas', replica?.metadata.name));
    await operation.done();
    expect(await longhorn.node(node)).toBeUndefined();
  });

  test('that are the last of their volume block, by name', async () => {
    await using world = await removal();
    const { longhorn, node, operation, clock } = world;
    await longhorn.addVolume('last', { replicasOn: [node] });
    await close(world);
    await go(world);
    await operation.run();
    clock.advance(3 * MINUTE);
    expect(messageOf(await operation.until('it to block', isBlockedFor('LastCopyLeft')))).toContain('last');
  });

  test('are never taken along, also by a Longhorn that would let them', async () => {
    await using world = await removal({ version: '1.9.2', automatic: false });
    const { longhorn, node, others, operation, clock } = world;
    await longhorn.addVolume('v', { replicasOn: [node, ...others] });
    await close(world);
    await deleteNode(cluster, node);
    await waitUntilGone(cluster, node);
    await operation.run();
    clock.advance(3 * MINUTE);
    // It has not even noticed that the Node is gone.
    await operation.until('Longhorn not to have noticed', isWaitingFor('LonghornNotAware'));
    const conditions = [{ type: 'Ready', status: 'False', reason: 'KubernetesNodeGone' }];
    await cluster.api.patch(`${longhorn.path('nodes', node)}/status`, { status: { conditions } });
    await operation.until('the replicas to be seen', isWaitingFor('ReplicasLeft'));
    expect(await longhorn.node(node)).toBeDefined();
    for (const { metadata } of await longhorn.replicas({ node })) {
      await cluster.api.patch(longhorn.path('replicas', metadata.name), { metadata: { finalizers: null } });
      await cluster.api.delete(longhorn.path('replicas', metadata.name));
    }
    await operation.until('it to be deleted', isWaitingFor('LonghornNodeTerminating'));
    expect(operation.record.changes).toEqual([expect.stringMatching(/^delete Longhorn's Node \(uid /)]);
    operation.restart();
    // Nobody takes the finalizer off, and neither do we.
    clock.advance(11 * MINUTE);
    await operation.until('the finalizer to be told of', isBlockedFor('FinalizerStuck'));
    await longhorn.tick();
    await operation.done();
  });
});

test('a Node that has come back under the name ends it, and nothing of Longhorn is touched', async () => {
  await using world = await removal();
  const { longhorn, node, operation, clock } = world;
  await longhorn.addVolume('v', { replicasOn: [node] });
  await go(world);
  await operation.run();
  clock.advance(3 * MINUTE);
  await createNode(cluster, node.slice(cluster.prefix.length + 1));
  expect(await operation.until('it to end', ({ state }) => state === 'skipped')).toMatchObject({
    reason: 'NodeCameBack',
  });
  expect((await longhorn.node(node))?.spec.allowScheduling).toBe(true);
});

test('another Node of Longhorn under the name is left alone', async () => {
  await using world = await removal({ version: '1.9.2', automatic: false });
  const { longhorn, node, operation, clock } = world;
  await deleteNode(cluster, node);
  await waitUntilGone(cluster, node);
  await operation.run();
  const path = longhorn.path('nodes', node);
  await cluster.api.patch(path, { metadata: { finalizers: null } });
  await cluster.api.delete(path);
  await cluster.api.create(longhorn.path('nodes'), {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'Node',
    metadata: { name: node },
    spec: { name: node, allowScheduling: true },
  });
  clock.advance(3 * MINUTE);
  expect(messageOf(await operation.done())).toContain('another one has come under its name');
  expect((await longhorn.node(node))?.spec.allowScheduling).toBe(true);
});

describe('when it is refused', () => {
  /** A Node of Longhorn that could go, and does not by itself. */
  async function ready(through?: KubeClient): Promise<Removal> {
    const world = await removal({ automatic: false }, through);
    const { longhorn, node, operation, clock } = world;
    await close(world);
    await deleteNode(cluster, node);
    await waitUntilGone(cluster, node);
    await operation.run();
    clock.advance(3 * MINUTE);
    const conditions = [{ type: 'Ready', status: 'False', reason: 'KubernetesNodeGone' }];
    await cluster.api.patch(`${longhorn.path('nodes', node)}/status`, { status: { conditions } });
    return world;
  }

  async function proxied() {
    const { proxy, client } = await clientBehindProxy(cluster);
    return { proxy, world: await ready(client) };
  }

  test('the words of Longhorn are shown, and it is asked again after a minute, not before', async () => {
    const { proxy, world } = await proxied();
    await using removal = world;
    const { operation, clock } = removal;
    const message = 'admission webhook "validator.longhorn.io" denied the request: 1 replica running on it';
    const refusing = proxy.inject({ method: 'DELETE', path: LHN }, answer(422, { reason: 'Invalid', message }));
    const refused = await operation.until('the refusal', isWaitingFor('RefusedByLonghorn'));
    expect(messageOf(refused)).toContain('1 replica running on it');
    for (let look = 0; look < 5; look++) await operation.run();
    operation.restart();
    await operation.until('the refusal to be known', isWaitingFor('RefusedByLonghorn'));
    expect(refusing.hits).toHaveLength(1);
    expect(JSON.parse(refusing.hits[0]?.body ?? '').preconditions).toEqual({
      uid: expect.any(String),
      resourceVersion: expect.any(String),
    });
    clock.advance(2 * MINUTE);
    await operation.run();
    expect(refusing.hits).toHaveLength(2);
    proxy.heal();
    clock.advance(3 * MINUTE);
    await operation.until('it to be deleted', isWaitingFor('LonghornNodeTerminating'));
  });

  test.each([
    ['409', answer(409, { reason: 'Conflict' })],
    ['404', answer(404, { reason: 'NotFound' })],
  ])('with %s it is looked at again', async (_, fault) => {
    const { proxy, world } = await proxied();
    await using removal = world;
    proxy.inject({ method: 'DELETE', path: LHN }, fault, { times: 1 });
    await removal.operation.until('it to be deleted', isWaitingFor('LonghornNodeTerminating'));
  });

  test.each([429, 500, 503])('with %i it is an error', async (code) => {
    const { proxy, world } = await proxied();
    await using removal = world;
    proxy.inject({ method: 'DELETE', path: LHN }, answer(code));
    expect(await removal.operation.failure()).toMatch(/deleting nodes.longhorn.io/);
  });

  test('by the API server itself, the missing right is named', async () => {
    await using world = await removal({}, await clientFor(cluster, [CORDON], 'poor'));
    await expect(world.operation.run()).rejects.toThrow(
      /cannot (?:list|watch) resource "\w+" in API group "longhorn.io"/,
    );
  });

  test('a patch that some releases refuse for ever is for a person', async () => {
    const { proxy, client } = await clientBehindProxy(cluster);
    await using world = await removal({}, client);
    const { operation, clock } = world;
    const message =
      'admission webhook "validator.longhorn.io" denied the request: disks are being syncing and please retry later.';
    const refusing = proxy.inject({ method: 'PATCH', path: LHN }, answer(403, { reason: 'Forbidden', message }));
    await go(world);
    await operation.run();
    clock.advance(3 * MINUTE);
    expect(messageOf(await operation.until('it to block', isBlockedFor('RefusedByLonghorn')))).toContain(
      'issues/13494',
    );
    for (let look = 0; look < 5; look++) await operation.run();
    expect(refusing.hits).toHaveLength(1);
  });
});
