import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../lib/cleanup/explain/document.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import type { Plan, PlannedTask } from '../../lib/operation/plan.ts';
import { createNamespace } from '../support/namespaces.ts';
import { createNode, createReadyNode, deleteNode, findNode, getNode, type Node, patchNode } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createBudget, createRunningPod } from '../support/workloads.ts';
import {
  installDefinitions,
  product,
  type Right,
  shell,
  someoneWho,
  writeLease,
  writeRecord,
} from './commands-process.ts';

const cluster = useCluster();
/** Of this file's own: no other operator, and none of ours, looks at these Nodes. */
const KEYS = nodeKeys(`${cluster.prefix}.example.com`);
const LEASE = cluster.name('operator');
const OPTIONS = ['--prefix', KEYS.prefix, '--lease-name', LEASE];
let namespace = '';

beforeAll(async () => {
  await installDefinitions(cluster);
  namespace = await createNamespace(cluster);
});

const task = (name: string, needs: readonly string[] = []): PlannedTask => ({
  name,
  task: name,
  stage: 'before',
  needs,
  timeoutMs: 1_800_000,
  onTimeout: 'block',
  options: {},
});

const PLAN: Plan = {
  tasks: [task('cordon'), task('drain', ['cordon'])],
  deadlineMs: undefined,
  onDeadline: 'block',
  retry: { baseMs: 1_000, capMs: 60_000 },
};

const BLOCKED = {
  phase: 'Blocked',
  message: 'drain: 1 pod left',
  currentTask: 'drain',
  tasks: [
    { name: 'cordon', state: 'Done', attempts: 0 },
    { name: 'drain', state: 'Blocked', reason: 'BudgetAllowsNoDisruption', message: '1 pod left', attempts: 0 },
  ],
  conditions: [],
};

async function explain(
  name: string,
  kubeconfig?: string,
): Promise<{ code: number | string; explanation: Explanation }> {
  const { stdout, stderr, code } = await product(
    cluster,
    ['explain', name, '-o', 'json', ...OPTIONS],
    kubeconfig === undefined ? {} : { kubeconfig },
  );
  if (stdout === '') throw new Error(stderr);
  return { code, explanation: JSON.parse(stdout) };
}

/** A Node that is being deleted, and held back by a disruption budget that will never allow to end its pod. */
async function blockedNode(suffix: string): Promise<{ node: Node; record: string }> {
  const node = await createReadyNode(cluster, suffix, { finalizers: [KEYS.finalizer] });
  await createRunningPod(cluster, namespace, `web-${suffix}`, { node: node.metadata.name, labels: { app: suffix } });
  await createBudget(cluster, namespace, `budget-${suffix}`, { matchLabels: { app: suffix }, minAvailable: 1 });
  await deleteNode(cluster, node.metadata.name);
  const record = await writeRecord(cluster, await getNode(cluster, node.metadata.name), KEYS.finalizer, PLAN, BLOCKED);
  return { node, record };
}

