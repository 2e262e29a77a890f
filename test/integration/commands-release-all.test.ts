import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseReport } from '../../cmd/release-report.ts';
import { RELEASE_ALL_RIGHTS } from '../../lib/cleanup/rights.ts';
import { stringAt } from '../../lib/kube/json.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { eventually } from '../support/eventually.ts';
import { slow } from '../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { apply, render } from '../support/guard-scene.ts';
import { createNamespace } from '../support/namespaces.ts';
import { createNode, deleteNode, findNode, getNode, patchNode } from '../support/nodes.ts';
import { RELEASE_ALL } from '../support/rights/audit.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createDeployment } from '../support/workloads.ts';
import {
  ENTRY,
  installDefinitions,
  product,
  type Right,
  someoneWho,
  writeLease,
  writeRecord,
} from './commands-process.ts';

const cluster = useCluster();
/** Of this file's own: no Node of another test is released. */
const KEYS = nodeKeys(`${cluster.prefix}.example.com`);
const LEASE = cluster.name('operator');
const OPTIONS = ['--prefix', KEYS.prefix, '--lease-name', LEASE];
const OTHERS = ['karpenter.sh/termination', 'topolvm.io/node'] as const;
let namespace = '';

beforeAll(async () => {
  await installDefinitions(cluster);
  namespace = await createNamespace(cluster);
});

async function releaseAll(args: readonly string[] = [], kubeconfig?: string) {
  const options = kubeconfig === undefined ? {} : { kubeconfig };
  const { code, stdout, stderr } = await product(cluster, ['release-all', '-o', 'json', ...OPTIONS, ...args], options);
  if (stdout === '') throw new Error(stderr);
  const report: ReleaseReport = JSON.parse(stdout);
  return { code, report, stderr };
}

/** The names of Nodes called PREFIX-SUFFIX-n, with our finalizer between those of others. */
async function guardedNodes(suffix: string, count: number): Promise<readonly string[]> {
  const finalizers = [OTHERS[0], KEYS.finalizer, OTHERS[1]];
  const nodes = Array.from({ length: count }, (_, index) => createNode(cluster, `${suffix}-${index}`, { finalizers }));
  return (await Promise.all(nodes)).map(({ metadata }) => metadata.name);
}

const finalizersOf = async (name: string) => (await getNode(cluster, name)).metadata.finalizers;
const isGuarded = async (name: string) => (await finalizersOf(name))?.includes(KEYS.finalizer) ?? false;

const count = ({ nodes }: ReleaseReport, result: string) => nodes.filter((node) => node.result === result).length;

describe('release-all', () => {
  it('takes our finalizer off 30 Nodes, leaves those of others, and has nothing to do the second time', async () => {
    const names = await guardedNodes('many', 30);
    const first = await releaseAll();
    expect(first.code).toBe(0);
    expect(count(first.report, 'released')).toBe(30);
    expect(first.stderr.match(/^\[ ?\d+\/30\] .*: released$/gm)).toHaveLength(30);
    for (const name of names) expect(await finalizersOf(name)).toEqual(OTHERS);

    expect(await releaseAll()).toMatchObject({ code: 0, report: { nodes: [] }, stderr: '' });
    const { stdout } = await product(cluster, ['release-all', ...OPTIONS]);
    expect(stdout).toBe(`No Node has the finalizer ${KEYS.finalizer}: nothing to do.\n`);
  });

  it('only tells with --dry-run, also which Nodes would go and what was not done for them', async () => {
    const alive = await createNode(cluster, 'dry-alive', { finalizers: [KEYS.finalizer] });
    const dying = await createNode(cluster, 'dry-dying', { finalizers: [KEYS.finalizer] });
    await deleteNode(cluster, dying.metadata.name);
    const plan = {
      tasks: ['cordon', 'drain'].map((name) => ({
        name,
        task: name,
        stage: 'before' as const,
        needs: [],
        timeoutMs: undefined,
        onTimeout: 'block' as const,
        options: {},
      })),
      deadlineMs: undefined,
      onDeadline: 'block' as const,
      retry: { baseMs: 1_000, capMs: 60_000 },
    };
    const status = { phase: 'Running', tasks: [{ name: 'cordon', state: 'Done', attempts: 0 }], conditions: [] };
    await writeRecord(cluster, await getNode(cluster, dying.metadata.name), KEYS.finalizer, plan, status);

    const dry = await releaseAll(['--dry-run']);
    expect(dry).toMatchObject({
      code: 0,
      report: {
        dryRun: true,
        nodes: [
          { name: alive.metadata.name, result: 'released' },
          { name: dying.metadata.name, result: 'gone', unfinished: ['drain'] },
        ],
      },
    });
    expect(await isGuarded(alive.metadata.name)).toBe(true);
    expect(await isGuarded(dying.metadata.name)).toBe(true);

    expect(await releaseAll()).toMatchObject({
      code: 0,
      report: { nodes: [{ result: 'released' }, { result: 'gone' }] },
    });
    expect(await findNode(cluster, dying.metadata.name)).toBeUndefined();
  });

  it('warns of an operator that is alive', async () => {
    await createNode(cluster, 'warned', { finalizers: [KEYS.finalizer] });
    await writeLease(cluster, namespace, LEASE, 0);
    const { stderr } = await releaseAll(['--dry-run']);
    await writeLease(cluster, namespace, LEASE, 600);
    expect(stderr).toMatch(
      /^warning: operator-1 leads: .*\nwarning: it puts the finalizer back .*\nwarning: first scale it to 0/,
    );
    expect((await releaseAll()).stderr).not.toMatch(/warning/);
  });
});

