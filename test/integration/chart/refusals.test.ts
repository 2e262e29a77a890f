import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Output, run } from '../../../hack/control-plane/command.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { CHART, helmProgram } from './rendering.ts';

const cluster = useCluster();
const TASKS = 'config.cleanup.tasks';
let helm: string;

beforeAll(async () => {
  helm = await helmProgram();
}, 600_000);

const call = (...args: readonly string[]): Promise<Output> =>
  run(helm, args, { env: { PATH: process.env.PATH, HOME: cluster.layout.root, KUBECONFIG: cluster.kubeconfig } });

const template = (...settings: readonly string[]): Promise<Output> =>
  call('template', 'node-cleanup', CHART, ...settings.flatMap((setting) => ['--set', setting]));

/** As an installation with a cluster to ask, which changes nothing. */
const install = (release: string, ...args: readonly string[]): Promise<Output> =>
  call('install', release, CHART, '--namespace', 'default', '--dry-run=server', ...args);

const SELF_MANAGED = ['--set', 'tls.mode=self-managed'];

it('helm lint has nothing against the chart', async () => {
  const { code, stdout } = await call('lint', CHART, '--strict');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('1 chart(s) linted, 0 chart(s) failed'),
  });
});

describe('a wrong value is named', () => {
  it.each([
    [['replicas=3'], "additional properties 'replicas' not allowed"],
    [['tls.modus=secret'], "at '/tls': additional properties 'modus' not allowed"],
    [['replicaCount=0'], "at '/replicaCount': minimum: got 0, want 1"],
    [['replicaCount=two'], "at '/replicaCount': got string, want integer"],
    [['image.tag=1'], "at '/image/tag': got number, want string"],
    [['image.digest=latest'], "at '/image/digest': 'latest' does not match pattern"],
    [['tls.mode=none'], "at '/tls/mode': value must be one of 'cert-manager', 'self-managed', 'secret'"],
    [['admission.mode=both'], "at '/admission/mode': value must be one of 'webhook', 'policy', 'auto'"],
    [['admission.url=http://a.example'], "at '/admission/url': 'http://a.example' does not match pattern"],
    [['guard.mode=on'], "at '/guard/mode': value must be one of 'auto', 'policy', 'webhook', 'off'"],
    [['shutdownDelay=1m'], "at '/shutdownDelay': '1m' does not match pattern '(?<whole_seconds_such_as_5s>)"],
    [['logLevel=trace'], "at '/logLevel': value must be one of 'debug', 'info', 'warn', 'error'"],
    [['podDisruptionBudget.maxUnavailable=0'], "at '/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1"],
    [['tls.mode=secret'], 'tls.mode is secret: set tls.secretName'],
    // A list with an empty text, as helm reads it, which would let nobody skip.
    [['guard.skip.users={}'], "at '/guard/skip/users/0': minLength: got 0, want 1"],
    [['tls.issuerRef.kind=ClusterIssuer'], "at '/tls/issuerRef': properties 'name' required, if 'kind' exists"],
    [['tls.renewBefore=2160h'], 'tls.renewBefore is 2160h, and must be shorter than tls.duration, which is 2160h'],
    [['tls.duration=1h30m', 'tls.renewBefore=91m'], 'tls.renewBefore is 91m, and must be shorter'],
    [['config.prefix=A_b'], "at '/config/prefix': 'A_b' does not match pattern '(?<a_DNS_name>)"],
    [['config.cleanup.task=drain'], "at '/config/cleanup': additional properties 'task' not allowed"],
    [
      ['config.cleanup.deadline=soon'],
      "at '/config/cleanup/deadline': 'soon' does not match pattern '(?<a_duration_such_as_1h30m>)",
    ],
    [['config.nodeSelector=a b'], 'config.nodeSelector is not a label selector: a b'],
    [[`${TASKS}[0].name=x`], "at '/config/cleanup/tasks/0': missing property 'task'"],
    [[`${TASKS}[0].task=dran`], "at '/config/cleanup/tasks/0/task': value must be one of 'cordon'"],
    [
      [`${TASKS}[0].task=drain`, `${TASKS}[0].options.forse=1`],
      "at '/config/cleanup/tasks/0/options': additional properties 'forse' not allowed",
    ],
    [[`${TASKS}[0].task=http`], "at '/config/cleanup/tasks/0': missing property 'options'"],
    [
      [`${TASKS}[0].task=drain`, `${TASKS}[1].task=drain`],
      'config.cleanup.tasks[1]: there are two tasks "drain"; give one of them another name',
    ],
    [
      [`${TASKS}[0].task=drain`, `${TASKS}[0].needs[0]=cordon`],
      'config.cleanup.tasks[0].needs: there is no task "cordon"; there are drain',
    ],
    [
      [
        `${TASKS}[0].task=drain`,
        `${TASKS}[0].needs[0]=cordon`,
        `${TASKS}[1].task=cordon`,
        `${TASKS}[1].needs[0]=drain`,
      ],
      'config.cleanup.tasks: these need each other in a circle, so none can begin: drain, cordon',
    ],
  ])('%j', async (settings, sentence) => {
    const { code, stderr } = await template(...settings);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
  });

  it('unless nothing is wrong: a whole configuration passes', async () => {
    const values = join(cluster.folder('values'), 'values.yaml');
    const tasks = [
      { task: 'cordon' },
      { task: 'drain', needs: ['cordon'], timeout: '1h', onTimeout: 'continue', options: { forceAfter: '30m' } },
      { task: 'notify', name: 'chat', on: ['blocked'], options: { url: 'https://chat.example.com/hook' } },
    ];
    writeFileSync(
      values,
      stringify({ config: { nodeSelector: 'pool in (a, b)', cleanup: { deadline: '2h', tasks } } }),
    );
    const { code, stdout, stderr } = await call('template', 'node-cleanup', CHART, '--values', values);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('nodeSelector: pool in (a, b)');
  });

  it('and helm reads YAML 1.1: `on` and `off` without quotes are what they look like', async () => {
    const values = join(cluster.folder('yaml-1-1'), 'values.yaml');
    const task = '{task: notify, on: [blocked], options: {url: https://chat.example.com/hook}}';
    writeFileSync(values, `guard: {mode: off}\nconfig: {cleanup: {tasks: [${task}]}}\n`);
    const { code, stdout, stderr } = await call('template', 'node-cleanup', CHART, '--values', values);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/- "on":\n\s+- blocked/);
    expect(stdout).not.toContain('ValidatingAdmissionPolicy');
  });
});

