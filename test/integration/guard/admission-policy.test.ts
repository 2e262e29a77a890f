import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { handleReview } from '../../../lib/admission/handle-review.ts';
import { nodeAdmission } from '../../../lib/admission/node-admission.ts';
import { openCertificateSource } from '../../../lib/http/certificate-source.ts';
import { startWebhookServer } from '../../../lib/http/webhook-server.ts';
import { isObject, stringsAt } from '../../../lib/kube/json.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { EVERYTHING, parseSelector, selects } from '../../../lib/node/selector.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { certificateFolder } from '../../support/certificate-folder.ts';
import { eventually } from '../../support/eventually.ts';
import { apply, render } from '../../support/guard-scene.ts';
import { CHART } from '../../support/installed/helm.ts';
import type { Node } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { registerWebhook } from '../../support/webhook-registration.ts';

const cluster = useCluster();
const keys = nodeKeys(`${cluster.prefix}.test`);
const everywhere = nodeKeys(`all.${cluster.prefix}.test`);
/** A label by which a Node of the test chooses who is to give it the finalizer. */
const BY = `${cluster.prefix}.test/by`;
const SELECTOR = 'pool in (a, b),!gpu,env!=dev,zone';

const valuesOf = (prefix: string, nodeSelector: string, name: string) => ({
  fullnameOverride: `${cluster.prefix}-${name}`,
  config: { prefix, nodeSelector },
  admission: { mode: 'policy' },
  tls: { mode: 'secret', secretName: 'none' },
});

/** As the API server would store it, without what differs from one creation to the next. */
async function created(by: string, metadata: object, labels: Readonly<Record<string, string>>): Promise<Node> {
  const body = { metadata: { ...metadata, name: cluster.name('joins'), labels: { ...labels, [BY]: by } } };
  const node = await cluster.api.create<Node>('/api/v1/nodes?dryRun=All', { apiVersion: 'v1', kind: 'Node', ...body });
  const { uid: _, creationTimestamp: __, managedFields: ___, ...same } = node.metadata;
  return { ...node, metadata: { ...same, labels: { ...same.labels, [BY]: '' } } };
}

/** In which of two policies' order finalizers come, nobody says. */
function withoutTheOther(node: Node): Node {
  const { finalizers = [], ...same } = node.metadata;
  return { ...node, metadata: { ...same, finalizers: finalizers.filter((name) => name !== everywhere.finalizer) } };
}

const isGuarded = (node: object | undefined): boolean =>
  stringsAt(node, 'metadata', 'finalizers').includes(keys.finalizer);

beforeAll(async () => {
  const stop = new AbortController();
  const shared = { clock: systemClock, log: silentLogger, metrics: createPrometheusMetrics() };
  const directory = certificateFolder(cluster);
  const certificates = await openCertificateSource({ ...shared, directory, listener: 'webhook', signal: stop.signal });
  const parsed = parseSelector(`${SELECTOR},${BY} in (webhook, both)`);
  const selector = parsed.outcome === 'selector' ? parsed.selector : EVERYTHING;
  const guard = { finalizer: keys.finalizer, optOut: keys.optOut, selector };
  const routes = { '/mutate-node': handleReview(nodeAdmission(() => guard, shared.metrics)) };
  const server = await startWebhookServer({ ...shared, port: 0, address: '127.0.0.1', routes, certificates });
  cluster.atEnd(async () => {
    await server[Symbol.asyncDispose]();
    stop.abort();
  });
  const chosen = valuesOf(keys.prefix, `${SELECTOR},${BY} in (policy, both)`, 'chosen');
  await apply(cluster, await render(cluster, chosen, { only: ['admission-policy.yaml'] }));
  await apply(
    cluster,
    await render(cluster, valuesOf(everywhere.prefix, '', 'all'), { only: ['admission-policy.yaml'] }),
  );
  await registerWebhook(cluster, { port: server.port, isCalled: false, timeoutSeconds: 30 });
  for (const by of ['webhook', 'policy']) {
    await eventually(() => created(by, {}, { pool: 'a', zone: 'z1' }), {
      describe: `Nodes to be given the finalizer by the ${by}`,
      until: isGuarded,
    });
  }
  await eventually(() => created('nobody', {}, {}), {
    describe: 'every Node to be given a finalizer by the policy without a selector',
    until: (node) => stringsAt(node, 'metadata', 'finalizers').includes(everywhere.finalizer),
  });
});

const OK = { pool: 'a', zone: 'z1' };
const THEIRS = ['example.com/first', 'example.com/second'];

describe('webhook and policy give the same object to a Node', () => {
  test.each<[string, boolean, object, Readonly<Record<string, string>>]>([
    ['with nothing', true, {}, OK],
    ['with finalizers of others', true, { finalizers: THEIRS }, OK],
    ['that has ours', true, { finalizers: [...THEIRS, keys.finalizer] }, OK],
    ['that has ours in front', true, { finalizers: [keys.finalizer, ...THEIRS] }, OK],
    ['with an empty list of finalizers', true, { finalizers: [] }, OK],
    ['with annotations', true, { annotations: { [keys.skipCleanup]: 'true' } }, OK],
    ['that opts out', false, {}, { ...OK, [keys.optOut]: 'true' }],
    ['that opts out in a way that does not count', true, {}, { ...OK, [keys.optOut]: 'True' }],
    ['of the other pool', true, {}, { ...OK, pool: 'b' }],
    ['of a pool that is not selected', false, {}, { ...OK, pool: 'c' }],
    ['of no pool', false, {}, { zone: 'z1' }],
    ['with a label that must be absent', false, {}, { ...OK, gpu: '' }],
    ['with a value that must not be', false, {}, { ...OK, env: 'dev' }],
    ['with another value', true, {}, { ...OK, env: 'prod' }],
    ['with an empty value where any will do', true, {}, { ...OK, zone: '' }],
    ['without a label that must be present', false, {}, { pool: 'a' }],
    ['without labels', false, {}, {}],
  ])('%s', async (_, expected, metadata, labels) => {
    const nodes = ['webhook', 'policy', 'both', 'nobody'].map((by) => created(by, metadata, labels));
    const [byWebhook, byPolicy, byBoth, byNobody] = (await Promise.all(nodes)).map(withoutTheOther);
    expect(byPolicy).toEqual(byWebhook);
    expect(byBoth).toEqual(byWebhook);
    expect(isGuarded(byWebhook)).toBe(expected);
    if (!expected) expect(byPolicy).toEqual(byNobody);
  });
});

