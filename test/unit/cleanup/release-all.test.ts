import { describe, expect, it } from 'vitest';
import { NODE_CLEANUPS } from '../../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import {
  type GuardedNode,
  listGuarded,
  type ReleaseResult,
  releaseAll,
  unfinishedTasks,
} from '../../../lib/cleanup/release-all.ts';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { stringsAt } from '../../../lib/kube/json.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { apiError, FakeKubeClient, noAnswer } from '../../support/fake-kube-client.ts';
import { cleanup, KEYS, plan, plannedTask } from './sample.ts';

const OURS = KEYS.finalizer;
const { signal } = new AbortController();

function clusterOf(...nodes: readonly { name: string; finalizers?: readonly string[]; deleting?: boolean }[]) {
  const clock = new FakeClock();
  const client = new FakeKubeClient(clock);
  for (const { name, finalizers = [OURS], deleting = false } of nodes) {
    const deletion = deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {};
    client.put(NODES, { metadata: { name, uid: `uid-${name}`, finalizers, ...deletion } });
  }
  return { clock, client };
}

const finalizersOf = (client: FakeKubeClient, name: string) =>
  stringsAt(client.peek(NODES, name), 'metadata', 'finalizers');

interface Run {
  readonly client: KubeClient;
  readonly clock: FakeClock;
  readonly signal?: AbortSignal;
  readonly onResult?: (result: ReleaseResult) => void;
}

/** Time moves on for as long as there is anything to wait for. */
async function run(nodes: readonly GuardedNode[], { client, clock, signal: stop = signal, onResult = () => {} }: Run) {
  const done = releaseAll(nodes, { client, finalizer: OURS, clock, random: () => 0.5, signal: stop, onResult });
  await clock.advance(60_000);
  return done;
}

const outcome = (results: readonly ReleaseResult[]) =>
  Object.fromEntries(results.map(({ node, is }) => [node.name, is]));

describe('release-all finds', () => {
  it('the Nodes that have our finalizer, and who else holds them', async () => {
    const { client } = clusterOf(
      { name: 'b', finalizers: [OURS, 'karpenter.sh/termination'], deleting: true },
      { name: 'a' },
      { name: 'free', finalizers: ['example.com/other'] },
    );
    expect(await listGuarded(client, OURS, signal)).toEqual([
      { name: 'a', uid: 'uid-a', deleting: false, others: [] },
      { name: 'b', uid: 'uid-b', deleting: true, others: ['karpenter.sh/termination'] },
    ]);
  });

  it('each Node once when the list expires half-way and has to begin again', async () => {
    const { client } = clusterOf({ name: 'a' }, { name: 'b' });
    const { items } = await client.list(NODES);
    let pages = 0;
    const paged = Object.assign(Object.create(client), {
      list: async () => {
        pages += 1;
        if (pages === 2) throw apiError(410, 'Expired');
        return { resourceVersion: '1', continueToken: pages === 4 ? undefined : 'more', items };
      },
    });
    expect(await listGuarded(paged, OURS, signal)).toHaveLength(2);
    expect(pages).toBe(4);
  });

  it('what a removal has not done yet, in the order of its plan', async () => {
    const { client } = clusterOf();
    const { spec } = cleanup();
    const tasks = plan(plannedTask('cordon'), plannedTask('drain'), plannedTask('forget', { stage: 'after' }));
    client.put(NODE_CLEANUPS, {
      ...newNodeCleanup({ ...spec, plan: tasks }),
      status: { tasks: [{ name: 'cordon', state: 'Done', attempts: 0 }] },
    });
    expect(await unfinishedTasks(client, signal)).toEqual(new Map([[spec.nodeUID, ['drain']]]));
  });
});

