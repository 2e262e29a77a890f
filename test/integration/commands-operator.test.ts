import { renameSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseReport } from '../../cmd/release-report.ts';
import type { Explanation } from '../../lib/cleanup/explain/document.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { eventually } from '../support/eventually.ts';
import { createNamespace } from '../support/namespaces.ts';
import { createReadyNode, deleteNode, getNode, waitUntilGone } from '../support/nodes.ts';
import { NO_HOLD, type Operator, startOperator } from '../support/operator.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createBudget, createRunningPod } from '../support/workloads.ts';
import { installDefinitions, product, shell } from './commands-process.ts';

const cluster = useCluster();
// Two steps that every cluster needs; what storage adds has files of its own.
const TASKS = [{ task: 'cordon' }, { task: 'drain', needs: ['cordon'] }];
const KEYS = nodeKeys(`${cluster.prefix}.example.com`);
const LEASE = cluster.name('operator');
const OURS = { 'commands.test': cluster.prefix };
const OPTIONS = ['-o', 'json', '--prefix', KEYS.prefix, '--lease-name', LEASE];
let namespace = '';
let operator: Operator;

beforeAll(async () => {
  await installDefinitions(cluster);
  namespace = await createNamespace(cluster);
  operator = await startOperator(cluster, {
    config: configOf(KEYS.prefix),
    args: ['--lease-name', LEASE, '--lease-namespace', namespace],
  });
  await operator.waitReady();
});

const configOf = (prefix: string) => ({
  prefix,
  nodeSelector: `commands.test=${cluster.prefix}`,
  cleanup: { brake: NO_HOLD, tasks: TASKS },
});

/** At once, as a kubelet swaps the folder of a ConfigMap. */
function configure(prefix: string): void {
  writeFileSync(`${operator.configFile}.new`, JSON.stringify(configOf(prefix)));
  renameSync(`${operator.configFile}.new`, operator.configFile);
}

async function explain(name: string): Promise<{ code: number | string; explanation: Explanation }> {
  const { code, stdout, stderr } = await product(cluster, ['explain', name, ...OPTIONS]);
  if (stdout === '') throw new Error(stderr);
  return { code, explanation: JSON.parse(stdout) };
}

/** A Node that the operator guards. */
async function guardedNode(suffix: string): Promise<string> {
  const { metadata } = await createReadyNode(cluster, suffix, { labels: OURS });
  await eventually(() => getNode(cluster, metadata.name), {
    describe: `${metadata.name} to be guarded`,
    until: (node) => node.metadata.finalizers?.includes(KEYS.finalizer) ?? false,
  });
  return metadata.name;
}

describe('explain, with a living operator', () => {
  it('leads a person from a Node that hangs to a Node that is gone', async () => {
    const name = await guardedNode('blocked');
    await createRunningPod(cluster, namespace, 'database-0', { node: name, labels: { app: 'database' } });
    await createBudget(cluster, namespace, 'database', { matchLabels: { app: 'database' }, minAvailable: 1 });
    await deleteNode(cluster, name);

    const { explanation } = await eventually(() => explain(name), {
      describe: 'explain to say that a person is needed',
      until: ({ code }) => code === 3,
    });
    expect(explanation).toMatchObject({
      situation: 'Removing',
      blockers: [{ by: 'Task', name: 'drain', reason: 'BudgetAllowsNoDisruption', since: expect.any(String) }],
      removal: { phase: 'Blocked', currentTask: 'drain' },
      tasks: [
        { name: 'cordon', state: 'Done' },
        { name: 'drain', state: 'Blocked' },
      ],
      pods: { left: [{ namespace, name: 'database-0', budgets: ['database'] }] },
      operator: { state: 'Alive', leases: [{ namespace, name: LEASE }] },
    });

    const skip = explanation.waysOut.find(({ givesUp }) => givesUp === 'one task')?.commands[0];
    expect(await shell(cluster, skip ?? 'false')).toMatchObject({ code: 0 });
    await waitUntilGone(cluster, name);
    const after = await eventually(() => explain(name), {
      describe: 'the removal to be over',
      until: ({ explanation: { situation } }) => situation === 'Finished',
    });
    expect(after).toMatchObject({ code: 0, explanation: { removal: { phase: 'Completed' } } });
  });
});

describe('a prefix that is changed in the file while the operator runs', () => {
  it('is not taken, and the log and the readiness say so until it is put back', async () => {
    configure('other.example.com');
    const todo = `prefix stays ${KEYS.prefix} until a restart, and the file says other.example.com`;
    const { todo: logged } = await operator.waitForLog({ msg: 'the configuration waits for a restart' });
    expect(logged).toContain(todo);
    const { status, text } = await operator.health('/readyz?verbose');
    expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining(`[+]configuration ok: ${todo}`) });
    await guardedNode('still');

    configure(KEYS.prefix);
    await eventually(() => operator.health('/readyz?verbose'), {
      describe: 'nothing to wait for a restart',
      until: ({ text }) => text.includes('[+]configuration ok\n'),
    });
  });
});

describe('release-all, with a living operator', () => {
  it('warns, and sees that the finalizer comes back; when the operator has stopped it stays off', async () => {
    const name = await guardedNode('again');
    const first = await product(cluster, ['release-all', ...OPTIONS]);
    const report: ReleaseReport = JSON.parse(first.stdout);
    expect(report.nodes.map((node) => node.name)).toContain(name);
    expect(first.stderr).toMatch(/^warning: .* leads: /);
    // Either it came back before the last look, and is said, or right after it.
    expect(first.code).toBe(report.again.length > 0 ? 4 : 0);
    await guardedAgain(name);

    await operator.kill();
    const second = await product(cluster, ['release-all', ...OPTIONS]);
    expect(second).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/warning/) });
    expect((await getNode(cluster, name)).metadata.finalizers ?? []).toEqual([]);
    expect(await explain(name)).toMatchObject({
      code: 0,
      explanation: {
        situation: 'Unguarded',
        operator: { state: 'NotAlive', message: expect.stringMatching(/was given back/) },
      },
    });
  });

  const guardedAgain = (name: string) =>
    eventually(() => getNode(cluster, name), {
      describe: 'the operator to put its finalizer back',
      until: (node) => node.metadata.finalizers?.includes(KEYS.finalizer) ?? false,
    });
});
