import { expect, it } from 'vitest';
import { expired, keptMs } from '../../../lib/cleanup/retention.ts';
import { cleanup, status } from './sample.ts';

const finishedAt = '2026-01-01T00:00:00Z';
const HOUR = 3_600_000;
const FINISHED = Date.parse(finishedAt);

it('a finished record goes when its time is over, not before', () => {
  const finished = cleanup({ status: status({ phase: 'Completed', finishedAt }) });
  expect(expired([finished], HOUR, FINISHED + HOUR - 1)).toEqual([]);
  expect(expired([finished], HOUR, FINISHED + HOUR)).toEqual([finished]);
});

it('a record of a removal under way never goes', () => {
  expect(expired([cleanup({ status: status({ phase: 'Blocked' }) })], HOUR, FINISHED + 1_000 * HOUR)).toEqual([]);
});

it('a finished record without a time is kept for a person to look at', () => {
  expect(expired([cleanup({ status: status({ phase: 'Completed' }) })], HOUR, FINISHED + 1_000 * HOUR)).toEqual([]);
});

it('a finished record stays for as long as the hold counts when it began', () => {
  const storage = { max: { count: 1 }, per: '' };
  const hold = { above: { count: 3 }, withinMs: HOUR, atLeast: 1 };
  expect(keptMs({ keepFinishedMs: 0, brake: { hold, storage } })).toBe(HOUR);
  expect(keptMs({ keepFinishedMs: 2 * HOUR, brake: { hold, storage } })).toBe(2 * HOUR);
  expect(keptMs({ keepFinishedMs: 0, brake: { hold: undefined, storage } })).toBe(0);
});
