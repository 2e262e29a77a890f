import { describe, expect, test } from 'vitest';
import { type DrainView, planDrain } from '../../../../lib/tasks/drain/drain-plan.ts';
import { readOptions } from '../../../../lib/tasks/drain/options.ts';
import { accepted, budget, NOW, pod, refused, terminating, view } from './sample.ts';

const steps = (part: Partial<DrainView>) => planDrain(view(part)).map(({ pod: { name }, step }) => [name, step]);
const evict = { is: 'ask', how: 'evict' };
const remove = { is: 'ask', how: 'delete' };
const cluster = { priority: 2_000_000_000 };
const node = { priority: 2_000_001_000 };

test('workload is evicted at once, all of it, the least important first', () => {
  const pods = [pod('b', { priority: 1_000 }), pod('a'), pod('c', { priority: -5 })];
  expect(steps({ pods })).toEqual([
    ['c', evict],
    ['a', evict],
    ['b', evict],
  ]);
});

describe('order', () => {
  test('critical pods wait until the workload is gone, not merely asked to go', () => {
    const pods = [pod('dns', cluster), pod('csi', node), terminating('web')];
    expect(steps({ pods })).toEqual([
      ['web', { is: 'terminating', overdue: false }],
      ['dns', { is: 'later' }],
      ['csi', { is: 'later' }],
    ]);
    expect(steps({ pods: [pod('web'), ...pods.slice(0, 2)], attempts: new Map([['uid-web', accepted]]) })[1]).toEqual([
      'dns',
      { is: 'later' },
    ]);
  });

  test('what keeps the cluster going comes before what keeps the Node going', () => {
    expect(steps({ pods: [pod('csi', node), pod('dns', cluster)] })).toEqual([
      ['dns', evict],
      ['csi', { is: 'later' }],
    ]);
    expect(steps({ pods: [pod('csi', node)] })).toEqual([['csi', evict]]);
  });

  test('our own pod goes last', () => {
    const self = { namespace: 'default', name: 'operator' };
    expect(steps({ pods: [pod('operator'), pod('csi', node)], self })).toEqual([
      ['csi', evict],
      ['operator', { is: 'later' }],
    ]);
    expect(steps({ pods: [pod('operator')], self })).toEqual([['operator', evict]]);
  });

  test('a pod that is left where it is holds nobody up', () => {
    const pods = [pod('cni', { controller: { kind: 'DaemonSet', name: 'cni' } }), pod('dns', cluster)];
    expect(steps({ pods })).toEqual([['dns', evict]]);
  });
});

describe('a pod that was asked already', () => {
  test('is not asked again while the watch has not caught up', () => {
    expect(steps({ pods: [pod('a')], attempts: new Map([['uid-a', accepted]]) })).toEqual([['a', { is: 'asked' }]]);
  });

  test('is asked again when the watch still shows it untouched after a while', () => {
    const attempts = new Map([['uid-a', { ...accepted, waitMs: 0 }]]);
    expect(steps({ pods: [pod('a')], attempts })).toEqual([['a', evict]]);
  });

  test('and does not exist any more counts for nothing', () => {
    const attempts = new Map([['uid-a', { answer: { is: 'gone' }, waitMs: 0, times: 1 } as const]]);
    expect(steps({ pods: [pod('a'), pod('dns', cluster)], attempts })).toEqual([['dns', evict]]);
  });

  test('is another pod when it has come back under the same name', () => {
    const attempts = new Map([['uid-a', accepted]]);
    expect(steps({ pods: [pod('a', { uid: 'uid-new' })], attempts })).toEqual([['a', evict]]);
  });
});

