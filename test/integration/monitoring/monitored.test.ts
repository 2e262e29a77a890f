import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALERT_RULES } from '../../../hack/pages/alert-rules.ts';
import { METRICS, type MetricSpec } from '../../../lib/telemetry/catalogue/metrics.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, createReadyNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { type Operator, startOperator } from '../../support/operator.ts';
import { type Prometheus, startPrometheus } from '../../support/prometheus.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { registerWebhook } from '../../support/webhook-registration.ts';
import { createRunningPod } from '../../support/workloads.ts';
import { installCrd, waitForCleanup } from '../cleanup/spine.ts';
import { type Asked, askedByAlerts, askedByDashboard, mistakesIn } from './expressions.ts';

const cluster = useCluster();
const brake = { hold: { above: 0 } };
const drain = [{ task: 'cordon' }, { task: 'drain', needs: ['cordon'], options: { unmanaged: 'block' } }];
/** Nobody listens there. */
const gate = { task: 'http', name: 'gate', options: { url: 'http://127.0.0.1:9/' } };

/** As the chart calls it. */
const WEBHOOK = 'node-cleanup.infra.894.io';

let operator: Operator;
let unregister: () => Promise<void>;
let prometheus: Prometheus;

beforeAll(async () => {
  await installCrd(cluster);
  operator = await startOperator(cluster, { config: JSON.stringify({ cleanup: { brake, tasks: drain } }) });
  await operator.waitReady(120_000);
  unregister = await registerWebhook(cluster, { port: await operator.webhookPort(), name: WEBHOOK });
  prometheus = await startPrometheus(cluster, {
    rules: resolve(ALERT_RULES),
    targets: [
      {
        job: 'node-cleanup-webhook',
        address: `127.0.0.1:${await operator.healthPort()}`,
        labels: { namespace: 'node-cleanup', pod: 'node-cleanup-webhook-1' },
      },
    ],
  });
}, 1_200_000);

const collected = (expression: string, what: string) =>
  eventually(() => prometheus.query(expression), {
    describe: `Prometheus to have collected ${what}`,
    until: (results) => results.length > 0,
    deadline: 60_000,
  });

let joined = 0;

/** Lets Nodes join, one after the other: a webhook is not known to the API server at once. */
const joinUntil = (expression: string, what: string) =>
  eventually(
    async () => {
      joined += 1;
      await createNode(cluster, `joins-${joined}`);
      return prometheus.query(expression);
    },
    {
      describe: `Prometheus to have collected ${what}`,
      until: (results) => results.length > 0,
      every: 2_000,
      deadline: 120_000,
    },
  );

describe.each([
  ['the dashboard', askedByDashboard()],
  ['the alerts', askedByAlerts()],
])('%s', (_, all) => {
  it.each(all)('$by: Prometheus understands $expression, and each name in it exists', async ({ expression }) => {
    expect(mistakesIn(await prometheus.parse(expression))).toEqual([]);
  });
});

it('names in an expression that do not exist are found', async () => {
  const mistakes = async (expression: string) => mistakesIn(await prometheus.parse(expression));
  expect(await mistakes('1 + 1')).toEqual(['it asks for no metric']);
  expect(await mistakes('sum(cleanup_made_up)')).toEqual(['nobody exports cleanup_made_up']);
  expect(await mistakes('cleanup_duration_seconds')).toEqual(['nobody exports cleanup_duration_seconds']);
  expect(await mistakes('cleanup_nodes{phase="x"}')).toEqual(['cleanup_nodes has no label phase']);
  expect(await mistakes('cleanup_nodes{state="lost"}')).toEqual(['state of cleanup_nodes is never lost']);
  expect(await mistakes('sum by (phase) (cleanup_nodes)')).toEqual(['no metric in it has the label phase']);
});

