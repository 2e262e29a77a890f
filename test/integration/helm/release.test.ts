import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../hack/control-plane/command.ts';
import type { NodeCleanup } from '../../../lib/cleanup/node-cleanup.ts';
import { eventually } from '../../support/eventually.ts';
import { definitionIn, earlierChart, printedColumns } from '../../support/installed/earlier-chart.ts';
import { CHART } from '../../support/installed/helm.ts';
import { currentVersion } from '../../support/installed/image.ts';
import {
  createNamespace,
  guarded,
  type Installation,
  logOf,
  NAME,
  OUTSIDE,
  operators,
  prepareInstallation,
  waitForLeader,
} from '../../support/installed/installation.ts';
import { Joining } from '../../support/joining.ts';
import { createNamespace as createPlainNamespace } from '../../support/namespaces.ts';
import { createReadyNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createBudget, createRunningPod } from '../../support/workloads.ts';
import { cleanupsOf, FINALIZER, waitForCleanup } from '../cleanup/spine.ts';
import { goesAtOnce, joinsGuarded } from './guarding.ts';

// One release through its whole life: each test goes on from where the one before it has left it.
const cluster = useCluster();
const RELEASE = 'node-cleanup';
const EARLIER = '0.0.9';
const DEPLOYMENT = `deployment/${NAME}`;
const PATIENCE = 300_000;
const MANY = 20;

let installation: Installation;
let earlier: string;

const helm = (command: string, ...args: string[]) =>
  installation.helm.ok(command, RELEASE, ...args, '--namespace', installation.namespace);
const install = (command: 'install' | 'upgrade', chart: string, ...args: string[]) =>
  helm(command, chart, '--values', installation.values, '--wait', '--timeout', '4m', ...args);
const uninstall = () => helm('uninstall', '--wait', '--timeout', '4m');

const isCompleted = ({ status }: NodeCleanup) => status.phase === 'Completed';

async function kubectl(...args: string[]): Promise<string> {
  const where = args.includes('-A') ? [] : ['-n', installation.namespace];
  const { code, stdout, stderr } = await cluster.kubectl([...where, ...args]);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
  return stdout;
}

beforeAll(async () => {
  installation = await prepareInstallation(cluster, [EARLIER, currentVersion()]);
  earlier = earlierChart(EARLIER, 2, cluster.folder('chart'));
}, PATIENCE);

describe('an installation', { timeout: PATIENCE }, () => {
  it('takes over an older kind that somebody has applied by hand, when it is told to', async () => {
    const older = definitionIn(earlierChart('0.0.8', 1, cluster.folder('older-chart')));
    expect(await cluster.kubectl(['create', '-f', '-'], { input: older })).toMatchObject({ code: 0 });
    await expect(install('install', earlier)).rejects.toThrow('invalid ownership metadata');
    await install('install', earlier, '--take-ownership', '--force-conflicts');
    expect(await printedColumns(cluster)).toEqual(['Node', 'Phase']);
    await waitForLeader(installation);
  });

  it('runs its replicas on different Nodes, though these are in no zone', () => {
    const nodes = operators(installation).map(({ pod: { spec } }) => spec.nodeName);
    expect(nodes.toSorted()).toEqual([cluster.name('machine-1'), cluster.name('machine-2')]);
  });

  it('guards a Node in the very write that creates it, through the Service', async () => {
    expect(await joinsGuarded(cluster, 'first')).toBe(true);
    const to = installation.machines.services.connections.map(({ service }) => service);
    expect(to).toContain(`${installation.namespace}/${NAME}`);
  });

  it('passes its own test', async () => {
    expect(await helm('test', '--logs')).toMatch(/Phase:\s+Succeeded/);
  });

  it('carries a removal out to the end', async () => {
    const { metadata } = await createReadyNode(cluster, 'removed');
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name, 60_000);
    await waitForCleanup(cluster, metadata.name, 'completed', isCompleted, 60_000);
  });

  it('refuses a second release in the cluster, and says which one is there', async () => {
    const other = cluster.name('other');
    await createNamespace(cluster, other);
    const args = ['install', 'another', CHART, '--namespace', other, '--values', installation.values];
    const { code, stderr } = await installation.helm.run(...args);
    expect(code).not.toBe(0);
    expect(stderr).toContain(`installed in this cluster already, by the release ${RELEASE} in namespace`);
  });
});

