import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import {
  annotateNode,
  createNode,
  createReadyNode,
  deleteNode,
  findNode,
  getNode,
  patchNode,
  waitUntilGone,
} from '../../support/nodes.ts';
import { startOperator } from '../../support/operator.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { registerWebhook } from '../../support/webhook-registration.ts';
import { createBudget, createDeployment, listPods } from '../../support/workloads.ts';
import { cleanupsOf, FINALIZER, installCrd, SKIP, waitForCleanup } from './spine.ts';

const FOREIGN = 'example.com/foreign';
const cluster = useCluster();

beforeAll(async () => {
  await installCrd(cluster);
  // Two steps that every cluster needs; what storage adds has files of its own.
  const tasks = [{ task: 'cordon' }, { task: 'drain', needs: ['cordon'] }];
  const operator = await startOperator(cluster, { config: { cleanup: { tasks } } });
  await operator.waitReady();
  await registerWebhook(cluster, { port: await operator.webhookPort() });
});

const guarded = async (name: string) =>
  eventually(() => getNode(cluster, name), {
    describe: `node ${name} to have our finalizer`,
    until: (node) => node.metadata.finalizers?.includes(FINALIZER) ?? false,
  });

/** A Node that the operator cannot empty, since the only Pod on it is protected. */
async function createHeldNode(suffix: string): Promise<string> {
  const { metadata } = await createReadyNode(cluster, suffix, { labels: { only: cluster.name(suffix) } });
  const namespace = await createNamespace(cluster, suffix);
  await createDeployment(cluster, namespace, 'web', { replicas: 1, nodeSelector: { only: metadata.name } });
  await createBudget(cluster, namespace, 'web', { matchLabels: { app: 'web' }, minAvailable: 1 });
  return metadata.name;
}

describe('a Node that joins', () => {
  it('has the finalizer from its first moment, beside those of others', async () => {
    const node = await createNode(cluster, 'joins', { finalizers: [FOREIGN] });
    expect(node.metadata.finalizers).toEqual([FOREIGN, FINALIZER]);
    await patchNode(cluster, node.metadata.name, { metadata: { finalizers: null } });
  });

  it('gets it from the operator when somebody has taken it off', async () => {
    const { metadata } = await createNode(cluster, 'slips-through');
    await patchNode(cluster, metadata.name, { metadata: { finalizers: null } });
    await guarded(metadata.name);
  });

  it('is left alone when it opts out', async () => {
    const { metadata } = await createNode(cluster, 'opts-out', { labels: { 'infra.894.io/exclude': 'true' } });
    expect(metadata.finalizers ?? []).toEqual([]);
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    expect(await cleanupsOf(cluster, metadata.name)).toEqual([]);
  });
});

