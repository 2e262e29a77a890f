import { describe, expect, test } from 'vitest';
import { apiError, noAnswer } from '../../../support/fake-kube-client.ts';
import { node, subject, taskRun } from '../run.ts';
import { DrainWorld } from './world.ts';

function failing(code: number, message: string, causes: readonly object[] = [], retryAfterSeconds?: number) {
  return () => {
    const error = apiError(code, 'Failure', message, retryAfterSeconds);
    throw Object.assign(error, { status: { ...error.status, details: { causes } } });
  };
}

const budgetCause = (message: string) => [{ reason: 'DisruptionBudget', message }];

function pdb(name: string, status: object, matchLabels: object) {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: '1', generation: 1 };
  return { metadata, spec: { selector: { matchLabels } }, status: { observedGeneration: 1, ...status } };
}

test('a Node that is gone, or another of that name, is not drained', async () => {
  const world = new DrainWorld();
  world.run('web-1');
  using run = taskRun({ subject: subject({ node: undefined }) });
  expect(await world.task.run(run)).toEqual({ state: 'done', message: 'the Node is gone' });
  expect(world.requests).toEqual([]);
});

test('a pod of a Job that this operation waits for is left alone, one of another operation is not', async () => {
  const world = new DrainWorld();
  world.run('ours', { metadata: { labels: { 'infra.894.io/operation': 'operation-uid' } } });
  world.run('theirs', { metadata: { labels: { 'infra.894.io/operation': 'another-uid' } } });
  using run = taskRun();
  await world.task.run(run);
  expect(world.asked()).toEqual(['evict theirs']);
  world.end('theirs');
  world.show();
  expect(await world.task.run(run)).toMatchObject({ state: 'done' });
});

test('many pods are asked a few at a time', async () => {
  const world = new DrainWorld();
  const waiting: (() => void)[] = [];
  let most = 0;
  world.answering = async ({ name }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    most = Math.max(most, waiting.length);
    await promise;
    world.terminate(name);
  };
  for (let i = 0; i < 50; i++) world.create(`web-${i}`);
  world.show();
  using run = taskRun({ options: { maxParallel: 7 } });
  let over = false;
  const outcome = world.task.run(run).finally(() => {
    over = true;
  });
  while (!over) {
    await world.clock.advance(1);
    for (const answer of waiting.splice(0)) answer();
  }
  expect(await outcome).toMatchObject({ state: 'waiting' });
  expect(most).toBe(7);
  expect(world.requests).toHaveLength(50);
});

test('a slow API server does not keep a run for longer than its time; the next one goes on', async () => {
  const world = new DrainWorld();
  world.answering = async ({ name }) => {
    await world.clock.sleep(4_000);
    world.terminate(name);
  };
  for (let i = 0; i < 6; i++) world.create(`web-${i}`);
  world.show();
  using run = taskRun({ options: { maxParallel: 1 } });
  const first = world.task.run(run);
  await world.clock.advance(60_000);
  expect(await first).toMatchObject({ state: 'waiting', checkAfterMs: 100 });
  expect(world.requests).toHaveLength(2);
  const second = world.task.run(run);
  await world.clock.advance(60_000);
  await second;
  expect(world.requests).toHaveLength(4);
});

test.each([
  ['its own, without one in the configuration', '', undefined],
  ["the configuration's", '90s', 90],
])('a pod has %s grace period', async (_, gracePeriod, graceSeconds) => {
  const world = new DrainWorld();
  world.run('web-1');
  using run = taskRun({ options: { gracePeriod } });
  await world.task.run(run);
  expect(world.requests).toEqual([{ how: 'evict', name: 'web-1', uid: 'uid-web-1', graceSeconds }]);
});

