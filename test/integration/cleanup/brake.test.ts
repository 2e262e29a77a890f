import { beforeAll, describe, expect, it } from 'vitest';
import { begunAt } from '../../../lib/cleanup/brake/begun.ts';
import { NODE_CLEANUPS, type NodeCleanup } from '../../../lib/cleanup/node-cleanup.ts';
import { parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import type { BrakeConfig } from '../../../lib/config/config.ts';
import { isObject, listAt } from '../../../lib/kube/json.ts';
import { pathOf } from '../../../lib/kube/resource.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { eventually } from '../../support/eventually.ts';
import { annotateNode, createNode, deleteNode, findNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { leadInProcess } from './in-process.ts';
import { installCrd, waitForCleanup } from './spine.ts';

const cluster = useCluster();
beforeAll(() => installCrd(cluster));

const HOUR = 3_600_000;
const STORAGE: BrakeConfig['storage'] = { max: { count: 1 }, per: '' };
const holdOf = (count: number, withinMs = HOUR): BrakeConfig => ({
  hold: { above: { count }, withinMs, atLeast: 1 },
  storage: STORAGE,
});
const DONE: Outcome = { state: 'done' };
const moving: Outcome = { state: 'waiting', reason: 'Moving', message: 'replicas move', checkAfterMs: 100 };

/** Each test is the only one that uses its prefix: the brake counts every removal of one. */
function scene(label: string) {
  const prefix = `${cluster.name(label)}.example.com`;
  const finalizer = `${prefix}/node-cleanup`;
  return {
    prefix,
    skip: { [`${prefix}/skip-cleanup`]: 'true' },
    nodes: (count: number, labels: (index: number) => Record<string, string> = () => ({})) =>
      Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const options = { labels: { test: label, ...labels(index) }, finalizers: [finalizer] };
          return (await createNode(cluster, `${label}-${String(index).padStart(2, '0')}`, options)).metadata.name;
        }),
      ),
    records: async (): Promise<readonly NodeCleanup[]> =>
      listAt(await cluster.api.get(pathOf(NODE_CLEANUPS)), 'items')
        .filter(isObject)
        .map(parseNodeCleanup)
        .filter(({ spec }) => spec.finalizer === finalizer),
    release: (record: NodeCleanup, value = 'true') =>
      cluster.kubectl(['annotate', 'ncl', record.name, '--overwrite', `${prefix}/release-hold=${value}`]),
  };
}

const held = (records: readonly NodeCleanup[]) => records.filter(({ status }) => status.phase === 'Held');
const inPhase = (phase: string) => (record: NodeCleanup) => record.status.phase === phase;

describe('thirty Nodes that are deleted at once', () => {
  it('are held but for a few, go one by one as people say, and all when the hold is switched off', async () => {
    const { prefix, nodes, records, release, skip } = scene('hold-many');
    const ran = new Set<string>();
    let told = 0;
    let brake = holdOf(3);
    await using lead = await leadInProcess(cluster, {
      label: 'hold-many',
      prefix,
      config: {
        concurrency: 10,
        brake: {
          get hold() {
            return brake.hold;
          },
          storage: STORAGE,
        },
      },
      plan: [{ name: 'work' }, { name: 'tell', stage: { moment: 'held' }, timeoutMs: HOUR, onTimeout: 'continue' }],
      behaviours: {
        work: ({ subject }) => {
          ran.add(subject.nodeName);
          return DONE;
        },
        tell: () => {
          told += 1;
          return DONE;
        },
      },
    });
    const names = await nodes(30);
    await Promise.all(names.map((name) => deleteNode(cluster, name)));
    const settled = await eventually(records, {
      describe: '27 of 30 to be held, and told of',
      until: (seen) => held(seen).length === 27 && seen.filter(inPhase('Completed')).length === 3 && told === 27,
    });
    expect(ran.size).toBe(3);
    const positions = held(settled).map(({ status }) => status.hold?.position ?? 0);
    expect(Math.min(...positions)).toBe(1);
    expect(Math.max(...positions)).toBeLessThanOrEqual(27);

    const [one, another, third] = held(settled).toReversed();
    if (one === undefined || another === undefined || third === undefined) throw new Error('27 were held');
    expect(one.status).toMatchObject({ phase: 'Held', currentTask: undefined });
    expect(one.status.message).toMatch(
      new RegExp(
        `^no more than 3 removals may begin within 1h; \\d+(st|nd|rd|th) in the queue; .*kubectl annotate ncl ${one.name} ${prefix}/release-hold=true$`,
      ),
    );
    expect(one.status.conditions.find(({ type }) => type === 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'Held',
    });

    await release(one, 'True');
    await release(third, 'yes');
    await release(another);
    await waitUntilGone(cluster, another.spec.nodeName);
    const released = await waitForCleanup(cluster, another.spec.nodeName, 'Completed', inPhase('Completed'));
    expect(released.status.hold).toMatchObject({ releasedBy: expect.stringMatching(/^kubectl-annotate at 2/) });
    expect(released.status.hold?.position).toBeUndefined();
    expect(ran.size).toBe(4);

    await annotateNode(cluster, third.spec.nodeName, skip);
    await waitUntilGone(cluster, third.spec.nodeName);
    await waitForCleanup(cluster, third.spec.nodeName, 'Skipped', inPhase('Skipped'));
    expect(ran.has(third.spec.nodeName)).toBe(false);
    expect(held(await records())).toHaveLength(25);

    brake = { hold: undefined, storage: STORAGE };
    lead.controller.lookAtAll();
    await Promise.all(names.map((name) => waitUntilGone(cluster, name)));
    const last = await waitForCleanup(cluster, one.spec.nodeName, 'Completed', inPhase('Completed'));
    expect(last.status.hold?.releasedBy).toContain('switched off');
  });
});

