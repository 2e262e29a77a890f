import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { createDrain } from '../../../lib/tasks/drain/drain.ts';
import { DRAIN } from '../../../lib/tasks/drain/options.ts';
import { createLocalVolumes } from '../../../lib/tasks/local-volumes/local-volumes.ts';
import { LOCAL_VOLUMES } from '../../../lib/tasks/local-volumes/options.ts';
import type { TaskDependencies } from '../../../lib/tasks/registry.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, createReadyNode, deleteNode, patchNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createRunningPod, podPath } from '../../support/workloads.ts';
import { clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';
import {
  claimPath,
  createClaim,
  createLocalVolume,
  createStatefulSet,
  createStorageClass,
  findClaim,
  removeLocalVolumesAtEnd,
  waitUntilBound,
  waitUntilRunning,
} from './local-storage.ts';

const cluster = useCluster();
const keys = nodeKeys();
let client: KubeClient;
let deps: TaskDependencies;
let ssd: string;
let work: string;
beforeAll(async () => {
  removeLocalVolumesAtEnd(cluster);
  client = await clientFor(cluster, [LOCAL_VOLUMES]);
  deps = dependenciesOf(client);
  ssd = await createStorageClass(cluster, 'ssd');
  work = await createNamespace(cluster, 'work');
});

type Options = Readonly<Record<string, unknown>>;

async function looking(nodeName: string, options: Options = {}, dependencies = deps): Promise<Operation> {
  const subject = await subjectOf(client, nodeName);
  return new Operation({ client, task: createLocalVolumes(dependencies), name: 'local-volumes', subject, options });
}

const isBlocked = ({ state }: { readonly state: string }) => state === 'blocked';
/** A run until it says that it is over. */
const deleting = () => ({ deleteClaims: [ssd] });

/** A Node that is being deleted, with the finalizer that holds it. */
async function createDoomedNode(suffix: string): Promise<string> {
  const { metadata } = await createReadyNode(cluster, suffix, { finalizers: [keys.finalizer] });
  return metadata.name;
}

const condemn = async (name: string) => {
  await patchNode(cluster, name, { spec: { unschedulable: true } });
  await deleteNode(cluster, name);
};

/** A volume of the Node, with a claim that is bound to it and used by nothing. */
async function createBoundVolume(node: string, name: string, namespace = work): Promise<string> {
  const volume = await createLocalVolume(cluster, name, { hostname: node, storageClass: ssd });
  await createClaim(cluster, namespace, name, { storageClass: ssd, volumeName: volume });
  await waitUntilBound(cluster, namespace, name);
  return volume;
}

/** pvc-protection lets it go. */
const waitUntilGone = (name: string) =>
  eventually(() => findClaim(cluster, work, name), {
    describe: `claim ${name} to be gone`,
    until: (claim) => claim === undefined,
  });

async function drain(nodeName: string): Promise<void> {
  const drainClient = await clientFor(cluster, [DRAIN], `drain-${nodeName.slice(-6)}`);
  const subject = await subjectOf(drainClient, nodeName);
  const task = createDrain(dependenciesOf(drainClient));
  using operation = new Operation({ client: drainClient, task, name: 'drain', subject });
  await operation.done();
}

describe('a StatefulSet whose data is only on the Node', () => {
  test('blocks its removal and is named', async () => {
    const node = await createDoomedNode('blocks');
    const volume = await createLocalVolume(cluster, 'blocks', { hostname: node, storageClass: ssd, policy: 'Retain' });
    await createStatefulSet(cluster, work, 'blocks', ssd);
    await condemn(node);
    using operation = await looking(node);
    const outcome = await operation.until('the claim to block', isBlocked);
    expect(outcome).toMatchObject({ state: 'blocked', reason: 'LocalClaims' });
    expect(outcome.state === 'blocked' && outcome.message).toContain(
      `1 claim has its only copy on this Node: ${work}/data-blocks-0 (1Gi, class ${ssd}, volume ${volume}, Retain, StatefulSet blocks)`,
    );
    expect(operation.record.changes).toBeUndefined();
  });

  test('starts anew elsewhere when its class may be deleted', async () => {
    const from = await createDoomedNode('from');
    await createLocalVolume(cluster, 'from', { hostname: from, storageClass: ssd });
    await createStatefulSet(cluster, work, 'moves', ssd);
    const before = await waitUntilBound(cluster, work, 'data-moves-0');
    await condemn(from);
    const to = (await createReadyNode(cluster, 'to')).metadata.name;
    const other = await createLocalVolume(cluster, 'to', { hostname: to, storageClass: ssd });
    using operation = await looking(from, deleting());
    const outcome = await operation.done();
    expect(outcome.message).toContain(`1 claim Terminating, until no pod uses it: ${work}/data-moves-0`);
    expect(operation.record.changes).toEqual([
      `delete the claim with uid ${before.metadata.uid}, ${work}/data-moves-0`,
    ]);
    // Its pod still uses it: pvc-protection keeps the data until the drain.
    expect((await findClaim(cluster, work, 'data-moves-0'))?.metadata.uid).toBe(before.metadata.uid);
    await drain(from);
    const after = await eventually(() => findClaim(cluster, work, 'data-moves-0'), {
      describe: 'the StatefulSet to have a new claim',
      until: (claim) => claim?.metadata.uid !== before.metadata.uid && claim?.status?.phase === 'Bound',
    });
    expect(after?.spec.volumeName).toBe(other);
    expect((await waitUntilRunning(cluster, work, 'moves-0')).spec).toMatchObject({ nodeName: to });
  });

  test('also when the drain came first and its new pod is Pending', async () => {
    const from = await createDoomedNode('late');
    await createLocalVolume(cluster, 'late', { hostname: from, storageClass: ssd });
    await createStatefulSet(cluster, work, 'late', ssd);
    const before = await waitUntilBound(cluster, work, 'data-late-0');
    await condemn(from);
    await drain(from);
    await eventually(() => cluster.api.find<{ status?: { phase?: string } }>(podPath(work, 'late-0')), {
      describe: 'the new pod to be Pending',
      until: (pod) => pod?.status?.phase === 'Pending',
    });
    const to = (await createReadyNode(cluster, 'late-to')).metadata.name;
    await createLocalVolume(cluster, 'late-to', { hostname: to, storageClass: ssd });
    using operation = await looking(from, deleting());
    await operation.done();
    await eventually(() => findClaim(cluster, work, 'data-late-0'), {
      describe: 'the Pending pod to have a new claim',
      until: (claim) => claim?.metadata.uid !== before.metadata.uid && claim?.status?.phase === 'Bound',
    });
    expect((await waitUntilRunning(cluster, work, 'late-0')).spec).toMatchObject({ nodeName: to });
  });
});

describe('somebody else', () => {
  test('who deletes the claim meanwhile is noticed by the watch', async () => {
    const node = await createDoomedNode('human');
    await createBoundVolume(node, 'human');
    await createRunningPod(cluster, work, 'human', {
      node,
      spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'human' } }] },
    });
    using operation = await looking(node);
    expect(await operation.until('the claim to block', isBlocked)).toMatchObject({
      message: expect.stringContaining('pod human)'),
    });
    await cluster.api.delete(claimPath(work, 'human'));
    const outcome = await operation.done();
    expect(outcome.message).toContain(`Terminating, until no pod uses it: ${work}/human`);
    expect(operation.record.changes).toBeUndefined();
  });

  test('who says that the data may stay behind is believed', async () => {
    const node = await createDoomedNode('stays');
    await createBoundVolume(node, 'stays');
    using operation = await looking(node, deleting());
    await cluster.api.patch(claimPath(work, 'stays'), {
      metadata: { annotations: { 'infra.894.io/leave-on-node': 'true' } },
    });
    const outcome = await operation.done();
    expect(outcome.message).toContain(`1 claim whose data may stay behind: ${work}/stays`);
    expect((await findClaim(cluster, work, 'stays'))?.metadata.deletionTimestamp).toBeUndefined();
  });

  test('who says so between the announcement and the deletion is believed as well', async () => {
    const node = await createDoomedNode('spared');
    await createBoundVolume(node, 'spared');
    using operation = await looking(node, deleting());
    await operation.until('the deletion to be announced', ({ changes }) => changes !== undefined);
    await cluster.api.patch(claimPath(work, 'spared'), {
      metadata: { annotations: { 'infra.894.io/leave-on-node': 'true' } },
    });
    await operation.done();
    expect((await findClaim(cluster, work, 'spared'))?.metadata.deletionTimestamp).toBeUndefined();
  });

  test('who has replaced the claim by another of that name keeps the other one', async () => {
    const [node, elsewhere] = [await createDoomedNode('swap'), await createDoomedNode('swap-2')];
    await createBoundVolume(node, 'swap');
    using operation = await looking(node, deleting());
    await operation.until('the deletion to be announced', ({ changes }) => changes !== undefined);
    await cluster.api.delete(claimPath(work, 'swap'));
    await waitUntilGone('swap');
    const other = await createLocalVolume(cluster, 'swap-2', { hostname: elsewhere, storageClass: ssd });
    await createClaim(cluster, work, 'swap', { storageClass: ssd, volumeName: other });
    await waitUntilBound(cluster, work, 'swap');
    const outcome = await operation.done();
    expect(outcome.message).toMatch(/1 volume without a claim: \S+-swap \(/);
    expect((await findClaim(cluster, work, 'swap'))?.metadata.deletionTimestamp).toBeUndefined();
  });

  test('who has deleted it already leaves nothing to do', async () => {
    const node = await createDoomedNode('gone');
    await createBoundVolume(node, 'gone');
    using operation = await looking(node, deleting());
    await operation.until('the deletion to be announced', ({ changes }) => changes !== undefined);
    await cluster.api.delete(claimPath(work, 'gone'));
    await operation.done();
    await waitUntilGone('gone');
    expect(operation.outcomes.filter(({ state }) => state === 'done')).toHaveLength(1);
  });
});

