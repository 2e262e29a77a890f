import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringAt } from '../../../lib/kube/json.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { eventually } from '../../support/eventually.ts';
import { ALICE } from '../../support/guard-cases/case.ts';
import { apply, Cast, render } from '../../support/guard-scene.ts';
import { createNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { type Operator, startOperator } from '../../support/operator.ts';
import { chartAccount } from '../../support/rights/chart-rights.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { installCrd, waitForCleanup } from '../cleanup/spine.ts';

const cluster = useCluster();
const cast = new Cast(cluster);
const keys = nodeKeys(`live.${cluster.prefix}.test`);
const REASON = 'the rack burnt, INC-1234';
const RECORDS = '/apis/infra.894.io/v1alpha1/nodecleanups';
const WITNESS = 'example.com/witness';

const valuesOf = (guard: object) => ({
  config: {
    prefix: keys.prefix,
    nodeSelector: `guarded=${cluster.prefix}`,
    cleanup: { brake: { hold: { above: 0 } }, tasks: [{ task: 'cordon' }] },
  },
  fullnameOverride: cluster.name('live'),
  guard: { mode: 'webhook', ...guard },
  serviceAccount: { name: chartAccount(cluster, {}) },
  tls: { mode: 'secret', secretName: 'none', caBundle: cluster.ca },
});

async function configOf(guard: object): Promise<string> {
  const [configMap] = await render(cluster, valuesOf(guard), { only: ['config.yaml'], namespace: 'default' });
  return stringAt(configMap, 'data', 'config.yaml') ?? '';
}

let operator: Operator;
let node: string;

beforeAll(async () => {
  await installCrd(cluster);
  await cast.prepare();
  operator = await startOperator(cluster, {
    config: await configOf({ skip: { users: [ALICE] }, requireReason: true }),
  });
  await operator.waitReady();
  const admission = { url: `https://127.0.0.1:${await operator.webhookPort()}`, timeoutSeconds: 30 };
  const registration = await render(
    cluster,
    { ...valuesOf({}), admission },
    { only: ['guard.yaml'], namespace: 'default' },
  );
  await apply(cluster, registration);
  node = (await witnessedNode('live')).name;
  await eventually(() => skip('bob', 'x'), {
    describe: 'the API server to ask the operator',
    until: ({ status }) => status === 403,
  });
});

/** Somebody else holds it as well, so that it can be looked at while it goes. */
async function witnessedNode(suffix: string) {
  const labels = { guarded: cluster.prefix };
  return (await createNode(cluster, suffix, { labels, finalizers: [keys.finalizer, WITNESS] })).metadata;
}

const letGoOf = (name: string) =>
  cluster.kubectl(['patch', 'node', name, '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);

async function skip(who: 'bob' | 'alice' | 'kubelet', reason: string | undefined, stored = false) {
  const annotations = { [keys.skipCleanup]: 'true', ...(reason !== undefined && { [keys.skipReason]: reason }) };
  const api = await cast.as(who, node, '');
  return api.request('PATCH', `/api/v1/nodes/${node}${stored ? '' : '?dryRun=All'}`, {
    body: { metadata: { annotations } },
    contentType: 'application/merge-patch+json',
  });
}

test('a removal goes by what the operator has written down, and nobody may write in its place who may not skip', async () => {
  const { name, uid } = await witnessedNode('forged');
  const [bob, alice] = await Promise.all([cast.as('bob', '', ''), cast.as('alice', '', '')]);
  const times = { requestedAt: new Date().toISOString() };
  const forged = {
    apiVersion: 'infra.894.io/v1alpha1',
    kind: 'NodeCleanup',
    metadata: { name: cluster.name('forged') },
    spec: { nodeName: name, nodeUID: uid, ...times, finalizer: keys.finalizer, plan: { tasks: [] } },
  };
  expect(await bob.request('POST', RECORDS, { body: forged })).toMatchObject({ status: 403 });

  await deleteNode(cluster, name);
  const released = await waitForCleanup(cluster, name, 'let go', ({ status }) => status.releasedAt !== undefined);
  expect(released.status.tasks).toMatchObject([{ name: 'cordon', state: 'Done' }]);
  const record = `${RECORDS}/${released.name}`;
  const over = { body: { status: { phase: 'Completed' } }, contentType: 'application/merge-patch+json' };
  expect(await bob.request('PATCH', `${record}/status`, over)).toMatchObject({ status: 403 });
  expect(await bob.request('DELETE', record)).toMatchObject({ status: 403 });
  expect(await alice.request('PATCH', `${record}/status?dryRun=All`, over)).toMatchObject({ status: 200 });

  await letGoOf(name);
  await waitForCleanup(cluster, name, 'Completed', ({ status }) => status.phase === 'Completed');
});

describe("the operator's own /validate-node", () => {
  test('goes by the configuration that the chart gives it', async () => {
    expect(await skip('kubelet', REASON)).toMatchObject({ status: 403 });
    expect(await skip('alice', undefined)).toMatchObject({ status: 403 });
    expect(await skip('alice', REASON)).toMatchObject({ status: 200 });
  });

  test('and by another one as soon as that is there', async () => {
    writeFileSync(operator.configFile, await configOf({}));
    await operator.waitForLog({ msg: 'configuration changed' });
    expect(await skip('bob', undefined)).toMatchObject({ status: 200 });
    expect(await skip('kubelet', REASON)).toMatchObject({ status: 403 });
  });
});

test('why a Node was skipped stands in its NodeCleanup and its Event', async () => {
  expect(await skip('alice', REASON, true)).toMatchObject({ status: 200 });
  await deleteNode(cluster, node);
  const { status } = await waitForCleanup(cluster, node, 'let go', (found) => found.status.releasedAt !== undefined);
  expect(status.skipReason).toBe(REASON);
  const events = '/apis/events.k8s.io/v1/events?fieldSelector=reason%3DCleanupSkipped';
  await eventually(() => cluster.api.list(events), {
    describe: 'the Event to say why',
    until: (items) =>
      items.some(
        ({ regarding, note }) => stringAt(regarding, 'name') === node && String(note).endsWith(`because: ${REASON}`),
      ),
  });
  await letGoOf(node);
  await waitUntilGone(cluster, node);
});
