import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeKeys } from '../../lib/node/keys.ts';
import { eventually } from '../support/eventually.ts';
import { createNamespace } from '../support/namespaces.ts';
import { createNode, getNode, type Node } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createDeployment } from '../support/workloads.ts';
import { installDefinitions, product, writeLease } from './commands-process.ts';

const cluster = useCluster();
/** Of this file's own: no Node of another test is released. */
const KEYS = nodeKeys(`${cluster.prefix}.example.com`);
const NAME = cluster.name('operator');
const CHART_LABELS = { 'app.kubernetes.io/name': 'node-cleanup-webhook' };
const POLICIES = '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies';
const LEASE = cluster.name('lease');
let namespace = '';
let config = '';

beforeAll(async () => {
  await installDefinitions(cluster);
  namespace = await createNamespace(cluster);
  config = join(cluster.folder('config'), 'config.yaml');
  writeFileSync(config, `prefix: ${KEYS.prefix}\nnodeSelector: example.com/of=${cluster.prefix},example.com/some\n`);
});

/** As the chart registers it with admission.mode policy. */
async function registerPolicy(): Promise<void> {
  cluster.atEnd(() => cluster.api.delete(`${POLICIES}/${NAME}`));
  cluster.atEnd(() => cluster.api.delete(`${POLICIES.replace('policies', 'policybindings')}/${NAME}`));
  await cluster.api.create(POLICIES, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: NAME, labels: CHART_LABELS },
    spec: {
      failurePolicy: 'Ignore',
      reinvocationPolicy: 'IfNeeded',
      matchConstraints: {
        objectSelector: { matchLabels: { 'example.com/of': cluster.prefix } },
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nodes'] }],
      },
      mutations: [
        {
          patchType: 'ApplyConfiguration',
          applyConfiguration: {
            expression: `Object{metadata: Object.metadata{finalizers: ["${KEYS.finalizer}"]}}`,
          },
        },
      ],
    },
  });
  await cluster.api.create(POLICIES.replace('policies', 'policybindings'), {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: NAME, labels: CHART_LABELS },
    spec: { policyName: NAME },
  });
}

const LABELS = { 'example.com/of': cluster.prefix, 'example.com/some': '' };
const isGuarded = ({ metadata }: Node) => metadata.finalizers?.includes(KEYS.finalizer) ?? false;
const verify = () => product(cluster, ['verify', `${namespace}/${NAME}`, '--config', config, '--timeout', '0s']);

describe('verify', () => {
  it('says what is not well: not ready, nobody asked about new Nodes, a Node without the finalizer', async () => {
    await createNode(cluster, 'bare', { labels: LABELS });
    const { code, stdout } = await verify();
    expect(code).toBe(3);
    expect(stdout).toMatch(/^BAD the operator is not ready: .*not found$/m);
    expect(stdout).toMatch(/^BAD a new Node does not get the finalizer/m);
    expect(stdout).toMatch(/^BAD 0 Nodes with the finalizer, and 1 Node without it: t.*-bare$/m);
  });

  it('says what is well, and creates no Node', async () => {
    await registerPolicy();
    await cluster.api.patch(`/api/v1/nodes/${cluster.name('bare')}`, { metadata: { finalizers: [KEYS.finalizer] } });
    await eventually(verify, {
      describe: 'a new Node to get the finalizer',
      until: ({ stdout }) => stdout.includes(`ok  a new Node gets the finalizer ${KEYS.finalizer}`),
    });
    const { code, stdout } = await verify();
    // Nobody answers at that Service here; an installation is looked at in test/integration/helm.
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ok {2}1 Node with the finalizer$/m);
    const { stdout: nodes } = await cluster.kubectl(['get', 'nodes', '-o', 'name']);
    expect(nodes).not.toContain(`${NAME}-test`);
  });
});