describe('explain', () => {
  it('does not know a Node that never was', async () => {
    const name = cluster.name('never');
    expect(await product(cluster, ['explain', name])).toMatchObject({
      code: 4,
      stdout: '',
      stderr: `error: NODE_NOT_FOUND: there is no Node ${name}, and no record of a removal of one\n`,
    });
  });

  it('tells of a Node that lives', async () => {
    const { metadata } = await createNode(cluster, 'alive', { finalizers: [KEYS.finalizer] });
    expect(await explain(metadata.name)).toMatchObject({
      code: 0,
      explanation: { situation: 'Guarded', blocks: false },
    });
  });

  it('takes the name as kubectl prints it', async () => {
    const { metadata } = await createNode(cluster, 'printed');
    expect(await explain(`node/${metadata.name}`)).toMatchObject({
      explanation: { node: metadata.name, situation: 'Unguarded' },
    });
  });

  it('names the disruption budget that blocks, its numbers, and gives commands that work when they are pasted', async () => {
    await writeLease(cluster, namespace, LEASE, 0);
    const { node, record } = await blockedNode('budget');
    const { name } = node.metadata;
    const { code, explanation } = await explain(name);
    expect(code).toBe(3);
    expect(explanation).toMatchObject({
      situation: 'Removing',
      blocks: true,
      blockers: [{ by: 'Task', name: 'drain', reason: 'BudgetAllowsNoDisruption' }],
      removal: { name: record, phase: 'Blocked', currentTask: 'drain' },
      pods: {
        left: [{ namespace, name: 'web-budget', reason: 'BudgetAllowsNoDisruption', budgets: ['budget-budget'] }],
      },
      operator: { state: 'Alive' },
      unseen: [],
    });
    expect(explanation.pods?.left[0]?.message).toMatch(/wants 1 healthy pods and there are never more than 1/);

    for (const { commands } of explanation.waysOut) {
      for (const command of commands) expect(await shell(cluster, command), command).toMatchObject({ code: 0 });
    }
    const { annotations } = (await getNode(cluster, name)).metadata;
    expect(annotations).toMatchObject({ [KEYS.skipTasks]: 'drain', [KEYS.skipCleanup]: 'true' });
  });

  it('shows the same on a page', async () => {
    await writeLease(cluster, namespace, LEASE, 0);
    const { node } = await blockedNode('page');
    const { code, stdout } = await product(cluster, ['explain', node.metadata.name, ...OPTIONS]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/drain \(BudgetAllowsNoDisruption\) needs a person\./);
    expect(stdout).toMatch(`${namespace}/web-page`);
    expect(stdout).toMatch(/What you can do, safest first/);

    // With the operator's configuration it knows that its guard would refuse a skip without a reason.
    const config = join(cluster.folder('config'), 'config.yaml');
    writeFileSync(config, `prefix: ${KEYS.prefix}\nguard: { requireReason: true }\n`);
    const told = await product(cluster, ['explain', node.metadata.name, ...OPTIONS, '--config', config]);
    expect(told.stdout).toContain(`${KEYS.skipCleanup}=true ${KEYS.skipReason}=REASON`);
  });

  it('says that no operator is alive, and how to let this one Node go without it', async () => {
    await writeLease(cluster, namespace, LEASE, 600);
    const { node } = await blockedNode('orphan');
    const { name } = node.metadata;
    const { code, explanation } = await explain(name);
    expect(code).toBe(3);
    expect(explanation.operator).toMatchObject({ state: 'NotAlive', leases: [{ namespace, name: LEASE }] });
    const patch = explanation.waysOut
      .flatMap(({ commands }) => commands)
      .find((command) => /kubectl patch/.test(command));
    expect(await shell(cluster, patch ?? 'false')).toMatchObject({ code: 0, stderr: '' });
    expect(await findNode(cluster, name)).toBeUndefined();
    expect(await explain(name)).toMatchObject({
      code: 3,
      explanation: { situation: 'Finishing', blockers: [{ by: 'Operator' }] },
    });
  });

  it('says who else holds a Node that we have let go', async () => {
    await writeLease(cluster, namespace, LEASE, 0);
    const { metadata } = await createNode(cluster, 'held', { finalizers: ['karpenter.sh/termination'] });
    await deleteNode(cluster, metadata.name);
    expect(await explain(metadata.name)).toMatchObject({
      code: 3,
      explanation: { situation: 'LetGo', blockers: [{ by: 'Finalizer', name: 'karpenter.sh/termination' }] },
    });
  });

  it('keeps the record of an earlier Node of the name apart from the Node that has come back', async () => {
    const first = await createNode(cluster, 'twice', { finalizers: [KEYS.finalizer] });
    const record = await writeRecord(cluster, first, KEYS.finalizer, PLAN, {
      ...BLOCKED,
      phase: 'Completed',
      tasks: [],
    });
    await patchNode(cluster, first.metadata.name, { metadata: { finalizers: null } });
    await deleteNode(cluster, first.metadata.name);
    expect(await explain(first.metadata.name)).toMatchObject({ code: 0, explanation: { situation: 'Finished' } });
    await createNode(cluster, 'twice', { finalizers: [KEYS.finalizer] });
    const { explanation } = await explain(first.metadata.name);
    expect(explanation).toMatchObject({ situation: 'Guarded', earlier: [{ name: record, phase: 'Completed' }] });
    expect(explanation.removal).toBeUndefined();
  });
});

