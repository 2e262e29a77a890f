import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { VOLUMES_DETACH } from '../../../lib/tasks/volumes-detach/options.ts';
import { createVolumesDetach } from '../../../lib/tasks/volumes-detach/volumes-detach.ts';
import type { Clock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import {
  annotateNode,
  createNode,
  createReadyNode,
  deleteNode,
  getNode,
  setReady,
  waitUntilGone,
} from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import {
  attachmentsOf,
  createAttachment,
  createVolume,
  playAttacher,
  removeAttachment,
  setAttachmentStatus,
} from '../../support/volumes.ts';
import { createPod, createRunningPod, podPath } from '../../support/workloads.ts';
import { clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
const keys = nodeKeys();
const TAINT = 'node.kubernetes.io/out-of-service';
const DRIVER = 'disk.csi.example.test';

let client: KubeClient;
let namespace: string;
beforeAll(async () => {
  client = await clientFor(cluster, [VOLUMES_DETACH]);
  namespace = await createNamespace(cluster, 'work');
});

interface DetachingOptions {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly deadAfterMs?: number;
  readonly clock?: Clock;
}

async function detaching(
  nodeName: string,
  { options = {}, deadAfterMs = 300_000, clock }: DetachingOptions = {},
): Promise<Operation> {
  const subject = { ...(await subjectOf(client, nodeName)), deadAfterMs };
  const dependencies = dependenciesOf(client, clock);
  cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
  const task = createVolumesDetach(dependencies);
  return new Operation({ client, task, name: 'volumes-detach', subject, options });
}

/** A Node that has just stopped to answer; with `deadAfterMs: 0` it counts as dead. */
async function createLostNode(suffix: string): Promise<string> {
  const { metadata } = await createNode(cluster, suffix);
  await setReady(cluster, metadata.name, 'Unknown');
  return metadata.name;
}

async function attach(node: string, suffix: string): Promise<string> {
  const volume = await createVolume(cluster, suffix, { driver: DRIVER, claim: [namespace, suffix] });
  return await createAttachment(cluster, suffix, { driver: DRIVER, node, volume });
}

const now = (offsetMs = 0) => new Date(Date.now() + offsetMs).toISOString().replace(/\.\d+/, '');
const confirmOff = (node: string, value = `${now()} alice`) =>
  annotateNode(cluster, node, { [keys.confirmedOff]: value });

const taintsOf = async (node: string) =>
  (await getNode(cluster, node)).spec?.taints?.filter(({ key }) => key === TAINT) ?? [];

const mounts = (claim: string, more: object = {}) => ({
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
  ...more,
});

describe('a living Node', () => {
  test('without attached volumes is done at once', async () => {
    const { metadata } = await createNode(cluster, 'bare');
    using operation = await detaching(metadata.name);
    expect(await operation.run()).toEqual({
      state: 'done',
      message: 'no volume is attached that the Node would have to be kept for',
    });
  });

  test('waits until the last attachment is gone, whatever its status says, and names claims, pods and errors', async () => {
    const { metadata } = await createReadyNode(cluster, 'live');
    const node = metadata.name;
    const first = await attach(node, 'first');
    const second = await attach(node, 'second');
    await createRunningPod(cluster, namespace, 'user', { node, spec: mounts('second') });
    using operation = await detaching(node);
    const held = await operation.until('the pod to be named', isWaitingFor('PodHoldsVolume'));
    expect(held).toMatchObject({ message: expect.stringContaining(`used by the pod ${namespace}/user`) });
    expect(held).toMatchObject({ message: expect.stringContaining('2 volumes are attached') });

    await setAttachmentStatus(cluster, first, { detachError: { message: 'rpc error: volume is busy' } });
    const failing = await operation.until('the error', isWaitingFor('DetachFailing'));
    expect(failing).toMatchObject({ message: expect.stringContaining('rpc error: volume is busy') });
    operation.restart();
    expect(await operation.until('the same after a restart', isWaitingFor('DetachFailing'))).toEqual(failing);

    await setAttachmentStatus(cluster, first, { attached: false, detachError: null });
    await cluster.api.delete(podPath(namespace, 'user'));
    await operation.until('both to detach', isWaitingFor('Detaching'));
    await removeAttachment(cluster, first);
    await removeAttachment(cluster, second);
    expect(await operation.done()).toMatchObject({ state: 'done' });
  });

  test('says who holds an attachment that is being deleted', async () => {
    const { metadata } = await createNode(cluster, 'deleting');
    const attachment = await attach(metadata.name, 'deleting');
    await cluster.api.delete(`/apis/storage.k8s.io/v1/volumeattachments/${attachment}`);
    using operation = await detaching(metadata.name);
    expect(await operation.until('it to wait', isWaitingFor('Detaching'))).toMatchObject({
      message: expect.stringContaining('held by external-attacher/disk-csi-example-test'),
    });
    expect(await attachmentsOf(cluster, metadata.name)).toHaveLength(1);
  });

  test('a volume of a pod that no drain evicts blocks, and does not when it is shared by many Nodes', async () => {
    const { metadata } = await createNode(cluster, 'daemon');
    const node = metadata.name;
    const own = await createVolume(cluster, 'own', { driver: DRIVER, claim: [namespace, 'own'] });
    const shared = await createVolume(cluster, 'shared', {
      driver: DRIVER,
      claim: [namespace, 'shared'],
      accessModes: ['ReadWriteMany'],
    });
    const attachment = await createAttachment(cluster, 'own', { driver: DRIVER, node, volume: own });
    await createAttachment(cluster, 'shared', { driver: DRIVER, node, volume: shared });
    const annotations = { 'kubernetes.io/config.mirror': 'x' };
    for (const claim of ['own', 'shared'])
      await createPod(cluster, namespace, `static-${claim}`, { node, annotations, spec: mounts(claim) });
    using operation = await detaching(node);
    const blocked = await operation.until('it to block', ({ state }) => state === 'blocked');
    expect(blocked).toMatchObject({
      reason: 'HeldByDaemonSet',
      message: expect.stringContaining(`${namespace}/own`),
    });
    await removeAttachment(cluster, attachment);
    const done = await operation.done();
    expect(done).toMatchObject({ message: expect.stringContaining(`${namespace}/shared`) });
  });

  test('a Node that is gone keeps nobody waiting, also when another one bears its name', async () => {
    const { metadata } = await createNode(cluster, 'gone');
    await attach(metadata.name, 'gone');
    using operation = await detaching(metadata.name);
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    expect(await operation.run()).toEqual({ state: 'done', message: 'the Node is gone' });
  });
});

describe('a dry run', () => {
  const foresee = async (node: string, deadAfterMs = 300_000) => {
    const dependencies = dependenciesOf(client);
    const subject = { ...(await subjectOf(client, node)), deadAfterMs };
    const { signal } = new AbortController();
    return await createVolumesDetach(dependencies).foresee({ subject, name: 'volumes-detach', options: {}, signal });
  };

  test('says what is attached and who uses it, and what a dead Node would need', async () => {
    const node = await createLostNode('foresee');
    expect(await foresee(node)).toEqual({ state: 'done', message: 'no volume is attached' });
    await attach(node, 'foresee');
    await createPod(cluster, namespace, 'foresee', { node, spec: mounts('foresee') });
    expect(await foresee(node)).toMatchObject({
      state: 'waiting',
      message: '1 volume is attached; it would wait until none is',
      details: [expect.stringContaining(`used by the pod ${namespace}/foresee`)],
    });
    expect(await foresee(node, 0)).toMatchObject({ state: 'blocked', reason: 'NoProofOfPowerOff' });
  });
});

describe('a dead Node', () => {
  const dead = { deadAfterMs: 0, options: { outOfService: true, forceDetach: true } } as const;

  test('is left alone without proof that its machine is off, and told what to do', async () => {
    const node = await createLostNode('no-proof');
    await attach(node, 'no-proof');
    using operation = await detaching(node, dead);
    const outcome = await operation.until('the way out', isWaitingFor('NoProofOfPowerOff'));
    expect(outcome).toMatchObject({ message: expect.stringContaining(`kubectl annotate --overwrite node ${node}`) });
    expect(await taintsOf(node)).toEqual([]);
    expect(operation.record.changes).toBeUndefined();
  });

  test.each([
    ['without a person', () => now(), 'is not a time and a person'],
    ['without a time', () => 'alice says so', 'is not a time and a person'],
    ['from before the outage', () => `${now(-3_600_000)} alice`, 'older than this outage'],
    ['from the future', () => `${now(3_600_000)} alice`, 'in the future'],
  ])('blocks on a proof %s', async (what, value, problem) => {
    const suffix = what.replaceAll(' ', '-');
    const node = await createLostNode(suffix);
    await attach(node, suffix);
    await confirmOff(node, value());
    using operation = await detaching(node, dead);
    const outcome = await operation.until('it to block', ({ state }) => state === 'blocked');
    expect(outcome).toMatchObject({ reason: 'ProofNotValid', message: expect.stringContaining(problem) });
    expect(await taintsOf(node)).toEqual([]);
  });

  test('does not believe anybody while the kubelet itself reports', async () => {
    const { metadata } = await createNode(cluster, 'reports');
    await setReady(cluster, metadata.name, 'False');
    await attach(metadata.name, 'reports');
    await confirmOff(metadata.name);
    using operation = await detaching(metadata.name, dead);
    const outcome = await operation.until('it to block', ({ state }) => state === 'blocked');
    expect(outcome).toMatchObject({ message: expect.stringContaining('its kubelet still reports') });
  });

  test('with proof it gets the taint, and Kubernetes itself forgets its pods and detaches its volumes', async () => {
    const driver = 'real.csi.example.test';
    await using _attacher = playAttacher(cluster, driver);
    const { metadata } = await createNode(cluster, 'real', {
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    });
    const node = metadata.name;
    await setReady(cluster, node, 'True');
    cluster.atEnd(() => cluster.api.delete(`/apis/storage.k8s.io/v1/csinodes/${node}`));
    await cluster.api.create('/apis/storage.k8s.io/v1/csinodes', {
      metadata: { name: node },
      spec: { drivers: [{ name: driver, nodeID: node, topologyKeys: [] }] },
    });
    const volume = await createVolume(cluster, 'real', { driver, claim: [namespace, 'real'] });
    await createPod(cluster, namespace, 'real', { node, spec: mounts('real', { tolerations: [] }) });
    await cluster.api.patch(`${podPath(namespace, 'real')}/status`, {
      status: {
        phase: 'Running',
        containerStatuses: [
          { name: 'main', ready: true, restartCount: 0, image: 'x', imageID: 'x', state: { running: {} } },
        ],
      },
    });
    await eventually(() => attachmentsOf(cluster, node), {
      describe: 'the attach-detach controller to attach the volume',
      until: ([attachment]) => attachment?.status?.attached === true,
    });
    // What a kubelet has reported that mounted it: without the taint the controller waits for it to take that back.
    await cluster.api.patch(`/api/v1/nodes/${node}/status`, {
      status: { volumesInUse: [`kubernetes.io/csi/${driver}^${volume}`] },
    });
    await cluster.api.delete(podPath(namespace, 'real'));
    await eventually(() => getNode(cluster, node), {
      describe: 'the Node to be found silent',
      until: ({ status }) => status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'Unknown',
    });
    using operation = await detaching(node, { deadAfterMs: 0, options: { outOfService: true } });
    await operation.until('the missing proof to be noticed', isWaitingFor('NoProofOfPowerOff'));
    expect(await cluster.api.find(podPath(namespace, 'real'))).toBeDefined();

    await confirmOff(node);
    const done = await operation.done(90_000);
    expect(done).toMatchObject({ message: expect.stringMatching(/^no volume is attached/) });
    expect(operation.outcomes).toContainEqual(expect.objectContaining({ reason: 'OutOfService' }));
    expect(await cluster.api.find(podPath(namespace, 'real'))).toBeUndefined();
    expect(await attachmentsOf(cluster, node)).toEqual([]);
    expect(await taintsOf(node)).toEqual([]);
    expect(operation.record.changes).toEqual([
      expect.stringMatching(/^put the taint .*: alice confirmed at .* that the machine is off$/),
      expect.stringMatching(/^took the taint .* off: no volume is attached any more$/),
    ]);
  });

  /** Out of service by us, with an attachment that nobody detaches. */
  async function outOfService(suffix: string): Promise<{ node: string; operation: Operation }> {
    const node = await createLostNode(suffix);
    await attach(node, suffix);
    await confirmOff(node);
    const operation = await detaching(node, { deadAfterMs: 0, options: { outOfService: true } });
    await eventually(
      async () => {
        await operation.run();
        return await taintsOf(node);
      },
      { describe: 'the taint', until: ({ length }) => length === 1 },
    );
    return { node, operation };
  }

  test('loses the taint that we put when it comes back to life, and goes on as a living one', async () => {
    const { node, operation } = await outOfService('back');
    using _ = operation;
    expect((await getNode(cluster, node)).metadata.annotations?.[keys.outOfServiceBy]).toBe(`NodeCleanup/${node}`);
    await setReady(cluster, node, 'True');
    await operation.until('it to be back in service', isWaitingFor('BackInService'));
    expect(await taintsOf(node)).toEqual([]);
    expect((await getNode(cluster, node)).metadata.annotations).not.toHaveProperty(keys.outOfServiceBy);
    await operation.until('the normal path', isWaitingFor('Detaching'));
  });

  test.each([
    ['withdrawn', async (node: string) => await annotateNode(cluster, node, { [keys.confirmedOff]: null })],
    [
      'made void by a life in between',
      async (node: string) => {
        await setReady(cluster, node, 'True');
        // Times of conditions have a resolution of a second.
        const second = Math.floor(Date.now() / 1_000);
        await eventually(() => Date.now() / 1_000 > second + 1, { describe: 'the next second', every: 20 });
        await setReady(cluster, node, 'Unknown');
      },
    ],
  ])('loses it when the proof is %s', async (what, end) => {
    const { node, operation } = await outOfService(`proof-${what.split(' ')[0]}`);
    using _ = operation;
    await end(node);
    await operation.until('it to be back in service', isWaitingFor('BackInService'));
    expect(await taintsOf(node)).toEqual([]);
  });

  test('keeps an out-of-service taint that somebody else has put', async () => {
    const node = await createLostNode('foreign');
    const attachment = await attach(node, 'foreign');
    await cluster.api.patch(`/api/v1/nodes/${node}`, {
      spec: { taints: [{ key: TAINT, value: 'nodeshutdown', effect: 'NoExecute' }] },
    });
    await confirmOff(node);
    using operation = await detaching(node, { deadAfterMs: 0, options: { outOfService: true } });
    await operation.until('it to wait', isWaitingFor('OutOfService'));
    await setReady(cluster, node, 'True');
    await operation.until('the normal path', isWaitingFor('Detaching'));
    await removeAttachment(cluster, attachment);
    await operation.done();
    expect(await taintsOf(node)).toHaveLength(1);
    expect(operation.record.changes).toBeUndefined();
  });

  test('is not put out of service when it comes back between announcement and change', async () => {
    const node = await createLostNode('races');
    await attach(node, 'races');
    await confirmOff(node);
    using operation = await detaching(node, { deadAfterMs: 0, options: { outOfService: true } });
    await operation.until('the announcement', isWaitingFor('OutOfService'));
    expect(await taintsOf(node)).toEqual([]);
    await setReady(cluster, node, 'True');
    await operation.until('the normal path', isWaitingFor('Detaching'));
    expect(await taintsOf(node)).toEqual([]);
  });

  test('believes a hook that knows the machine, until that says otherwise; a hook that fails changes nothing', async () => {
    let answer: () => [status: number, body: string] = () => [200, '{"off": false}'];
    const server = createServer((_, response) => {
      const [status, body] = answer();
      response.writeHead(status).end(body);
    }).listen(0, '127.0.0.1');
    cluster.atEnd(async () => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const node = await createLostNode('hook');
    await attach(node, 'hook');
    const options = { outOfService: true, proofURL: `http://127.0.0.1:${port}/power` };
    using operation = await detaching(node, { deadAfterMs: 0, options });
    await operation.until('the hook to be heard', isWaitingFor('MachineIsOn'));

    answer = () => [200, '{"off": true}'];
    await eventually(
      async () => {
        await operation.run();
        return await taintsOf(node);
      },
      { describe: 'the taint', until: ({ length }) => length === 1 },
    );
    answer = () => [503, 'not now'];
    await expect(operation.run()).rejects.toThrow(/proofURL.*HTTP 503 not now/);
    expect(await taintsOf(node)).toHaveLength(1);

    await confirmOff(node);
    expect(await operation.run()).toMatchObject({ reason: 'OutOfService' });
    answer = () => [200, '{"off": false}'];
    await operation.until('it to be back in service', isWaitingFor('BackInService'));
    expect(await taintsOf(node)).toEqual([]);
  });

  test('with forceDetach its attachments are deleted once no pod uses their volumes, finalizers are left', async () => {
    const node = await createLostNode('force');
    const used = await attach(node, 'force-used');
    const free = await attach(node, 'force-free');
    await createPod(cluster, namespace, 'force-user', { node, hangs: true, spec: mounts('force-used') });
    await confirmOff(node);
    using operation = await detaching(node, { deadAfterMs: 0, options: { forceDetach: true } });
    await operation.until('the announcement', isWaitingFor('ForceDetach'));
    operation.restart();
    await operation.until('the change, by another process', isWaitingFor('WaitingForDetach'));
    const left = await attachmentsOf(cluster, node);
    const deleted = left.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    expect(left.map(({ metadata }) => metadata.name).toSorted()).toEqual([free, used].toSorted());
    expect(deleted.map(({ metadata }) => metadata.name)).toEqual([free]);
    expect(operation.record.changes).toEqual([expect.stringContaining(`) ${free} `)]);
  });
});
