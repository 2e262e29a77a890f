import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOnly } from '../../../lib/kube/read-only-client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { PORTWORX } from '../../../lib/tasks/portworx/options.ts';
import { createPortworx } from '../../../lib/tasks/portworx/portworx.ts';
import { STORAGE_NODE_VIEW } from '../../../lib/tasks/portworx/storage-node.ts';
import { OLD_PORTWORX_DEFINITIONS, PORTWORX_DEFINITIONS } from '../../simulators/definitions/portworx.ts';
import { installDefinitions, removeDefinitions } from '../../support/definitions.ts';
import { answer, tooManyRequests } from '../../support/fault-proxy/faults.ts';
import { createNode, deleteNode, patchNode, setReady, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { taskRun } from '../../unit/tasks/run.ts';
import { clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';
import { usePortworx } from './portworx-world.ts';

const cluster = useCluster();
const world = usePortworx(cluster);
const MINUTE = 60_000;
const STORAGE_NODES = '/apis/core.libopenstorage.org/v1/storagenodes';

/** Runs it until it fails. */
async function failing(operation: Operation): Promise<never> {
  for (;;) await operation.run();
}

const isBlockedBy = (reason: string) => (outcome: Outcome) => outcome.state === 'blocked' && outcome.reason === reason;

describe('the good run', () => {
  test('attachments are disabled, then drained by a job, and the Node may go', async () => {
    const { portworx, a, b, operation, changes } = world();
    const id = portworx.idOf(a);
    const volume = portworx.addVolume('v', { on: [a, b], attachedTo: a });
    const removal = await operation('before', a);
    expect(await removal.done()).toMatchObject({
      message: `Portworx node ${id}: attachments are moved away; 1 volume with a replica here, each healthy elsewhere`,
    });
    expect(changes()).toEqual([`PUT /v1/nodes/attachments/disable/${id}`, `PUT /v1/nodes/attachments/drain/${id}`]);
    expect(volume.attachedOn).toBe('');
    expect(removal.record.changes).toEqual([
      `disable new volume attachments on the Portworx node ${id}`,
      `started the Portworx job job-1, which drains the attachments of ${id}`,
    ]);
  });

  test('the cordon is written down before it is done', async () => {
    const { a, operation, changes } = world();
    const removal = await operation('before', a);
    await removal.until('the cordon to be announced', isWaitingFor('CordoningAttachments'));
    expect(removal.record.changes).toHaveLength(1);
    expect(changes()).toEqual([]);
  });

  test('with emptyNode it waits until the last replica has left', async () => {
    const { portworx, a, b, c, operation } = world();
    const volume = portworx.addVolume('v', { on: [a, b] });
    const removal = await operation('before', a, { emptyNode: true });
    await removal.until('the replica to be waited for', isWaitingFor('ReplicasOnNode'));
    const moved = [portworx.idOf(b), portworx.idOf(c)];
    Object.assign(volume, { replicaSets: [moved], current: [moved] });
    expect(await removal.run()).toMatchObject({ state: 'done' });
  });

  test('a node without storage has its attachments moved, and needs no quorum', async () => {
    const { portworx, b, operation, changes } = world();
    const { name } = (await createNode(cluster, 'diskless')).metadata;
    await setReady(cluster, name, 'True');
    await portworx.addNode(name, { storage: false });
    await portworx.setStatus(b, 'STATUS_OFFLINE');
    expect(await (await operation('before', name)).done()).toMatchObject({ state: 'done' });
    expect(changes()).toHaveLength(2);
  });
});

describe('what stands in the way', () => {
  test('the only copy blocks and is named, nothing is changed; with another copy it goes on', async () => {
    const { portworx, a, b, operation, changes } = world();
    const volume = portworx.addVolume('pvc-1', { on: [a], claim: 'shop/db' });
    const removal = await operation('before', a);
    expect(await removal.until('it to block', isBlockedBy('LastCopy'))).toMatchObject({
      message: expect.stringContaining('shop/db (pvc-1)'),
    });
    expect(changes()).toEqual([]);
    const both = [portworx.idOf(a), portworx.idOf(b)];
    Object.assign(volume, { haLevel: 2, replicaSets: [both], current: [[portworx.idOf(a)]] });
    await removal.until('the copy to be waited for', isWaitingFor('CopiesNotHealthy'));
    Object.assign(volume, { current: [both] });
    expect(await removal.run()).toMatchObject({ state: 'done' });
  });

  test('another member that is offline is waited for, and the watch tells when it is back', async () => {
    const { portworx, a, b, operation, changes } = world();
    await portworx.setStatus(b, 'STATUS_OFFLINE');
    const removal = await operation('before', a);
    const outcome = await removal.until('the quorum to be waited for', isWaitingFor('QuorumAtRisk'));
    expect(outcome).toMatchObject({ message: expect.stringContaining(`${b} is Offline`), checkAfterMs: MINUTE });
    expect(changes()).toEqual([]);
    const done = removal.done();
    await portworx.setStatus(b, 'STATUS_OK');
    expect(await done).toMatchObject({ state: 'done' });
  });

  test('a member that comes back while Portworx is being asked is noticed', async () => {
    const { portworx, a, b, client, operation } = world();
    await portworx.setStatus(b, 'STATUS_OFFLINE');
    const [asked, answers] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const removal = await operation('before', a);
    await removal.until('it to begin', isWaitingFor('Found'));
    const isAsked = ({ path }: { readonly path: string }) => {
      if (!path.includes('volumes')) return false;
      asked.resolve();
      return true;
    };
    portworx.rest.misbehave(isAsked, { is: 'hold', until: answers.promise }, 1);
    const done = removal.done();
    await asked.promise;
    const another = dependenciesOf(client).watches.open(STORAGE_NODE_VIEW, [], () => {});
    await another.synced;
    await portworx.setStatus(b, 'STATUS_OK');
    await expect.poll(() => another.list().find(({ name }) => name === b)?.isOnline).toBe(true);
    answers.resolve();
    // Well before the minute after which it would look again by itself.
    expect(await done).toMatchObject({ state: 'done' });
  });

  test('of two members that are deleted one goes after the other, and the first must have left the cluster', async () => {
    const { portworx, a, b, clock, operation } = world();
    const { finalizer } = nodeKeys();
    await Promise.all([a, b].map((node) => patchNode(cluster, node, { metadata: { finalizers: [finalizer] } })));
    await deleteNode(cluster, b);
    // Deletion times have no fractions; the names are in order otherwise.
    await expect.poll(() => Math.floor(Date.now() / 1_000)).toBeGreaterThan(Math.floor(Date.now() / 1_000));
    await deleteNode(cluster, a);
    const removal = await operation('before', a);
    expect(await removal.until('the other to be waited for', isWaitingFor('AnotherRemoval'))).toMatchObject({
      message: expect.stringContaining(b),
    });
    await patchNode(cluster, b, { metadata: { finalizers: null } });
    await waitUntilGone(cluster, b);
    await removal.until('the member to be waited for', isWaitingFor('MemberWithoutNode'));
    clock.aheadMs = 21 * MINUTE;
    expect(await removal.run()).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining(`${b} (${portworx.idOf(b)})`),
    });
    portworx.state.nodes.delete(portworx.idOf(b));
    await portworx.syncOperator();
    // The Node has been silent for 21 minutes by that clock.
    clock.aheadMs = 0;
    expect(await removal.done()).toMatchObject({ state: 'done' });
  });

  test('a thousand volumes are looked at in one go, and named in a message that fits', async () => {
    const { portworx, a, b, operation } = world();
    for (let index = 0; index < 1_000; index++) {
      portworx.addVolume(`pvc-${index}`, {
        on: index < 900 ? [a, b] : [a],
        claim: `${'n'.repeat(63)}/${'c'.repeat(200)}`,
      });
    }
    const blocked = await (await operation('before', a)).until('it to block', isBlockedBy('LastCopy'));
    expect(blocked).toMatchObject({ message: expect.stringMatching(/^100 volumes /) });
    expect(portworx.rest.calls).toHaveLength(2);
  });

  test('a member whose id Portworx gives to another Node is left alone', async () => {
    const { portworx, a, b, operation, changes } = world();
    const node = portworx.state.nodes.get(portworx.idOf(a));
    if (node === undefined) throw new Error('no node');
    portworx.state.nodes.set(node.id, { ...node, nodeName: b });
    await (await operation('before', a)).until('it to be unclear', isWaitingFor('IdentityUnclear'));
    expect(changes()).toEqual([]);
  });
});

