import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanupsOf, FINALIZER, installCrd } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import type { Matcher, SeenRequest } from '../support/fault-proxy/matcher.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { createNode, deleteNode, type Node } from '../support/nodes.ts';
import { type Operator, startOperator } from '../support/operator.ts';
import { chartKubeconfig } from '../support/rights/chart-rights.ts';
import { useCluster } from '../support/test-cluster.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const NODES = 50;
/** Deleted before each death, so that every kind of step is still to come, however fast the machine is. */
const BATCH = 4;
/** Milliseconds, on a machine on which a start takes a quarter of a minute. */
const PATIENCE = 120_000;
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

const JOIN: Matcher = { ...ofNode, where: ({ body }) => body.includes('"finalizers":[') };

/** Every step that a removal takes, by the request that makes it. */
const REMOVAL: readonly (readonly [string, Matcher])[] = [
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
  it('strands no Node, skips no task, and releases none before its tasks', { timeout: 15 * PATIENCE }, async () => {
    let operator = await start();
    await operator.waitReady();
    const names: string[] = [];
    let deleted = 0;
    const createAll = async () => {
      const labels = { test: cluster.prefix };
      const created = Array.from({ length: NODES }, (_, index) => createNode(cluster, `killed-${index}`, { labels }));
      names.push(...(await Promise.all(created)).map(({ metadata }) => metadata.name));
    };
    const deleteSome = () => {
      const some = names.slice(deleted, deleted + BATCH);
      deleted += some.length;
      return Promise.all(some.map((name) => deleteNode(cluster, name)));
    };
    const allNodes = (what: string, until: (nodes: Node[]) => boolean) =>
      eventually(() => cluster.api.list<Node>(`/api/v1/nodes?labelSelector=test%3D${cluster.prefix}`), {
        describe: `all Nodes to be ${what}`,
        until,
        deadline: PATIENCE,
        every: 200,
      });

    const dieAt = async (
      step: string,
      how: 'instead' | 'after-server',
      matcher: Matcher,
      work: () => Promise<unknown>,
    ) => {
      const died = Promise.withResolvers<true>();
      const act = () => void operator.kill('SIGKILL').then(() => died.resolve(true));
      const injection = proxy.inject(matcher, { kind: how, act }, { times: 1, after: 1 });
      await work();
      await eventually(() => died.promise, { describe: `the operator to die as ${step} (${how})`, deadline: PATIENCE });
      injection[Symbol.dispose]();
      operator = await start();
    };
    await dieAt('the finalizer is added', 'after-server', JOIN, createAll);
    await allNodes('guarded', (nodes) => nodes.every(({ metadata }) => metadata.finalizers?.includes(FINALIZER)));
    for (const [step, matcher] of REMOVAL) {
      await dieAt(step, 'instead', matcher, deleteSome);
      await dieAt(step, 'after-server', matcher, deleteSome);
    }
    const died = Promise.withResolvers<true>();
    receiver.onRequest = () => void operator.kill('SIGKILL').then(() => died.resolve(true));
    await deleteSome();
    await eventually(() => died.promise, { describe: 'the operator to die before a hook answers', deadline: PATIENCE });
    receiver.onRequest = undefined;
    operator = await start();
    await allNodes('gone', (nodes) => nodes.length === 0);

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
  });
});
