import { ADMISSION_METRICS } from '../../lib/telemetry/catalogue/metrics/admission.ts';
import { CLEANUP_METRICS } from '../../lib/telemetry/catalogue/metrics/cleanup.ts';
import { KUBE_METRICS } from '../../lib/telemetry/catalogue/metrics/kube.ts';
import { PROCESS_METRICS } from '../../lib/telemetry/catalogue/metrics/process.ts';
import { METRICS, type MetricSpec } from '../../lib/telemetry/catalogue/metrics.ts';
import { type AlertRule, alertRules } from './alert-rules.ts';
import { code, table } from './markdown.ts';

type Metrics = Readonly<Record<string, MetricSpec>>;

const TITLED: readonly (readonly [string, Metrics])[] = [
  ['Removals', CLEANUP_METRICS],
  ['Admission', ADMISSION_METRICS],
  ['The operator and the API server', KUBE_METRICS],
  ['The process', PROCESS_METRICS],
];
const rest = Object.entries<MetricSpec>(METRICS).filter(([name]) => !TITLED.some(([, metrics]) => name in metrics));
const GROUPS: readonly (readonly [string, Metrics])[] = [...TITLED, ['Rights', Object.fromEntries(rest)]];

/** docs/metrics.md, made from the catalogue and the alert rules. */
export function metricsPage(): string {
  return [
    '<!-- Made by hack/generate.ts from lib/telemetry/catalogue and the alert rules. Do not edit. -->',
    '# Metrics and alerts',
    '',
    INTRODUCTION,
    '',
    '## Alerts',
    '',
    ALERTS,
    '',
    ...table(['alert', 'severity', 'after', 'what it says'], alertRules().map(alertRow)),
    '',
    ...GROUPS.flatMap(([title, metrics]) => [`## ${title}`, '', ...Object.entries(metrics).flatMap(section)]),
  ].join('\n');
}

const INTRODUCTION = `\`GET /metrics\` on the health port (8080), in the Prometheus text format. With the chart, \`serviceMonitor.enabled\` lets Prometheus
Operator collect them, \`dashboard.enabled\` brings a dashboard for Grafana, and \`prometheusRule.enabled\` the alert rules. Without
Prometheus Operator: the [rules](../charts/node-cleanup-webhook/alerts/node-cleanup-webhook.yaml) and the
[dashboard](../charts/node-cleanup-webhook/dashboards/node-cleanup-webhook.json) are plain files; let the scrape job be called
\`node-cleanup-webhook\`, since that is how they find these metrics among those of others.

    kubectl get --raw /api/v1/namespaces/node-cleanup/services/node-cleanup-webhook:health/proxy/metrics

What is said of Nodes and removals comes from the replica that leads; the others have 0 or nothing, so take the \`max\`. No label has
the name of a Node, pod or person: how many series there are does not depend on the size of the cluster. Which Nodes they are, \`kubectl
get ncl\` says.`;

const ALERTS = `Each has a runbook: what it means, how to look, what to do.`;

function alertRow({ alert, for: after, labels, annotations }: AlertRule): readonly string[] {
  return [`[${alert}](runbooks/${alert}.md)`, labels.severity ?? '', after || 'at once', annotations.summary ?? ''];
}

function section([name, { type, unit, help, use, labels, buckets }]: [string, MetricSpec]): readonly string[] {
  const what = unit === undefined ? type : `${type}, ${unit}`;
  return [
    `### ${name}`,
    '',
    `${what}. ${help}`,
    '',
    ...Object.entries(labels).map(([label, values]) => `- ${code(label)}: ${describeValues(values)}`),
    ...(buckets === undefined ? [] : [`- buckets: ${buckets.join(', ')}`]),
    ...(Object.keys(labels).length > 0 || buckets !== undefined ? [''] : []),
    use,
    '',
  ];
}

const describeValues = (values: readonly string[] | string): string =>
  typeof values === 'string' ? values : values.map(code).join(', ');