describe('answers of the API server', () => {
  async function firstOutcome(answering: () => void) {
    const world = new DrainWorld();
    world.answering = answering;
    world.run('web-1');
    using run = taskRun({ name: 'drain' });
    return await world.task.run(run);
  }

  test('a budget is waited for, with its name and numbers', async () => {
    const cause = budgetCause('The disruption budget web needs 2 healthy pods and has 2 currently');
    expect(await firstOutcome(failing(429, 'Cannot evict', cause))).toEqual({
      state: 'waiting',
      reason: 'DisruptionBudget',
      message: '1 pod left. default/web-1: the disruption budget web needs 2 healthy pods and has 2 currently',
      checkAfterMs: 5_000,
    });
  });

  test('a budget that is being processed is asked again when it says', async () => {
    const cause = budgetCause('The disruption budget web is still being processed by the server.');
    expect(await firstOutcome(failing(429, 'Cannot evict', cause, 10))).toMatchObject({ checkAfterMs: 10_000 });
  });

  test('a busy API server is left alone for as long as it asks', async () => {
    expect(await firstOutcome(failing(429, 'too many requests', [], 7))).toMatchObject({
      state: 'waiting',
      reason: 'ApiServerBusy',
      checkAfterMs: 7_000,
    });
  });

  test('a namespace that is being deleted is waited for', async () => {
    const cause = [{ reason: 'NamespaceTerminating', message: 'namespace default is being terminated' }];
    expect(await firstOutcome(failing(403, 'forbidden', cause))).toMatchObject({
      state: 'waiting',
      reason: 'NamespaceTerminating',
      message: '1 pod left. default/web-1: its namespace is being deleted, which takes it along',
    });
  });

  test('a missing right blocks, and is named', async () => {
    const text = 'pods "web-1" is forbidden: User "x" cannot create resource "pods/eviction"';
    expect(await firstOutcome(failing(403, text))).toEqual({
      state: 'blocked',
      reason: 'EvictionForbidden',
      message: `1 pod left. default/web-1: fake: ${text}. To go on: grant what is missing, or delete the pods by hand, or skip this task with the annotation infra.894.io/skip-tasks=drain`,
    });
  });

  test.each([apiError(500, 'InternalError', 'etcd is away'), apiError(504, 'Timeout'), noAnswer()])(
    'an error is tried again and shown: %s',
    async (error) => {
      const outcome = await firstOutcome(() => {
        throw error;
      });
      expect(outcome).toMatchObject({ state: 'waiting', reason: 'EvictionFailed' });
      expect(outcome).toMatchObject({ message: expect.stringContaining(error.message) });
    },
  );
});

test('errors are retried from a tenth of a second to ten seconds, each pod by itself', async () => {
  const world = new DrainWorld();
  world.answering = failing(500, 'no');
  world.run('web-1');
  using run = taskRun();
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    const outcome = await world.task.run(run);
    if (outcome.state !== 'waiting') throw new Error(`unexpected outcome ${outcome.state}`);
    waits.push(outcome.checkAfterMs);
    await world.clock.advance(outcome.checkAfterMs);
  }
  expect(waits[0]).toBe(100);
  expect(waits.at(-1)).toBe(5_500);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(world.requests).toHaveLength(12);
});

