import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../../../lib/kube/work-queue/work-queue.ts';
import { silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../../support/fake-clock.ts';

function setUp(options: { random?: () => number; metrics?: typeof noMetrics } = {}) {
  const clock = new FakeClock();
  const queue = new WorkQueue({
    name: 'nodes',
    clock,
    random: options.random ?? (() => 1 - Number.EPSILON),
    log: silentLogger,
    metrics: options.metrics ?? noMetrics,
    backoff: { baseMs: 1_000, capMs: 10_000 },
  });
  return { clock, queue };
}

describe('adding', () => {
  it('gives keys out in the order they were added', async () => {
    const { queue } = setUp();
    for (const key of ['a', 'b', 'c']) queue.add(key);
    expect([await queue.get(), await queue.get(), await queue.get()]).toEqual(['a', 'b', 'c']);
  });

  it('gives a key out once however often it is added while it waits', async () => {
    const { queue } = setUp();
    queue.add('a');
    queue.add('a');
    queue.add('b');
    expect(queue.length).toBe(2);
    expect([await queue.get(), await queue.get()]).toEqual(['a', 'b']);
    expect(queue.length).toBe(0);
  });

  it('gives a key added while it is processed out once more, and only after it is done', async () => {
    const { queue } = setUp();
    queue.add('a');
    await queue.get();
    queue.add('a');
    queue.add('a');
    expect(queue.length).toBe(0);
    queue.done('a');
    expect(queue.length).toBe(1);
    expect(await queue.get()).toBe('a');
    queue.done('a');
    expect(queue.length).toBe(0);
  });

  it('wakes those who wait for a key in the order they came', async () => {
    const { queue } = setUp();
    const got = Promise.all([queue.get(), queue.get()]);
    queue.add('a');
    queue.add('b');
    expect(await got).toEqual(['a', 'b']);
  });

  it('does not hand the same key to two who wait', async () => {
    const { queue } = setUp();
    const first = queue.get();
    const second = queue.get();
    queue.add('a');
    queue.add('a');
    expect(await first).toBe('a');
    queue.done('a');
    expect(await second).toBe('a');
  });

  it('keeps the order of ten thousand keys while they come and go', async () => {
    const { queue } = setUp();
    const taken: string[] = [];
    for (let i = 0; i < 10_000; i++) {
      queue.add(`node-${i}`);
      if (i % 3 === 0) taken.push((await queue.get()) ?? '');
    }
    while (queue.length > 0) taken.push((await queue.get()) ?? '');
    expect(taken).toEqual(Array.from({ length: 10_000 }, (_, i) => `node-${i}`));
  });
});

describe('adding later', () => {
  it('adds the key when its time has come and not before', async () => {
    const { clock, queue } = setUp();
    queue.addAfter('a', 1_000);
    await clock.advance(999);
    expect(queue.length).toBe(0);
    await clock.advance(1);
    expect(queue.length).toBe(1);
  });

  it.each([
    { first: 5_000, second: 1_000, due: 1_000 },
    { first: 1_000, second: 5_000, due: 1_000 },
  ])('adds at the earlier of $first and $second ms, once', async ({ first, second, due }) => {
    const { clock, queue } = setUp();
    queue.addAfter('a', first);
    queue.addAfter('a', second);
    await clock.advance(due);
    expect(queue.length).toBe(1);
    await queue.get();
    queue.done('a');
    await clock.advance(10_000);
    expect(queue.length).toBe(0);
  });

  it.each([0, -1, Number.NaN])('adds at once for a wait of %s', (ms) => {
    const { queue } = setUp();
    queue.addAfter('a', ms);
    expect(queue.length).toBe(1);
  });
});

describe('retrying', () => {
  it('waits twice as long after each failure, up to the cap, and starts over once forgotten', async () => {
    const { clock, queue } = setUp();
    const waits: number[] = [];
    const retry = async () => {
      const from = clock.monotonic();
      queue.addRateLimited('a');
      while (queue.length === 0) await clock.advance(100);
      waits.push(clock.monotonic() - from);
      await queue.get();
      queue.done('a');
    };
    for (let i = 0; i < 6; i++) await retry();
    expect(queue.retries('a')).toBe(6);
    queue.forget('a');
    expect(queue.retries('a')).toBe(0);
    await retry();
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 1_000]);
  });

  it('does not hold back a key that changes while its retry waits', () => {
    const { queue } = setUp();
    queue.addRateLimited('a');
    queue.add('a');
    expect(queue.length).toBe(1);
  });
});

describe('shutting down', () => {
  it('drops what waits, refuses what comes, tells those who wait, and leaves no timer', async () => {
    const { clock, queue } = setUp();
    const waiting = queue.get();
    queue.addAfter('later', 1_000);
    queue.addRateLimited('failed');
    const down = queue.shutDown();
    for (const add of [() => queue.add('a'), () => queue.addAfter('b', 1), () => queue.addRateLimited('c')]) add();
    await down;
    expect(await waiting).toBeUndefined();
    expect(await queue.get()).toBeUndefined();
    expect(queue.length).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits for the keys that are being processed, and does not process them again', async () => {
    const { queue } = setUp();
    queue.add('a');
    queue.add('b');
    await queue.get();
    await queue.get();
    queue.add('a');
    let down = false;
    void queue.shutDown().then(() => {
      down = true;
    });
    queue.done('a');
    await settle();
    expect(down).toBe(false);
    queue.done('b');
    await settle();
    expect(down).toBe(true);
    expect(queue.length).toBe(0);
  });
});

it('measures depth, adds, retries, waiting and work', async () => {
  const seen: string[] = [];
  const { clock, queue } = setUp({
    metrics: {
      ...noMetrics,
      count: (name) => seen.push(name),
      set: (name, _labels, value) => seen.push(`${name}=${value}`),
      observe: (name, _labels, value) => seen.push(`${name}=${value}`),
    },
  });
  queue.add('a');
  await clock.advance(2_000);
  await queue.get();
  await clock.advance(3_000);
  queue.addRateLimited('a');
  queue.done('a');
  expect(seen).toEqual([
    'workqueue_depth=0',
    'workqueue_adds_total',
    'workqueue_depth=1',
    'workqueue_queue_duration_seconds=2',
    'workqueue_depth=0',
    'workqueue_retries_total',
    'workqueue_work_duration_seconds=3',
  ]);
});
