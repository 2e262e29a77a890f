import type { Metrics } from '../../telemetry/metrics.ts';
import type { Admit } from '../handle-review.ts';
import { type GuardRules, validateNode } from './validate-node.ts';

/** validateNode with its count. `rules` is asked anew for each request, so that a changed configuration applies at once. */
export function guardAdmission(rules: () => GuardRules, metrics: Metrics): Admit {
  return (request) => {
    const answer = validateNode(request, rules());
    if (!request.dryRun) metrics.count('webhook_validations_total', { outcome: answer.outcome });
    return answer;
  };
}