describe('a budget that can never be met', () => {
  function hopeless(): DrainWorld {
    const world = new DrainWorld();
    world.answering = ({ name }) => {
      if (name !== 'one-1') return world.terminate(name);
      failing(429, 'Cannot evict', budgetCause('The disruption budget one needs 1 healthy pods and has 1 currently'))();
    };
    const status = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };
    world.budgets.push(pdb('one', status, { app: 'one' }));
    world.run('one-1');
    return world;
  }

  test('blocks when nothing else is left that moves, and says what to do', async () => {
    const world = hopeless();
    world.run('web-1');
    using run = taskRun({ name: 'drain' });
    await world.task.run(run);
    world.show();
    await world.clock.advance(5_000);
    expect(await world.task.run(run)).toMatchObject({ state: 'waiting', reason: 'PodsTerminating' });
    world.end('web-1');
    world.show();
    expect(await world.task.run(run)).toEqual({
      state: 'blocked',
      reason: 'BudgetAllowsNoDisruption',
      message:
        '1 pod left. default/one-1: the disruption budget one wants 1 healthy pods and there are never more than 1. To go on: let the budget allow one disruption, or add a replica, or delete the pods by hand, or skip this task with the annotation infra.894.io/skip-tasks=drain',
      checkAfterMs: 600_000,
    });
  });

  test('is asked again all the same, and let go when somebody has changed the budget', async () => {
    const world = hopeless();
    using run = taskRun();
    await world.task.run(run);
    await world.clock.advance(5_000);
    expect(await world.task.run(run)).toMatchObject({ state: 'blocked' });
    world.answering = ({ name }) => world.end(name);
    await world.clock.advance(5_000);
    await world.task.run(run);
    world.show();
    expect(await world.task.run(run)).toMatchObject({ state: 'done' });
  });

  test('is asked at once when the watch shows that a budget has changed, and ever less while none does', async () => {
    const world = hopeless();
    using run = taskRun();
    const askedWithin = async (ms: number) => {
      world.requests.splice(0);
      for (let passed = 0; passed < ms; passed += 1_000) {
        await world.task.run(run);
        await world.clock.advance(1_000);
      }
      return world.requests.length;
    };
    expect(await askedWithin(20_000)).toBe(3);
    expect(await askedWithin(300_000)).toBe(2);
    world.requests.splice(0);
    const woken = run.woken();
    world.budgetsChanged();
    expect(run.woken()).toBe(woken + 1);
    await world.task.run(run);
    expect(world.asked()).toEqual(['evict one-1']);
  });

  test('two budgets are both named, at once', async () => {
    const world = new DrainWorld();
    world.answering = failing(
      500,
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
    world.budgets.push(pdb('a', {}, { app: 'web' }), pdb('b', {}, {}));
    world.run('web-1');
    using run = taskRun();
    expect(await world.task.run(run)).toMatchObject({
      state: 'blocked',
      reason: 'MoreThanOneBudget',
      message: expect.stringContaining('2 disruption budgets select it (a, b)'),
    });
  });
});

describe('forceAfter', () => {
  test('deletes with a grace period what evictions could not get away, and says so', async () => {
    const world = new DrainWorld();
    world.answering = failing(429, 'Cannot evict', budgetCause('The disruption budget web has no room'));
    world.run('web-1');
    using run = taskRun({ options: { forceAfter: '10s', gracePeriod: '5s' } });
    expect(await world.task.run(run)).toMatchObject({ state: 'waiting', checkAfterMs: 5_000 });
    await world.clock.advance(10_000);
    world.answering = ({ name }) => world.terminate(name);
    await world.task.run(run);
    expect(world.requests.at(-1)).toEqual({ how: 'delete', name: 'web-1', uid: 'uid-web-1', graceSeconds: 5 });
    world.show();
    expect(await world.task.run(run)).toMatchObject({
      message:
        '1 pod left. The time for evictions is over (forceAfter), so pods are deleted. default/web-1: terminating',
    });
    world.endAll();
    expect(await world.task.run(run)).toEqual({
      state: 'done',
      message:
        'no pod is left to evict. The time for evictions is over (forceAfter), so pods are deleted. Deleted and not evicted: default/web-1',
    });
  });

  test('counts from the first run, also after a restart', async () => {
    const world = new DrainWorld();
    world.run('web-1');
    await world.clock.advance(11_000);
    using run = taskRun({ options: { forceAfter: '10s' } });
    await world.task.run(run);
    expect(world.asked()).toEqual(['delete web-1']);
  });
});

