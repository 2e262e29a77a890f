import { guardAdmission } from '../lib/admission/guard/guard-admission.ts';
import { handleReview } from '../lib/admission/handle-review.ts';
import type { NodeGuard } from '../lib/admission/mutate-node.ts';
import { nodeAdmission } from '../lib/admission/node-admission.ts';
import type { JsonHandler } from '../lib/http/json-endpoint.ts';
import type { NodeKeys } from '../lib/node/keys.ts';
import type { Metrics } from '../lib/telemetry/metrics.ts';
import type { Configuration } from './configuration.ts';

/** What the API server asks us, by path. Each request is answered by the configuration as it is then. */
export function admissionRoutes(
  configuration: Configuration,
  keys: NodeKeys,
  metrics: Metrics,
): Readonly<Record<'/mutate-node' | '/validate-node', JsonHandler>> {
  const guard: NodeGuard = {
    finalizer: keys.finalizer,
    optOut: keys.optOut,
    get selector() {
      return configuration.selector;
    },
  };
  return {
    '/mutate-node': handleReview(nodeAdmission(() => guard, metrics)),
    '/validate-node': handleReview(guardAdmission(() => ({ keys, ...configuration.current.guard }), metrics)),
  };
}
