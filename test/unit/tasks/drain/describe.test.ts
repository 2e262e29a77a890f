import { expect, test } from 'vitest';
import { describeSteps } from '../../../../lib/tasks/drain/describe.ts';
import type { PodStep } from '../../../../lib/tasks/drain/drain-plan.ts';
import { outcomeOf } from '../../../../lib/tasks/drain/outcome.ts';
import { pod, terminating, view } from './sample.ts';

const stuck = (text: string) =>
  ({ is: 'stuck', reason: 'BudgetAllowsNoDisruption', text, remedy: 'add a replica' }) as const;

test('pods with one reason are told of together, and more than three are counted', () => {
  const steps: PodStep[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    pod: terminating(name),
    step: { is: 'terminating', overdue: false },
  }));
  expect(describeSteps(steps)).toBe('default/a, default/b, default/c and 2 more: terminating');
});

test('what needs a person comes first, what merely waits its turn last', () => {
  const steps: PodStep[] = [
    { pod: pod('dns'), step: { is: 'later' } },
    { pod: terminating('web'), step: { is: 'terminating', overdue: false } },
    { pod: pod('db'), step: { is: 'budget', text: 'the disruption budget db needs 2' } },
    { pod: pod('one'), step: stuck('never') },
  ];
  expect(describeSteps(steps)).toBe(
    'default/one: never; default/db: the disruption budget db needs 2; default/web: terminating; default/dns: evicted after those',
  );
});

test('a pod whose containers have ended is held by its finalizers alone', () => {
  const held = pod('a', { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['example.com/hold'] });
  expect(describeSteps([{ pod: held, step: { is: 'terminating', overdue: true } }])).toBe(
    'default/a: terminating since 2026-01-01T00:00:00Z, held by the finalizers example.com/hold',
  );
});

test('however many reasons there are, the way out finds room in the record', () => {
  const steps: PodStep[] = Array.from({ length: 200 }, (_, i) => ({
    pod: pod(`${'long-name-'.repeat(20)}${i}`),
    step: stuck(`the disruption budget number-${i} wants ${i} healthy pods and there are never more than ${i}`),
  }));
  const outcome = outcomeOf(steps, view(), 'skip this task with the annotation infra.894.io/skip-tasks=drain');
  expect(outcome).toMatchObject({
    state: 'blocked',
    message: expect.stringMatching(
      /^200 pods left\. .*…\. To go on: add a replica, or skip this task with the annotation infra\.894\.io\/skip-tasks=drain$/,
    ),
  });
  expect('message' in outcome && outcome.message?.length).toBeLessThan(1_024);
});

test('a date that cannot be read keeps nobody busy', () => {
  const steps: PodStep[] = [
    { pod: pod('a', { deletionTimestamp: 'soon' }), step: { is: 'terminating', overdue: false } },
  ];
  expect(outcomeOf(steps, view(), '')).toMatchObject({ state: 'waiting', checkAfterMs: 30_000 });
});
