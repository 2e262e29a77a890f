import { BoundedMap } from '../kube/events/bounded-map.ts';
import type { Plan } from '../operation/plan.ts';
import type { NodeCleanup } from './node-cleanup.ts';

/** A plan changes with the configuration: few are in use at a time, whatever people have written into records by hand. */
const MOST_PLANS = 32;

/**
 * Lets records with the same plan share one: a thousand removals of one configuration would otherwise hold a thousand copies,
 * which are the larger part of what is kept of them.
 */
export class SharedPlans {
  readonly #plans = new BoundedMap<string, Plan>(MOST_PLANS);

  share(cleanup: NodeCleanup): NodeCleanup {
    const text = JSON.stringify(cleanup.spec.plan);
    const plan = this.#plans.use(text) ?? cleanup.spec.plan;
    this.#plans.set(text, plan);
    return { ...cleanup, spec: { ...cleanup.spec, plan } };
  }
}
