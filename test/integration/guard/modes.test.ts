import { describe, expect, onTestFinished, test } from 'vitest';
import { startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { locateHelm } from '../../../hack/tools/helm/binary.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import { render } from '../../support/guard-scene.ts';
import { CHART, Helm } from '../../support/installed/helm.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
const GROUP = 'admissionregistration.k8s.io/v1';
/** What an API server that was asked says; before that there is none. */
const ASKED = ['v1/Node'];
const GUARDS = [...ASKED, `${GROUP}/ValidatingAdmissionPolicy`];
const BOTH = [...GUARDS, `${GROUP}/MutatingAdmissionPolicy`];
const TLS = { tls: { mode: 'self-managed' } };

const kindsOf = async (values: object, serves: readonly string[]) => {
  const objects = await render(cluster, { ...TLS, ...values }, { serves });
  const kinds = objects.map((object) => stringAt(object, 'kind') ?? '');
  return [...new Set(kinds.filter((kind) => /Policy$|WebhookConfiguration$/.test(kind)))].toSorted();
};

const [POLICIES, WEBHOOK] = ['ValidatingAdmissionPolicy', 'ValidatingWebhookConfiguration'];
const [MUTATES, ASKS] = ['MutatingAdmissionPolicy', 'MutatingWebhookConfiguration'];

describe('the guard and the admission, by their modes and by what the API server has', () => {
  test.each<[string, string, string, readonly string[], readonly (string | undefined)[]]>([
    ['auto', 'auto', 'everything', BOTH, [MUTATES, POLICIES]],
    ['auto', 'auto', 'no mutating policies', GUARDS, [ASKS, POLICIES]],
    ['auto', 'auto', 'no policies at all', ASKED, [ASKS, WEBHOOK]],
    ['auto', 'auto', 'been asked nothing', [], [ASKS, POLICIES]],
    ['webhook', 'webhook', 'everything', BOTH, [ASKS, WEBHOOK]],
    ['off', 'policy', 'everything', BOTH, [MUTATES]],
  ])('guard.mode %s and admission.mode %s, where it has %s', async (guard, admission, _, serves, kinds) => {
    expect(await kindsOf({ guard: { mode: guard }, admission: { mode: admission } }, serves)).toEqual(kinds);
  });

  test.each([
    [{ guard: { mode: 'policy' } }, 'guard.mode is policy, but this API server has no ValidatingAdmissionPolicy'],
    [{ admission: { mode: 'policy' } }, 'admission.mode is policy, but this API server has no MutatingAdmissionPolicy'],
    [{ config: { guard: { requireReason: true } } }, 'config.guard is made by the chart: set guard.skip'],
  ])('%j is refused in a sentence', async (values, sentence) => {
    await expect(kindsOf(values, ASKED)).rejects.toThrow(sentence);
  });
});

test('a real API server without the policies is noticed: webhooks do it, or a sentence says that nothing can', async () => {
  const report = () => {};
  const kinds = ['validating', 'mutating'].flatMap((kind) => [
    `${kind}admissionpolicies`,
    `${kind}admissionpolicybindings`,
  ]);
  const controlPlane = await startControlPlane({
    report,
    without: ['kube-controller-manager', 'kube-scheduler', 'kwok'],
    flags: {
      'kube-apiserver': [
        '--disable-admission-plugins=ValidatingAdmissionPolicy,MutatingAdmissionPolicy,ServiceAccount',
        `--runtime-config=${kinds.map((kind) => `${GROUP}/${kind}=false`).join(',')}`,
      ],
    },
  });
  onTestFinished(() => controlPlane[Symbol.asyncDispose]());
  const helm = new Helm(await locateHelm({ env: process.env, report }), controlPlane, cluster.folder('helm'));
  const install = (...values: readonly string[]) => {
    const settings = ['tls.mode=self-managed', ...values].flatMap((value) => ['--set', value]);
    const place = ['--namespace', 'node-cleanup', '--create-namespace'];
    return helm.run('install', 'node-cleanup', CHART, '--dry-run=server', ...place, ...settings);
  };
  const automatic = await install('guard.mode=auto', 'admission.mode=auto');
  expect(automatic).toMatchObject({ code: 0 });
  expect(automatic.stdout).toContain('kind: ValidatingWebhookConfiguration');
  expect(automatic.stdout).toContain('kind: MutatingWebhookConfiguration');
  expect(automatic.stdout).not.toContain('AdmissionPolicy');
  expect((await install('guard.mode=policy')).stderr).toContain(
    'guard.mode is policy, but this API server has no ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1): set guard.mode to auto or webhook',
  );
});
