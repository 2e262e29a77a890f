import type { Metrics } from '../telemetry/metrics.ts';
import { mutateNode, type NodeGuard } from './mutate-node.ts';
import type { Admitted } from './response.ts';
import type { AdmissionRequest } from './review.ts';

/**
 * mutateNode with its count. A dry run gets the same answer, since it must show what would be stored, but is not counted:
 * no Node is given anything. `guard` is asked anew for each request, so that a changed configuration applies at once.
 */
export function nodeAdmission(guard: () => NodeGuard, metrics: Metrics): (request: AdmissionRequest) => Admitted {
  return (request) => {
    const answer = mutateNode(request, guard());
    if (!request.dryRun) metrics.count('webhook_patches_total', { outcome: answer.outcome });
    return answer;
  };
}
