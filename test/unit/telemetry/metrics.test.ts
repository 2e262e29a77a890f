import { describe, expect, it } from 'vitest';
import { PHASES } from '../../../lib/cleanup/node-cleanup.ts';
import { METRICS, type MetricSpec } from '../../../lib/telemetry/catalogue/metrics.ts';

const all = Object.entries<MetricSpec>(METRICS);

/** Names that Prometheus' own libraries have used for ever; https://prometheus.io/docs/instrumenting/writing_clientlibs/ */
const OLD_NAMES = ['process_start_time_seconds'];

describe.each(all)('%s', (name, { type, unit, help, use, labels, buckets }) => {
  it('has a name that says what it counts and in which unit', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z0-9]+)+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    const base = name.replace(/_total$/, '');
    expect(base.endsWith('_seconds')).toBe(unit === 'seconds' || unit === 'seconds since the epoch');
    expect(base.endsWith('_bytes')).toBe(unit === 'bytes');
    if (!OLD_NAMES.includes(name)) expect(base.endsWith('_timestamp_seconds')).toBe(unit === 'seconds since the epoch');
  });

  it('says in one sentence what it is, and what to do with it', () => {
    expect(help).toMatch(/^[A-Z0-9][^\n]+\.$/);
    expect(use).toMatch(/^[A-Z0-9`][^\n]+\.$/);
  });

  it('has labels of which all values are known, or what bounds them', () => {
    for (const [label, values] of Object.entries(labels)) {
      expect(label).toMatch(/^[a-z]+$/);
      // Prometheus sets these itself on what it collects.
      expect(['job', 'instance', 'pod', 'namespace', 'le']).not.toContain(label);
      expect(values.length).toBeGreaterThan(1);
    }
  });

  it('has buckets that grow, if it is a histogram', () => {
    expect(buckets !== undefined).toBe(type === 'histogram');
    expect(buckets ?? []).toEqual((buckets ?? []).toSorted((a, b) => a - b));
    expect(buckets?.length ?? 0).toBeLessThanOrEqual(13);
  });
});

it('knows every phase of a removal', () => {
  expect(METRICS.cleanup_operations.labels.phase).toEqual(PHASES);
});
