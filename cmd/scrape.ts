import { examine, type HealthCheck } from '../lib/http/health-check.ts';
import { processUsage } from '../lib/telemetry/process-usage.ts';
import type { PrometheusMetrics } from '../lib/telemetry/prometheus.ts';
import type { Clock } from '../lib/time/clock.ts';

/** The metrics, with what is only measured when somebody asks: the process and the checks of readiness. */
export function scraped(
  metrics: PrometheusMetrics,
  checks: readonly HealthCheck[],
  clock: Clock,
): Pick<PrometheusMetrics, 'render' | 'contentType'> {
  const measureProcess = processUsage(metrics);
  return {
    contentType: metrics.contentType,
    async render() {
      measureProcess();
      for (const { name: check, ok } of await examine(checks, clock))
        metrics.set('health_check_ok', { check }, ok ? 1 : 0);
      return metrics.render();
    },
  };
}