describe('a removal that is held', () => {
  it('begins by itself when fewer have begun', async () => {
    const { prefix, nodes, records } = scene('hold-turns');
    await using _lead = await leadInProcess(cluster, {
      label: 'hold-turns',
      prefix,
      config: { brake: holdOf(2, 2_500) },
      plan: [{ name: 'work' }],
      behaviours: { work: () => DONE },
    });
    const names = await nodes(6);
    for (const name of names) await deleteNode(cluster, name);
    await Promise.all(names.map((name) => waitUntilGone(cluster, name)));
    const all = await eventually(records, {
      describe: 'all records to be closed',
      until: (seen) => seen.every(inPhase('Completed')),
    });
    const times = all.map((record) => begunAt(record) ?? 0).sort((a, b) => a - b);
    // Times of creation have whole seconds.
    for (const from of times)
      expect(times.filter((at) => at >= from && at < from + 1_500).length).toBeLessThanOrEqual(2);
    const byTurn = all
      .filter(({ status }) => status.hold !== undefined)
      .toSorted((a, b) => (begunAt(a) ?? 0) - (begunAt(b) ?? 0));
    expect(byTurn.length).toBeGreaterThanOrEqual(2);
    expect(byTurn[0]?.status.hold?.releasedBy).toBe('the brake: it was its turn');
  });

  it('is held by the next leader too', async () => {
    const { prefix, nodes, records, release } = scene('hold-leader');
    const options = {
      label: 'hold-leader',
      prefix,
      config: { brake: holdOf(2) },
      plan: [{ name: 'work' }],
      behaviours: { work: () => DONE },
    };
    const names = await nodes(5);
    {
      await using _first = await leadInProcess(cluster, options);
      await Promise.all(names.map((name) => deleteNode(cluster, name)));
      await eventually(records, { describe: 'three to be held', until: (seen) => held(seen).length === 3 });
    }
    await using _second = await leadInProcess(cluster, options);
    const [one, ...others] = held(await records());
    if (one === undefined) throw new Error('three were held');
    await release(one);
    await waitUntilGone(cluster, one.spec.nodeName);
    for (const { spec } of others) expect(await findNode(cluster, spec.nodeName)).toBeDefined();
    expect(held(await records())).toHaveLength(2);
  });

  it('is never one of a few', async () => {
    const { prefix, nodes, records } = scene('hold-few');
    await using _lead = await leadInProcess(cluster, {
      label: 'hold-few',
      prefix,
      config: { brake: { hold: { above: { percent: 1 }, withinMs: HOUR, atLeast: 10 }, storage: STORAGE } },
      plan: [],
      behaviours: {},
    });
    const names = await nodes(10);
    await Promise.all(names.map((name) => deleteNode(cluster, name)));
    await Promise.all(names.map((name) => waitUntilGone(cluster, name)));
    expect((await records()).filter(({ status }) => status.hold !== undefined)).toEqual([]);
  });
});

