import { expect, test } from 'vitest';
import { recheckMsAt } from '../../../../lib/cleanup/brake/recheck.ts';

test.each([
  [1, 60_000],
  [50, 60_000],
  [100, 120_000],
  [500, 600_000],
  [5_000, 600_000],
])('place %i in a queue is looked up every %i ms', (place, ms) => {
  expect(recheckMsAt(place)).toBe(ms);
});

test('so that a thousand who wait cost little more than fifty', () => {
  const perMinute = (waiting: number) =>
    Array.from({ length: waiting }, (_, index) => 60_000 / recheckMsAt(index + 1)).reduce((sum, looks) => sum + looks);
  expect(perMinute(50)).toBe(50);
  expect(perMinute(1_000)).toBeLessThan(250);
});