describe('release-all', () => {
  it('takes off ours alone', async () => {
    const { client, clock } = clusterOf({ name: 'a', finalizers: ['x.example/1', OURS, 'x.example/2'] });
    const results = await run(await listGuarded(client, OURS, signal), { client, clock });
    expect(outcome(results)).toEqual({ a: 'released' });
    expect(finalizersOf(client, 'a')).toEqual(['x.example/1', 'x.example/2']);
  });

  it('tells a Node that went with it from one that others hold', async () => {
    const { client, clock } = clusterOf(
      { name: 'gone', deleting: true },
      { name: 'held', deleting: true, finalizers: [OURS, 'x.example/1'] },
    );
    const results = await run(await listGuarded(client, OURS, signal), { client, clock });
    expect(outcome(results)).toEqual({ gone: 'gone', held: 'released' });
  });

  it('has nothing to do the second time', async () => {
    const { client, clock } = clusterOf({ name: 'a' }, { name: 'b' });
    await run(await listGuarded(client, OURS, signal), { client, clock });
    expect(await listGuarded(client, OURS, signal)).toEqual([]);
  });

  it('leaves a new Node of the same name alone', async () => {
    const { client, clock } = clusterOf({ name: 'a' });
    const nodes = await listGuarded(client, OURS, signal);
    client.remove(NODES, 'a');
    client.put(NODES, { metadata: { name: 'a', uid: 'another', finalizers: [OURS] } });
    const metadataUid = apiError(422, 'Invalid', 'metadata.uid: Invalid value: field is immutable');
    client.fail(({ verb }) => verb === 'patch', metadataUid);
    expect(outcome(await run(nodes, { client, clock }))).toEqual({ a: 'gone' });
    expect(finalizersOf(client, 'a')).toEqual([OURS]);
  });

  it('does not let one Node that is refused stop the others', async () => {
    const { client, clock } = clusterOf({ name: 'a' }, { name: 'b' }, { name: 'c' });
    client.fail(
      ({ verb, name }) => verb === 'patch' && name === 'b',
      apiError(403, 'Forbidden', 'nodes "b" is forbidden: no'),
    );
    const results = await run(await listGuarded(client, OURS, signal), { client, clock });
    expect(outcome(results)).toEqual({ a: 'released', b: 'failed', c: 'released' });
    expect(results[1]).toMatchObject({ why: 'not allowed to patch nodes: no', refused: true });
  });

  it.each([
    ['does not answer', noAnswer()],
    ['is too busy', apiError(429, 'TooManyRequests')],
    ['fails', apiError(500, 'InternalError')],
  ])('tries again when the API server %s for a moment', async (_what, error) => {
    const { client, clock } = clusterOf({ name: 'a' });
    client.fail(({ verb }) => verb === 'patch', error, 2);
    expect(outcome(await run(await listGuarded(client, OURS, signal), { client, clock }))).toEqual({ a: 'released' });
  });

  it('gives up on all when the API server does not answer any more, instead of waiting for each', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `node-${index}`);
    const { client, clock } = clusterOf(...names.map((name) => ({ name })));
    const nodes = await listGuarded(client, OURS, signal);
    client.fail(({ verb }) => verb === 'patch', noAnswer());
    const results = await run(nodes, { client, clock });
    expect(new Set(results.map(({ is }) => is))).toEqual(new Set(['not tried']));
    expect(client.calls.filter(({ verb }) => verb === 'patch').length).toBeLessThan(100);
  });

  it('brings what is under way to its end when it is interrupted, and begins nothing more', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `node-${String(index).padStart(2, '0')}`);
    const { client, clock } = clusterOf(...names.map((name) => ({ name })));
    const nodes = await listGuarded(client, OURS, signal);
    client.behave(({ verb }) => (verb === 'patch' ? { beforeMs: 100 } : undefined));
    const stop = new AbortController();
    const results = await run(nodes, { client, clock, signal: stop.signal, onResult: () => stop.abort() });
    const released = results.filter(({ is }) => is === 'released');
    expect(released.length).toBeGreaterThan(0);
    expect(released.length).toBeLessThan(nodes.length);
    for (const { node } of released) expect(finalizersOf(client, node.name)).toEqual([]);
    for (const { node, is } of results) if (is === 'not tried') expect(finalizersOf(client, node.name)).toEqual([OURS]);
  });

  it('tells of each Node as it ends', async () => {
    const { client, clock } = clusterOf({ name: 'a' }, { name: 'b' });
    const told: string[] = [];
    await run(await listGuarded(client, OURS, signal), { client, clock, onResult: ({ node }) => told.push(node.name) });
    expect(told.sort()).toEqual(['a', 'b']);
  });
});
