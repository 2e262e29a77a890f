import { expect, test } from 'vitest';
import type { NodeCleanup } from '../../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup, parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import { SharedPlans } from '../../../lib/cleanup/shared-plans.ts';

/** As read from the API server: nothing of it is shared with any other. */
const cleanup = (nodeName: string, grace: string): NodeCleanup =>
  parseNodeCleanup(
    JSON.parse(
      JSON.stringify(
        newNodeCleanup({
          nodeName,
          nodeUID: `uid-${nodeName}`,
          requestedAt: '2026-01-01T00:00:00Z',
          finalizer: 'infra.894.io/node-cleanup',
          deadAfterMs: 300_000,
          plan: {
            tasks: [
              {
                name: 'drain',
                task: 'drain',
                stage: 'before',
                needs: [],
                timeoutMs: undefined,
                onTimeout: 'block',
                options: { grace },
              },
            ],
            deadlineMs: undefined,
            onDeadline: 'block',
            retry: { baseMs: 1_000, capMs: 300_000 },
          },
        }),
      ),
    ),
  );

test('records of one configuration share its plan, and are otherwise as they were', () => {
  const plans = new SharedPlans();
  const [one, two] = [plans.share(cleanup('n1', '30s')), plans.share(cleanup('n2', '30s'))];
  expect(two.spec.plan).toBe(one.spec.plan);
  expect([one, two]).toEqual([cleanup('n1', '30s'), cleanup('n2', '30s')]);
});

test('a record with another plan keeps its own', () => {
  const plans = new SharedPlans();
  plans.share(cleanup('n1', '30s'));
  expect(plans.share(cleanup('n2', '60s'))).toEqual(cleanup('n2', '60s'));
});

test('plans that nobody has written lately are forgotten', () => {
  const plans = new SharedPlans();
  const first = plans.share(cleanup('n1', 'first'));
  for (let number = 0; number < 100; number++) plans.share(cleanup('n1', `${number}`));
  expect(plans.share(cleanup('n1', 'first')).spec.plan).not.toBe(first.spec.plan);
});