describe('the job', () => {
  test('one that stalls is told of, and counts when it is done after all', async () => {
    const { portworx, a, clock, operation } = world();
    portworx.jobsGo('RUNNING');
    const removal = await operation('before', a);
    await removal.until('the job to run', isWaitingFor('DrainingAttachments'));
    clock.aheadMs = 29 * MINUTE;
    expect(await removal.run()).toMatchObject({ state: 'waiting', reason: 'DrainingAttachments' });
    clock.aheadMs = 31 * MINUTE;
    expect(await removal.run()).toMatchObject({ state: 'blocked', reason: 'DrainStalled' });
    portworx.jobsGo('RUNNING', 'DONE');
    expect(await removal.done()).toMatchObject({ state: 'done' });
  });

  test('one that fails is tried again three times, then a person is asked, whose own job counts', async () => {
    const { portworx, a, operation, changes } = world();
    portworx.jobsGo('PENDING', 'FAILED');
    const removal = await operation('before', a);
    const failed = await removal.until('it to block', isBlockedBy('DrainFailed'));
    expect(failed).toMatchObject({
      message: expect.stringMatching(/^4 Portworx jobs .* job-4, is FAILED: failed as told/),
    });
    expect(changes().filter((change) => change.includes('drain'))).toHaveLength(4);
    portworx.state.addJob(portworx.idOf(a), 'somebody', 'DONE', new Date(Date.now() + MINUTE).toISOString());
    expect(await removal.done()).toMatchObject({ state: 'done' });
    expect(portworx.state.jobs.size).toBe(5);
  });

  test('one that somebody has paused is for that person to let go on', async () => {
    const { portworx, a, operation } = world();
    portworx.jobsGo('PENDING', 'PAUSED');
    const removal = await operation('before', a);
    await removal.until('it to block', isBlockedBy('DrainPaused'));
    portworx.jobsGo('PAUSED', 'DONE');
    expect(await removal.done()).toMatchObject({ state: 'done' });
  });

  test('one that Portworx has forgotten is started again', async () => {
    const { portworx, a, operation } = world();
    portworx.jobsGo('RUNNING');
    const removal = await operation('before', a);
    await removal.until('the job to run', isWaitingFor('DrainingAttachments'));
    portworx.state.jobs.clear();
    portworx.jobsGo('RUNNING', 'DONE');
    expect(await removal.done()).toMatchObject({ state: 'done' });
    expect([...portworx.state.jobs.keys()]).toEqual(['job-2']);
  });

  test('a crash before its id is written down starts no second one', async () => {
    const { portworx, a, operation } = world();
    const removal = await operation('before', a);
    portworx.rest.misbehave(({ path }) => path.includes('/drain/'), { is: 'loseAnswer' }, 1);
    await expect(failing(removal)).rejects.toThrow('to drain the attachments');
    removal.restart();
    expect(await removal.done()).toMatchObject({ state: 'done' });
    expect(portworx.state.jobs.size).toBe(1);
  });

  test('a crash in its middle goes on with the same', async () => {
    const { portworx, a, operation } = world();
    const removal = await operation('before', a);
    await removal.until('the job to run', isWaitingFor('DrainingAttachments'));
    removal.restart();
    expect(await removal.done()).toMatchObject({ state: 'done' });
    expect(portworx.state.jobs.size).toBe(1);
  });
});