describe('explain without all rights', () => {
  it('goes on with what it may read, and says what it lacks', async () => {
    const { node } = await blockedNode('rights');
    const rights: readonly Right[] = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }];
    const kubeconfig = await someoneWho(cluster, namespace, 'node-reader', rights);
    const { explanation } = await explain(node.metadata.name, kubeconfig);
    expect(explanation).toMatchObject({ situation: 'Removing', operator: { state: 'Unknown' } });
    expect(explanation.unseen.map(({ why }) => why)).toEqual([
      'not allowed to list nodecleanups.infra.894.io',
      'not allowed to list pods',
      'not allowed to list leases.coordination.k8s.io',
    ]);
  });

  it('fails when it may read nothing of the Node', async () => {
    const kubeconfig = await someoneWho(cluster, namespace, 'nobody', []);
    const result = await product(cluster, ['explain', 'worker-1'], { kubeconfig });
    expect(result).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(
        /^error: RIGHTS_MISSING: .*not allowed to get nodes; not allowed to list nodecleanups/,
      ),
    });
  });
});

describe('what would happen if a living Node were deleted', () => {
  const account = () => ['--service-account', `${namespace}/operator`];

  it('names the two budgets that would stop a pod, and nothing is changed by asking', async () => {
    const { metadata } = await createReadyNode(cluster, 'would-block', { finalizers: [KEYS.finalizer] });
    await createRunningPod(cluster, namespace, 'twice-0', { node: metadata.name, labels: { app: 'twice' } });
    for (const budget of ['one', 'two'])
      await createBudget(cluster, namespace, `twice-${budget}`, { matchLabels: { app: 'twice' }, minAvailable: 1 });
    const before = await getNode(cluster, metadata.name);
    const { code, explanation } = await explain(metadata.name);
    expect(code).toBe(3);
    expect(explanation).toMatchObject({
      situation: 'Guarded',
      blockers: [{ by: 'Task', name: 'drain', reason: 'MoreThanOneBudget' }],
      forecast: { plan: 'defaults', rights: { missing: [] } },
    });
    const drain = explanation.forecast?.tasks.find(({ name }) => name === 'drain');
    expect(drain?.details).toEqual([
      expect.stringMatching(
        new RegExp(`^${namespace}/twice-0: 2 disruption budgets select it \\(twice-one, twice-two\\)`),
      ),
    ]);
    const after = await getNode(cluster, metadata.name);
    expect([after.spec, after.metadata.annotations]).toEqual([before.spec, before.metadata.annotations]);
  });

  it('exits with 0 when nothing would', async () => {
    const { metadata } = await createReadyNode(cluster, 'would-go', { finalizers: [KEYS.finalizer] });
    const { code, explanation } = await explain(metadata.name);
    expect({ code, summary: explanation.summary }).toEqual({
      code: 0,
      summary: expect.stringMatching(/If it were deleted now/),
    });
  });

  it('names the rights that the operator lacks', async () => {
    const { metadata } = await createReadyNode(cluster, 'no-rights', { finalizers: [KEYS.finalizer] });
    const { stdout, code } = await product(cluster, ['explain', metadata.name, '-o', 'json', ...OPTIONS, ...account()]);
    const { blockers, forecast }: Explanation = JSON.parse(stdout);
    expect(code).toBe(3);
    expect(blockers).toContainEqual(expect.objectContaining({ by: 'Rights', reason: 'RightsMissing' }));
    expect(forecast?.rights.missing).toContainEqual({ right: 'create pods/eviction', tasks: ['drain'] });
  });

  it('says what it may not look at, when whoever asks has hardly any rights', async () => {
    const { metadata } = await createReadyNode(cluster, 'blind', { finalizers: [KEYS.finalizer] });
    const kubeconfig = await someoneWho(cluster, namespace, 'only-nodes', [
      { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
    ]);
    const { explanation } = await explain(metadata.name, kubeconfig);
    expect(explanation.unseen).toContainEqual({
      what: 'what drain would do',
      why: expect.stringMatching(/pods is forbidden/),
    });
  });
});
