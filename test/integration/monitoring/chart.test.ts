import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { DASHBOARD } from '../../../hack/dashboard/dashboard.ts';
import { ALERT_RULES } from '../../../hack/pages/alert-rules.ts';
import { locateHelm } from '../../../hack/tools/helm/binary.ts';
import { at, listAt, stringAt, stringMapAt } from '../../../lib/kube/json.ts';

const CHART = 'charts/node-cleanup-webhook';
const KINDS = ['ServiceMonitor', 'PrometheusRule', 'ConfigMap'];

let helm: string;
beforeAll(async () => {
  helm = await locateHelm({ env: process.env, report: (line) => process.stderr.write(`helm: ${line}\n`) });
}, 1_200_000);

/** What the chart makes that has to do with monitoring, and its Service. */
async function rendered(values: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
  const set = Object.entries({ 'tls.mode': 'self-managed', ...values }).flatMap(([key, value]) => [
    '--set',
    `${key}=${value}`,
  ]);
  const { stdout } = await promisify(execFile)(helm, ['template', 'mine', CHART, '-n', 'here', ...set]);
  const objects = parseAllDocuments(stdout).map((document): unknown => document.toJS());
  return Object.fromEntries(
    objects
      .filter(
        (object) =>
          stringAt(object, 'metadata', 'name') !== 'node-cleanup-webhook' || stringAt(object, 'kind') !== 'ConfigMap',
      )
      .filter((object) => [...KINDS, 'Service'].includes(stringAt(object, 'kind') ?? ''))
      .map((object) => [stringAt(object, 'kind') ?? '', object]),
  );
}

const URL_OF_RUNBOOKS = 'https://docs.example.com/runbooks';
let on: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  on = await rendered({
    'serviceMonitor.enabled': 'true',
    'serviceMonitor.interval': '15s',
    'prometheusRule.enabled': 'true',
    'prometheusRule.labels.release': 'prometheus',
    'prometheusRule.runbookUrl': `${URL_OF_RUNBOOKS}/`,
    'dashboard.enabled': 'true',
  });
});

it('makes nothing of it unless it is asked to', async () => {
  expect(Object.keys(await rendered({}))).toEqual(['Service']);
});

it('gives Prometheus Operator the rules as they are tested, with links to where the runbooks can be read', () => {
  const tested = readFileSync(ALERT_RULES, 'utf8').replaceAll('url: docs/runbooks/', `url: ${URL_OF_RUNBOOKS}/`);
  expect(at(on.PrometheusRule, 'spec')).toEqual(parse(tested));
  expect(stringMapAt(on.PrometheusRule, 'metadata', 'labels')).toMatchObject({ release: 'prometheus' });
});

it('gives the sidecar of Grafana the dashboard as it is tested', () => {
  expect(stringMapAt(on.ConfigMap, 'metadata', 'labels')).toMatchObject({ grafana_dashboard: '1' });
  const [json] = Object.values(stringMapAt(on.ConfigMap, 'data'));
  expect(JSON.parse(json ?? '')).toEqual(JSON.parse(readFileSync(DASHBOARD, 'utf8')));
});

it('lets Prometheus Operator collect what the Service of this release leads to, under the name that the rules know', () => {
  const { ServiceMonitor: monitor, Service: service } = on;
  const labels = stringMapAt(service, 'metadata', 'labels');
  expect(labels).toMatchObject(stringMapAt(monitor, 'spec', 'selector', 'matchLabels'));
  expect(labels[stringAt(monitor, 'spec', 'jobLabel') ?? '']).toBe('node-cleanup-webhook');
  expect(at(monitor, 'spec', 'namespaceSelector', 'matchNames')).toEqual([stringAt(service, 'metadata', 'namespace')]);
  const [endpoint] = listAt(monitor, 'spec', 'endpoints');
  expect(endpoint).toMatchObject({ path: '/metrics', interval: '15s' });
  expect(listAt(service, 'spec', 'ports').map((port) => stringAt(port, 'name'))).toContain(stringAt(endpoint, 'port'));
});
