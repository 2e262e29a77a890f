import { expect, test } from 'vitest';
import { selects } from '../../../../lib/node/selector.ts';
import { judge, parseBudget } from '../../../../lib/tasks/drain/budget.ts';
import { readLabelSelector } from '../../../../lib/tasks/drain/label-selector.ts';
import { budget, NOW, pod, terminating } from './sample.ts';

const full = { disruptionsAllowed: 0, currentHealthy: 2 };
const hopeless = { disruptionsAllowed: 0, currentHealthy: 3, desiredHealthy: 3 };

test.each([
  ['no budget', pod('web-1'), [], { is: 'free' }],
  ["another namespace's budget", pod('web-1'), [budget('web', { namespace: 'x', ...full })], { is: 'free' }],
  ['a budget with room', pod('web-1'), [budget('web')], { is: 'free' }],
  ['a pod that has not started', pod('web-1', { phase: 'Pending' }), [budget('web', hopeless)], { is: 'free' }],
  ['a terminating pod', terminating('web-1'), [budget('web', hopeless)], { is: 'free' }],
  [
    'a pod that is not ready, of an application that is fine without it',
    pod('web-1', { ready: false }),
    [budget('web', { disruptionsAllowed: 0, currentHealthy: 2 })],
    { is: 'free' },
  ],
  [
    'a pod that is not ready, where AlwaysAllow lets such pods go',
    pod('web-1', { ready: false }),
    [budget('web', { disruptionsAllowed: 0, currentHealthy: 0, unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
    { is: 'free' },
  ],
  [
    'a pod that is not ready, of an application that is not fine',
    pod('web-1', { ready: false }),
    [budget('web', { disruptionsAllowed: 0, currentHealthy: 1 })],
    { is: 'refused', budget: 'web', text: 'the disruption budget web needs 2 healthy pods and has 1' },
  ],
  [
    'a budget without room',
    pod('web-1'),
    [budget('web', full)],
    { is: 'refused', budget: 'web', text: 'the disruption budget web needs 2 healthy pods and has 2' },
  ],
  [
    'a budget that the controller has not seen yet',
    pod('web-1'),
    [budget('web', { ...hopeless, current: false })],
    { is: 'refused', budget: 'web', text: 'the disruption budget web is still being processed' },
  ],
])('%s', (_, given, budgets, verdict) => {
  expect(judge(given, budgets, NOW)).toEqual(verdict);
});

test('minAvailable as high as the number of replicas can never let a pod go', () => {
  expect(judge(pod('web-1'), [budget('web', hopeless)], NOW)).toMatchObject({
    is: 'hopeless',
    reason: 'BudgetAllowsNoDisruption',
    text: 'the disruption budget web wants 3 healthy pods and there are never more than 3',
  });
});

test('two budgets for one pod are named', () => {
  const second = { ...budget('web'), name: 'all' };
  expect(judge(pod('web-1'), [budget('web'), second], NOW)).toMatchObject({
    is: 'hopeless',
    reason: 'MoreThanOneBudget',
    text: '2 disruption budgets select it (all, web), and the eviction API refuses that',
  });
});

test('a budget that cannot be worked out is given a minute', () => {
  const failed = (since: string) => budget('web', { ...full, syncFailed: { since, message: 'found no controllers' } });
  expect(judge(pod('web-1'), [failed('2025-12-31T23:59:30Z')], NOW).is).toBe('refused');
  expect(judge(pod('web-1'), [failed('2025-12-31T23:58:30Z')], NOW)).toMatchObject({
    is: 'hopeless',
    reason: 'BudgetNotComputable',
    text: 'the disruption budget web cannot be worked out: found no controllers',
  });
});

test('a budget with maxUnavailable for pods that nothing manages never lets one go', () => {
  const none = budget('web', { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 });
  expect(judge(pod('web-1', { controller: undefined }), [none], NOW)).toMatchObject({
    is: 'hopeless',
    reason: 'BudgetNotComputable',
    text: 'the disruption budget web counts no pods, since nothing manages those that it selects',
  });
  expect(judge(pod('web-1'), [none], NOW).is).toBe('refused');
});

test('a budget is read with the defaults of the API', () => {
  const metadata = { name: 'b', namespace: 'n', uid: 'u', resourceVersion: '1', generation: 1 };
  expect(parseBudget({ metadata, spec: { selector: {} } })).toMatchObject({
    current: false,
    disruptionsAllowed: 0,
    unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    selector: { requirements: [] },
  });
});

test.each([
  ['an empty one selects everything', {}, true],
  ['a label that is right', { matchLabels: { app: 'web' } }, true],
  ['a label that is wrong', { matchLabels: { app: 'db' } }, false],
  ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, true],
  ['NotIn', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false],
  ['NotIn of a label that is absent', { matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['web'] }] }, true],
  ['Exists', { matchExpressions: [{ key: 'x', operator: 'Exists' }] }, false],
  ['DoesNotExist', { matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }] }, true],
  [
    'both kinds must hold',
    { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'x', operator: 'Exists' }] },
    false,
  ],
])('label selector: %s', (_, selector, expected) => {
  const read = readLabelSelector(selector);
  expect(read !== undefined && selects(read, { app: 'web' })).toBe(expected);
});

test.each([undefined, null, 'x', { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }])(
  'label selector %j selects nothing',
  (selector) => {
    expect(readLabelSelector(selector)).toBeUndefined();
  },
);
