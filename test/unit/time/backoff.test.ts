import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from '../../../lib/time/backoff.ts';

const POLICY = { baseMs: 1_000, capMs: 60_000 };

it.each([
  { attempt: 1, ceiling: 1_000 },
  { attempt: 2, ceiling: 2_000 },
  { attempt: 6, ceiling: 32_000 },
  { attempt: 7, ceiling: 60_000 },
  { attempt: 1_000_000, ceiling: 60_000 },
  { attempt: 0, ceiling: 1_000 },
  { attempt: -3, ceiling: 1_000 },
])('waits between a tenth of and all of $ceiling ms after failure $attempt', ({ attempt, ceiling }) => {
  expect(backoffMs(POLICY, attempt, () => 0)).toBeCloseTo(ceiling / 10);
  expect(backoffMs(POLICY, attempt, () => 1)).toBeCloseTo(ceiling);
});

it('is a finite wait within the cap for any policy', () => {
  fc.assert(
    fc.property(
      fc.record({ baseMs: fc.integer({ min: 1, max: 1e9 }), capMs: fc.integer({ min: 1, max: 1e9 }) }),
      fc.nat(),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (policy, attempt, random) => {
        const wait = backoffMs(policy, attempt, () => random);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(policy.capMs);
      },
    ),
  );
});
