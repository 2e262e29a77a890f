import { POD_DISRUPTION_BUDGETS } from '../../kube/resource.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { View } from '../../kube/shared-watch/view.ts';
import { type Budget, parseBudget } from './budget.ts';

/** The disruption budgets of a cluster, by namespace; few and small, so one watch serves every drain. */
const BUDGETS: View<Budget> = {
  resource: POD_DISRUPTION_BUDGETS,
  parse: parseBudget,
  keysOf: ({ namespace }) => [namespace],
};

/** `changed` is called when a budget of the namespaces that are followed has changed. */
export type WatchBudgets = (changed: () => void) => Lookout<Budget>;

export const budgetWatcher =
  (watches: SharedWatches): WatchBudgets =>
  (changed) =>
    watches.open(BUDGETS, [], changed);
