import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS, type MetricSpec } from './catalogue/metrics.ts';
import type { Metrics } from './metrics.ts';

export interface PrometheusMetrics extends Metrics {
  /** The Prometheus text format, for GET /metrics. */
  render(): Promise<string>;
  readonly contentType: string;
}

/** Every metric of the catalogue, registered in a registry of its own. */
export function createPrometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();

  for (const [name, spec] of Object.entries<MetricSpec>(METRICS)) {
    const common = { name, help: spec.help, labelNames: Object.keys(spec.labels), registers: [registry] };
    if (spec.type === 'counter') counters.set(name, startingAtZero(new Counter(common), spec));
    else if (spec.type === 'gauge') gauges.set(name, new Gauge(common));
    else histograms.set(name, new Histogram({ ...common, buckets: [...(spec.buckets ?? [])] }));
  }

  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
    set: (name, labels, value) => gauges.get(name)?.set(labels, value),
    replace(name, samples) {
      const gauge = gauges.get(name);
      gauge?.reset();
      for (const { labels, value } of samples) gauge?.set(labels, value);
    },
    observe: (name, labels, value) => histograms.get(name)?.observe(labels, value),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/**
 * `increase()` does not see the step from nothing to 1, so the one failure that an alert is for would pass unnoticed
 * (https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics).
 */
function startingAtZero(counter: Counter, { labels }: MetricSpec): Counter {
  const [label, ...others] = Object.entries(labels);
  if (label === undefined || others.length > 0) return counter;
  const [name, values] = label;
  if (typeof values !== 'string') for (const value of values) counter.inc({ [name]: value }, 0);
  return counter;
}
