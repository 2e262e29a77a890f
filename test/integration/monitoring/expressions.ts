import { readFileSync } from 'node:fs';
import { alertRules } from '../../../hack/pages/alert-rules.ts';
import { isObject, type JsonObject, listAt, stringAt, stringsAt } from '../../../lib/kube/json.ts';
import { METRICS, type MetricSpec } from '../../../lib/telemetry/catalogue/metrics.ts';

export interface Asked {
  /** Which panel or alert. */
  readonly by: string;
  readonly expression: string;
  readonly legend: string;
}

const DASHBOARD = 'charts/node-cleanup-webhook/dashboards/node-cleanup-webhook.json';

/** What Grafana puts in place of its variables, with everything chosen. */
const VARIABLES: Readonly<Record<string, string>> = {
  $cluster: '.*',
  $namespace: '.*',
  $job: 'node-cleanup-webhook',
  $__rate_interval: '10m',
  $__range: '10m',
};

const withoutVariables = (text: string): string =>
  text.replaceAll(/\$\w+/g, (variable) => {
    const value = VARIABLES[variable];
    if (value === undefined) throw new Error(`the dashboard has no variable ${variable}`);
    return value;
  });

export function askedByDashboard(): readonly Asked[] {
  const dashboard: unknown = JSON.parse(readFileSync(DASHBOARD, 'utf8'));
  return listAt(dashboard, 'panels').flatMap((panel) =>
    listAt(panel, 'targets').map((target) => ({
      by: stringAt(panel, 'title') ?? '',
      expression: withoutVariables(stringAt(target, 'expr') ?? ''),
      legend: stringAt(target, 'legendFormat') ?? '',
    })),
  );
}

export const askedByAlerts = (): readonly Asked[] =>
  alertRules().map(({ alert, labels, expression }) => ({ by: `${alert} ${labels.severity}`, expression, legend: '' }));

/** Labels that Prometheus gives to what it collects. */
const OF_TARGETS = ['job', 'instance', 'namespace', 'pod', 'cluster'];

/** Of the API server; https://kubernetes.io/docs/reference/instrumentation/metrics/ */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  up: [],
  apiserver_admission_webhook_fail_open_count: ['name', 'type'],
  apiserver_admission_webhook_admission_duration_seconds_bucket: ['name', 'operation', 'rejected', 'type', 'le'],
};

/** The labels that a series of that name may have; undefined when nobody exports it. */
function labelsOf(name: string): readonly string[] | undefined {
  const others = OF_OTHERS[name];
  if (others !== undefined) return [...others, ...OF_TARGETS];
  const specs: Readonly<Record<string, MetricSpec>> = METRICS;
  const spec = specs[name] ?? specs[name.replace(/_(bucket|sum|count)$/, '')];
  const isHistogram = spec?.type === 'histogram';
  if (spec === undefined || isHistogram === (specs[name] !== undefined)) return undefined;
  return [...Object.keys(spec.labels), ...(name.endsWith('_bucket') ? ['le'] : []), ...OF_TARGETS];
}

/** What is wrong with the names in a syntax tree of Prometheus. */
export function mistakesIn(tree: JsonObject): readonly string[] {
  const nodes = [...nodesOf(tree)];
  const selectors = nodes.filter((node) => /^(vector|matrix)Selector$/.test(stringAt(node, 'type') ?? ''));
  if (selectors.length === 0) return ['it asks for no metric'];
  const known = new Set(selectors.flatMap((selector) => labelsOf(stringAt(selector, 'name') ?? '') ?? []));
  const grouped = nodes.flatMap((node) => [...stringsAt(node, 'grouping'), ...stringsAt(node, 'matching', 'labels')]);
  return [
    ...selectors.flatMap(mistakesOfSelector),
    ...grouped.filter((label) => !known.has(label)).map((label) => `no metric in it has the label ${label}`),
  ];
}

function mistakesOfSelector(selector: JsonObject): readonly string[] {
  const name = stringAt(selector, 'name') ?? '';
  const labels = labelsOf(name);
  if (labels === undefined) return [`nobody exports ${name}`];
  return listAt(selector, 'matchers').flatMap((matcher) => {
    const label = stringAt(matcher, 'name') ?? '';
    if (label === '__name__') return [];
    if (!labels.includes(label)) return [`${name} has no label ${label}`];
    return mistakesOfValue(name, label, stringAt(matcher, 'type') ?? '', stringAt(matcher, 'value') ?? '');
  });
}

/** A value that the label never has would match nothing, for ever. */
function mistakesOfValue(name: string, label: string, type: string, value: string): readonly string[] {
  const specs: Readonly<Record<string, MetricSpec>> = METRICS;
  const values = specs[name]?.labels[label];
  if (values === undefined || typeof values === 'string') return [];
  const wanted = type.includes('~') ? value.split('|') : [value];
  return wanted.filter((one) => !values.includes(one)).map((one) => `${label} of ${name} is never ${one}`);
}

function* nodesOf(tree: unknown): Generator<JsonObject> {
  if (Array.isArray(tree)) for (const item of tree) yield* nodesOf(item);
  if (!isObject(tree)) return;
  yield tree;
  for (const value of Object.values(tree)) yield* nodesOf(value);
}
