import { expect, it } from 'vitest';
import { WorkQueue } from '../../../../lib/kube/work-queue/work-queue.ts';
import { type Handler, runWorkers } from '../../../../lib/kube/work-queue/workers.ts';
import { type LogFields, silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../../support/fake-clock.ts';

function setUp(handler: Handler, concurrency = 2) {
  const clock = new FakeClock();
  const warnings: LogFields[] = [];
  const queue = new WorkQueue({
    name: 'nodes',
    clock,
    random: () => 0.5,
    log: { ...silentLogger, warn: (fields) => warnings.push(fields) },
    metrics: noMetrics,
    backoff: { baseMs: 1_000, capMs: 10_000 },
  });
  const abort = new AbortController();
  const stopped = runWorkers(queue, concurrency, handler, abort.signal);
  return { clock, queue, abort, stopped, warnings };
}

it('never runs more handlers at once than asked for', async () => {
  const running: PromiseWithResolvers<undefined>[] = [];
  let most = 0;
  let open = 0;
  const { queue } = setUp(async () => {
    open += 1;
    most = Math.max(most, open);
    const done = Promise.withResolvers<undefined>();
    running.push(done);
    await done.promise;
    open -= 1;
    return undefined;
  }, 3);
  for (let i = 0; i < 10; i++) queue.add(`node-${i}`);
  for (let i = 0; i < 10; i++) {
    await settle();
    running.shift()?.resolve(undefined);
  }
  await settle();
  expect(most).toBe(3);
  expect(queue.length).toBe(0);
});

it('tries a key that failed again, later and later, and says so each time', async () => {
  const times: number[] = [];
  const { clock, queue, warnings } = setUp(async () => {
    times.push(clock.monotonic());
    if (times.length < 4) throw new Error('no');
    return undefined;
  });
  queue.add('a');
  await clock.advance(60_000);
  expect(times).toEqual([0, 550, 550 + 1_100, 550 + 1_100 + 2_200]);
  expect(queue.retries('a')).toBe(0);
  expect(warnings).toMatchObject([{ key: 'a', attempt: 1 }, { attempt: 2 }, { attempt: 3 }]);
});

it('survives a handler that throws before it gives a promise', async () => {
  let calls = 0;
  const { clock, queue } = setUp(() => {
    calls += 1;
    throw new Error('at once');
  });
  queue.add('a');
  await clock.advance(600);
  expect(calls).toBe(2);
});

it('looks at a key again when the handler asked for it', async () => {
  const times: number[] = [];
  const { clock, queue } = setUp(async () => {
    times.push(clock.monotonic());
    return { requeueAfterMs: 30_000 };
  });
  queue.add('a');
  await clock.advance(60_000);
  expect(times).toEqual([0, 30_000, 60_000]);
});

it('lets handlers that run finish after the abort, starts no other, and leaves no timer', async () => {
  const blocked = Promise.withResolvers<undefined>();
  const started: string[] = [];
  const { clock, queue, abort, stopped, warnings } = setUp(async (key) => {
    started.push(key);
    await blocked.promise;
    throw new Error('aborted');
  }, 1);
  queue.add('a');
  queue.add('b');
  await settle();
  abort.abort();
  let over = false;
  void stopped.then(() => {
    over = true;
  });
  await settle();
  expect(over).toBe(false);
  blocked.resolve(undefined);
  await settle();
  expect(over).toBe(true);
  expect(started).toEqual(['a']);
  expect(warnings).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

it('ends at once when the signal was aborted before', async () => {
  const queue = new WorkQueue({
    name: 'nodes',
    clock: new FakeClock(),
    random: () => 0.5,
    log: silentLogger,
    metrics: noMetrics,
  });
  queue.add('a');
  await runWorkers(queue, 2, () => Promise.reject(new Error('never called')), AbortSignal.abort());
  expect(await queue.get()).toBeUndefined();
});