describe('a Node that is deleted', () => {
  it('is cordoned and tainted, loses its pods to other Nodes, goes, and leaves a completed record', async () => {
    const label = { pool: cluster.name('pool') };
    const first = await createReadyNode(cluster, 'goes', { labels: label });
    await createReadyNode(cluster, 'stays', { labels: label });
    const namespace = await createNamespace(cluster, 'moves');
    await createDeployment(cluster, namespace, 'web', { replicas: 4, nodeSelector: label });
    const { name } = first.metadata;

    const deleted = await cluster.kubectl(['delete', 'node', name, '--timeout=60s']);
    expect(deleted).toMatchObject({ code: 0 });
    const waited = await cluster.kubectl([
      'wait',
      '--for=condition=Completed',
      'ncl',
      '--field-selector',
      `spec.nodeName=${name}`,
      '--timeout=20s',
    ]);
    expect(waited).toMatchObject({ code: 0 });

    const pods = await eventually(() => listPods(cluster, namespace, 'app=web'), {
      describe: 'four pods to run elsewhere',
      until: (seen) => seen.length === 4 && seen.every(({ status }) => status?.phase === 'Running'),
    });
    expect(pods.map(({ spec }) => spec.nodeName)).not.toContain(name);
    const [record] = await cleanupsOf(cluster, name);
    expect(record?.status.tasks.map((task) => [task.name, task.state])).toEqual([
      ['cordon', 'Done'],
      ['drain', 'Done'],
    ]);
    const shown = await cluster.kubectl(['get', 'ncl', '--field-selector', `spec.nodeName=${name}`]);
    expect(shown.stdout).toMatch(new RegExp(`${name}\\s+Completed`));
  });

  it('waits for a PodDisruptionBudget by name, and goes when the budget lets the pod go', async () => {
    const name = await createHeldNode('budget');
    await deleteNode(cluster, name);
    const waiting = await waitForCleanup(cluster, name, 'held by the budget', ({ status }) =>
      /web/.test(status.message ?? ''),
    );
    expect(waiting.status.currentTask).toBe('drain');
    const node = await getNode(cluster, name);
    expect(node.spec?.unschedulable).toBe(true);
    expect(node.spec?.taints).toContainEqual(expect.objectContaining({ key: 'infra.894.io/terminating' }));
    // It is written after the record.
    await eventually(async () => (await getNode(cluster, name)).metadata.annotations?.['infra.894.io/cleanup-status'], {
      describe: 'the annotation to name the budget',
      until: (text) => text?.includes('web') ?? false,
    });

    const budgets = `/apis/policy/v1/namespaces/${cluster.name('budget')}/poddisruptionbudgets`;
    await cluster.api.delete(`${budgets}/web`);
    await waitUntilGone(cluster, name);
  });

  it('is released only from us when somebody else holds it, and that is said', async () => {
    const { metadata } = await createNode(cluster, 'held-by-others', { finalizers: [FOREIGN] });
    await deleteNode(cluster, metadata.name);
    const held = await waitForCleanup(
      cluster,
      metadata.name,
      'Releasing',
      ({ status }) => status.phase === 'Releasing',
    );
    expect(held.status.foreignFinalizers).toEqual([FOREIGN]);
    expect(held.status.message).toContain(FOREIGN);
    expect((await getNode(cluster, metadata.name)).metadata.finalizers).toEqual([FOREIGN]);
    await patchNode(cluster, metadata.name, { metadata: { finalizers: null } });
    await waitForCleanup(cluster, metadata.name, 'Completed', ({ status }) => status.phase === 'Completed');
  });

  it('and comes back under the same name is another operation', async () => {
    const { metadata } = await createNode(cluster, 'comes-back');
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    const second = await createNode(cluster, 'comes-back');
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    const records = await eventually(() => cleanupsOf(cluster, metadata.name), {
      describe: 'two completed records',
      until: (seen) => seen.length === 2 && seen.every(({ status }) => status.phase === 'Completed'),
    });
    expect(new Set(records.map(({ spec }) => spec.nodeUID))).toEqual(new Set([metadata.uid, second.metadata.uid]));
  });

  it('whose finalizer somebody takes off by hand has a record that says so', async () => {
    const name = await createHeldNode('by-hand');
    await deleteNode(cluster, name);
    await waitForCleanup(cluster, name, 'draining', ({ status }) => status.currentTask === 'drain');
    await patchNode(cluster, name, { metadata: { finalizers: null } });
    await waitUntilGone(cluster, name);
    const record = await waitForCleanup(cluster, name, 'Completed', ({ status }) => status.phase === 'Completed');
    expect(record.status.tasks.find((task) => task.name === 'drain')).toMatchObject({
      state: 'Skipped',
      reason: 'NodeReleased',
    });
  });

  it('goes on when somebody deletes its record', async () => {
    const name = await createHeldNode('record-lost');
    await deleteNode(cluster, name);
    const first = await waitForCleanup(cluster, name, 'draining', ({ status }) => status.currentTask === 'drain');
    await cluster.kubectl(['delete', 'ncl', first.name]);
    await waitForCleanup(
      cluster,
      name,
      'made again',
      (record) => record.uid !== first.uid && record.status.currentTask === 'drain',
    );
    await annotateNode(cluster, name, { [SKIP]: 'true' });
    await waitUntilGone(cluster, name);
  });
});

describe('the skip annotation', () => {
  it('lets a Node go at once when it was set before', async () => {
    const { metadata } = await createNode(cluster, 'skip-before', { annotations: { [SKIP]: 'true' } });
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    const record = await waitForCleanup(cluster, metadata.name, 'Skipped', ({ status }) => status.phase === 'Skipped');
    expect(record.status.tasks.filter(({ state }) => state === 'Done')).toEqual([]);
  });

  it('lets a Node go in the middle of a drain, and the record says who did it', async () => {
    const name = await createHeldNode('skip-mid-run');
    await deleteNode(cluster, name);
    await waitForCleanup(cluster, name, 'draining', ({ status }) => status.currentTask === 'drain');
    const annotated = await cluster.kubectl(['annotate', 'node', name, `${SKIP}=true`]);
    expect(annotated).toMatchObject({ code: 0 });
    await waitUntilGone(cluster, name);
    const record = await waitForCleanup(cluster, name, 'Skipped', ({ status }) => status.phase === 'Skipped');
    expect(record.status.skippedBy).toContain('kubectl-annotate');
    expect(record.status.tasks.find((task) => task.name === 'drain')?.state).toBe('Skipped');
  });

  it.each(['True', '1', 'false', ''])('with the value %j does not', async (value) => {
    const suffix = `skip-value-${Buffer.from(value).toString('hex') || 'empty'}`;
    const name = await createHeldNode(suffix);
    await annotateNode(cluster, name, { [SKIP]: value });
    await deleteNode(cluster, name);
    await waitForCleanup(cluster, name, 'draining', ({ status }) => status.currentTask === 'drain');
    expect(await findNode(cluster, name)).toBeDefined();
    await annotateNode(cluster, name, { [SKIP]: 'true' });
    await waitUntilGone(cluster, name);
  });

  it('leaves out single tasks when their names are given', async () => {
    const name = await createHeldNode('skip-tasks');
    await annotateNode(cluster, name, { 'infra.894.io/skip-tasks': 'drain' });
    await deleteNode(cluster, name);
    await waitUntilGone(cluster, name);
    const record = await waitForCleanup(cluster, name, 'Completed', ({ status }) => status.phase === 'Completed');
    expect(record.status.tasks.map((task) => [task.name, task.state])).toEqual([
      ['cordon', 'Done'],
      ['drain', 'Skipped'],
    ]);
  });
});
