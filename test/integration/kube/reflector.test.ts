import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Cluster, connect } from '../../../lib/kube/connect.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import type { ReflectorTunables } from '../../../lib/kube/reflector/options.ts';
import { Reflector } from '../../../lib/kube/reflector/reflector.ts';
import type { Resource } from '../../../lib/kube/resource.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import {
  answer,
  endStream,
  garbageLine,
  goneInStream,
  halfLine,
  resetInStream,
  stallInStream,
  tooManyRequests,
} from '../../support/fault-proxy/faults.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace, createServiceAccount } from '../../support/namespaces.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { recordLog, recordMetrics } from '../../unit/kube/harness.ts';

const CONFIG_MAPS: Resource = { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true };
const WATCH = { path: /configmaps$/, watch: true };

/** Fast enough for a test; a stall is told from a pause by two seconds. */
const TUNABLES: Partial<ReflectorTunables> = { backoff: { baseMs: 20, capMs: 200 }, stallMs: 2_000, pageSize: 3 };

const cluster = useCluster();
let namespace: string;
let proxy: FaultProxy;
let connected: Cluster;
let controller: AbortController;
const finished: Promise<void>[] = [];

beforeAll(async () => {
  namespace = await createNamespace(cluster);
});
beforeEach(async () => {
  proxy = await startFaultProxy(cluster);
  connected = await open(proxy.kubeconfig);
  controller = new AbortController();
});
afterEach(async () => {
  controller.abort();
  await Promise.all(finished.splice(0));
  await connected.close();
  await proxy[Symbol.asyncDispose]();
});

const open = (kubeconfig: string) =>
  connect({ kubeconfig, env: {}, version: '0.0.0-test', clock: systemClock, log: recordLog().log, metrics: noMetrics });

function reflect(tunables: Partial<ReflectorTunables> = {}, client = connected.client) {
  const calls: string[] = [];
  const logged = recordLog();
  const metrics = recordMetrics();
  const reflector = new Reflector<string>({
    client,
    resource: CONFIG_MAPS,
    namespace,
    labelSelector: 'test=reflector',
    parse: (object) => `${object.metadata.name}=${stringAt(object, 'data', 'value')}`,
    handler: {
      added: (now) => void calls.push(`+${now}`),
      updated: (before, now) => void calls.push(`~${before}>${now}`),
      deleted: (last) => void calls.push(`-${last}`),
    },
    clock: systemClock,
    random: Math.random,
    log: logged.log,
    metrics,
    tunables: { ...TUNABLES, ...tunables },
  });
  finished.push(reflector.run(controller.signal));
  return {
    reflector,
    calls,
    logged,
    metrics,
    stored: () => [...reflector.store.list()].sort(),
    settles: (expected: string[]) =>
      eventually(() => [...reflector.store.list()].sort(), {
        describe: `the store to hold ${expected}`,
        until: (stored) => stored.join() === [...expected].sort().join(),
      }),
  };
}

const collection = () => `/api/v1/namespaces/${namespace}/configmaps`;
const create = (name: string, value: string) =>
  cluster.api.create(collection(), { metadata: { name, labels: { test: 'reflector' } }, data: { value } });
const update = (name: string, value: string) => cluster.api.patch(`${collection()}/${name}`, { data: { value } });
const remove = (name: string) => cluster.api.delete(`${collection()}/${name}`);
const clear = () => cluster.kubectl(['delete', 'configmaps', '-n', namespace, '-l', 'test=reflector']);
afterEach(clear);

it('streams what there is from a real server, and follows it', async () => {
  await create('a', '1');
  const { reflector, calls, settles, metrics } = reflect();
  await reflector.synced;
  expect(metrics.total('reflector_lists_total', { how: 'stream' })).toBe(1);
  await create('b', '1');
  await update('a', '2');
  await remove('b');
  await settles(['a=2']);
  expect(calls).toEqual(['+a=1', '+b=1', '~a=1>a=2', '-b=1']);
  expect(proxy.count({ path: /configmaps$/ })).toBe(1);
});

it('reads pages where the server does not stream, and follows from there', async () => {
  for (let i = 0; i < 8; i++) await create(`p${i}`, '1');
  proxy.inject({ where: ({ query }) => query.has('sendInitialEvents') }, answer(422, { reason: 'Invalid' }));
  const { reflector, settles } = reflect();
  await reflector.synced;
  expect(proxy.count({ path: /configmaps$/, watch: false })).toBe(3);
  await remove('p0');
  await settles(Array.from({ length: 7 }, (_, i) => `p${i + 1}=1`));
});