describe('an upgrade', { timeout: PATIENCE }, () => {
  it('brings the new kind, lets no Node in unguarded meanwhile, and goes on with the removal that it meets', async () => {
    const { metadata } = await createReadyNode(cluster, 'in-flight');
    const shop = await createPlainNamespace(cluster, 'shop');
    await createRunningPod(cluster, shop, 'database', { node: metadata.name, labels: { app: 'database' } });
    await createBudget(cluster, shop, 'database', { matchLabels: { app: 'database' }, minAvailable: 1 });
    await deleteNode(cluster, metadata.name);
    const before = await waitForCleanup(cluster, metadata.name, 'held up', ({ status }) => status.phase === 'Blocked');

    const joining = new Joining(cluster, FINALIZER, 1);
    await install('upgrade', CHART).finally(() => joining.stop());
    expect(joining.missed).toEqual([]);
    expect(joining.joined).toBeGreaterThan(10);
    expect(await printedColumns(cluster)).toContain('Message');
    expect(await kubectl('get', DEPLOYMENT, '-o', 'jsonpath={..image}')).toBe(`${NAME}:${currentVersion()}`);

    await waitForLeader(installation);
    await cluster.api.delete(`/apis/policy/v1/namespaces/${shop}/poddisruptionbudgets/database`);
    await waitUntilGone(cluster, metadata.name, 120_000);
    await waitForCleanup(cluster, metadata.name, 'completed', isCompleted, 60_000);
    expect((await cleanupsOf(cluster, metadata.name)).map(({ uid }) => uid)).toEqual([before.uid]);
  });

  it('that changes the configuration alone reaches every replica, and restarts none', async () => {
    const pods = () => operators(installation).map(({ pod }) => pod.metadata.uid);
    const isTwo = ({ length }: readonly unknown[]) => length === 2;
    // Those of the version before may take a while to go.
    const before = await eventually(pods, { describe: 'two replicas', until: isTwo, deadline: 60_000 });
    await install('upgrade', CHART, '--set', 'config.cleanup.deadline=3h');
    await eventually(() => logOf(installation, { msg: 'configuration changed' }), {
      describe: 'both replicas to have read it',
      until: isTwo,
      deadline: 60_000,
    });
    expect(pods()).toEqual(before);
  });

  it('can be rolled back', async () => {
    await helm('rollback', '1', '--wait', '--timeout', '4m');
    expect(await kubectl('get', DEPLOYMENT, '-o', 'jsonpath={..image}')).toBe(`${NAME}:${EARLIER}`);
    expect(await joinsGuarded(cluster, 'rolled-back')).toBe(true);
    const complaints = logOf(installation, {}).filter(({ level }) => level === 'error' || level === 'fatal');
    expect(complaints).toEqual([]);
  });
});

describe('an uninstallation', { timeout: PATIENCE }, () => {
  it('strands no Node', async () => {
    await joinMany('strand');
    await uninstall();
    expect(await guarded(cluster)).toEqual([]);
    expect(await goesAtOnce(cluster, 'strand-0')).toBe(true);
  });

  it('leaves the kind and the records, which the next release takes over', async () => {
    const [record] = await cleanupsOf(cluster, cluster.name('removed'));
    expect(record?.status.phase).toBe('Completed');
    await install('install', CHART);
    await waitForLeader(installation);
    expect(await joinsGuarded(cluster, 'again')).toBe(true);
  });

  it('strands no Node when the operator is dead', async () => {
    await joinMany('dead');
    await kill();
    // One that waits already: what was not done for it is looked up before it goes.
    await deleteNode(cluster, cluster.name('dead-1'));
    expect((await guarded(cluster)).length).toBeGreaterThanOrEqual(MANY);
    await uninstall();
    expect(await guarded(cluster)).toEqual([]);
    expect(await goesAtOnce(cluster, 'dead-0')).toBe(true);
  });
});

