import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../lib/kube/client.ts';
import { type Cluster, connect } from '../../../lib/kube/connect.ts';
import { isAlreadyExists, isConflict, isForbidden, isInvalid, isNotFound } from '../../../lib/kube/errors.ts';
import { stringMapAt, stringsAt } from '../../../lib/kube/json.ts';
import { NODES, PODS, type Resource } from '../../../lib/kube/resource.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { cut, loseAnswer, tooManyRequests } from '../../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, createReadyNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createBudget, createRunningPod } from '../../support/workloads.ts';

const CONFIG_MAPS: Resource = { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true };

const cluster = useCluster();
const clusters: Cluster[] = [];
const open = async (kubeconfig: string) => {
  const connected = await connect({
    kubeconfig,
    env: {},
    version: '0.0.0-test',
    clock: systemClock,
    log: silentLogger,
    metrics: noMetrics,
  });
  clusters.push(connected);
  return connected.client;
};
let client: Cluster['client'];
let namespace: string;
beforeAll(async () => {
  client = await open(cluster.kubeconfig);
  namespace = await createNamespace(cluster);
});
afterAll(() => Promise.all(clusters.map((connected) => connected.close())));

const configMap = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...more,
});
const create = (name: string, more: object = {}) => client.create(CONFIG_MAPS, configMap(name, more), { namespace });
const get = (name: string) => client.get(CONFIG_MAPS, name, { namespace });
const error = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it succeeded'),
    (reason: unknown) => reason,
  );
const finalizers = (object: KubeObject) => stringsAt(object, 'metadata', 'finalizers');

describe('reading and writing', () => {
  it('creates, reads, replaces and deletes', async () => {
    await create('whole', { data: { a: '1' } });
    const read = await get('whole');
    await client.replace(CONFIG_MAPS, 'whole', { ...read, data: { a: '2' } }, { namespace });
    expect(stringMapAt(await get('whole'), 'data')).toEqual({ a: '2' });
    await client.delete(CONFIG_MAPS, 'whole', { namespace });
    expect(isNotFound(await error(get('whole')))).toBe(true);
  });

  it('lists in pages that show one moment', async () => {
    for (let i = 0; i < 5; i++)
      await create(`page-${i}`, { metadata: { name: `page-${i}`, labels: { test: 'pages' } } });
    const options = { namespace, labelSelector: 'test=pages', limit: 2 };
    const first = await client.list(CONFIG_MAPS, options);
    await client.delete(CONFIG_MAPS, 'page-4', { namespace });
    const second = await client.list(CONFIG_MAPS, { ...options, continueToken: first.continueToken });
    const third = await client.list(CONFIG_MAPS, { ...options, continueToken: second.continueToken });
    const names = [first, second, third].flatMap(({ items }) => items.map(({ metadata }) => metadata.name));
    expect(names).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4']);
    expect(third.continueToken).toBeUndefined();
    expect(third.resourceVersion).toBe(first.resourceVersion);
  });

  it('reads what is no resource', async () => {
    expect(await client.getPath('/version')).toMatchObject({ major: '1' });
    expect(await error(client.getPath('/no/such/path'))).toMatchObject({
      code: 404,
      message: expect.stringContaining('/no/such/path'),
    });
  });
});

describe('patches', () => {
  it('strategic: finalizers are a set, and another object of the same name is not touched', async () => {
    const { metadata } = await createNode(cluster, 'strategic', { finalizers: ['example.com/theirs'] });
    const patch = (uid: string | undefined) =>
      client.patch(NODES, metadata.name, {
        kind: 'strategic',
        body: { metadata: { uid, finalizers: ['example.com/ours'] } },
      });
    await patch(metadata.uid);
    expect(finalizers(await patch(metadata.uid))).toEqual(['example.com/ours', 'example.com/theirs']);
    expect(isInvalid(await error(patch('another')))).toBe(true);
  });

  it('merge: a list is replaced as a whole', async () => {
    const { metadata } = await createNode(cluster, 'merge', { finalizers: ['example.com/theirs'] });
    const body = { metadata: { finalizers: ['example.com/ours'] } };
    expect(finalizers(await client.patch(NODES, metadata.name, { kind: 'merge', body }))).toEqual(['example.com/ours']);
  });

  it('json: a test that fails changes nothing', async () => {
    await create('json', { data: { a: '1' } });
    const patch = (was: string, now: string) =>
      client.patch(
        CONFIG_MAPS,
        'json',
        {
          kind: 'json',
          body: [
            { op: 'test', path: '/data/a', value: was },
            { op: 'replace', path: '/data/a', value: now },
          ],
        },
        { namespace },
      );
    expect(stringMapAt(await patch('1', '2'), 'data')).toEqual({ a: '2' });
    expect(isInvalid(await error(patch('1', '3')))).toBe(true);
    expect(stringMapAt(await get('json'), 'data')).toEqual({ a: '2' });
  });

  it('apply: a field of another manager is a conflict, unless forced', async () => {
    const apply = (fieldManager: string, value: string, force = false) =>
      client.patch(
        CONFIG_MAPS,
        'apply',
        { kind: 'apply', body: configMap('apply', { data: { a: value } }), fieldManager, force },
        { namespace },
      );
    await apply('one', '1');
    expect(isConflict(await error(apply('two', '2')))).toBe(true);
    expect(stringMapAt(await apply('two', '2', true), 'data')).toEqual({ a: '2' });
  });
});