describe('a dead Node', () => {
  const DEAD_MS = 6 * MINUTE;

  test('its attachments are left, its copies are not', async () => {
    const { portworx, a, b, clock, operation, changes } = world();
    const volume = portworx.addVolume('v', { on: [a] });
    await setReady(cluster, a, 'False');
    await portworx.setStatus(a, 'STATUS_OFFLINE');
    clock.aheadMs = DEAD_MS;
    const removal = await operation('before', a);
    await removal.until('it to block', isBlockedBy('LastCopy'));
    const both = [portworx.idOf(a), portworx.idOf(b)];
    Object.assign(volume, {
      ...{ haLevel: 2, status: 'VOLUME_STATUS_DEGRADED' },
      ...{ replicaSets: [both], current: [[portworx.idOf(b)]] },
    });
    expect(await removal.run()).toMatchObject({
      state: 'done',
      message: expect.stringContaining('attachments are left as they are, since the Node has not answered since'),
    });
    expect(changes()).toEqual([]);
  });

  test('one that comes back takes the way of the living', async () => {
    const { portworx, a, b, clock, operation, changes } = world();
    const volume = portworx.addVolume('v', { on: [a, b] });
    volume.status = 'VOLUME_STATUS_DOWN';
    await setReady(cluster, a, 'False');
    clock.aheadMs = DEAD_MS;
    const removal = await operation('before', a);
    await removal.until('the copies to be waited for', isWaitingFor('CopiesNotHealthy'));
    expect(changes()).toEqual([]);
    await setReady(cluster, a, 'True');
    clock.aheadMs = 0;
    volume.status = 'VOLUME_STATUS_UP';
    expect(await removal.done()).toMatchObject({ message: expect.stringContaining('attachments are moved away') });
  });

  test('a Node that is gone needs nothing any more', async () => {
    const { a, operation, portworx } = world();
    const removal = await operation('before', a);
    await deleteNode(cluster, a);
    expect(await removal.run()).toEqual({ state: 'done', message: 'the Node is gone' });
    expect(portworx.rest.calls).toEqual([]);
  });
});

