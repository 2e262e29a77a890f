import { describe, expect, it } from 'vitest';
import type { PodView } from '../../../../lib/cleanup/explain/document.ts';
import type { NodeRecord } from '../../../../lib/node/record.ts';
import type { Budget } from '../../../../lib/tasks/drain/budget.ts';
import type { PodRecord } from '../../../../lib/tasks/drain/pod-record.ts';
import { plan, plannedTask } from '../sample.ts';
import { budget, deleting, explained, pod, removal } from './sample.ts';

interface Case {
  readonly name: string;
  readonly pod?: Partial<PodRecord>;
  readonly budgets?: readonly Budget[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly node?: Partial<NodeRecord>;
  readonly expected: Partial<Omit<PodView, 'message'>> & { readonly message: RegExp };
}

const CASES: readonly Case[] = [
  {
    name: 'a budget whose pods are not healthy',
    budgets: [budget()],
    expected: { reason: 'DisruptionBudget', budgets: ['web'], message: /budget web needs 2 healthy pods and has 1/ },
  },
  {
    name: 'a budget that will never allow it',
    budgets: [budget({ desiredHealthy: 3 })],
    expected: {
      reason: 'BudgetAllowsNoDisruption',
      budgets: ['web'],
      message: /budget web wants 3 healthy pods and there are never more than 3/,
      remedy: 'let the budget allow one disruption, or add a replica',
    },
  },
  {
    name: 'two budgets',
    budgets: [budget(), budget({ name: 'all' })],
    expected: {
      reason: 'MoreThanOneBudget',
      budgets: ['web', 'all'],
      message: /2 disruption budgets select it \(all, web\)/,
    },
  },
  {
    name: 'a budget that cannot be worked out',
    budgets: [budget({ syncFailed: { since: '2026-01-01T00:00:00Z', message: 'no scale' } })],
    expected: { reason: 'BudgetNotComputable', message: /cannot be worked out: no scale/ },
  },
  {
    name: 'a budget of another namespace',
    budgets: [budget({ namespace: 'other' })],
    expected: { reason: 'ToBeEvicted', budgets: [], message: /nothing known keeps it/ },
  },
  {
    name: 'a pod that is ending',
    pod: { deletionTimestamp: '2026-01-01T00:10:20Z', deletionGraceSeconds: 30 },
    expected: { reason: 'Terminating', message: /terminating; it has until 2026-01-01T00:10:20Z/ },
  },
  {
    name: 'a pod that does not end, and its finalizers',
    pod: { deletionTimestamp: '2026-01-01T00:05:30Z', deletionGraceSeconds: 30, finalizers: ['example.com/hold'] },
    expected: {
      reason: 'TerminatingTooLong',
      finalizers: ['example.com/hold'],
      message: /terminating since 2026-01-01T00:05:00Z, longer than .* held by the finalizers example\.com\/hold/,
    },
  },
  {
    name: 'a pod of a dead kubelet',
    pod: { deletionTimestamp: '2026-01-01T00:05:30Z', deletionGraceSeconds: 30 },
    node: { ready: { status: 'Unknown', since: '2026-01-01T00:00:00Z' } },
    expected: { reason: 'KubeletDead', message: /its kubelet is dead/ },
  },
  {
    name: 'a pod that is being created',
    pod: { phase: 'Pending', ready: false },
    budgets: [budget()],
    expected: { reason: 'BeingCreated', message: /being created/ },
  },
  {
    name: 'a pod that nothing would create again',
    pod: { controller: undefined },
    options: { unmanaged: 'block' },
    expected: {
      reason: 'UnmanagedPod',
      message: /nothing would create it again/,
      remedy: 'save what it holds and delete it by hand',
    },
  },
  {
    name: 'a pod with data of its own',
    pod: { emptyDir: true },
    options: { emptyDir: 'block' },
    expected: { reason: 'LocalData', message: /its emptyDir would be lost/ },
  },
];

const podsOf = (
  pods: readonly PodRecord[],
  { budgets = [], options = {}, node = {} }: Omit<Case, 'name' | 'expected' | 'pod'> = {},
) =>
  explained({
    node: deleting(node),
    pods,
    budgets,
    cleanups: [
      removal({ tasks: [{ name: 'drain', state: 'Waiting', attempts: 0 }] }, plan(plannedTask('drain', { options }))),
    ],
  }).pods;

describe('the reason why a pod is left', () => {
  it.each(CASES)('is $name', ({ pod: more, expected: { message, remedy, ...expected }, ...situation }) => {
    const [left] = podsOf([pod(more)], situation)?.left ?? [];
    expect(left).toMatchObject(expected);
    expect(left?.message).toMatch(message);
    if (remedy !== undefined) expect(left?.remedy).toMatch(remedy);
  });

  it('puts what needs a person first', () => {
    const pods = [
      pod({ name: 'ends', namespace: 'a', deletionTimestamp: '2026-01-01T00:10:20Z' }),
      pod({ name: 'free', namespace: 'a' }),
      pod({ name: 'stuck' }),
    ];
    const left = podsOf(pods, { budgets: [budget({ desiredHealthy: 3 })] })?.left;
    expect(left?.map(({ name }) => name)).toEqual(['stuck', 'ends', 'free']);
  });

  it('is that critical pods come last', () => {
    const pods = [pod(), pod({ name: 'proxy', priority: 2_000_001_000 })];
    const left = podsOf(pods)?.left;
    expect(left).toMatchObject([{ name: 'web-0' }, { name: 'proxy', reason: 'NotItsTurn' }]);
  });

  it('is not asked for when the drain is over', () => {
    const over = removal({ tasks: [{ name: 'drain', state: 'Done', attempts: 0 }] }, plan(plannedTask('drain')));
    expect(explained({ node: deleting(), pods: [pod()], cleanups: [over] }).pods).toBeUndefined();
  });

  it('does not come from options that cannot be read', () => {
    expect(podsOf([pod()], { options: { skipPods: '((' } })?.left).toHaveLength(1);
  });
});

it('counts the pods that nobody waits for, and does not list them', () => {
  const pods = [
    pod({ name: 'a', controller: { kind: 'DaemonSet', name: 'proxy' } }),
    pod({ name: 'b', controller: { kind: 'DaemonSet', name: 'log' } }),
    pod({ name: 'c', mirror: true }),
    pod({ name: 'd', phase: 'Succeeded' }),
    pod({ name: 'e', labels: { keep: 'me' } }),
  ];
  expect(podsOf(pods, { options: { skipPods: 'keep=me' } })).toEqual({
    left: [],
    staying: { daemonSet: 2, mirror: 1, finished: 1, skipPods: 1 },
  });
});
