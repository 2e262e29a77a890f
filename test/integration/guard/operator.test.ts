import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringAt } from '../../../lib/kube/json.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { eventually } from '../../support/eventually.ts';
import { ALICE } from '../../support/guard-cases.ts';
import { apply, Cast, render } from '../../support/guard-scene.ts';
import { createNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { type Operator, startOperator } from '../../support/operator.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { installCrd, waitForCleanup } from '../cleanup/spine.ts';

const cluster = useCluster();
const cast = new Cast(cluster);
const keys = nodeKeys(`live.${cluster.prefix}.test`);
const REASON = 'the rack burnt, INC-1234';

const valuesOf = (guard: object) => ({
  config: {
    prefix: keys.prefix,
    nodeSelector: `guarded=${cluster.prefix}`,
    cleanup: { brake: { hold: { above: 0 } }, tasks: [{ task: 'cordon' }] },
  },
  fullnameOverride: cluster.name('live'),
  guard: { mode: 'webhook', ...guard },
  tls: { mode: 'secret', secretName: 'none', caBundle: cluster.ca },
});

async function configOf(guard: object): Promise<string> {
  const [configMap] = await render(cluster, valuesOf(guard), { only: ['config.yaml'] });
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
  const registration = await render(cluster, { ...valuesOf({}), admission }, { only: ['guard.yaml'] });
  await apply(cluster, registration);
  const { metadata } = await createNode(cluster, 'live', {
    labels: { guarded: cluster.prefix },
    // Somebody holds it, so that it can be looked at while it goes.
    finalizers: [keys.finalizer, 'example.com/witness'],
  });
  node = metadata.name;
  await eventually(() => skip('bob', 'x'), {
    describe: 'the API server to ask the operator',
    until: ({ status }) => status === 403,
    deadline: 60_000,
  });
}, 300_000);

async function skip(who: 'bob' | 'alice' | 'kubelet', reason: string | undefined, stored = false) {
  const annotations = { [keys.skipCleanup]: 'true', ...(reason !== undefined && { [keys.skipReason]: reason }) };
  const api = await cast.as(who, node, '');
  return api.request('PATCH', `/api/v1/nodes/${node}${stored ? '' : '?dryRun=All'}`, {
    body: { metadata: { annotations } },
    contentType: 'application/merge-patch+json',
  });
}

describe("the operator's own /validate-node", () => {
  test('goes by the configuration that the chart gives it', async () => {
    expect(await skip('kubelet', REASON)).toMatchObject({ status: 403 });
    expect(await skip('alice', undefined)).toMatchObject({ status: 403 });
    expect(await skip('alice', REASON)).toMatchObject({ status: 200 });
  });

  test('and by another one as soon as that is there', async () => {
    writeFileSync(operator.configFile, await configOf({}));
    await operator.waitForLog({ msg: 'configuration changed' }, 60_000);
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
  await cluster.kubectl(['patch', 'node', node, '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
  await waitUntilGone(cluster, node);
});
