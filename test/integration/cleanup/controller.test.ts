import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../lib/operation/task.ts';
import { eventually } from '../../support/eventually.ts';
import { annotateNode, createNode, deleteNode, findNode, getNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { type Behaviour, leadInProcess } from './in-process.ts';
import { cleanupsOf, FINALIZER, installCrd, SKIP, waitForCleanup } from './spine.ts';

const cluster = useCluster();
beforeAll(() => installCrd(cluster));

const DONE: Outcome = { state: 'done' };
const waiting = (message = 'not yet'): Outcome => ({ state: 'waiting', reason: 'NotYet', message, checkAfterMs: 200 });
const never: Behaviour = () => new Promise<Outcome>(() => {});

/** A Node of that label, guarded; `label` is also its name. */
async function guardedNode(label: string): Promise<string> {
  const { metadata } = await createNode(cluster, label, { labels: { test: label }, finalizers: [FINALIZER] });
  return metadata.name;
}

const stateOf = async (node: string, task: string) =>
  (await cleanupsOf(cluster, node))[0]?.status.tasks.find(({ name }) => name === task)?.state;

describe('a task', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['a string', 'no'],
    [
      'something that cannot even be shown',
      {
        toString() {
          throw new Error('not even that');
        },
      },
    ],
  ])('that throws %s is tried again and stops no other', async (_, thrown) => {
    const label = `throws-${typeof thrown}`;
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'bad' }, { name: 'good' }],
      behaviours: {
        bad: () => {
          throw thrown;
        },
        good: () => DONE,
      },
    });
    const node = await guardedNode(label);
    await deleteNode(cluster, node);
    const record = await waitForCleanup(cluster, node, 'retrying', ({ status }) =>
      status.tasks.some((task) => task.name === 'bad' && task.attempts >= 3),
    );
    expect(record.status.tasks.find(({ name }) => name === 'good')?.state).toBe('Done');
    await annotateNode(cluster, node, { [SKIP]: 'true' });
    await waitUntilGone(cluster, node);
  });

  it('that never answers and ignores its signal does not keep the skip annotation waiting', async () => {
    const label = 'hangs-for-ever';
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'hang' }],
      behaviours: { hang: never },
      config: { concurrency: 1 },
    });
    const node = await guardedNode(label);
    await deleteNode(cluster, node);
    await eventually(() => stateOf(node, 'hang'), {
      describe: 'the task to run',
      until: (state) => state === 'Running',
    });
    await annotateNode(cluster, node, { [SKIP]: 'true' });
    await waitUntilGone(cluster, node);
  });

  it('that misses its timeout is given up when it may be', async () => {
    const label = 'gives-up';
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'slow', timeoutMs: 600, onTimeout: 'continue' }],
      behaviours: { slow: () => waiting() },
    });
    const node = await guardedNode(label);
    await deleteNode(cluster, node);
    await waitUntilGone(cluster, node);
    const record = await waitForCleanup(cluster, node, 'Completed', ({ status }) => status.phase === 'Completed');
    expect(record.status.tasks[0]).toMatchObject({ state: 'TimedOut', reason: 'DeadlineExceeded' });
  });

  it('that misses its timeout blocks when it must not be given up, and goes on once it can', async () => {
    const label = 'blocks';
    let can = false;
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'slow', timeoutMs: 600 }],
      behaviours: { slow: () => (can ? DONE : waiting()) },
    });
    const node = await guardedNode(label);
    await deleteNode(cluster, node);
    const wait = await cluster.kubectl([
      'wait',
      '--for=condition=Blocked',
      'ncl',
      '--field-selector',
      `spec.nodeName=${node}`,
      '--timeout=15s',
    ]);
    expect(wait).toMatchObject({ code: 0 });
    expect(await findNode(cluster, node)).toBeDefined();
    can = true;
    await waitUntilGone(cluster, node);
  });

  it('after the pivot runs when the Node is gone, and not before', async () => {
    const label = 'after';
    const seen: boolean[] = [];
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'first' }, { name: 'last', stage: 'after' }],
      behaviours: {
        first: () => DONE,
        last: async ({ subject }) => {
          seen.push(subject.node !== undefined || (await findNode(cluster, subject.nodeName)) !== undefined);
          return DONE;
        },
      },
    });
    const node = await guardedNode(label);
    await deleteNode(cluster, node);
    await waitForCleanup(cluster, node, 'Completed', ({ status }) => status.phase === 'Completed');
    expect(seen).toEqual([false]);
  });
});

