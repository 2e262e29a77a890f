import { ADMISSION_METRICS } from './metrics/admission.ts';
import { CLEANUP_METRICS } from './metrics/cleanup.ts';
import { KUBE_METRICS } from './metrics/kube.ts';
import { PROCESS_METRICS } from './metrics/process.ts';
import { RIGHTS_METRICS } from './metrics/rights.ts';

export type { MetricSpec } from './metrics/spec.ts';

/** Every metric that the product exports, by its full name. */
export const METRICS = {
  ...ADMISSION_METRICS,
  ...CLEANUP_METRICS,
  ...KUBE_METRICS,
  ...PROCESS_METRICS,
  ...RIGHTS_METRICS,
} as const;
