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
    if (spec.type === 'counter') {
      const counter = new Counter(common);
      for (const labels of knownLabels(spec)) counter.inc(labels, 0);
      counters.set(name, counter);
    } else if (spec.type === 'histogram') {
      const histogram = new Histogram({ ...common, buckets: [...(spec.buckets ?? [])] });
      for (const labels of knownLabels(spec)) histogram.zero(labels);
      histograms.set(name, histogram);
    } else gauges.set(name, new Gauge(common));
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
 * (https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics). A label of which all values are known shows
 * each of them from the start.
 */
function knownLabels({ labels }: MetricSpec): readonly Readonly<Record<string, string>>[] {
  const [label, ...others] = Object.entries(labels);
  if (label === undefined || others.length > 0) return [];
  const [name, values] = label;
  return typeof values === 'string' ? [] : values.map((value) => ({ [name]: value }));
}
