import { expect, test } from 'vitest';
import { createDeadlines } from '../../../lib/http/deadlines.ts';
import { FakeClock } from '../../support/fake-clock.ts';

test('each deadline is missed after its own time, and only once', async () => {
  const clock = new FakeClock();
  const deadlines = createDeadlines(1_000, clock);
  const missed: string[] = [];
  deadlines.begin(() => missed.push(`first at ${clock.monotonic()}`));
  await clock.advance(300);
  deadlines.begin(() => missed.push(`second at ${clock.monotonic()}`));
  await clock.advance(5_000);
  expect(missed).toEqual(['first at 1000', 'second at 1300']);
});

test('what ends in time is not missed', async () => {
  const clock = new FakeClock();
  const deadlines = createDeadlines(1_000, clock);
  const missed: string[] = [];
  const [kept, late] = [() => missed.push('kept'), () => missed.push('late')];
  deadlines.begin(kept);
  deadlines.begin(late);
  await clock.advance(999);
  deadlines.end(kept);
  await clock.advance(1);
  expect(missed).toEqual(['late']);
});

test('thousands at a time cost one timer, and none when nothing is under way any more', async () => {
  const clock = new FakeClock();
  const deadlines = createDeadlines(1_000, clock);
  const all = Array.from({ length: 5_000 }, () => () => {});
  for (const one of all) deadlines.begin(one);
  expect(clock.pendingTimers).toBe(1);
  for (const one of all) deadlines.end(one);
  await clock.advance(1_000);
  expect(clock.pendingTimers).toBe(0);
});

test('disposing of them forgets them all', async () => {
  const clock = new FakeClock();
  const deadlines = createDeadlines(1_000, clock);
  const missed: string[] = [];
  deadlines.begin(() => missed.push('missed'));
  deadlines[Symbol.dispose]();
  await clock.advance(2_000);
  expect(missed).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});