describe('a dead kubelet', () => {
  const dead = subject({ node: node({ ready: { status: 'Unknown', since: '2025-12-31T23:55:00Z' } }) });

  test('does not keep the Node beyond the grace period of its pods', async () => {
    const world = new DrainWorld();
    world.run('web-1');
    using run = taskRun({ subject: dead });
    await world.task.run(run);
    world.show();
    expect(await world.task.run(run)).toMatchObject({
      state: 'waiting',
      reason: 'PodsTerminating',
      message: '1 pod left. The kubelet is not ready for so long that it counts as dead. default/web-1: terminating',
      checkAfterMs: 60_000,
    });
    await world.clock.advance(60_000);
    expect(await world.task.run(run)).toEqual({
      state: 'done',
      message:
        'no pod is left to evict. The kubelet is not ready for so long that it counts as dead. Terminating without a kubelet that would end them: default/web-1',
    });
  });

  test('is given deadAfter before it counts as dead', async () => {
    const world = new DrainWorld();
    world.run('web-1');
    using run = taskRun({ subject: { ...dead, deadAfterMs: 310_000 } });
    await world.task.run(run);
    world.show();
    expect(await world.task.run(run)).toMatchObject({ state: 'waiting', checkAfterMs: 10_000 });
    await world.clock.advance(60_000);
    using back = taskRun();
    expect(await world.task.run(back)).toMatchObject({ state: 'waiting', reason: 'PodStuckTerminating' });
  });
});

test('a pod that is stuck on a living Node is named, with since when and by whom it is held', async () => {
  const world = new DrainWorld();
  world.run('web-1', { metadata: { finalizers: ['example.com/hold'] } });
  using run = taskRun();
  await world.task.run(run);
  world.show();
  await world.clock.advance(3_600_000);
  expect(await world.task.run(run)).toEqual({
    state: 'waiting',
    reason: 'PodStuckTerminating',
    message:
      '1 pod left. default/web-1: terminating since 2026-01-01T00:00:00Z, longer than its grace period of 30 s, held by the finalizers example.com/hold',
    checkAfterMs: 600_000,
  });
});

test('our own pod is evicted when all others are gone', async () => {
  const world = new DrainWorld();
  world.run('operator');
  world.run('web-1');
  using run = taskRun();
  await world.task.run(run);
  world.end('web-1');
  world.show();
  await world.task.run(run);
  expect(world.asked()).toEqual(['evict web-1', 'evict operator']);
});

test('many changes ask for one more run, mere progress for one a second, and the end of the operation for none', async () => {
  const world = new DrainWorld();
  const run = taskRun();
  world.run('web-1');
  await world.task.run(run);
  for (let i = 0; i < 20; i++) world.show();
  await world.clock.advance(100);
  expect(run.woken()).toBe(1);
  world.show('progress');
  await world.clock.advance(999);
  expect(run.woken()).toBe(1);
  await world.clock.advance(1);
  expect(run.woken()).toBe(2);
  world.show('progress');
  world.show('soon');
  await world.clock.advance(100);
  expect(run.woken()).toBe(3);
  await world.clock.advance(10_000);
  expect(run.woken()).toBe(3);
  world.show();
  run[Symbol.dispose]();
  await world.clock.advance(10_000);
  expect(run.woken()).toBe(3);
  expect(world.clock.pendingTimers).toBe(0);
});

test('when it is stopped it stops, and asks for nothing more', async () => {
  const world = new DrainWorld();
  const stop = new AbortController();
  world.answering = () => {
    stop.abort(new Error('the lead is lost'));
    throw noAnswer();
  };
  for (let i = 0; i < 5; i++) world.run(`web-${i}`);
  using run = taskRun({ signal: stop.signal, options: { maxParallel: 1 } });
  await expect(world.task.run(run)).rejects.toThrow('the lead is lost');
  expect(world.requests).toHaveLength(1);
});

test('budgets that cannot be read do not stop a drain', async () => {
  const world = new DrainWorld();
  const list = Object.defineProperty(world.budgets, 'filter', { value: failing(403, 'no list') });
  expect(list).toBe(world.budgets);
  world.answering = failing(429, 'Cannot evict', budgetCause('The disruption budget web has no room'));
  world.run('web-1');
  using run = taskRun();
  expect(await world.task.run(run)).toMatchObject({ state: 'waiting', reason: 'DisruptionBudget' });
});