describe('what is not there', () => {
  test('a Node without Portworx is none of its business', async () => {
    const { portworx, operation } = world();
    const { name } = (await createNode(cluster, 'plain')).metadata;
    expect(await (await operation('before', name)).run()).toMatchObject({ state: 'skipped', reason: 'NoStorageNode' });
    expect(portworx.rest.calls).toEqual([]);
  });

  test('a StorageNode that has not reported anything is looked for at Portworx', async () => {
    const { portworx, namespace, a, operation } = world();
    const path = `/apis/core.libopenstorage.org/v1/namespaces/${namespace}/storagenodes/${a}/status`;
    await cluster.api.patch(path, { status: { nodeUid: null, phase: null, conditions: null, nodeAttributes: null } });
    portworx.addVolume('v', { on: [a] });
    await (await operation('before', a)).until('it to block', isBlockedBy('LastCopy'));
  });

  test('a StorageNode that somebody deletes meanwhile takes no data away: what is there is waited for, also after a restart', async () => {
    const { portworx, namespace, a, b, operation } = world();
    const volume = portworx.addVolume('v', { on: [a] });
    const removal = await operation('before', a);
    await removal.until('the copy to be missed', isBlockedBy('LastCopy'));
    await cluster.api.delete(`/apis/core.libopenstorage.org/v1/namespaces/${namespace}/storagenodes/${a}`);
    const gone = `StorageNode ${namespace}/${a} has gone since`;
    const tellsOfIt = (outcome: Outcome) =>
      isBlockedBy('LastCopy')(outcome) && 'message' in outcome && outcome.message?.includes(gone) === true;
    await removal.until('that to be told', tellsOfIt);
    removal.restart();
    await removal.until('that to be told again', tellsOfIt);
    const both = [portworx.idOf(a), portworx.idOf(b)];
    Object.assign(volume, { haLevel: 2, replicaSets: [both], current: [both] });
    expect(await removal.done()).toMatchObject({ message: expect.stringContaining('1 volume with a replica here') });
  });

  test('a StorageNode that has gone because Portworx has forgotten the node is waited for no longer', async () => {
    const { portworx, a, operation } = world();
    portworx.addVolume('v', { on: [a] });
    const removal = await operation('before', a);
    await removal.until('the copy to be missed', isBlockedBy('LastCopy'));
    portworx.state.nodes.delete(portworx.idOf(a));
    await portworx.syncOperator();
    expect(await removal.done()).toMatchObject({ message: `Portworx's cluster does not have the node of ${a}` });
  });

  test('without its definitions it is skipped, and blocks once it has begun; with older ones it blocks, and when nobody can tell it is tried again', async () => {
    const { portworx, namespace, a, operation, proxy, client, clock } = world();
    await removeDefinitions(cluster.api, PORTWORX_DEFINITIONS);
    try {
      expect(await (await operation('before', a)).run()).toMatchObject({ state: 'skipped', reason: 'NotInstalled' });
      const subject = await subjectOf(client, a);
      using begun = taskRun({
        subject,
        record: { name: 'portworx', state: 'Blocked', attempts: 0, memory: { namespace, id: portworx.idOf(a) } },
      });
      const task = createPortworx(dependenciesOf(client, clock));
      expect(await task.run({ ...begun, stage: 'before' })).toMatchObject({ state: 'blocked', reason: 'Uninstalled' });
      await installDefinitions(cluster, OLD_PORTWORX_DEFINITIONS);
      expect(await (await operation('before', a)).run()).toMatchObject({
        ...{ state: 'blocked', reason: 'UnsupportedVersion' },
        message: expect.stringContaining('v1alpha1'),
      });
      proxy.inject({ path: /^\/apis\/core\.libopenstorage\.org/ }, answer(503));
      await expect((await operation('before', a)).run()).rejects.toMatchObject({ code: 503 });
    } finally {
      await removeDefinitions(cluster.api, OLD_PORTWORX_DEFINITIONS);
      await installDefinitions(cluster, PORTWORX_DEFINITIONS);
    }
  });
});

