import { beforeAll, describe, expect, test } from 'vitest';
import { customResourceDefinitions } from '../../../cmd/crds.ts';
import type { ApiResponse } from '../../../hack/control-plane/api.ts';
import { guardAdmission } from '../../../lib/admission/guard/guard-admission.ts';
import { type Admit, handleReview } from '../../../lib/admission/handle-review.ts';
import { loadConfig } from '../../../lib/config/load.ts';
import { openCertificateSource } from '../../../lib/http/certificate-source.ts';
import { startWebhookServer, type WebhookServer } from '../../../lib/http/webhook-server.ts';
import { isObject, type JsonObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { certificateFolder } from '../../support/certificate-folder.ts';
import { installCrds } from '../../support/crds.ts';
import { eventually } from '../../support/eventually.ts';
import { ALICE, type GuardCase, OPERATORS_GROUP, type Rules } from '../../support/guard-cases/case.ts';
import { guardCases } from '../../support/guard-cases.ts';
import { apply, attempt, Cast, create, render } from '../../support/guard-scene.ts';
import { getNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
const cast = new Cast(cluster);

const MODES = ['policy', 'webhook'] as const;
const RULES: Readonly<Record<Rules, object>> = {
  open: {},
  listed: { skip: { users: [ALICE], groups: [OPERATORS_GROUP] } },
  reason: { requireReason: true },
};
const REFUSAL = /(kubelet|you) may not|say why/;

/** All of them guard the cluster at the same time: each only what bears its prefix, and the records with its names. */
const scenes = MODES.flatMap((mode) =>
  (['open', 'listed', 'reason'] as const).map((rules) => ({
    mode,
    rules,
    prefix: `${rules}.${mode}.${cluster.prefix}.test`,
    names: cluster.name(`${mode}-${rules}-guarded`),
  })),
);
const open = {
  policy: nodeKeys(`open.policy.${cluster.prefix}.test`),
  webhook: nodeKeys(`open.webhook.${cluster.prefix}.test`),
};

/** Users whose requests have come to our webhook. */
const calls: string[] = [];
const servers: WebhookServer[] = [];

async function startGuard(admit: Admit): Promise<string> {
  const stop = new AbortController();
  const shared = { clock: systemClock, log: silentLogger, metrics: createPrometheusMetrics() };
  const directory = certificateFolder(cluster);
  const certificates = await openCertificateSource({ ...shared, directory, listener: 'webhook', signal: stop.signal });
  const counted: Admit = (request) => {
    calls.push(request.user.name);
    return admit(request);
  };
  const routes = { '/validate-node': handleReview(counted) };
  const server = await startWebhookServer({ ...shared, port: 0, address: '127.0.0.1', routes, certificates });
  servers.push(server);
  cluster.atEnd(async () => {
    await server[Symbol.asyncDispose]();
    stop.abort();
  });
  return `https://127.0.0.1:${server.port}`;
}

/** The guard of one scene: as the chart makes it, and with webhooks, by the configuration that the chart gives the operator. */
async function install({ mode, rules, prefix, names }: (typeof scenes)[number]): Promise<void> {
  const values = {
    fullnameOverride: `${cluster.prefix}-${mode}-${rules}`,
    serviceAccount: { name: 'operator' },
    config: { prefix },
    guard: { mode, ...RULES[rules] },
    tls: { mode: 'secret', secretName: 'none', caBundle: cluster.ca },
  };
  const own = confinedTo(names);
  if (mode === 'policy') return apply(cluster, (await render(cluster, values, { only: ['guard.yaml'] })).map(own));
  const [configMap] = await render(cluster, values, { only: ['config.yaml'] });
  const text = stringAt(configMap, 'data', 'config.yaml') ?? '';
  const loaded = await loadConfig(text, { kinds: TASK_KINDS, checkSelector: () => undefined });
  if (loaded.outcome !== 'config')
    throw new Error(`the chart's configuration is wrong: ${JSON.stringify(loaded.problems)}`);
  const guard = { keys: nodeKeys(loaded.config.prefix), ...loaded.config.guard };
  const url = await startGuard(guardAdmission(() => guard, createPrometheusMetrics()));
  // A machine that has much to do must not look like a webhook that is down.
  const admission = { url, timeoutSeconds: 30 };
  return apply(cluster, (await render(cluster, { ...values, admission }, { only: ['guard.yaml'] })).map(own));
}

/** Records of removals belong to one operator, whatever its prefix; here there are six. */
const confinedTo = (names: string) => (object: JsonObject) => {
  const matchConditions = [{ name: 'of-this-scene', expression: `request.name.startsWith('${names}')` }];
  const confined = (part: JsonObject) => ({
    ...part,
    matchConditions: [...listAt(part, 'matchConditions'), ...matchConditions],
  });
  const kind = stringAt(object, 'kind');
  const isHolds = stringAt(object, 'metadata', 'name')?.endsWith('-guard-holds') === true;
  if (kind === 'ValidatingAdmissionPolicy' && isHolds && isObject(object.spec)) {
    return { ...object, spec: confined(object.spec) };
  }
  if (kind !== 'ValidatingWebhookConfiguration') return object;
  const webhooks = listAt(object, 'webhooks').filter(isObject);
  return {
    ...object,
    webhooks: webhooks.map((webhook) =>
      stringAt(webhook, 'name')?.startsWith('holds.') === true ? confined(webhook) : webhook,
    ),
  };
};

const names = new Map<string, string>();
const keyOf = (prefix: string, { through, before, who }: GuardCase): string =>
  JSON.stringify([prefix, through.split('/')[0], before, before === undefined ? who : '']);
const nameOf = (prefix: string, given: GuardCase): string => names.get(keyOf(prefix, given)) ?? '';

beforeAll(async () => {
  await installCrds(cluster, customResourceDefinitions());
  await cast.prepare();
  for (const { rules, prefix, names: own } of scenes) {
    for (const given of guardCases(rules, prefix)) {
      const key = keyOf(prefix, given);
      if (names.has(key)) continue;
      names.set(key, `${own}-${names.size}`);
      if (given.before !== undefined) await create(cluster, nameOf(prefix, given), given.through, given.before);
    }
  }
  for (const scene of scenes) await install(scene);
  for (const { mode, rules, prefix } of scenes) {
    for (const through of ['nodes', 'nodecleanups'] as const) {
      const refused = guardCases(rules, prefix).find((given) => given.through === through && !given.allowed);
      if (refused === undefined) continue;
      await eventually(() => ask(mode, rules, prefix, refused), {
        describe: `the ${mode} to guard ${through} by the rules "${rules}"`,
        until: ({ status, text }) => status === 403 && REFUSAL.test(text),
      });
    }
  }
});

async function ask(mode: string, rules: Rules, prefix: string, given: GuardCase, stored = false): Promise<ApiResponse> {
  const name = nameOf(prefix, given);
  const account = given.who === 'operator' ? 'operator' : `${cluster.prefix}-${mode}-${rules}-release-all`;
  return attempt(await cast.as(given.who, name, account), name, given, stored);
}

describe.each(scenes)('a $mode with the rules "$rules"', ({ mode, rules, prefix }) => {
  test.each(guardCases(rules, prefix))('$who $what ($through): allowed is $allowed', async (given) => {
    const { status, text } = await ask(mode, rules, prefix, given);
    if (given.allowed) expect([200, 201], text).toContain(status);
    else {
      expect(status, text).toBe(403);
      expect(text).toMatch(REFUSAL);
    }
  });
});

const heartbeatOf = (mode: (typeof MODES)[number]): GuardCase | undefined =>
  guardCases('open', open[mode].prefix).find(({ what }) => what === 'reports');
const theftOf = (mode: (typeof MODES)[number]): GuardCase | undefined =>
  guardCases('open', open[mode].prefix).find(
    ({ what, through }) => what === 'takes our finalizer off' && through === 'nodes/status',
  );

describe.each(MODES)('what is stored, guarded by a %s', (mode) => {
  test('a heartbeat is, and no call is made for it; a theft is not', async () => {
    const [heartbeat, theft] = [heartbeatOf(mode), theftOf(mode)];
    if (heartbeat === undefined || theft === undefined) throw new Error('the cases have changed');
    const { prefix, finalizer } = open[mode];
    const before = calls.length;
    expect(await ask(mode, 'open', prefix, heartbeat, true)).toMatchObject({ status: 200 });
    expect(calls.slice(before)).toEqual([]);
    expect(await ask(mode, 'open', prefix, theft, true)).toMatchObject({ status: 403 });
    expect(calls.slice(before)).toEqual(mode === 'webhook' ? [`system:node:${nameOf(prefix, theft)}`] : []);
    const node = await getNode(cluster, nameOf(prefix, theft));
    expect(node.metadata.finalizers).toContain(finalizer);
    expect(node.status?.conditions).toMatchObject([{ type: 'Ready', message: 'it beats' }]);
  });
});

test("no kubelet may leave a claim's data behind: NodeRestriction sees to that", async () => {
  const [node, name] = [cluster.name('claimant'), 'data'];
  const claims = `/api/v1/namespaces/${cast.namespace}/persistentvolumeclaims`;
  await create(cluster, node, 'nodes', {});
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  await cluster.api.create(claims, { metadata: { name }, spec });
  const volumes = [{ name, persistentVolumeClaim: { claimName: name } }];
  const pod = { nodeName: node, containers: [{ name: 'app', image: 'app' }], volumes };
  await eventually(
    () => cluster.api.create(`/api/v1/namespaces/${cast.namespace}/pods`, { metadata: { name: 'app' }, spec: pod }),
    { describe: 'the namespace to have its service account' },
  );
  const kubelet = await cast.as('kubelet', node, '');
  const contentType = 'application/merge-patch+json';
  const write = (path: string, body: object) => kubelet.request('PATCH', `${claims}/${path}`, { body, contentType });
  await eventually(() => write(`${name}/status`, { status: { conditions: [] } }), {
    describe: 'the kubelet to be allowed to report on the claim of its pod',
    until: ({ status }) => status === 200,
  });
  const leave = { metadata: { annotations: { 'infra.894.io/leave-on-node': 'true' } } };
  expect(await write(name, leave)).toMatchObject({ status: 403 });
  expect(await write(`${name}/status`, leave)).toMatchObject({ status: 403 });
});

test('with the operator down, kubelets report and may still steal nothing, and people can take the finalizer off', async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  const [heartbeat, theft] = [heartbeatOf('webhook'), theftOf('webhook')];
  if (heartbeat === undefined || theft === undefined) throw new Error('the cases have changed');
  const { prefix } = open.webhook;
  expect(await ask('webhook', 'open', prefix, heartbeat)).toMatchObject({ status: 200 });
  // Nobody answered, so it is an internal error, which is as good as a refusal.
  expect((await ask('webhook', 'open', prefix, theft)).status).toBe(500);
  expect(await ask('webhook', 'open', prefix, { ...theft, who: 'bob', through: 'nodes' })).toMatchObject({
    status: 200,
  });
});
