import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../lib/operation/task.ts';
import { createNode, deleteNode, findNode, setReady, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { isWaitingFor, type Operation } from './harness.ts';
import { usePortworx } from './portworx-world.ts';

const cluster = useCluster();
const world = usePortworx(cluster);
const MINUTE = 60_000;

const isBlockedBy = (reason: string) => (outcome: Outcome) => outcome.state === 'blocked' && outcome.reason === reason;
const DECOMMISSION = { decommission: true };

/** The Node is gone; the machine is switched off unless told otherwise. */
async function aftermath(
  options: { readonly decommission?: boolean } & Readonly<Record<string, unknown>> = {},
  status = 'STATUS_OFFLINE',
): Promise<Operation> {
  const { portworx, a, operation } = world();
  const after = await operation('after', a, { ...options });
  await deleteNode(cluster, a);
  await waitUntilGone(cluster, a);
  await portworx.setStatus(a, status);
  if (options.decommission) await after.until('it to begin', isWaitingFor('Found'));
  return after;
}

describe('unless it is asked to, it removes nothing', () => {
  test('a node with storage stays, and it is said how a person removes it', async () => {
    const { portworx, a, changes } = world();
    expect(await (await aftermath()).done()).toMatchObject({
      message: expect.stringContaining(`pxctl cluster delete ${portworx.idOf(a)}`),
    });
    expect(portworx.rest.calls).toEqual([]);
    expect(changes()).toEqual([]);
  });

  test('a node without storage is waited for until Portworx has forgotten it by itself', async () => {
    const { portworx, clock, operation, changes } = world();
    const { name } = (await createNode(cluster, 'diskless')).metadata;
    await setReady(cluster, name, 'True');
    await portworx.addNode(name, { storage: false });
    const after = await operation('after', name, { storagelessTimeout: '20m' });
    await deleteNode(cluster, name);
    await waitUntilGone(cluster, name);
    await after.until('it to wait', isWaitingFor('AutoDecommission'));
    clock.aheadMs = 21 * MINUTE;
    expect(await after.run()).toMatchObject({ state: 'blocked', reason: 'AutoDecommission' });
    const done = after.done();
    portworx.state.nodes.delete(portworx.idOf(name));
    await portworx.syncOperator();
    expect(await done).toMatchObject({ state: 'done', message: `Portworx has no StorageNode ${name}` });
    expect(changes()).toEqual([]);
  });
});

describe('decommissioning', () => {
  test('a node that is offline is announced, removed, and gone', async () => {
    const { portworx, a, b, namespace, changes } = world();
    const id = portworx.idOf(a);
    portworx.addVolume('v', { on: [a, b] });
    const after = await aftermath(DECOMMISSION);
    await after.until('it to be announced', isWaitingFor('Decommissioning'));
    expect(changes()).toEqual([]);
    expect(after.record.changes).toEqual([`remove the Portworx node ${id} (StorageNode ${namespace}/${a})`]);
    await after.run();
    expect(changes()).toEqual([`DELETE /v1/cluster/?id=${id}&forceRemove=false`]);
    await after.until('the operator to be waited for', isWaitingFor('StorageNodeStays'));
    const done = after.done();
    await portworx.syncOperator();
    expect(await done).toMatchObject({ state: 'done' });
    expect(changes()).toHaveLength(1);
  });

  test('a node that is online is not touched until the machine is off', async () => {
    const { portworx, a, clock, changes } = world();
    const after = await aftermath(DECOMMISSION, 'STATUS_OK');
    await after.until('it to be waited for', isWaitingFor('StillOnline'));
    clock.aheadMs = 16 * MINUTE;
    expect(await after.run()).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining('switch the machine off'),
    });
    expect(changes()).toEqual([]);
    await portworx.setStatus(a, 'STATUS_MAINTENANCE');
    await after.run();
    await after.run();
    expect(portworx.state.nodes.has(portworx.idOf(a))).toBe(false);
  });

  test('a Node that has come back is left alone', async () => {
    const { a, changes } = world();
    const after = await aftermath(DECOMMISSION);
    await after.run();
    await createNode(cluster, a.slice(cluster.name('').length));
    expect(await findNode(cluster, a)).toBeDefined();
    expect(await after.until('it to end', ({ state }) => state === 'skipped')).toMatchObject({
      reason: 'NodeCameBack',
    });
    expect(changes()).toEqual([]);
  });

  test('what Portworx refuses with status 200 is told, asked again, and never forced', async () => {
    const { portworx, a, changes } = world();
    const after = await aftermath(DECOMMISSION);
    portworx.rest.misbehave(
      ({ method }) => method === 'DELETE',
      { is: 'answer', status: 200, body: '{"error":"Node Remove: storage pools in use"}' },
      1,
    );
    expect(await after.until('it to be refused', isBlockedBy('DecommissionRefused'))).toMatchObject({
      message: expect.stringContaining('Node Remove: storage pools in use'),
    });
    await after.run();
    expect(portworx.state.nodes.has(portworx.idOf(a))).toBe(false);
    expect(changes().every((change) => change.endsWith('&forceRemove=false'))).toBe(true);
  });

  test('the only copy of something blocks it', async () => {
    const { portworx, a, changes } = world();
    portworx.addVolume('v', { on: [a] });
    await (await aftermath(DECOMMISSION)).until('it to block', isBlockedBy('LastCopy'));
    expect(changes()).toEqual([]);
  });

  test('another member that is offline is waited for', async () => {
    const { portworx, b, changes } = world();
    await portworx.setStatus(b, 'STATUS_OFFLINE');
    await (await aftermath(DECOMMISSION)).until('the quorum to be waited for', isWaitingFor('QuorumAtRisk'));
    expect(changes()).toEqual([]);
  });

  test('two members whose Nodes are gone do not wait for each other', async () => {
    const { portworx, b } = world();
    await deleteNode(cluster, b);
    await waitUntilGone(cluster, b);
    await portworx.setStatus(b, 'STATUS_OFFLINE');
    const after = await aftermath(DECOMMISSION);
    await after.until('it to be removed', isWaitingFor('StorageNodeStays'));
  });

  test('an answer that is lost, and a restart, do not ask twice', async () => {
    const { portworx, changes } = world();
    const after = await aftermath(DECOMMISSION);
    await after.run();
    portworx.rest.misbehave(({ method }) => method === 'DELETE', { is: 'loseAnswer' }, 1);
    await expect(after.run()).rejects.toThrow('to remove the node');
    after.restart();
    await after.until('the operator to be waited for', isWaitingFor('StorageNodeStays'));
    expect(changes()).toHaveLength(1);
  });

  test('what changes between the announcement and the deed is looked at again', async () => {
    const { portworx, a, changes } = world();
    const after = await aftermath(DECOMMISSION);
    await after.run();
    await portworx.setStatus(a, 'STATUS_OK');
    await after.until('it to be waited for', isWaitingFor('StillOnline'));
    expect(changes()).toEqual([]);
  });

  test('a node that Portworx keeps although it agreed is told of after a quarter of an hour', async () => {
    const { portworx, clock, changes } = world();
    portworx.state.keepsRemoved = true;
    const after = await aftermath(DECOMMISSION);
    for (let run = 0; run < 3; run++) await after.run();
    expect(after.outcomes.at(-1)).toMatchObject({ state: 'waiting', reason: 'Decommissioning' });
    clock.aheadMs = 16 * MINUTE;
    expect(await after.run()).toMatchObject({ state: 'blocked', reason: 'Decommissioning' });
    expect(changes()).toHaveLength(1);
  });

  test('a StorageNode that stays is told of after a quarter of an hour', async () => {
    const { portworx, a, clock } = world();
    portworx.operatorIsUp = false;
    const after = await aftermath(DECOMMISSION);
    portworx.state.nodes.delete(portworx.idOf(a));
    await after.until('it to be waited for', isWaitingFor('StorageNodeStays'));
    clock.aheadMs = 16 * MINUTE;
    expect(await after.run()).toMatchObject({ state: 'blocked', reason: 'StorageNodeStays' });
  });

  test('a StorageNode that somebody deletes first does not end it', async () => {
    const { portworx, a, namespace, changes } = world();
    const after = await aftermath(DECOMMISSION);
    await cluster.api.delete(`/apis/core.libopenstorage.org/v1/namespaces/${namespace}/storagenodes/${a}`);
    expect(await after.done()).toMatchObject({ message: `Portworx has no StorageNode ${a}` });
    expect(changes()).toHaveLength(1);
    expect(portworx.state.nodes.has(portworx.idOf(a))).toBe(false);
  });

  test('a management API that wants a token is told of, with the option', async () => {
    const { portworx } = world();
    const after = await aftermath(DECOMMISSION);
    portworx.rest.misbehave(({ method }) => method === 'DELETE', { is: 'answer', status: 401, body: 'no' }, 1);
    expect(await after.until('it to block', isBlockedBy('TokenNeeded'))).toMatchObject({
      message: expect.stringMatching(/the option tokenFile .* HTTP 401: no\). It counts for removals to come$/),
    });
  });

  test('without an address of the management API it says which option is missing', async () => {
    const after = await aftermath({ ...DECOMMISSION, managementEndpoint: '' });
    await after.run();
    await expect(after.run()).rejects.toThrow('set the option managementEndpoint');
  });

  test.each([
    ['404, of a port that is something else', 404],
    ['500', 500],
  ])('%s of the management API is an error that is tried again', async (_, status) => {
    const { portworx, a } = world();
    const after = await aftermath(DECOMMISSION);
    await after.run();
    portworx.rest.misbehave(({ method }) => method === 'DELETE', { is: 'answer', status, body: 'no' }, 1);
    await expect(after.run()).rejects.toThrow(`HTTP ${status}: no`);
    await after.run();
    expect(portworx.state.nodes.has(portworx.idOf(a))).toBe(false);
  });
});