it.each([
  ['a reset', resetInStream(3)],
  ['an end', endStream(3)],
  ['half a line', halfLine(3)],
  ['garbage', garbageLine(3)],
  ['410', goneInStream(3)],
  ['silence', stallInStream(3)],
])('misses nothing that happens around %s in mid-stream', async (_, fault) => {
  await create('a', '1');
  await create('b', '1');
  // Two objects and the bookmark that ends them; the next line is the fault's.
  proxy.inject(WATCH, fault, { times: 1 });
  const { reflector, calls, settles } = reflect();
  await reflector.synced;
  await remove('a');
  await update('b', '2');
  await create('c', '1');
  await settles(['b=2', 'c=1']);
  expect(calls.toSorted()).toEqual(['+a=1', '+b=1', '-a=1', '~b=1>b=2', '+c=1'].toSorted());
  await create('d', '1');
  await settles(['b=2', 'c=1', 'd=1']);
});

it.each([
  ['a reset', resetInStream(1)],
  ['an end', endStream(1)],
  ['410', goneInStream(1)],
  ['silence', stallInStream(1)],
])('completes a reading that was interrupted by %s', async (_, fault) => {
  for (const name of ['a', 'b', 'c']) await create(name, '1');
  proxy.inject(WATCH, fault, { times: 2 });
  const { reflector, calls, settles } = reflect();
  await reflector.synced;
  await settles(['a=1', 'b=1', 'c=1']);
  expect(calls.toSorted()).toEqual(['+a=1', '+b=1', '+c=1']);
});

it('comes back after the server was away, and tells what has changed meanwhile', async () => {
  for (const name of ['a', 'b', 'c']) await create(name, '1');
  const { reflector, calls, settles } = reflect();
  await reflector.synced;
  calls.splice(0);
  proxy.refuse();
  await remove('a');
  await update('b', '2');
  await remove('c');
  await create('c', '9');
  proxy.heal();
  await settles(['b=2', 'c=9']);
  expect(calls.toSorted()).toEqual(['+c=9', '-a=1', '-c=1', '~b=1>b=2'].toSorted());
});

it('notices that the network swallows everything', async () => {
  await create('a', '1');
  const { reflector, settles, metrics } = reflect();
  await reflector.synced;
  proxy.swallow();
  await remove('a');
  await eventually(() => metrics.total('reflector_watches_total', { end: 'stalled' }) > 0, { describe: 'the stall' });
  proxy.heal();
  // The attempt that was made in silence has a deadline of 30 s, which is not this test's.
  for (const exchange of proxy.open()) exchange.reset();
  await settles([]);
});

it('keeps away from a busy server for as long as it asks', async () => {
  proxy.inject(WATCH, tooManyRequests(1), { times: 1 });
  const { reflector } = reflect();
  await reflector.synced;
  const [refused, taken] = proxy.seen(WATCH);
  expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThan(950);
});

it('opens no connection per watch when the server ends it again and again', async () => {
  const { reflector, metrics } = reflect({ minTimeoutSeconds: 1, stallMs: 60_000 });
  await reflector.synced;
  await eventually(() => metrics.total('reflector_watches_total', { end: 'closed' }) >= 3, {
    describe: 'three watches to end',
  });
  expect(new Set(proxy.seen(WATCH).map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
});

it('says which right it lacks, and works as soon as it has it', async () => {
  await createServiceAccount(cluster, namespace, 'watcher');
  const account = await open(await cluster.kubeconfigFor({ serviceAccount: 'watcher', namespace }));
  const { reflector, logged } = reflect({}, account.client);
  try {
    await eventually(() => logged.at('error').length === 1, { describe: 'the complaint' });
    expect(logged.at('error')).toMatchObject([
      {
        fields: {
          resource: 'configmaps',
          verb: 'watch',
          err: { message: expect.stringContaining('cannot watch resource "configmaps"') },
        },
      },
    ]);
    const rbac = ['-n', namespace, 'watch-configmaps'];
    const created = [
      await cluster.kubectl(['create', 'role', ...rbac, '--verb=watch,list', '--resource=configmaps']),
      await cluster.kubectl([
        'create',
        'rolebinding',
        ...rbac,
        '--role=watch-configmaps',
        `--serviceaccount=${namespace}:watcher`,
      ]),
    ];
    expect(created.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    await reflector.synced;
    expect(logged.at('error')).toHaveLength(1);
  } finally {
    controller.abort();
    await Promise.all(finished.splice(0));
    await account.close();
  }
});