describe('faults', () => {
  test('Portworx that does not answer is named, and asked again', async () => {
    const { portworx, a, operation } = world();
    const removal = await operation('before', a, { timeout: '200ms' });
    portworx.rest.misbehave(() => true, { is: 'hang' });
    await expect(failing(removal)).rejects.toThrow(`asking Portworx at ${portworx.rest.url}`);
    portworx.rest.heal();
    expect(await removal.done()).toMatchObject({ state: 'done' });
  });

  test.each([
    ['an error in an answer with status 200', 200, '{"error":"not in quorum"}', 'HTTP 200: not in quorum'],
    ['too many requests', 429, '{"error":"slow down"}', 'HTTP 429: slow down'],
    ['a conflict', 409, '{"error":"busy"}', 'HTTP 409: busy'],
    ['an internal error', 500, 'oops', 'HTTP 500: oops'],
  ])('%s of Portworx is tried again and changes nothing', async (_, status, body, message) => {
    const { portworx, a, operation } = world();
    const removal = await operation('before', a);
    portworx.rest.misbehave(({ method }) => method === 'PUT', { is: 'answer', status, body }, 1);
    await expect(failing(removal)).rejects.toThrow(message);
    expect(await removal.done()).toMatchObject({ state: 'done' });
  });

  test('with its security on it keeps the Node until there is a token that it takes, and says which option that is', async () => {
    const { portworx, a, operation } = world();
    const denied = {
      is: 'answer',
      status: 401,
      body: '{"error":"access denied without a valid token","code":16}',
    } as const;
    portworx.rest.misbehave(({ authorization }) => authorization !== 'Bearer good', denied);
    const without = await operation('before', a);
    expect(await without.until('it to block', isBlockedBy('TokenNeeded'))).toMatchObject({
      message: `Portworx has its security on, and the option tokenFile of this task is empty: name a file there with a token of the role system.admin (asking Portworx at ${portworx.rest.url} for its nodes: HTTP 401: access denied without a valid token). Then begin this removal anew with it: kubectl delete nodecleanup ${a}`,
    });
    const tokenFile = join(mkdtempSync(join(tmpdir(), 'portworx-')), 'token');
    cluster.atEnd(() => rm(dirname(tokenFile), { recursive: true }));
    await writeFile(tokenFile, 'bad\n');
    const removal = await operation('before', a, { tokenFile });
    expect(await removal.until('it to block', isBlockedBy('TokenRefused'))).toMatchObject({
      message: expect.stringContaining(`refuses the token in the file of the option tokenFile (${tokenFile})`),
    });
    await writeFile(tokenFile, 'good\n');
    expect(await removal.done()).toMatchObject({ state: 'done' });
  });

  test('10 MB in place of volumes', async () => {
    const { portworx, a, operation } = world();
    portworx.rest.misbehave(({ path }) => path.includes('volumes'), { is: 'flood', bytes: 10_000_000 });
    const removal = await operation('before', a);
    await expect(failing(removal)).rejects.toThrow(
      `${portworx.rest.url} for its volumes: the answer is no JSON object`,
    );
  });

  test('without an address that is given or found it says which option is missing', async () => {
    const { namespace, a, operation } = world();
    const removal = await operation('before', a, { endpoint: '' });
    await expect(failing(removal)).rejects.toThrow(/namespace .* has a port px-rest-gateway; set the option endpoint/);
    await cluster.api.create(`/api/v1/namespaces/${namespace}/services`, {
      metadata: { name: 'portworx-service' },
      spec: { ports: [{ name: 'px-rest-gateway', port: 9021 }], selector: { name: 'portworx' } },
    });
    await expect(removal.run()).rejects.toThrow(`asking Portworx at http://portworx-service.${namespace}.svc:9021`);
  });

  test.each([
    ['409', 409],
    ['422', 422],
    ['500', 500],
  ])('%s of the API server is an error that is tried again', async (_, code) => {
    const { a, proxy, operation, changes } = world();
    const removal = await operation('before', a);
    using _fault = proxy.inject({ path: STORAGE_NODES, watch: false }, answer(code));
    await expect(failing(removal)).rejects.toMatchObject({ code });
    // Whatever the watch has shown: at the latest when it is to be over the API server is asked itself.
    expect(removal.outcomes.some(({ state }) => state === 'done')).toBe(false);
    proxy.heal();
    expect(await removal.done()).toMatchObject({ state: 'done' });
    expect(changes()).toHaveLength(2);
  });

  test('429 of the API server is waited for', async () => {
    const { a, proxy, operation } = world();
    proxy.inject({ path: STORAGE_NODES, watch: false }, tooManyRequests(1), { times: 1 });
    expect(await (await operation('before', a)).done()).toMatchObject({ state: 'done' });
  });

  test('a missing right is said', async () => {
    const { a, clock, options, client } = world();
    const poor = await clientFor(cluster, [{ ...PORTWORX, rights: [] }], 'poor');
    const task = createPortworx(dependenciesOf(poor, clock));
    using removal = new Operation({
      client: poor,
      task,
      name: 'portworx',
      subject: await subjectOf(client, a),
      options,
    });
    await expect(removal.run()).rejects.toMatchObject({
      code: 403,
      message: expect.stringMatching(/nodes.* is forbidden/),
    });
  });

  test('while it waits, looking again costs no calls of the API server', async () => {
    const { portworx, a, b, proxy, operation } = world();
    portworx.addVolume('v', { on: [a, b] }).status = 'VOLUME_STATUS_DOWN';
    const removal = await operation('before', a);
    await removal.until('the copies to be waited for', isWaitingFor('CopiesNotHealthy'));
    const calls = () => proxy.requests.filter(({ path, watch }) => !watch && !path.startsWith('/api/v1/nodes/')).length;
    const before = calls();
    for (let look = 0; look < 5; look++) await removal.run();
    expect(calls()).toBe(before);
  });
});

