import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanupsOf, FINALIZER, installCrd } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import type { Fault } from '../support/fault-proxy/faults.ts';
import type { Matcher, SeenRequest } from '../support/fault-proxy/matcher.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { createNode, deleteNode, type Node } from '../support/nodes.ts';
import { type Operator, startOperator } from '../support/operator.ts';
import { chartKubeconfig } from '../support/rights/chart-rights.ts';
import { useCluster } from '../support/test-cluster.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const NODES = 50;
const cluster = useCluster();
let proxy: FaultProxy;
let receiver: Receiver;

beforeAll(async () => {
  await installCrd(cluster);
  proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, {}));
  receiver = await startReceiver(() => proxy.requests.length);
});
afterAll(() => receiver[Symbol.asyncDispose]());

const writesTask = (state: string) => (request: SeenRequest) => request.body.includes(`"state":"${state}"`);
const ofNode = { path: /^\/api\/v1\/nodes\//, method: 'PATCH' } as const;
const ofStatus = { path: /nodecleanups\/.*\/status$/, method: 'PUT' } as const;

/** Every step that a removal takes, by the request that makes it. */
const TRANSITIONS: readonly (readonly [string, Matcher])[] = [
  ['the finalizer is added', { ...ofNode, where: ({ body }) => body.includes('"finalizers":[') }],
  ['the record is created', { path: /nodecleanups$/, method: 'POST' }],
  ['the start of the first task is written', { ...ofStatus, where: writesTask('Running') }],
  ['the Node is cordoned', { ...ofNode, where: ({ body }) => body.includes('unschedulable') }],
  ['the end of a task is written', { ...ofStatus, where: writesTask('Done') }],
  ['the finalizer is removed', { ...ofNode, where: ({ body }) => body.includes('$deleteFromPrimitiveList') }],
  [
    'the end of the operation is written',
    { ...ofStatus, where: ({ body }) => body.includes('"finishedAt":"2') && body.includes('"phase":"Completed"') },
  ],
];

function start(): Promise<Operator> {
  return startOperator(cluster, {
    kubeconfig: proxy.kubeconfig,
    leaderElect: false,
    logLevel: 'info',
    config: {
      nodeSelector: `test=${cluster.prefix}`,
      cleanup: {
        retry: { base: '100ms', cap: '1s' },
        tasks: [
          { task: 'cordon' },
          {
            task: 'notify',
            name: 'ask',
            stage: 'before',
            needs: ['cordon'],
            onTimeout: 'block',
            options: { url: receiver.url },
          },
        ],
      },
    },
  });
}

describe('the operator, killed at any step while fifty Nodes are deleted,', () => {
  it('strands no Node, skips no task, and releases none before its tasks', { timeout: 180_000 }, async () => {
    let operator = await start();
    await operator.waitReady();
    const names = await Promise.all(
      Array.from({ length: NODES }, (_, index) =>
        createNode(cluster, `killed-${index}`, { labels: { test: cluster.prefix } }).then(
          ({ metadata }) => metadata.name,
        ),
      ),
    );
    const deaths: string[] = [];
    const left = () => cluster.api.list<Node>(`/api/v1/nodes?labelSelector=test%3D${cluster.prefix}`);
    const allGone = (signal?: AbortSignal) =>
      eventually(left, {
        describe: 'all Nodes to be gone',
        until: (nodes) => nodes.length === 0,
        deadline: 90_000,
        every: 200,
        ...(signal ? { signal } : {}),
      });
    const whicheverFirst = async (event: Promise<void>) => {
      const enough = new AbortController();
      await Promise.race([
        event,
        allGone(enough.signal).then(
          () => {},
          () => {},
        ),
      ]);
      enough.abort();
    };
    const dieAt = async (what: string, matcher: Matcher, make: (die: () => void) => Fault) => {
      const dead = Promise.withResolvers<void>();
      const injection = proxy.inject(
        matcher,
        make(() => void operator.kill('SIGKILL').then(() => dead.resolve())),
        { times: 1, after: 3 },
      );
      await whicheverFirst(dead.promise);
      injection[Symbol.dispose]();
      if (injection.hits.length === 0) return;
      deaths.push(what);
      operator = await start();
    };
    const [join, ...removal] = TRANSITIONS;
    if (join !== undefined) await dieAt(join[0], join[1], (die) => ({ kind: 'after-server', act: die }));
    await eventually(left, {
      describe: 'all Nodes to be guarded',
      until: (nodes) => nodes.every(({ metadata }) => metadata.finalizers?.includes(FINALIZER)),
    });
    // A few at a time, so that every kind of step is still to come at every death.
    const deleting = (async () => {
      for (const name of names) {
        await deleteNode(cluster, name);
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
    })();
    for (const [what, matcher] of removal) {
      await dieAt(`before ${what}`, matcher, (die) => ({ kind: 'instead', act: die }));
      await dieAt(`after ${what}`, matcher, (die) => ({ kind: 'after-server', act: die }));
    }
    const told = Promise.withResolvers<void>();
    receiver.onRequest = () => told.resolve(operator.kill('SIGKILL').then(() => {}));
    await whicheverFirst(told.promise);
    if (receiver.onRequest !== undefined) operator = await start();
    receiver.onRequest = undefined;
    await deleting;
    await allGone();

    for (const name of names) {
      const records = await eventually(() => cleanupsOf(cluster, name), {
        describe: `the record of ${name} to be completed`,
        until: (seen) => seen.length === 1 && seen[0]?.status.phase === 'Completed',
      });
      expect(records[0]?.status.tasks.map((task) => [task.name, task.state])).toEqual([
        ['cordon', 'Done'],
        ['ask', 'Done'],
      ]);
      const asked = receiver.received.filter(({ node }) => node === name);
      expect(asked.length, `${name} was asked for`).toBeGreaterThan(0);
      expect(new Set(asked.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      const release = proxy.seen({
        ...ofNode,
        where: ({ path, body }) => path.endsWith(`/${name}`) && body.includes('$delete'),
      })[0];
      expect(release?.number, `${name} was released after it was asked for`).toBeGreaterThan(
        asked[0]?.mark ?? Number.POSITIVE_INFINITY,
      );
    }
    expect(deaths.length, `deaths: ${deaths.join(', ')}`).toBeGreaterThanOrEqual(8);
  });
});