describe('a pod that a budget holds back', () => {
  const attempts = new Map([['uid-web-1', refused]]);
  const pods = [pod('web-1')];
  const never = budget('web', { disruptionsAllowed: 0, desiredHealthy: 3 });

  test('waits with the words of the API server', () => {
    expect(steps({ pods, attempts })).toEqual([
      ['web-1', { is: 'budget', text: refused.answer.is === 'budget' && refused.answer.text }],
    ]);
  });

  test('is asked again when its time has come', () => {
    expect(steps({ pods, attempts: new Map([['uid-web-1', { ...refused, waitMs: 0 }]]) })).toEqual([['web-1', evict]]);
  });

  test('for good needs a person', () => {
    expect(steps({ pods, attempts, budgets: [never] })).toMatchObject([
      ['web-1', { is: 'stuck', reason: 'BudgetAllowsNoDisruption' }],
    ]);
  });

  test('is not given up at the first refusal, since budgets lag behind', () => {
    const first = new Map([['uid-web-1', { ...refused, times: 1 }]]);
    expect(steps({ pods, attempts: first, budgets: [never] })).toMatchObject([['web-1', { is: 'budget' }]]);
  });

  test('because of two budgets needs a person at once', () => {
    const first = new Map([['uid-web-1', { ...refused, times: 1 }]]);
    const budgets = [budget('web'), { ...budget('web'), name: 'all' }];
    expect(steps({ pods, attempts: first, budgets })).toMatchObject([
      ['web-1', { is: 'stuck', reason: 'MoreThanOneBudget' }],
    ]);
  });

  test('for good only waits where forceAfter will end it', () => {
    expect(steps({ pods, attempts, budgets: [never], forceAt: NOW + 1 })).toMatchObject([['web-1', { is: 'budget' }]]);
  });
});

describe('when the time for evictions is over', () => {
  test('pods are deleted, past the order and past what budgets have said', () => {
    const pods = [pod('web-1'), pod('dns', cluster)];
    expect(steps({ pods, attempts: new Map([['uid-web-1', refused]]), forceAt: NOW })).toEqual([
      ['web-1', remove],
      ['dns', remove],
    ]);
  });

  test('our own pod still goes last', () => {
    const self = { namespace: 'default', name: 'operator' };
    expect(steps({ pods: [pod('operator'), pod('web')], self, forceAt: NOW })).toEqual([
      ['web', remove],
      ['operator', { is: 'later' }],
    ]);
  });

  test('what the configuration protects stays protected', () => {
    const options = readOptions({ emptyDir: 'block' });
    expect(steps({ pods: [pod('db', { emptyDir: true })], options, forceAt: NOW })).toMatchObject([
      ['db', { is: 'stuck', reason: 'LocalData' }],
    ]);
  });
});

describe('with a dead kubelet', () => {
  const deadAt = NOW;

  test('pods are evicted first, all at once', () => {
    expect(steps({ pods: [pod('web'), pod('csi', node)], deadAt })).toEqual([
      ['web', evict],
      ['csi', evict],
    ]);
  });

  test('a budget does not hold back a pod that does not serve', () => {
    expect(steps({ pods: [pod('web-1')], attempts: new Map([['uid-web-1', refused]]), deadAt })).toEqual([
      ['web-1', remove],
    ]);
  });

  test('a pod whose grace period is over counts as gone, with half a minute for clocks that differ', () => {
    expect(steps({ pods: [terminating('a', 60_000), terminating('b', 59_999)], deadAt })).toEqual([
      ['a', { is: 'lost' }],
      ['b', { is: 'terminating', overdue: false }],
    ]);
  });

  test('nothing of this happens before it counts as dead', () => {
    expect(steps({ pods: [terminating('a', 3_600_000)], deadAt: NOW + 1 })).toEqual([
      ['a', { is: 'terminating', overdue: true }],
    ]);
  });
});

test('a pod that is stuck terminating on a living Node is overdue, not gone', () => {
  expect(steps({ pods: [terminating('a', 60_000)] })).toEqual([['a', { is: 'terminating', overdue: true }]]);
});

test('a namespace that is being deleted takes its pods along', () => {
  const attempts = new Map([['uid-a', { answer: { is: 'namespace' }, waitMs: 5_000, times: 1 } as const]]);
  expect(steps({ pods: [pod('a')], attempts })).toEqual([['a', { is: 'namespace' }]]);
});

test('an eviction that is forbidden needs a person, one that failed is tried again', () => {
  const attempts = new Map([
    ['uid-a', { answer: { is: 'forbidden', text: 'no' }, waitMs: 50, times: 1 } as const],
    ['uid-b', { answer: { is: 'failed', text: 'HTTP 500' }, waitMs: 50, times: 1 } as const],
  ]);
  expect(steps({ pods: [pod('a'), pod('b')], attempts })).toMatchObject([
    ['a', { is: 'stuck', reason: 'EvictionForbidden', text: 'no' }],
    ['b', { is: 'retry', text: 'HTTP 500' }],
  ]);
});