it('no alert fires, and none is about to, when a Node joins and is removed', async () => {
  const { metadata } = await createReadyNode(cluster, 'well');
  await collected('cleanup_nodes{state="guarded"} > 0', 'that the Node is guarded');
  await deleteNode(cluster, metadata.name);
  await waitUntilGone(cluster, metadata.name, 60_000);
  await collected('cleanup_operations_total{result="completed"} > 0', 'the end of the removal');
  // Pending is what would fire if it stayed.
  await eventually(() => prometheus.alerts(), {
    describe: 'no alert to be there',
    until: (alerts) => alerts.length === 0,
    deadline: 60_000,
  });
});

describe('with removals that are stuck, and a webhook that the API server does not reach', () => {
  beforeAll(async () => {
    const namespace = await createNamespace(cluster, 'stuck');
    const blocked = await createReadyNode(cluster, 'blocked');
    const failing = await createReadyNode(cluster, 'failing');
    // Nobody would make it anew elsewhere.
    await createRunningPod(cluster, namespace, 'alone', { node: blocked.metadata.name });
    await deleteNode(cluster, blocked.metadata.name);
    await waitForCleanup(cluster, blocked.metadata.name, 'blocked', ({ status }) => status.phase === 'Blocked', 60_000);
    writeFileSync(operator.configFile, JSON.stringify({ cleanup: { brake, tasks: [...drain, gate] } }));
    await operator.waitForLog({ msg: 'configuration changed' }, 60_000);
    await deleteNode(cluster, failing.metadata.name);
    await collected('cleanup_open_tasks{state="Blocked"} and on () cleanup_open_tasks{state="Retrying"}', 'both');
    await unregister();
    await registerWebhook(cluster, { port: 9, name: WEBHOOK, timeoutSeconds: 1, isCalled: false });
    await joinUntil('apiserver_admission_webhook_fail_open_count > 0', 'the first call that failed');
    await joinUntil('increase(apiserver_admission_webhook_fail_open_count[1m]) > 0', 'a second');
  }, 300_000);

  it.each(askedByDashboard())('$by ($legend) has something to show', async ({ expression, legend }: Asked) => {
    const results = await eventually(() => prometheus.query(expression), {
      describe: 'a value',
      until: (found) => found.some(({ value }) => Number.isFinite(value)),
      deadline: 30_000,
    });
    const labels = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
    for (const label of labels) expect(results.some((result) => result.labels[label])).toBe(true);
  });

  it('the alerts for that are there, or on their way, and no others', async () => {
    const alerts = await eventually(() => prometheus.alerts(), {
      describe: 'the alerts',
      until: (found) => found.length >= 4,
      deadline: 60_000,
    });
    expect(alerts.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      'NodeCleanupBlocked pending',
      'NodeCleanupNodesJoinUnguarded firing',
      'NodeCleanupTaskFailing pending',
      'NodeCleanupWebhookFailingOpen firing',
    ]);
    expect(await prometheus.fired()).toEqual(['NodeCleanupNodesJoinUnguarded', 'NodeCleanupWebhookFailingOpen']);
  });

  it('everything that is exported is in the catalogue, with values that it allows, and little of it', async () => {
    const series = await prometheus.query('{job="node-cleanup-webhook", __name__!~"up|scrape_.*"}');
    const specs: Readonly<Record<string, MetricSpec>> = METRICS;
    const strangers = series.flatMap(({ labels: { __name__: name = '', ...labels } }) => {
      const spec = specs[name] ?? specs[name.replace(/_(bucket|sum|count)$/, '')];
      if (spec === undefined) return [name];
      return Object.entries(labels)
        .filter(([label]) => !['job', 'instance', 'namespace', 'pod', 'le'].includes(label))
        .filter(([label, value]) => {
          const values = spec.labels[label];
          return values === undefined || (typeof values !== 'string' && !values.includes(value));
        })
        .map(([label, value]) => `${name}{${label}="${value}"}`);
    });
    expect(strangers).toEqual([]);
    expect(series.length).toBeLessThan(1_500);
    const text = (await operator.health('/metrics')).text;
    expect(text).not.toContain(cluster.prefix);
  });
});
