import { type Budget, judge } from './budget.ts';
import type { Attempt } from './drain-plan.ts';
import type { PodRecord } from './pod-record.ts';

/** What the eviction API would answer now, as if it had answered so already; twice, so that it is believed. */
export function predictRefusals(
  pods: readonly PodRecord[],
  budgets: readonly Budget[],
  now: number,
): ReadonlyMap<string, Attempt> {
  return new Map(
    pods.flatMap((pod): [string, Attempt][] => {
      const verdict = judge(pod, budgets, now);
      if (verdict.is === 'free') return [];
      return [[pod.uid, { answer: { is: 'budget', text: verdict.text }, waitMs: 1, times: 2 }]];
    }),
  );
}
