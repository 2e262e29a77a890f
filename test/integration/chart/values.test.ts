import { beforeAll, describe, expect, it } from 'vitest';
import { renderChart } from '../../../hack/chart/render.ts';
import { at, type JsonObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { CHART, find, has, helmProgram, render } from './rendering.ts';

beforeAll(async () => {
  await helmProgram();
}, 600_000);

const podSpecOf = (object: JsonObject): unknown => at(object, 'spec', 'template', 'spec');
const container = (object: JsonObject): unknown => listAt(podSpecOf(object), 'containers')[0];

const NAMED_BY_TEXTS = {
  metadata: { name: expect.any(String), labels: { 'app.kubernetes.io/instance': '123' } },
};

describe('the values', () => {
  it('name an image by its digest rather than by its tag', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const deployment = find(
      await render(['image.repository=example.com/a', 'image.tag=v1', `image.digest=${digest}`]),
      'Deployment',
    );
    expect(stringAt(container(deployment), 'image')).toBe(`example.com/a@${digest}`);
  });

  it('cannot make a Service that finds no pods', async () => {
    const objects = await render(['podLabels.app\\.kubernetes\\.io/component=mine', 'podLabels.team=a']);
    const labels = at(find(objects, 'Deployment'), 'spec', 'template', 'metadata', 'labels');
    expect(labels).toMatchObject({ 'app.kubernetes.io/component': 'operator', team: 'a' });
    expect(labels).toMatchObject(at(find(objects, 'Service'), 'spec', 'selector') ?? {});
  });

  it('replace the pods when they change the prefix, which is read at the start only, and by no other configuration', async () => {
    const templateWith = async (...settings: readonly string[]) =>
      at(find(await render(['tls.mode=self-managed', ...settings]), 'Deployment'), 'spec', 'template');
    const before = await templateWith();
    expect(await templateWith('config.cleanup.concurrency=3', 'config.nodeSelector=a=b')).toEqual(before);
    expect(await templateWith('config.prefix=nodes.example.com')).not.toEqual(before);
  });

  it('may be names that YAML would read as something else', async () => {
    const names = ['fullnameOverride=true', 'tls.secretName=123', 'serviceAccount.name=456', 'priorityClassName=8'];
    const objects = renderChart({
      helm: await helmProgram(),
      chart: CHART,
      release: '123',
      namespace: '789',
      args: [
        ...names.flatMap((name) => ['--set-string', name]),
        ...['serviceMonitor', 'networkPolicy'].flatMap((part) => ['--set', `${part}.enabled=true`]),
      ],
    });
    for (const object of objects) expect(object).toMatchObject(NAMED_BY_TEXTS);
    const deployment = find(objects, 'Deployment', 'true');
    expect(podSpecOf(deployment)).toMatchObject({ serviceAccountName: '456', priorityClassName: '8' });
    expect(listAt(podSpecOf(deployment), 'volumes')[1]).toMatchObject({ secret: { secretName: '123' } });
    expect(at(find(objects, 'ServiceMonitor', 'true'), 'spec', 'namespaceSelector')).toEqual({ matchNames: ['789'] });
    for (const binding of objects.filter(({ kind }) => /RoleBinding/.test(String(kind)))) {
      expect(at(binding, 'roleRef', 'name')).toEqual(expect.any(String));
      expect(listAt(binding, 'subjects')[0]).toMatchObject({ name: expect.any(String) });
    }
  });

  it('that are lists, maps or texts may be null instead of empty', async () => {
    const empty = ['podLabels', 'tls.issuerRef', 'tolerations', 'resources', 'extraEnv', 'priorityClassName'];
    const objects = await render([
      ...empty.map((value) => `${value}=null`),
      'guard.skip.users=null',
      'guard.skip.groups={a}',
    ]);
    const policy = JSON.stringify(find(objects, 'ValidatingAdmissionPolicy', 'node-cleanup-webhook-guard'));
    expect(policy).toContain('request.userInfo.username in []');
  });

  it.each(['guard', 'guard.skip', 'image', 'releaseAll.timeoutSeconds', 'logLevel', 'replicaCount', 'rbac'])(
    'that must be there are missed by name when %s is null',
    async (value) => {
      const name = value.split('.').at(-1);
      await expect(render([`${value}=null`])).rejects.toThrow(`missing property '${name}'`);
    },
  );

  it.each([
    ['CONFIG', 'extraEnv: CONFIG is for the value config'],
    ['LOG_LEVEL', 'extraEnv: LOG_LEVEL is for the value logLevel'],
    ['WEBHOOK_PORT', 'extraEnv: WEBHOOK_PORT is set by the chart'],
  ])('cannot set the variable %s behind the back of the chart', async (name, sentence) => {
    await expect(render([`extraEnv[0].name=${name}`, 'extraEnv[0].value=a'])).rejects.toThrow(sentence);
  });

  it('have one Lease, also before an uninstallation', async () => {
    const objects = await render(['extraEnv[0].name=LEASE_NAME', 'extraEnv[0].value=mine']);
    const name = 'node-cleanup-webhook-release-all';
    const leases = listAt(find(objects, 'ClusterRole', name), 'rules').filter(
      (rule) => listAt(rule, 'resources')[0] === 'leases',
    );
    expect(leases).toMatchObject([{ resourceNames: ['mine'] }]);
    expect(listAt(container(find(objects, 'Job', name)), 'args')).toContain('--lease-name=mine');
  });

  it('let what runs before an uninstallation onto cordoned Nodes, and never onto one that is dead', async () => {
    const objects = await render(['tolerations[0].key=dedicated', 'tolerations[0].operator=Exists']);
    const job = find(objects, 'Job', 'node-cleanup-webhook-release-all');
    const keys = listAt(podSpecOf(job), 'tolerations').map((toleration) => stringAt(toleration, 'key'));
    expect(keys).toEqual([
      'node.kubernetes.io/unschedulable',
      'infra.894.io/terminating',
      'infra.894.io/returned',
      'dedicated',
    ]);
  });

  it('give what others look for labels of theirs, also in place of one of ours', async () => {
    const kinds = { serviceMonitor: 'ServiceMonitor', prometheusRule: 'PrometheusRule', dashboard: 'ConfigMap' };
    const objects = await render(
      Object.keys(kinds).flatMap((value) => [
        `${value}.enabled=true`,
        `${value}.labels.app\\.kubernetes\\.io/part-of=monitoring`,
      ]),
    );
    for (const [value, kind] of Object.entries(kinds)) {
      const name = value === 'dashboard' ? 'node-cleanup-webhook-dashboard' : undefined;
      expect(at(find(objects, kind, name), 'metadata', 'labels')).toMatchObject({
        'app.kubernetes.io/part-of': 'monitoring',
        'app.kubernetes.io/name': 'node-cleanup-webhook',
      });
    }
  });

  it('with a NetworkPolicy let every pod of ours out, also where all else is denied', async () => {
    const objects = await render(['networkPolicy.enabled=true']);
    const policy = find(objects, 'NetworkPolicy');
    expect(at(policy, 'spec')).toMatchObject({ policyTypes: ['Ingress', 'Egress'], egress: [{}] });
    const selector = at(policy, 'spec', 'podSelector', 'matchLabels');
    const pods = objects.filter(({ kind }) => ['Deployment', 'Job', 'Pod'].includes(String(kind)));
    expect(pods).toHaveLength(3);
    for (const pod of pods) {
      const labels = at(pod, 'spec', 'template', 'metadata', 'labels') ?? at(pod, 'metadata', 'labels');
      expect(labels).toMatchObject(selector ?? { 'it selects': 'everything' });
    }
  });

  it('with one replica make no budget that would keep its Node from being drained', async () => {
    expect(has(await render(['replicaCount=1']), 'PodDisruptionBudget')).toBe(false);
    expect(has(await render(['replicaCount=2']), 'PodDisruptionBudget')).toBe(true);
  });

  it('keep the CustomResourceDefinitions, unless they are to go with the release or are none of its business', async () => {
    const definition = async (...settings: string[]) =>
      find(await render(settings), 'CustomResourceDefinition', 'nodecleanups.infra.894.io');
    expect(at(await definition(), 'metadata', 'annotations')).toEqual({ 'helm.sh/resource-policy': 'keep' });
    expect(at(await definition('crds.keep=false'), 'metadata', 'annotations')).toBeUndefined();
    expect(has(await render(['crds.install=false']), 'CustomResourceDefinition')).toBe(false);
  });

  it('send API servers that cannot reach Services to an address', async () => {
    const [webhook] = listAt(
      find(await render(['admission.url=https://ncw.example.com:8443/']), 'MutatingWebhookConfiguration'),
      'webhooks',
    );
    expect(at(webhook, 'clientConfig')).toEqual({ url: 'https://ncw.example.com:8443/mutate-node' });
  });
});