test('without a selector, a policy gives it to every Node that does not opt out', async () => {
  const path = '/api/v1/nodes?dryRun=All';
  const names = async (labels?: object) => {
    const body = { metadata: { name: cluster.name('any'), ...(labels && { labels }) } };
    return (
      (await cluster.api.create<Node>(path, { apiVersion: 'v1', kind: 'Node', ...body })).metadata.finalizers ?? []
    );
  };
  expect(await names()).toContain(everywhere.finalizer);
  expect(await names({ pool: 'c' })).toContain(everywhere.finalizer);
  expect(await names({ [everywhere.optOut]: 'true' })).not.toContain(everywhere.finalizer);
});

const LABELS: readonly Readonly<Record<string, string>>[] = [
  {},
  { a: '' },
  { a: 'x' },
  { a: 'y', 'x.io/b': '1' },
  { a: 'x', 'x.io/b': '' },
  { 'x.io/b': '2', in: 'a', notin: 'b' },
];

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/helpers.go, LabelSelectorAsSelector */
function holds({ key, operator, values = [] }: Expression, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  if (operator === 'In') return value !== undefined && values.includes(value);
  return value === undefined || !values.includes(value);
}

const SELECTORS = [
  '',
  ' \t',
  'a',
  '!a',
  ' ! a ',
  'a=x',
  'a = x',
  'a==x',
  'a=',
  'a!=x',
  'a!=',
  'a in (x)',
  'a in(x,y)',
  'a notin ( x , y )',
  'a in (x,)',
  'a in (,)',
  'in in (a)',
  'notin notin (b)',
  'notin',
  'x.io/b',
  'x.io/b in (1, 2),a',
  'a,!x.io/b',
  'a=x,x.io/b!=1 , a in (x,z),!gpu',
  '\na=x\n',
] as const;

/** Many selectors by one helm: a chart that has nothing but the chart's own translation. */
async function translated(selectors: readonly string[]): Promise<readonly (readonly Expression[])[]> {
  const chart = cluster.folder('translation');
  mkdirSync(join(chart, 'templates'));
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: translation\nversion: 0.1.0\n');
  copyFileSync(join(CHART, 'templates', '_admission-policy.tpl'), join(chart, 'templates', '_admission-policy.tpl'));
  const template = `{{- range .Values.selectors }}
---
matchExpressions:
  {{- include "ncw.admission.matchExpressions" (dict "Values" (dict "config" (dict "nodeSelector" .))) | nindent 2 }}
{{- end }}
`;
  writeFileSync(join(chart, 'templates', 'all.yaml'), template);
  const documents = await render(cluster, { selectors }, { chart });
  return documents.map(({ matchExpressions }) => {
    const list: readonly unknown[] = Array.isArray(matchExpressions) ? matchExpressions : [];
    return list.filter((entry): entry is Expression & object => isObject(entry));
  });
}

describe('a selector means the same in the policy as in the operator', () => {
  let translations: readonly (readonly Expression[])[] = [];
  beforeAll(async () => {
    translations = await translated(SELECTORS);
  });

  test.each(SELECTORS.map((text, index) => [text, index] as const))('%j', (text, index) => {
    const expressions = translations[index] ?? [];
    const parsed = parseSelector(text);
    if (parsed.outcome !== 'selector') throw new Error(parsed.message);
    expect(expressions).toHaveLength(parsed.selector.requirements.length);
    const verdicts = LABELS.map((labels) => expressions.every((expression) => holds(expression, labels)));
    expect(verdicts).toEqual(LABELS.map((labels) => selects(parsed.selector, labels)));
  });

  test.each(['a in', 'a in ()', ',a', 'a b', 'a in (x y)'])('%j is no selector, and not installed', async (text) => {
    expect(parseSelector(text).outcome).toBe('invalid');
    await expect(translated(['a', text])).rejects.toThrow('config.nodeSelector is not a label selector');
  });

  test('one that compares numbers is refused, and with mode auto a webhook does it', async () => {
    const values = valuesOf('infra.894.io', 'b,a > 3', 'x');
    await expect(render(cluster, values, { only: ['admission-policy.yaml'] })).rejects.toThrow(
      'admission.mode is policy, but config.nodeSelector compares numbers (b,a > 3), which the selector of a policy cannot say: set admission.mode to auto or webhook',
    );
    const auto = { ...values, admission: { mode: 'auto' } };
    const [registration] = await render(cluster, auto, { only: ['webhook.yaml'] });
    expect(registration).toMatchObject({ kind: 'MutatingWebhookConfiguration' });
  });
});