test('a claim in a namespace that is kept blocks, and none beside it is deleted', async () => {
  const node = await createDoomedNode('kept');
  const kept = await createNamespace(cluster, 'kept');
  await createBoundVolume(node, 'kept-1', kept);
  await createBoundVolume(node, 'kept-2');
  using operation = await looking(node, { ...deleting(), keepNamespaces: [kept] });
  const outcome = await operation.until('the kept claim to block', isBlocked);
  expect(outcome.message).toContain(`1 claim has its only copy on this Node: ${kept}/kept-1 (`);
  expect((await findClaim(cluster, work, 'kept-2'))?.metadata.deletionTimestamp).toBeUndefined();
});

test('a crash between the announcement and the deletion neither loses nor repeats anything', async () => {
  const node = await createDoomedNode('crash');
  await createBoundVolume(node, 'crash');
  await createRunningPod(cluster, work, 'crash', {
    node,
    spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'crash' } }] },
  });
  using operation = await looking(node, deleting());
  await operation.until('the deletion to be announced', ({ changes }) => changes !== undefined);
  operation.restart();
  expect(await operation.run()).toMatchObject({ reason: 'DeletingClaims' });
  expect((await findClaim(cluster, work, 'crash'))?.metadata.deletionTimestamp).toBeDefined();
  operation.restart();
  await operation.done();
  expect(operation.record.changes).toHaveLength(1);
});

