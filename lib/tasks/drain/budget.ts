import type { KubeObject } from '../../kube/client.ts';
import { at, listAt, numberAt, stringAt } from '../../kube/json.ts';
import { type LabelSelector, selects } from '../../node/selector.ts';
import { readLabelSelector } from './label-selector.ts';
import type { PodRecord } from './pod-record.ts';

/** What a drain needs to know of a PodDisruptionBudget. */
export interface Budget {
  readonly namespace: string;
  readonly name: string;
  /** undefined selects nothing. */
  readonly selector: LabelSelector | undefined;
  /** The disruption controller has seen the budget as it is now: only then do its numbers count. */
  readonly current: boolean;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly unhealthyPodEvictionPolicy: string;
  /** Since when the controller fails to work the numbers out, and why. */
  readonly syncFailed: { readonly since: string; readonly message: string } | undefined;
}

export function parseBudget(budget: KubeObject): Budget {
  const failed = listAt(budget, 'status', 'conditions').find(
    (condition) => stringAt(condition, 'status') === 'False' && stringAt(condition, 'reason') === 'SyncFailed',
  );
  return {
    namespace: budget.metadata.namespace ?? '',
    name: budget.metadata.name,
    selector: readLabelSelector(at(budget, 'spec', 'selector')),
    current:
      (numberAt(budget, 'status', 'observedGeneration') ?? 0) >= (numberAt(budget, 'metadata', 'generation') ?? 1),
    disruptionsAllowed: numberAt(budget, 'status', 'disruptionsAllowed') ?? 0,
    currentHealthy: numberAt(budget, 'status', 'currentHealthy') ?? 0,
    desiredHealthy: numberAt(budget, 'status', 'desiredHealthy') ?? 0,
    expectedPods: numberAt(budget, 'status', 'expectedPods') ?? 0,
    unhealthyPodEvictionPolicy: stringAt(budget, 'spec', 'unhealthyPodEvictionPolicy') ?? 'IfHealthyBudget',
    syncFailed:
      failed === undefined
        ? undefined
        : { since: stringAt(failed, 'lastTransitionTime') ?? '', message: stringAt(failed, 'message') ?? '' },
  };
}

export const budgetsOf = (pod: PodRecord, budgets: readonly Budget[]): readonly Budget[] =>
  budgets.filter(
    ({ namespace, selector }) => namespace === pod.namespace && selector !== undefined && selects(selector, pod.labels),
  );

/** What budgets make of an eviction. */
export type BudgetVerdict =
  | { readonly is: 'free' }
  /** Refused now; it may be granted as soon as other pods are healthy. */
  | { readonly is: 'refused'; readonly budget: string; readonly text: string }
  /** Refused for as long as nobody changes a budget or the number of replicas. */
  | {
      readonly is: 'hopeless';
      readonly reason: 'MoreThanOneBudget' | 'BudgetAllowsNoDisruption' | 'BudgetNotComputable';
      readonly text: string;
      readonly remedy: string;
    };

/** A controller that fails to sync for this long does not just have a bad moment. */
const SYNC_FAILED_FOR_GOOD_MS = 60_000;

/**
 * What the eviction API would answer, by the rules of
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/registry/core/pod/storage/eviction.go
 */
export function judge(pod: PodRecord, budgets: readonly Budget[], now: number): BudgetVerdict {
  const concerned = budgetsOf(pod, budgets);
  const [budget] = concerned;
  if (budget === undefined || pod.phase === 'Pending' || pod.deletionTimestamp !== undefined) return { is: 'free' };
  if (concerned.length > 1) return tooMany(concerned);
  if (!pod.ready && letsUnhealthyGo(budget)) return { is: 'free' };
  if (!budget.current) {
    return {
      is: 'refused',
      budget: budget.name,
      text: `the disruption budget ${budget.name} is still being processed`,
    };
  }
  if (budget.disruptionsAllowed > 0) return { is: 'free' };
  return allowsNone(pod, budget, now);
}

function tooMany(budgets: readonly Budget[]): BudgetVerdict {
  const names = budgets.map(({ name }) => name).sort();
  return {
    is: 'hopeless',
    reason: 'MoreThanOneBudget',
    text: `${names.length} disruption budgets select it (${names.join(', ')}), and the eviction API refuses that`,
    remedy: 'narrow the selector of all but one budget',
  };
}

const letsUnhealthyGo = (budget: Budget): boolean =>
  budget.unhealthyPodEvictionPolicy === 'AlwaysAllow' ||
  (budget.desiredHealthy > 0 && budget.currentHealthy >= budget.desiredHealthy);

const COUNTABLE = 'give the budget an integer minAvailable, or remove it';

function allowsNone(pod: PodRecord, budget: Budget, now: number): BudgetVerdict {
  const { name, desiredHealthy, expectedPods, currentHealthy, syncFailed } = budget;
  if (syncFailed !== undefined) {
    const text = `the disruption budget ${name} cannot be worked out: ${syncFailed.message}`;
    if (now - Date.parse(syncFailed.since) < SYNC_FAILED_FOR_GOOD_MS) return { is: 'refused', budget: name, text };
    return { is: 'hopeless', reason: 'BudgetNotComputable', text, remedy: COUNTABLE };
  }
  // The controller counts the replicas that controllers want; it says so in an Event alone (UnmanagedPods).
  if (expectedPods === 0 && pod.controller === undefined) {
    const text = `the disruption budget ${name} counts no pods, since nothing manages those that it selects`;
    return { is: 'hopeless', reason: 'BudgetNotComputable', text, remedy: COUNTABLE };
  }
  if (expectedPods > 0 && desiredHealthy >= expectedPods) {
    return {
      is: 'hopeless',
      reason: 'BudgetAllowsNoDisruption',
      text: `the disruption budget ${name} wants ${desiredHealthy} healthy pods and there are never more than ${expectedPods}`,
      remedy: 'let the budget allow one disruption, or add a replica',
    };
  }
  return {
    is: 'refused',
    budget: name,
    text: `the disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy}`,
  };
}