describe('release-all --stop-operator', () => {
  const releaseAll = (operator: string, ...more: readonly string[]) => {
    const args = ['--prefix', KEYS.prefix, '--lease-name', LEASE, '--stop-operator', operator, ...more];
    return product(cluster, ['release-all', ...args]);
  };

  it('refuses a Deployment that is not ours, and deletes nothing', async () => {
    await createNode(cluster, 'kubelet', { kwok: true });
    await createDeployment(cluster, namespace, NAME, { replicas: 2 });
    const { code, stdout, stderr } = await releaseAll(`${namespace}/${NAME}`);
    const sentence = `error: USAGE: deployments.apps/${NAME} in namespace ${namespace} is not ours`;
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) });
    expect(await cluster.api.get(`${POLICIES}/${NAME}`)).toBeDefined();
  });

  it.each([['to do it'], ['to say what it would do', '--dry-run']])(
    'names the operator that lives when there is none of that name and namespace, asked %s',
    async (_, ...more) => {
      await writeLease(cluster, namespace, LEASE, 0);
      const { code, stdout, stderr } = await releaseAll(`default/${NAME}`, ...more);
      const sentence = `error: USAGE: there is no deployments.apps/${NAME} in namespace default, and operator-1 leads by the Lease ${LEASE} in namespace ${namespace}. Stop that one first\n`;
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: sentence });
      expect(await cluster.api.get(`${POLICIES}/${NAME}`)).toBeDefined();
      // As if it had died long ago.
      await writeLease(cluster, namespace, LEASE, 600);
    },
  );

  it('refuses a namespace that is not that of the registered webhook, although no operator lives', async () => {
    const name = cluster.name('asked');
    const path = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
    cluster.atEnd(() => cluster.api.delete(`${path}/${name}`));
    await cluster.api.create(path, {
      metadata: { name, labels: CHART_LABELS },
      webhooks: [
        {
          name: 'node-cleanup.example.com',
          clientConfig: { service: { namespace, name, path: '/mutate-node' } },
          rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nodes'] }],
          objectSelector: { matchLabels: { 'example.com/of': 'nobody' } },
          failurePolicy: 'Ignore',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    });
    const { code, stdout, stderr } = await releaseAll(`default/${name}`);
    const todo = expect.stringMatching(
      new RegExp(`is of namespace ${namespace}\\. Name that one: ${namespace}/${name}\\n$`),
    );
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: todo });
    expect(await cluster.api.get(`${path}/${name}`)).toBeDefined();
  });

  it('releases also the Nodes that join while it works, and deletes what would guard them again', async () => {
    const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/${NAME}`;
    await cluster.api.patch(deployment, { metadata: { labels: CHART_LABELS } });
    const joined: Node[] = [];
    const end = new AbortController();
    const joining = (async () => {
      while (!end.signal.aborted) joined.push(await createNode(cluster, `joins-${joined.length}`, { labels: LABELS }));
    })();
    const { code, stdout, stderr } = await releaseAll(`${namespace}/${NAME}`).finally(() => end.abort());
    await joining;

    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining(`deployments.apps/${NAME}`) });
    expect(stdout).toMatch(/ released\.$/m);
    expect(joined.filter(isGuarded).length, 'Nodes that were guarded when they joined').toBeGreaterThan(0);
    for (const { metadata } of joined) expect(isGuarded(await getNode(cluster, metadata.name))).toBe(false);
    const { stdout: pods } = await cluster.kubectl(['get', 'pods', '-n', namespace, '-o', 'name']);
    expect(pods).toBe('');
  });

  it('has nothing to do the second time', async () => {
    expect(await releaseAll(`${namespace}/${NAME}`)).toMatchObject({
      code: 0,
      stderr: `there is no deployments.apps/${NAME} in namespace ${namespace}\n`,
      stdout: expect.stringMatching(/^No Node/),
    });
  });

  it('changes nothing with --dry-run', async () => {
    await registerPolicy();
    expect((await releaseAll(`${namespace}/${NAME}`, '--dry-run')).code).toBe(0);
    expect(await cluster.api.get(`${POLICIES}/${NAME}`)).toBeDefined();
  });
});
