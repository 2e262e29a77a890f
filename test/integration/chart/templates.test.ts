import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { prometheusOperatorDefinitions } from '../../../hack/tools/prometheus-operator/definitions.ts';
import { at, isObject, type JsonObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { installCrds } from '../../support/crds.ts';
import { eventually } from '../../support/eventually.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { find, has, helmProgram, render } from './rendering.ts';

const cluster = useCluster();

const TLS = ['cert-manager', 'self-managed', 'secret'] as const;
const ADMISSION = ['webhook', 'policy', 'auto'] as const;
const GUARD = ['auto', 'policy', 'webhook', 'off'] as const;
const MODES = TLS.flatMap((tls) =>
  ADMISSION.flatMap((admission) => GUARD.map((guard) => [tls, admission, guard] as const)),
);

const settingsFor = (tls: string, admission: string, guard: string): readonly string[] => [
  `tls.mode=${tls}`,
  `admission.mode=${admission}`,
  `guard.mode=${guard}`,
  ...(tls === 'secret' ? ['tls.secretName=given'] : []),
];

beforeAll(async () => {
  await helmProgram();
}, 600_000);

const podSpecOf = (object: JsonObject): unknown => at(object, 'spec', 'template', 'spec') ?? at(object, 'spec');
const container = (object: JsonObject): unknown => listAt(podSpecOf(object), 'containers')[0];
const volumesOf = (object: JsonObject) =>
  listAt(podSpecOf(object), 'volumes').map((volume) => stringAt(volume, 'name'));

describe('every mode of certificate, admission and guard', () => {
  it.each(MODES)(
    'tls %s, admission %s, guard %s makes what belongs to it, and nothing else',
    async (tls, admission, guard) => {
      const objects = await render(settingsFor(tls, admission, guard));
      // Without a cluster to ask, `auto` takes what every API server has.
      expect(has(objects, 'MutatingWebhookConfiguration')).toBe(admission !== 'policy');
      expect(has(objects, 'MutatingAdmissionPolicy')).toBe(admission === 'policy');
      expect(has(objects, 'ValidatingAdmissionPolicy')).toBe(guard === 'auto' || guard === 'policy');
      expect(has(objects, 'ValidatingWebhookConfiguration')).toBe(guard === 'webhook');
      expect(has(objects, 'Certificate')).toBe(tls === 'cert-manager');
      const deployment = find(objects, 'Deployment');
      expect(volumesOf(deployment)).toEqual(tls === 'self-managed' ? ['config'] : ['config', 'certs']);
      const mounts = listAt(container(deployment), 'volumeMounts').map((mount) => stringAt(mount, 'name'));
      expect(mounts).toEqual(volumesOf(deployment));
    },
  );

  // One of each is enough for the kinds, and each call is a second.
  it.each([
    ['self-managed', 'webhook', 'policy'],
    ['secret', 'policy', 'webhook'],
    ['cert-manager', 'auto', 'off'],
  ])(
    'tls %s, admission %s, guard %s is what the API server takes, to the last field',
    async (tls, admission, guard) => {
      const namespace = 'default';
      const objects = await render([...settingsFor(tls, admission, guard), 'networkPolicy.enabled=true'], namespace);
      const served = objects.filter(
        ({ apiVersion, kind }) => !/cert-manager/.test(String(apiVersion)) && kind !== 'Pod',
      );
      await isTaken(served);
    },
  );
});

/** By the API server, to the last field. */
async function isTaken(objects: readonly JsonObject[]): Promise<void> {
  const input = objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
  const args = ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '-f', '-'];
  const { code, stdout, stderr } = await cluster.kubectl(args, { input });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('violate') });
  expect(stdout.trim().split('\n')).toHaveLength(objects.length);
}

it('what is for Prometheus Operator is of its kinds, to the last field', async () => {
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const definitions = await prometheusOperatorDefinitions({ env: process.env, report });
  cluster.atEnd(async () => void (await cluster.kubectl(['delete', '-f', '-'], { input: definitions })));
  await installCrds(cluster, definitions);
  // kubectl asks which kinds there are, and that is told a moment later.
  await eventually(() => cluster.api.get('/apis/monitoring.coreos.com/v1').catch(() => undefined), {
    describe: 'the kinds of Prometheus Operator to be listed',
    until: (list) => {
      const names = listAt(list, 'resources').map((resource) => stringAt(resource, 'name'));
      return names.includes('servicemonitors') && names.includes('prometheusrules');
    },
    deadline: 60_000,
  });
  const values = ['serviceMonitor.enabled=true', 'serviceMonitor.labels.release=mine', 'prometheusRule.enabled=true'];
  const objects = await render(['tls.mode=self-managed', ...values], 'default');
  const its = objects.filter(({ apiVersion }) => apiVersion === 'monitoring.coreos.com/v1');
  expect(its.map(({ kind }) => kind).toSorted()).toEqual(['PrometheusRule', 'ServiceMonitor']);
  await isTaken(its);
}, 300_000);

describe('pods', () => {
  it('may all run in a namespace that enforces Pod Security restricted', async () => {
    const namespace = cluster.name('restricted');
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    cluster.atEnd(() => cluster.api.delete(`/api/v1/namespaces/${namespace}`));
    await cluster.api.create('/api/v1/namespaces', { metadata: { name: namespace, labels } });
    const objects = await render(['tls.mode=self-managed'], namespace);
    const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
    for (const account of accounts)
      await cluster.api.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, account);
    const specs = objects.filter(({ kind }) => ['Deployment', 'Job', 'Pod'].includes(String(kind))).map(podSpecOf);
    expect(specs).toHaveLength(3);
    for (const spec of specs) {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'tried-' }, spec };
      await expect(cluster.api.create(`/api/v1/namespaces/${namespace}/pods?dryRun=All`, pod)).resolves.toBeDefined();
    }
  });

  it('write nowhere on their root, are nobody, and take no token that they do not ask for', async () => {
    const objects = await render(['tls.mode=self-managed']);
    for (const object of [find(objects, 'Deployment'), find(objects, 'Job', 'node-cleanup-webhook-release-all')]) {
      expect(podSpecOf(object)).toMatchObject({ securityContext: { runAsUser: 65_532, runAsNonRoot: true } });
      expect(container(object)).toMatchObject({
        securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      });
    }
    for (const account of objects.filter(({ kind }) => kind === 'ServiceAccount')) {
      expect(account.automountServiceAccountToken).toBe(false);
    }
    const limits = at(container(find(objects, 'Deployment')), 'resources', 'limits');
    expect(isObject(limits) && Object.keys(limits)).toEqual(['memory']);
  });

  it('get the configuration as a folder, so that a change is seen', async () => {
    const deployment = find(await render(['tls.mode=self-managed']), 'Deployment');
    const [mount] = listAt(container(deployment), 'volumeMounts');
    expect(mount).toEqual({ name: 'config', mountPath: '/config', readOnly: true });
  });

  it.each([
    ['5s', 30],
    ['0s', 25],
    ['120s', 145],
  ])('have the time that a graceful stop takes: after a delay of %s it is %i seconds', async (delay, seconds) => {
    const deployment = find(await render(['tls.mode=self-managed', `shutdownDelay=${delay}`]), 'Deployment');
    expect(podSpecOf(deployment)).toMatchObject({ terminationGracePeriodSeconds: seconds });
    expect(listAt(container(deployment), 'args')).toContain(`--shutdown-delay=${delay}`);
  });
});