describe('a lead that is lost in the middle', () => {
  it('ends at once, and the next one goes on from the record, with the plan as it was', async () => {
    const label = 'inherits';
    const ran: string[] = [];
    const count =
      (name: string, outcome: Outcome): Behaviour =>
      () => {
        ran.push(name);
        return outcome;
      };
    const node = await guardedNode(label);
    {
      await using first = await leadInProcess(cluster, {
        label,
        plan: [{ name: 'one' }, { name: 'two', needs: ['one'] }],
        behaviours: { one: count('one', DONE), two: count('two', waiting()) },
      });
      await deleteNode(cluster, node);
      await eventually(() => stateOf(node, 'two'), { describe: 'two to wait', until: (state) => state === 'Waiting' });
      const startedAt = performance.now();
      await first.loseLead();
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }
    expect(await findNode(cluster, node)).toBeDefined();
    await using _second = await leadInProcess(cluster, {
      label,
      // Another configuration: it is for removals that begin from now on.
      plan: [{ name: 'three' }],
      behaviours: { one: count('one again', DONE), two: count('two again', DONE), three: count('three', DONE) },
    });
    await waitUntilGone(cluster, node);
    const record = await waitForCleanup(cluster, node, 'Completed', ({ status }) => status.phase === 'Completed');
    expect(record.status.tasks.map(({ name, state }) => [name, state])).toEqual([
      ['one', 'Done'],
      ['two', 'Done'],
    ]);
    expect(new Set(ran)).toEqual(new Set(['one', 'two', 'two again']));
  });

  it('a kind of task that this version does not know blocks; it is not taken for done', async () => {
    const label = 'unknown-kind';
    const node = await guardedNode(label);
    await using _lead = await leadInProcess(cluster, { label, plan: [{ name: 'from-the-future' }], behaviours: {} });
    await deleteNode(cluster, node);
    const record = await waitForCleanup(cluster, node, 'Blocked', ({ status }) => status.phase === 'Blocked');
    expect(record.status.tasks[0]?.reason).toBe('UnknownTask');
    await annotateNode(cluster, node, { [SKIP]: 'true' });
    await waitUntilGone(cluster, node);
  });
});

describe('the record', () => {
  it('names who announced the deletion', async () => {
    const label = 'announced';
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'wait' }],
      behaviours: { wait: () => waiting() },
    });
    const node = await guardedNode(label);
    const now = new Date().toISOString().replace(/\.\d+/, '');
    await cluster.api.create('/api/v1/namespaces/default/events', {
      metadata: { generateName: 'announced-' },
      involvedObject: { kind: 'Node', name: node },
      reason: 'DeletingNode',
      source: { component: 'cloud-node-lifecycle-controller' },
      type: 'Normal',
      firstTimestamp: now,
      lastTimestamp: now,
    });
    await deleteNode(cluster, node);
    const record = await waitForCleanup(cluster, node, 'waiting', ({ status }) => status.requestedBy !== undefined);
    expect(record.status.requestedBy).toBe('cloud-node-lifecycle-controller (Event DeletingNode)');
    await annotateNode(cluster, node, { [SKIP]: 'true' });
    await waitUntilGone(cluster, node);
  });

  it('goes when it was kept long enough', async () => {
    const label = 'retired';
    const node = await guardedNode(label);
    {
      await using _lead = await leadInProcess(cluster, { label, plan: [], behaviours: {} });
      await deleteNode(cluster, node);
      await waitForCleanup(cluster, node, 'Completed', ({ status }) => status.phase === 'Completed');
    }
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [],
      behaviours: {},
      config: { keepFinishedMs: 1 },
    });
    await eventually(() => cleanupsOf(cluster, node), {
      describe: 'the record to go',
      until: (seen) => seen.length === 0,
    });
  });

  it('tells of progress on the Node itself', async () => {
    const label = 'annotated';
    let message = 'two pods left';
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'count' }],
      behaviours: { count: () => waiting(message) },
    });
    const node = await guardedNode(label);
    await deleteNode(cluster, node);
    const annotation = async () => (await getNode(cluster, node)).metadata.annotations?.['infra.894.io/cleanup-status'];
    await eventually(annotation, { describe: 'the annotation', until: (text) => text?.includes('two pods') ?? false });
    message = 'one pod left';
    await eventually(annotation, { describe: 'its change', until: (text) => text?.includes('one pod') ?? false });
    await annotateNode(cluster, node, { [SKIP]: 'true' });
    await waitUntilGone(cluster, node);
  });
});
