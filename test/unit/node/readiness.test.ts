import { expect, test } from 'vitest';
import { deadAt, isDead } from '../../../lib/node/readiness.ts';

const SINCE = '2026-01-01T00:00:00Z';
const start = Date.parse(SINCE);

test.each([
  ['True', 3_600_000, false],
  ['Unknown', 299_999, false],
  ['Unknown', 300_000, true],
  ['False', 300_000, true],
] as const)('a kubelet whose Ready is %s for %i ms: dead is %s', (status, ms, dead) => {
  expect(isDead({ status, since: SINCE }, 300_000, start + ms)).toBe(dead);
});

test('without a time nobody is declared dead', () => {
  expect(deadAt({ status: 'Unknown', since: '' }, 0)).toBeUndefined();
});
