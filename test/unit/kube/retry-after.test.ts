import { expect, it } from 'vitest';
import { retryAfterSeconds } from '../../../lib/kube/connection/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

it.each([
  ['seconds', '7', 7],
  ['zero', '0', 0],
  ['a date', 'Thu, 01 Jan 2026 12:00:30 GMT', 30],
  ['a date that is over', 'Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ['nothing', undefined, undefined],
  ['an empty header', ' ', undefined],
  ['nonsense', 'soon', undefined],
])('reads %s', (_, header, seconds) => {
  expect(retryAfterSeconds(header === undefined ? {} : { 'retry-after': header }, NOW)).toBe(seconds);
});
