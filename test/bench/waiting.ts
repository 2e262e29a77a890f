import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ControlPlane } from '../../hack/control-plane/control-plane.ts';
import { Supervisor } from '../../hack/control-plane/supervisor.ts';
import { NODE_CLEANUPS } from '../../lib/cleanup/node-cleanup.ts';
import { parseNodeCleanup } from '../../lib/cleanup/node-cleanup-json.ts';
import type { KubeObject } from '../../lib/kube/client.ts';
import { NODES, pathOf } from '../../lib/kube/resource.ts';
import { isOver } from '../../lib/operation/record.ts';
import { startBenchCluster } from './cluster.ts';
import type { Figure } from './figure.ts';
import { canMeasureMemory, memoryOf } from './memory-status.ts';
import { inParallel } from './parallel.ts';
import { Launcher, type Server } from './product.ts';
import { rounded } from './statistics.ts';
import { createWaitingWorld, WAITING_PLAN } from './waiting-world.ts';

const NODES_AT_ONCE = 1_000;
const TASKS = WAITING_PLAN.cleanup.tasks.length;
/** Until all of them wait, which takes a write or two for each. */
const PATIENCE_MS = 600_000;
/** What was needed to get there may come to rest. */
const QUIET_MS = 60_000;
const MEASURED_MS = 180_000;
/** What a task that polls would need: the usual advice is to look every ten seconds. */
const POLLING_CALLS = TASKS * 6;

/**
 * A thousand Nodes, each with five tasks that wait for something that does not happen: what does waiting cost? API calls as
 * the product itself counts them, CPU and memory as the kernel does.
 */
export async function run(): Promise<readonly Figure[]> {
  if (!canMeasureMemory()) return [];
  await using cluster = await startBenchCluster();
  await using supervisor = new Supervisor();
  const launcher = new Launcher(supervisor);
  const start = () => launcher.product({ kubeconfig: cluster.kubeconfig, config: WAITING_PLAN });
  const idle = await settledMemory(start());
  const names = Array.from({ length: NODES_AT_ONCE }, (_, index) => `waiting-${index}`);
  console.error(`waiting: creating ${NODES_AT_ONCE} Nodes with a pod, volumes and a replica each`);
  await createWaitingWorld(cluster.api, names);
  await using server = start();
  await server.ready();
  await server.leads();
  console.error('waiting: deleting them');
  await inParallel(names, 16, (name) => cluster.api.delete(pathOf(NODES, { name })));
  await allWait(cluster, server);
  await delay(QUIET_MS);
  console.error(`waiting: all wait; measuring for ${MEASURED_MS / 60_000} minutes`);
  const before = await readings(server);
  await delay(MEASURED_MS);
  const after = await readings(server);
  const minutes = MEASURED_MS / 60_000;
  const calls = (after.calls - before.calls) / NODES_AT_ONCE / minutes;
  const cpu = ((after.cpuSeconds - before.cpuSeconds) / (MEASURED_MS / 1_000)) * 100;
  const { now, peak } = memoryOf(server.pid);
  console.error(`waiting: by verb and resource: ${describe(before.byKind, after.byKind)}`);
  const many = `${NODES_AT_ONCE} Nodes, ${TASKS} waiting tasks each`;
  return [
    figure(`API calls per Node and minute: ${many}, beside polling every 10 s`, calls, POLLING_CALLS, 'value <= 0.5'),
    figure(`percent of a core: ${many}`, cpu, 100, 'value <= 5'),
    figure(`MiB: ${many}, beside the same without Nodes`, now, idle, 'information'),
    figure('the peak of it, in MiB', peak, idle, 'value <= 192'),
  ];
}

function figure(name: string, value: number, limit: number, goal: string): Figure {
  return {
    bench: 'removal',
    figure: name,
    value: rounded(value),
    limit: rounded(limit),
    ratio: rounded(value / limit),
    goal,
  };
}

async function settledMemory(server: Server): Promise<number> {
  await using running = server;
  await running.ready(500);
  await delay(20_000);
  return memoryOf(running.pid).now;
}

async function allWait({ api }: ControlPlane, server: Server): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const cleanups = (await api.list<KubeObject>(pathOf(NODE_CLEANUPS))).map(parseNodeCleanup);
    const over = cleanups.flatMap(({ name, status }) =>
      status.tasks
        .filter(({ state }) => isOver(state))
        .map((task) => `${name}: ${task.name} is ${task.state}: ${task.message}`),
    );
    if (over.length > 0) throw new Error(`a task does not wait: ${over.slice(0, 5).join('; ')}`);
    const waiting = cleanups.filter(
      ({ status }) =>
        status.tasks.length === TASKS && status.tasks.every(({ state }) => state === 'Waiting' || state === 'Blocked'),
    );
    if (waiting.length === NODES_AT_ONCE) return;
    if (performance.now() > deadline) {
      const [example] = cleanups.filter((cleanup) => !waiting.includes(cleanup));
      throw new Error(
        `${waiting.length} of ${NODES_AT_ONCE} wait after ten minutes; one that does not: ${JSON.stringify(example?.status)}\n${server.lastWords()}`,
      );
    }
    await delay(2_000);
  }
}

interface Readings {
  readonly calls: number;
  readonly byKind: ReadonlyMap<string, number>;
  readonly cpuSeconds: number;
}

async function readings(server: Server): Promise<Readings> {
  const byKind = new Map<string, number>();
  for (const line of (await server.metrics()).split('\n')) {
    if (!line.startsWith('rest_client_requests_total{')) continue;
    const kind = `${/verb="([^"]*)"/.exec(line)?.[1]} ${/resource="([^"]*)"/.exec(line)?.[1]}`;
    byKind.set(kind, (byKind.get(kind) ?? 0) + Number(line.slice(line.lastIndexOf('}') + 1)));
  }
  return {
    calls: [...byKind.values()].reduce((sum, count) => sum + count, 0),
    byKind,
    cpuSeconds: cpuSecondsOf(server.pid),
  };
}

function describe(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string {
  return [...after]
    .map(([kind, count]) => [kind, count - (before.get(kind) ?? 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

/** utime and stime, in hundredths of a second on every Linux that Node runs on (man 5 proc_pid_stat). */
function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