describe('what would happen', () => {
  async function foresee(stage: 'before' | 'after', node: string, more: object = {}) {
    const { client, clock, options } = world();
    const task = createPortworx(dependenciesOf(readOnly(client), clock));
    const signal = new AbortController().signal;
    const subject = await subjectOf(client, node);
    return await task.foresee({ subject, name: 'portworx', stage, options: { ...options, ...more }, signal });
  }

  test('what is in the way, and each volume', async () => {
    const { portworx, a, b, c, changes } = world();
    portworx.addVolume('last', { on: [a] });
    portworx.addVolume('fine', { on: [a, b] });
    portworx.addVolume('elsewhere', { on: [b, c] });
    await portworx.setStatus(c, 'STATUS_OFFLINE');
    expect(await foresee('before', a)).toMatchObject({
      ...{ state: 'blocked', reason: 'LastCopy' },
      details: [
        `StorageNode ${world().namespace}/${c} is Offline`,
        'volume last has no other copy',
        'volume fine has a healthy copy elsewhere',
      ],
    });
    expect(changes()).toEqual([]);
  });

  test('that it would move attachments', async () => {
    expect(await foresee('before', world().a)).toMatchObject({ state: 'waiting', reason: 'CordoningAttachments' });
  });

  test('that it would have nothing to do', async () => {
    const { name } = (await createNode(cluster, 'foreseen')).metadata;
    expect(await foresee('before', name)).toMatchObject({ state: 'skipped', reason: 'NoStorageNode' });
  });

  test('afterwards', async () => {
    const { a } = world();
    expect(await foresee('after', a)).toMatchObject({ state: 'done', message: expect.stringContaining('would stay') });
    expect(await foresee('after', a, { decommission: true })).toMatchObject({ reason: 'Decommissioning' });
  });

  test('that Portworx wants a token, with the option that it belongs to', async () => {
    const { portworx, a } = world();
    portworx.rest.misbehave(() => true, { is: 'answer', status: 401, body: '{"error":"access denied"}' });
    expect(await foresee('before', a)).toMatchObject({
      ...{ state: 'blocked', reason: 'TokenNeeded' },
      message: expect.stringMatching(/the option tokenFile of this task is empty.*access denied\)$/),
    });
  });

  test('a Portworx that does not answer cannot be foreseen', async () => {
    const { portworx, a } = world();
    portworx.rest.misbehave(() => true, { is: 'reset' });
    await expect(foresee('before', a)).rejects.toThrow('asking Portworx at');
  });
});
