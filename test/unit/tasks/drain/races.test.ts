// The races that the log of an older drain tells of (https://git.pyrocufflink.net/dustin/k8s-reboot-coordinator): each was
// fixed there after it had been seen in a cluster.
import { expect, test } from 'vitest';
import { apiError } from '../../../support/fake-kube-client.ts';
import { taskRun } from '../run.ts';
import { DrainWorld } from './world.ts';

const budgetRefuses = () => {
  const error = apiError(429, 'TooManyRequests', 'Cannot evict pod as it would violate the pod’s disruption budget.');
  const causes = [
    { reason: 'DisruptionBudget', message: 'The disruption budget web needs 2 healthy pods and has 2 currently' },
  ];
  return Object.assign(error, { status: { ...error.status, details: { causes } } });
};

test('a pod that a budget holds back for seconds is waited for, though all others are gone by then', async () => {
  const world = new DrainWorld();
  world.answering = ({ name }) => {
    if (name === 'web-1') throw budgetRefuses();
    world.end(name);
  };
  world.run('web-1');
  world.run('fast-1');
  world.run('fast-2');
  using run = taskRun();
  await world.task.run(run);
  world.show();
  expect(await world.task.run(run)).toMatchObject({
    state: 'waiting',
    reason: 'DisruptionBudget',
    message: '1 pod left. default/web-1: the disruption budget web needs 2 healthy pods and has 2 currently',
  });
  world.answering = ({ name }) => world.end(name);
  await world.clock.advance(5_000);
  await world.task.run(run);
  world.show();
  expect(await world.task.run(run)).toMatchObject({ state: 'done' });
});

test('a pod whose end is seen before the answer to its eviction is not waited for', async () => {
  const world = new DrainWorld();
  world.answering = ({ name }) => {
    world.end(name);
    world.show();
  };
  world.run('quick-1');
  using run = taskRun();
  expect(await world.task.run(run)).toMatchObject({ state: 'done' });
});

test('the first pod ending before the second was asked to go does not end the drain', async () => {
  const world = new DrainWorld();
  const slow = Promise.withResolvers<void>();
  world.answering = async ({ name }) => {
    if (name === 'slow-1') await slow.promise;
    world.terminate(name);
    if (name === 'quick-1') world.end(name);
    world.show();
  };
  world.run('quick-1');
  world.run('slow-1');
  using run = taskRun({ options: { maxParallel: 1 } });
  const outcome = world.task.run(run);
  await world.clock.advance(1_000);
  slow.resolve();
  expect(await outcome).toMatchObject({ state: 'waiting', message: '1 pod left. default/slow-1: terminating' });
});

test('an empty Node is known to be empty, not merely silent', async () => {
  const world = new DrainWorld();
  world.unsynced();
  using run = taskRun();
  const outcome = world.task.run(run);
  await world.clock.advance(500);
  world.sync();
  expect(await outcome).toEqual({ state: 'done', message: 'no pod is left to evict' });
});

test('nothing is evicted before all pods are known', async () => {
  const world = new DrainWorld();
  world.unsynced();
  world.run('web-1');
  using run = taskRun();
  const outcome = world.task.run(run);
  await world.clock.advance(2_000);
  expect(await outcome).toMatchObject({ state: 'waiting', reason: 'ReadingPods' });
  expect(world.requests).toEqual([]);
});

test('a watch that cannot begin says why', async () => {
  const world = new DrainWorld();
  world.unsynced();
  world.listError = apiError(403, 'Forbidden', 'pods is forbidden');
  using run = taskRun();
  const outcome = world.task.run(run).catch((error: unknown) => error);
  await world.clock.advance(2_000);
  expect(await outcome).toMatchObject({ code: 403 });
});

test('a pod that the watch has not shown yet keeps the Node', async () => {
  const world = new DrainWorld();
  world.create('late-1');
  using run = taskRun();
  expect(await world.task.run(run)).toMatchObject({
    state: 'waiting',
    reason: 'PodsAppeared',
    message: '1 pod left: default/late-1',
  });
  world.show();
  await world.task.run(run);
  expect(world.asked()).toEqual(['evict late-1']);
});

test('a watch that still shows pods that are gone does not keep the Node', async () => {
  const world = new DrainWorld();
  world.run('gone-1');
  world.end('gone-1');
  using run = taskRun();
  expect(await world.task.run(run)).toMatchObject({ state: 'done' });
});

test('a pod that came back under the same name on another Node is not evicted', async () => {
  const world = new DrainWorld();
  world.run('db-0');
  world.create('db-0', { metadata: { uid: 'uid-elsewhere' } });
  using run = taskRun();
  await world.task.run(run);
  expect(world.requests).toMatchObject([{ name: 'db-0', uid: 'uid-db-0' }]);
  await world.clock.advance(60_000);
  await world.task.run(run);
  expect(world.requests).toHaveLength(1);
});

test('a pod that came back under the same name on this Node is evicted as well', async () => {
  const world = new DrainWorld();
  world.run('db-0');
  using run = taskRun();
  await world.task.run(run);
  world.create('db-0', { metadata: { uid: 'uid-again' } });
  world.show();
  await world.task.run(run);
  expect(world.requests.map(({ uid }) => uid)).toEqual(['uid-db-0', 'uid-again']);
});

test('a pod that appears late, because it tolerates our taint, is evicted too', async () => {
  const world = new DrainWorld();
  world.run('web-1');
  using run = taskRun();
  await world.task.run(run);
  world.run('tolerant-1');
  await world.clock.advance(100);
  expect(run.woken()).toBeGreaterThan(0);
  await world.task.run(run);
  expect(world.asked()).toEqual(['evict web-1', 'evict tolerant-1']);
});

test('a conflict over a pod that is still the same is tried again', async () => {
  const world = new DrainWorld();
  world.answering = () => {
    throw apiError(409, 'Conflict', 'the object has been modified');
  };
  world.run('web-1');
  using run = taskRun();
  expect(await world.task.run(run)).toMatchObject({ state: 'waiting', reason: 'EvictionFailed' });
  world.answering = ({ name }) => world.terminate(name);
  await world.clock.advance(1_000);
  await world.task.run(run);
  world.show();
  expect(await world.task.run(run)).toMatchObject({ state: 'waiting', reason: 'PodsTerminating' });
});
