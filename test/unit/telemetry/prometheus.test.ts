import { expect, it } from 'vitest';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';

it('shows counters of which all values of the label are known from the start, so that the first step is seen', async () => {
  const metrics = createPrometheusMetrics();
  expect(await metrics.render()).toContain('config_reloads_total{result="failure"} 0');
  metrics.count('config_reloads_total', { result: 'failure' });
  expect(await metrics.render()).toContain('config_reloads_total{result="failure"} 1');
});

it('shows histograms so, too', async () => {
  const text = await createPrometheusMetrics().render();
  expect(text).toContain('cleanup_duration_seconds_count{result="completed"} 0');
  expect(text).toContain('cleanup_duration_seconds_bucket{le="+Inf",result="completed"} 0');
});

it('forgets the series of a gauge that are not among the new ones', async () => {
  const metrics = createPrometheusMetrics();
  const series = (reason: string) => ({ labels: { task: 'drain', state: 'Waiting', reason }, value: 2 });
  metrics.replace('cleanup_open_tasks', [series('Old'), series('Kept')]);
  metrics.replace('cleanup_open_tasks', [series('Kept')]);
  const lines = (await metrics.render()).split('\n').filter((line) => line.startsWith('cleanup_open_tasks'));
  expect(lines).toEqual(['cleanup_open_tasks{task="drain",state="Waiting",reason="Kept"} 2']);
});