describe('a cluster that it cannot work in is refused with what to do', () => {
  it('without cert-manager', async () => {
    const { code, stderr } = await install('node-cleanup');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('--set tls.mode=self-managed') });
    expect(stderr).toContain('tls.mode is cert-manager, but this cluster has no cert-manager');
  });

  it('with a Kubernetes that is too old', async () => {
    const { code, stderr } = await call('template', 'node-cleanup', CHART, '--kube-version', '1.29.9');
    expect(code).toBe(1);
    expect(stderr).toContain('chart requires kubeVersion: >=1.30.0-0 which is incompatible with Kubernetes v1.29.9');
  });

  it.each([
    [
      'by a release of another name',
      { release: 'first', namespace: 'default' },
      'by the release first in namespace default',
    ],
    [
      'by a release in another namespace',
      { release: 'node-cleanup', namespace: 'kube-public' },
      'in namespace kube-public, and there can be one',
    ],
    [
      'by a release whose namespace is gone',
      { release: 'node-cleanup', namespace: 'gone' },
      'was installed in this cluster by the release node-cleanup in namespace gone, which is deleted',
    ],
    ['without helm, under another name', undefined, 'already, without helm (MutatingWebhookConfiguration t'],
  ])('where it is installed %s', async (_, owner, sentence) => {
    const path = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
    const name = cluster.name('first');
    const annotations = owner && {
      'meta.helm.sh/release-name': owner.release,
      'meta.helm.sh/release-namespace': owner.namespace,
    };
    await cluster.api.create(path, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name, labels: { 'app.kubernetes.io/name': 'node-cleanup-webhook' }, annotations },
    });
    const { code, stderr } = await install('node-cleanup', ...SELF_MANAGED).finally(() =>
      cluster.api.delete(`${path}/${name}`),
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
    // What it says to type has all that the command asks for.
    for (const [command] of stderr.matchAll(/helm (?:install|upgrade) [^)]*/g))
      expect(command).toMatch(/ \S+ CHART -n /);
  });

  it('whose Nodes have the finalizer of another prefix, which an upgrade would forget', async () => {
    const namespace = await createNamespace(cluster);
    const prefix = `${cluster.prefix}.example.com`;
    await cluster.api.create(`/api/v1/namespaces/${namespace}/configmaps`, {
      metadata: { name: 'node-cleanup-webhook', labels: { 'app.kubernetes.io/name': 'node-cleanup-webhook' } },
      data: { 'config.yaml': `prefix: ${prefix}\n` },
    });
    const inNamespace = ['--namespace', namespace, '--take-ownership', ...SELF_MANAGED];
    expect(await install('node-cleanup', ...inNamespace)).toMatchObject({ code: 0 });
    await createNode(cluster, 'guarded', { finalizers: [`${prefix}/node-cleanup`] });
    const { code, stderr } = await install('node-cleanup', ...inNamespace);
    const sentence = `config.prefix changes from ${prefix} to infra.894.io, but Nodes still have the finalizer`;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
    // Also when the objects get another name with it, which helm would make anew.
    const renamed = await install('node-cleanup', ...inNamespace, '--set', 'fullnameOverride=other');
    expect(renamed.stderr).toContain(`--prefix ${prefix} --stop-operator ${namespace}/node-cleanup-webhook`);
    const kept = await install('node-cleanup', ...inNamespace, '--set', `config.prefix=${prefix}`);
    expect(kept).toMatchObject({ code: 0 });
  });
});
