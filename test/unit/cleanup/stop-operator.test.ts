import { expect, it } from 'vitest';
import { checkOperator, DEPLOYMENTS, stopOperator } from '../../../lib/cleanup/stop-operator.ts';
import { ApiError } from '../../../lib/kube/errors.ts';
import { MUTATING_WEBHOOKS } from '../../../lib/kube/registrations.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubeClient } from '../../support/fake-kube-client.ts';

const INSTALLATION = { namespace: 'ops', name: 'node-cleanup-webhook' };
const held: readonly [] = [];
const labels = { 'app.kubernetes.io/name': 'node-cleanup-webhook' };

/** A Deployment that is deleted in the foreground goes when its pods have gone: after so many seconds, or never. */
async function stopping(podsGoAfter: number | undefined) {
  const clock = new FakeClock();
  const client = new FakeKubeClient(clock);
  const metadata = { ...INSTALLATION, labels, finalizers: ['foregroundDeletion'] };
  if (podsGoAfter !== undefined) client.put(DEPLOYMENTS, { metadata });
  const steps: string[] = [];
  const { signal } = new AbortController();
  let isDone = false;
  const deps = { client, clock, signal, held, onStep: (step: string) => steps.push(step) };
  const done = stopOperator(INSTALLATION, deps).then(() => {
    isDone = true;
  });
  let seconds = 0;
  for (; !isDone && seconds < 300; seconds++) {
    if (seconds === podsGoAfter) client.remove(DEPLOYMENTS, INSTALLATION.name, INSTALLATION.namespace);
    await clock.advance(1_000);
  }
  await done;
  return { steps, seconds };
}

it.each([
  ['that is gone already for as long as API servers take to notice', undefined, 5],
  ['whose pods go quickly for as long as API servers take to notice', 1, 5],
  ['until its pods are gone', 20, 21],
  ['a minute, and goes on, when its pods never go because their Node is dead', 1_000, 60],
])('waits for an operator %s', async (_, podsGoAfter, seconds) => {
  expect((await stopping(podsGoAfter)).seconds).toBe(seconds);
});

it('says what it did, and that it has stopped waiting', async () => {
  expect((await stopping(undefined)).steps).toEqual([
    'there is no deployments.apps/node-cleanup-webhook in namespace ops',
  ]);
  expect((await stopping(1_000)).steps).toEqual([
    'deleting deployments.apps/node-cleanup-webhook and waiting for its pods to go',
    'its pods are still there, perhaps on a Node that is dead; going on without waiting',
  ]);
});

it.each([
  ['Deployment', DEPLOYMENTS, 'deployments.apps/node-cleanup-webhook in namespace ops is not ours'],
  ['registration', MUTATING_WEBHOOKS, 'io/node-cleanup-webhook is not ours'],
])(
  'refuses a %s of that name that the chart has not made, before it deletes anything',
  async (_, foreign, sentence) => {
    const client = new FakeKubeClient();
    const place = { name: INSTALLATION.name, labels: { 'app.kubernetes.io/name': 'other' } };
    for (const resource of [MUTATING_WEBHOOKS, DEPLOYMENTS]) {
      const metadata = { ...place, ...(resource === foreign ? {} : { labels }) };
      client.put(resource, { metadata: { ...metadata, ...(resource.namespaced ? { namespace: 'ops' } : {}) } });
    }
    const { signal } = new AbortController();
    const stop = stopOperator(INSTALLATION, { client, clock: new FakeClock(), signal, held, onStep: () => {} });
    await expect(stop).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(sentence) });
    expect(client.calls.filter(({ verb }) => verb === 'delete')).toEqual([]);
  },
);

it.each([
  ['stopped', stopOperator],
  ['looked at', checkOperator],
])('names the operator that lives elsewhere, before it deletes anything, when %s', async (_, begin) => {
  const client = new FakeKubeClient();
  const { name } = INSTALLATION;
  const webhooks = [{ clientConfig: { service: { namespace: 'node-cleanup', name } } }];
  client.put(MUTATING_WEBHOOKS, { metadata: { name, labels }, webhooks });
  const { signal } = new AbortController();
  const stop = begin(INSTALLATION, { client, clock: new FakeClock(), signal, held, onStep: () => {} });
  const message =
    'there is no deployments.apps/node-cleanup-webhook in namespace ops, and what is registered as node-cleanup-webhook is of namespace node-cleanup. Name that one: node-cleanup/node-cleanup-webhook';
  await expect(stop).rejects.toMatchObject({ code: 'USAGE', message });
  expect(client.calls.filter(({ verb }) => verb === 'delete')).toEqual([]);
});

it('fails when it may not: to go on would put the finalizer back', async () => {
  const clock = new FakeClock();
  const client = new FakeKubeClient(clock);
  const forbidden = new ApiError('deleting the MutatingWebhookConfiguration', 403, { reason: 'Forbidden' });
  client.fail(({ verb }) => verb === 'delete', forbidden);
  const { signal } = new AbortController();
  await expect(stopOperator(INSTALLATION, { client, clock, signal, held, onStep: () => {} })).rejects.toBe(forbidden);
  expect(clock.pendingTimers).toBe(0);
});