test('volumes that nobody has claimed, or any more, do not block', async () => {
  const node = await createDoomedNode('free');
  const free = await createLocalVolume(cluster, 'free', { hostname: node, storageClass: ssd });
  await createBoundVolume(node, 'released');
  await cluster.api.delete(claimPath(work, 'released'));
  await waitUntilGone('released');
  using operation = await looking(node);
  const outcome = await operation.done();
  expect(outcome.message).toMatch(/2 volumes without a claim: /);
  expect(outcome.message).toContain(`${free} (1Gi, class ${ssd}, Available)`);
});

test('the value of the hostname label counts, and not the name of the Node', async () => {
  const { metadata } = await createNode(cluster, 'named', {
    finalizers: [keys.finalizer],
    labels: { 'kubernetes.io/hostname': cluster.name('host') },
  });
  await createBoundVolume(metadata.name, 'by-name');
  using first = await looking(metadata.name);
  expect(await first.done()).toEqual({
    state: 'done',
    message: 'no claim is left whose data is only on this Node',
    memory: {},
  });
  await createBoundVolume(cluster.name('host'), 'by-host');
  using second = await looking(metadata.name);
  expect(await second.until('the volume to block', isBlocked)).toMatchObject({
    message: expect.stringContaining(`${work}/by-host (`),
  });
});