describe('storage work of several Nodes', () => {
  const stateOf = (record: NodeCleanup) => record.status.tasks.find(({ name }) => name === 'move');
  const atWork = (records: readonly NodeCleanup[]) => records.filter((record) => stateOf(record)?.state === 'Waiting');
  const queued = (records: readonly NodeCleanup[]) => records.filter((record) => stateOf(record)?.reason === 'Brake');
  const plan = [{ name: 'cordon' }, { name: 'move', needs: ['cordon'] }];

  it('queues up, visibly, and each that ends makes room for the next at once', async () => {
    const { prefix, nodes, records } = scene('queue');
    const over = new Set<string>();
    let most = 0;
    const working = new Set<string>();
    await using _lead = await leadInProcess(cluster, {
      label: 'queue',
      prefix,
      config: { brake: { hold: undefined, storage: { max: { count: 2 }, per: '' } } },
      plan,
      moving: { move: 'waiting' },
      behaviours: {
        cordon: () => DONE,
        move: ({ subject }) => {
          working.add(subject.nodeName);
          most = Math.max(most, working.size);
          if (!over.has(subject.nodeName)) return moving;
          working.delete(subject.nodeName);
          return DONE;
        },
      },
    });
    const names = await nodes(5);
    for (const name of names) await deleteNode(cluster, name);
    const waiting = await eventually(records, {
      describe: 'two to be at work and three to wait',
      until: (seen) => atWork(seen).length === 2 && queued(seen).length === 3,
    });
    expect(queued(waiting).map((record) => record.status.message)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^move: \d(st|nd|rd) in the queue for storage work/)]),
    );
    expect(queued(waiting).every(({ status }) => status.currentTask === 'move')).toBe(true);
    for (let left = 5; left > 0; left--) {
      const [next] = atWork(await records());
      if (next === undefined) throw new Error('nobody is at work');
      over.add(next.spec.nodeName);
      await waitUntilGone(cluster, next.spec.nodeName);
      const more = Math.min(2, left - 1);
      await eventually(records, {
        describe: `${more} to be at work`,
        until: (seen) => atWork(seen).length === more,
      });
    }
    expect(most).toBe(2);
  });

  it('counts for each value of a label', async () => {
    const { prefix, nodes, records, skip } = scene('zones');
    const zones = ['a', 'a', 'a', 'b', 'b'];
    await using _lead = await leadInProcess(cluster, {
      label: 'zones',
      prefix,
      config: { brake: { hold: undefined, storage: { max: { count: 1 }, per: 'example.com/zone' } } },
      plan,
      moving: { move: 'waiting' },
      behaviours: { cordon: () => DONE, move: () => moving },
    });
    const names = await nodes(5, (index) => ({ 'example.com/zone': zones[index] ?? '' }));
    for (const name of names) await deleteNode(cluster, name);
    const seen = await eventually(records, {
      describe: 'one of each zone to be at work',
      until: (all) => atWork(all).length === 2 && queued(all).length === 3,
    });
    const zoneOf = ({ spec }: NodeCleanup) => zones[names.indexOf(spec.nodeName)];
    expect(atWork(seen).map(zoneOf).sort()).toEqual(['a', 'b']);
    for (const record of queued(seen)) expect(stateOf(record)?.message).toContain(`(zone ${zoneOf(record)})`);
    await Promise.all(names.map((name) => annotateNode(cluster, name, skip)));
    await Promise.all(names.map((name) => waitUntilGone(cluster, name)));
  });

  it.each(['done', 'skipped'] as const)('does not wait where there is nothing to move: %s', async (forecast) => {
    const label = `nothing-${forecast}`;
    const { prefix, nodes, records } = scene(label);
    const blocker = `${cluster.name(label)}-00`;
    await using _lead = await leadInProcess(cluster, {
      label,
      prefix,
      config: { brake: { hold: undefined, storage: { max: { count: 1 }, per: '' } } },
      plan,
      moving: { move: forecast },
      behaviours: { cordon: () => DONE, move: ({ subject }) => (subject.nodeName === blocker ? moving : DONE) },
    });
    const [first = '', ...names] = await nodes(4);
    expect(first).toBe(blocker);
    await deleteNode(cluster, first);
    await eventually(records, { describe: 'the first to be at work', until: (seen) => atWork(seen).length === 1 });
    await Promise.all(names.map((name) => deleteNode(cluster, name)));
    await Promise.all(names.map((name) => waitUntilGone(cluster, name)));
    await annotateNode(cluster, first, { [`${prefix}/skip-cleanup`]: 'true' });
    await waitUntilGone(cluster, first);
  });
});
