import { expect, it } from 'vitest';
import { eventsPage } from '../../../hack/pages/events-page.ts';
import { metricsPage } from '../../../hack/pages/metrics-page.ts';
import { statusOf } from '../../../lib/cleanup/status.ts';
import { CONDITIONS } from '../../../lib/telemetry/catalogue/conditions.ts';
import { EVENTS } from '../../../lib/telemetry/catalogue/events.ts';
import { FAILURES } from '../../../lib/telemetry/catalogue/failures.ts';
import { METRICS } from '../../../lib/telemetry/catalogue/metrics.ts';
import { cleanup } from '../cleanup/sample.ts';

it('the conditions of a NodeCleanup are those of the catalogue', () => {
  const { spec, status } = cleanup();
  const { conditions } = statusOf(spec, status, {}, [], '2026-01-01T00:00:00Z');
  expect(conditions.map(({ type }) => type)).toEqual(Object.keys(CONDITIONS));
});

it('the documents have every metric, Event, condition and error code', () => {
  const metrics = metricsPage();
  for (const name of Object.keys(METRICS)) expect(metrics).toContain(`\n### ${name}\n`);
  const page = eventsPage();
  for (const name of [EVENTS, CONDITIONS, FAILURES].flatMap(Object.keys)) expect(page).toContain(`| \`${name}\` |`);
});