describe('refusals', () => {
  it('an object that exists already', async () => {
    await create('twice');
    const refusal = await error(create('twice'));
    expect([isAlreadyExists(refusal), isConflict(refusal)]).toEqual([true, false]);
  });

  it('a replacement of an old version', async () => {
    await create('old');
    const old = await get('old');
    await client.replace(CONFIG_MAPS, 'old', { ...old, data: { a: '1' } }, { namespace });
    const refusal = await error(client.replace(CONFIG_MAPS, 'old', { ...old, data: { a: '2' } }, { namespace }));
    expect([isConflict(refusal), isAlreadyExists(refusal)]).toEqual([true, false]);
  });

  it('a deletion of another uid', async () => {
    await create('other');
    expect(isConflict(await error(client.delete(CONFIG_MAPS, 'other', { namespace, uid: 'nope' })))).toBe(true);
  });

  it('an object that is not valid', async () => {
    expect(isInvalid(await error(create('Not_A_Name')))).toBe(true);
  });

  it('a caller without rights, by name', async () => {
    const nobody = await open(await cluster.kubeconfigFor({ user: 'nobody' }));
    const refusal = await error(nobody.list(NODES));
    expect(isForbidden(refusal)).toBe(true);
    expect(String(refusal)).toContain('User "nobody" cannot list resource "nodes"');
  });

  it('an eviction that a budget forbids, with its name, and at once', async () => {
    const labels = { app: 'web' };
    // A pod that does not run is evicted whatever its budget says.
    const node = await createReadyNode(cluster, 'evict');
    await createRunningPod(cluster, namespace, 'web', { labels, node: node.metadata.name });
    await createBudget(cluster, namespace, 'web-budget', { matchLabels: labels, minAvailable: 1 });
    const evict = (name: string) =>
      client.create(
        PODS,
        { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } },
        { namespace, name, subresource: 'eviction' },
      );
    await eventually(
      async () => {
        const refusal = await error(evict('web'));
        expect(refusal).toMatchObject({ code: 429 });
        expect((refusal as { causes(reason: string): string[] }).causes('DisruptionBudget').join()).toContain(
          'web-budget',
        );
        return true;
      },
      { describe: 'the budget to forbid the eviction' },
    );
    expect(isNotFound(await error(evict('gone')))).toBe(true);
  });
});

describe('through a bad network', () => {
  it('repeats a read that was cut, and not a write whose answer was lost', async () => {
    const proxy = await startFaultProxy(cluster);
    const proxied = await open(proxy.kubeconfig);
    proxy.inject({ method: 'GET' }, cut(), { times: 1 });
    expect((await proxied.list(CONFIG_MAPS, { namespace, limit: 1 })).items).toHaveLength(1);

    proxy.inject({ method: 'POST' }, loseAnswer(), { times: 1 });
    expect(await error(proxied.create(CONFIG_MAPS, configMap('lost'), { namespace }))).toMatchObject({
      name: 'ConnectionError',
    });
    expect(proxy.count({ method: 'POST' })).toBe(1);
    expect((await get('lost')).metadata.name).toBe('lost');
  });

  it('waits when the server is busy, for as long as it says', async () => {
    const proxy = await startFaultProxy(cluster);
    const proxied = await open(proxy.kubeconfig);
    const { hits } = proxy.inject({ method: 'POST' }, tooManyRequests(1), { times: 1 });
    await proxied.create(CONFIG_MAPS, configMap('busy'), { namespace });
    const [refused, taken] = proxy.seen({ method: 'POST' });
    expect(hits).toHaveLength(1);
    expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThan(950);
  });
});

it('is known to the server by its service account, and keeps to its rights', async () => {
  const kubeconfig = await cluster.kubeconfigFor({ serviceAccount: 'default', namespace });
  const account = await open(kubeconfig);
  const refusal = await error(account.get(CONFIG_MAPS, 'any', { namespace }));
  expect(String(refusal)).toContain(`system:serviceaccount:${namespace}:default`);
});