describe('a namespace that is deleted with the operator in it', { timeout: PATIENCE }, () => {
  it('leaves a Node that waits for the operator, which goes on when helm brings it back', async () => {
    await install('install', CHART);
    await waitForLeader(installation);
    expect(await joinsGuarded(cluster, 'left')).toBe(true);
    // Without Pods in it a namespace goes sooner.
    await kubectl('scale', DEPLOYMENT, '--replicas=0');
    await noOperator();
    await kubectl('delete', 'namespace', installation.namespace, '--timeout=120s');
    await deleteNode(cluster, cluster.name('left'));
    // Nobody keeps Nodes from joining.
    expect(await joinsGuarded(cluster, 'late')).toBe(false);

    await createNamespace(cluster, installation.namespace);
    await install('install', CHART, '--take-ownership', '--force-conflicts');
    await waitForCleanup(cluster, cluster.name('left'), 'completed', isCompleted, 60_000);
  });

  it('can be cleaned up by hand', async () => {
    expect(await joinsGuarded(cluster, 'by-hand')).toBe(true);
    // It may take a while to be gone; the operator is gone sooner.
    await kubectl('delete', 'namespace', installation.namespace, '--wait=false');
    await noOperator();
    await deleteNode(cluster, cluster.name('by-hand'));
    // As docs/uninstall.md has it.
    const ours = ['-l', `app.kubernetes.io/name=${NAME}`];
    await kubectl('delete', 'mutatingwebhookconfigurations,validatingwebhookconfigurations', ...ours);
    await kubectl('delete', 'validatingadmissionpolicybindings,validatingadmissionpolicies', ...ours);
    const stop = `--stop-operator=${installation.namespace}/${NAME}`;
    const released = await run(process.execPath, [installation.program, 'release-all', stop], {
      env: { KUBECONFIG: cluster.kubeconfig },
    });
    expect(released).toMatchObject({ code: 0 });
    await kubectl('delete', '-A', 'clusterroles,clusterrolebindings,roles,rolebindings', ...ours);
    expect(await leftovers()).toEqual([]);
    await waitUntilGone(cluster, cluster.name('by-hand'));
    expect(await guarded(cluster)).toEqual([]);
  });
});

async function joinMany(suffix: string): Promise<void> {
  const joined = await Promise.all(
    Array.from({ length: MANY }, (_, index) => joinsGuarded(cluster, `${suffix}-${index}`)),
  );
  expect(joined.filter(Boolean)).toHaveLength(MANY);
}

/** For good: no image is left that its Deployment could start again. */
async function kill(): Promise<void> {
  await kubectl('set', 'image', DEPLOYMENT, '*=gone.example.com/none:1');
  await kubectl('scale', DEPLOYMENT, '--replicas=0');
  for (const { containers } of operators(installation)) {
    for (const { pid } of containers) if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }
  // Or its controller would never have seen the 0, and leave the old Pods to run until a new one is ready.
  await noOperator();
  await kubectl('scale', DEPLOYMENT, '--replicas=2');
}

async function noOperator(): Promise<void> {
  const describe = 'no operator to run';
  await eventually(() => operators(installation).length, {
    describe,
    until: (count) => count === 0,
    deadline: 120_000,
  });
}

/** What a release makes outside of its namespace, but for the kind, which is to stay. */
async function leftovers(): Promise<readonly string[]> {
  const kinds = OUTSIDE.filter((kind) => !kind.includes('/')).join();
  const found = await kubectl('get', '-A', kinds, '-o', 'name', '-l', `app.kubernetes.io/name=${NAME}`);
  return found.split('\n').filter((name) => name !== '');
}