test('a dry run tells what would happen to each volume, and changes nothing', async () => {
  const { metadata } = await createReadyNode(cluster, 'foreseen');
  const volume = await createBoundVolume(metadata.name, 'foreseen');
  await createLocalVolume(cluster, 'foreseen-2', { hostname: metadata.name, storageClass: ssd });
  const subject = await subjectOf(client, metadata.name);
  const look = (options: Options) =>
    createLocalVolumes(deps).foresee({ subject, name: 'local-volumes', options, signal: new AbortController().signal });
  expect(await look({})).toMatchObject({
    state: 'blocked',
    reason: 'LocalClaims',
    message: expect.stringMatching(/^1 claim on this Node only: \S+\/foreseen\. To go on: save the data/),
    details: [
      `${work}/foreseen (1Gi, class ${ssd}, volume ${volume}, no pod of this Node uses it): blocks`,
      expect.stringMatching(/foreseen-2 \(.*, Available\): has no claim/),
    ],
  });
  expect(await look(deleting())).toMatchObject({
    state: 'waiting',
    message: `this task would delete 1 claim (${work}/foreseen), and the data with them`,
  });
  expect((await findClaim(cluster, work, 'foreseen'))?.metadata.deletionTimestamp).toBeUndefined();
});

test('a Node that is gone holds nothing', async () => {
  const { metadata } = await createNode(cluster, 'vanished');
  using operation = await looking(metadata.name);
  await deleteNode(cluster, metadata.name);
  expect(await operation.run()).toEqual({ state: 'done', message: 'the Node is gone' });
});

test('what it waits for costs no request', async () => {
  const node = await createDoomedNode('quiet');
  await createBoundVolume(node, 'quiet');
  let requests = 0;
  const counting: KubeClient = new Proxy(client, {
    get(target, property) {
      const value = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      return (...call: unknown[]) => {
        requests += 1;
        return value.apply(target, call);
      };
    },
  });
  using operation = await looking(node, {}, dependenciesOf(counting));
  await operation.until('the claim to block', isBlocked);
  const before = requests;
  for (let look = 1; look <= 10; look++) expect(await operation.run()).toMatchObject({ state: 'blocked' });
  expect(requests).toBe(before);
  expect(isWaitingFor('Reading')(await operation.run())).toBe(false);
});

/** As many volumes and claims that mean each other, whatever the controller-manager has made of it. */
async function createManyVolumes(node: string, namespace: string, howMany: number): Promise<void> {
  const numbers = Array.from({ length: howMany }, (_, n) => n).values();
  const lane = async () => {
    for (const n of numbers) {
      const [name, volumeName] = [`data-${n}`, cluster.name(`many-${n}`)];
      const { uid } = (await createClaim(cluster, namespace, name, { storageClass: ssd, volumeName })).metadata;
      const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
      await createLocalVolume(cluster, `many-${n}`, { hostname: node, storageClass: ssd, claimRef });
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
}

test('more claims than fit into one run are all deleted, and each is announced', async () => {
  const node = await createDoomedNode('many');
  const namespace = await createNamespace(cluster, 'many');
  await createManyVolumes(node, namespace, 120);
  using operation = await looking(node, deleting());
  await operation.done();
  expect(operation.record.changes).toHaveLength(120);
  // The controller-manager is busy with them for a while; the next test should not have to wait.
  await eventually(() => cluster.api.list(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`), {
    describe: 'all claims to be gone',
    until: ({ length }) => length === 0,
  });
});