describe('release-all without rights', () => {
  it('says which are missing to find the Nodes', async () => {
    const kubeconfig = await someoneWho(cluster, namespace, 'nobody', []);
    expect(await product(cluster, ['release-all', ...OPTIONS], { kubeconfig })).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^error: RIGHTS_MISSING: .*cannot list resource "nodes"/),
    });
  });

  it('tries every Node, and says which right is missing to change them', async () => {
    await guardedNodes('readonly', 3);
    const rights: readonly Right[] = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list'] }];
    const kubeconfig = await someoneWho(cluster, namespace, 'reader', rights);
    const { code, report, stderr } = await releaseAll([], kubeconfig);
    expect(code).toBe(4);
    expect(count(report, 'failed')).toBe(3);
    expect(stderr).toMatch(/failed: not allowed to patch nodes: User /);
    expect(await product(cluster, ['release-all', ...OPTIONS, '--dry-run'], { kubeconfig })).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^error: RIGHTS_MISSING: .* cannot patch .* Run it as somebody who may\n$/),
    });
    expect((await releaseAll()).code).toBe(0);
  });
});

describe('release-all that the guard refuses', () => {
  const keys = nodeKeys(`guarded.${cluster.prefix}.example.com`);
  const options = ['--prefix', keys.prefix, '--lease-name', LEASE];
  const operator = cluster.name('stopped');
  const bindings = '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings';
  const names: string[] = [];
  let kubeconfig = '';

  beforeAll(async () => {
    for (const suffix of ['guarded-0', 'guarded-1']) {
      names.push((await createNode(cluster, suffix, { finalizers: [keys.finalizer] })).metadata.name);
    }
    const labels = { 'app.kubernetes.io/name': 'node-cleanup-webhook' };
    await createDeployment(cluster, namespace, operator, { replicas: 0 });
    await cluster.api.patch(deployment(), { metadata: { labels } });
    cluster.atEnd(() => cluster.api.delete(`${bindings}/${operator}`));
    await cluster.api.create(bindings, { metadata: { name: operator, labels }, spec: { policyName: 'none' } });
    kubeconfig = await someoneWho(cluster, namespace, 'stranger', [
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'patch'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['list'] },
      { apiGroups: ['infra.894.io'], resources: ['nodecleanups'], verbs: ['list'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'delete'] },
      ...['mutatingadmissionpolicybindings', 'mutatingadmissionpolicies', 'mutatingwebhookconfigurations'].map(
        (resource): Right => ({
          apiGroups: ['admissionregistration.k8s.io'],
          resources: [resource],
          verbs: ['get', 'delete'],
        }),
      ),
    ]);
    const values = {
      fullnameOverride: cluster.name('guard'),
      config: { prefix: keys.prefix },
      guard: { mode: 'policy', skip: { groups: ['system:masters'] } },
      tls: { mode: 'self-managed' },
    };
    const guard = await render(cluster, values, { only: ['guard.yaml'] });
    // Records belong to one operator, whatever its prefix: those of other tests are not guarded.
    await apply(
      cluster,
      guard.filter(({ metadata }) => stringAt(metadata, 'name') === `${cluster.name('guard')}-guard`),
    );
    const patch = ['--dry-run=server', '--type=merge', '-p', '{"metadata":{"finalizers":null}}'];
    await eventually(() => cluster.kubectl(['patch', 'node', ...names.slice(0, 1), ...patch], { kubeconfig }), {
      describe: 'the policy to guard the finalizer',
      until: ({ code }) => code !== 0,
    });
  });

  const deployment = () => `/apis/apps/v1/namespaces/${namespace}/deployments/${operator}`;
  const releases = (...args: readonly string[]) =>
    product(cluster, ['release-all', ...options, ...args], { kubeconfig });
  const stops = () => ['--stop-operator', `${namespace}/${operator}`];

  it.each([
    ['it stops the operator', () => stops()],
    ['it says what would be done', () => ['--dry-run']],
    ['it says what would be done when the operator is stopped', () => [...stops(), '--dry-run']],
  ])('is refused before %s', async (_, args) => {
    const { code, stdout, stderr } = await releases(...args());
    const sentence = `you may not change finalizer ${keys.finalizer}: guard.skip of node-cleanup-webhook says who may let a Node go (tried with ${names[0]}). Nothing was changed. Run it as one of the users or groups that guard.skip names`;
    expect({ code, stdout, stderr }).toEqual({ code: 4, stdout: '', stderr: expect.stringContaining(sentence) });
    expect(stderr).toMatch(/^error: RIGHTS_MISSING: not allowed to patch nodes: ValidatingAdmissionPolicy /);
    expect(await cluster.api.get(deployment())).toBeDefined();
    expect(await cluster.api.get(`${bindings}/${operator}`)).toBeDefined();
  });

  it('is not told to run it again', async () => {
    const { code, stdout } = await releases();
    expect(code).toBe(4);
    expect(stdout).toContain(': 0 released, 2 failed.\n');
    expect(stdout).toMatch(/^To try again is no help where it is not allowed\. Run it as one of the users or groups/m);
    expect(stdout).not.toMatch(/Run it again/);
    for (const name of names) expect((await getNode(cluster, name)).metadata.finalizers).toEqual([keys.finalizer]);
  });

  it('does what it says for those whom guard.skip names', async () => {
    const dry = await product(cluster, ['release-all', ...options, ...stops(), '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2 Nodes have .* Nothing was changed/) });
    for (const name of names) expect((await getNode(cluster, name)).metadata.finalizers).toEqual([keys.finalizer]);
    expect((await product(cluster, ['release-all', ...options, ...stops()])).code).toBe(0);
    expect(await cluster.api.find(deployment())).toBeUndefined();
  });
});

describe('release-all that is disturbed', () => {
  it('takes a Node for gone that somebody else lets go meanwhile, with the rights of the chart', async () => {
    const [other = '', ours = ''] = await guardedNodes('meanwhile', 2);
    const rights = RELEASE_ALL_RIGHTS.filter(({ only }) => only === undefined).map(
      ({ apiGroup, resource, verbs: [first = '', ...more] }): Right => ({
        apiGroups: [apiGroup],
        resources: [resource],
        verbs: [first, ...more],
      }),
    );
    const leases: Right = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['list'] };
    const kubeconfig = await someoneWho(cluster, namespace, RELEASE_ALL, [...rights, leases]);
    await using proxy = await startFaultProxy(cluster, kubeconfig);
    const act = async () => {
      await patchNode(cluster, other, { metadata: { finalizers: null } });
      await deleteNode(cluster, other);
    };
    proxy.inject({ method: 'PATCH', path: `/api/v1/nodes/${other}` }, { kind: 'before', act }, { times: 1 });
    const { code, report } = await releaseAll([], proxy.kubeconfig);
    expect(report.nodes).toMatchObject([
      { name: other, result: 'gone' },
      { name: ours, result: 'released' },
    ]);
    expect(code).toBe(0);
  });

  it('is interrupted between two Nodes, and goes on when it is run again', async () => {
    const names = await guardedNodes('ctrl-c', 40);
    await using proxy = await startFaultProxy(cluster);
    proxy.inject({ method: 'PATCH' }, slow(300));
    const child = cluster.supervisor.spawn(process.execPath, [ENTRY, 'release-all', '-o', 'json', ...OPTIONS], {
      env: { PATH: process.env.PATH, KUBECONFIG: proxy.kubeconfig },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    const report: ReleaseReport = JSON.parse(stdout);
    expect(count(report, 'released')).toBeGreaterThan(0);
    expect(count(report, 'not tried')).toBeGreaterThan(0);
    for (const { name, result } of report.nodes) expect(await isGuarded(name), name).toBe(result === 'not tried');

    expect((await releaseAll()).code).toBe(0);
    for (const name of names) expect(await isGuarded(name)).toBe(false);
  });

  it('does not wait for each Node when the API server goes away in the middle', async () => {
    const names = await guardedNodes('away', 40);
    await using proxy = await startFaultProxy(cluster);
    proxy.inject({ method: 'PATCH' }, slow(300));
    const running = releaseAll([], proxy.kubeconfig);
    await eventually(() => proxy.count({ method: 'PATCH', where: ({ status }) => status === 200 }), {
      describe: 'some Nodes to be released',
      until: (patched) => patched > 0,
      every: 5,
    });
    proxy.refuse();
    const { code, report } = await running;
    expect(code).toBe(4);
    expect(count(report, 'not tried')).toBeGreaterThan(0);
    expect((await releaseAll()).code).toBe(0);
    for (const name of names) expect(await isGuarded(name)).toBe(false);
  });

  it('says that somebody puts the finalizer back', async () => {
    const { metadata } = await createNode(cluster, 'again', { finalizers: [KEYS.finalizer] });
    await using proxy = await startFaultProxy(cluster);
    // What an operator does that is alive: it sees the change and sets it right, before the last look of ours.
    proxy.inject(
      { method: 'GET', path: '/api/v1/nodes' },
      {
        kind: 'before',
        act: () => patchNode(cluster, metadata.name, { metadata: { finalizers: [KEYS.finalizer] } }).then(() => {}),
      },
    );
    const { code, report } = await releaseAll([], proxy.kubeconfig);
    expect(code).toBe(4);
    expect(report.again).toEqual([metadata.name]);
    expect((await releaseAll()).code).toBe(0);
  });
});
