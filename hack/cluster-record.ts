import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { COMPONENTS } from './control-plane/components.ts';
import type { ControlPlane } from './control-plane/control-plane.ts';
import { Layout } from './control-plane/layout.ts';
import { isSameProcess, processIdentity } from './control-plane/process-identity.ts';
import { signalGroup } from './control-plane/supervisor.ts';

/** What is remembered of a cluster that runs on its own, so that `down` ends these processes and no stranger's. */
export interface ClusterRecord {
  readonly server: string;
  readonly processes: readonly ProcessRecord[];
}

export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  /** See `processIdentity`. */
  readonly identity: string;
}

/** Where a named cluster keeps its data. */
export function clusterFolder(name: string, env: NodeJS.ProcessEnv = process.env): string {
  const state = env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(state, 'node-cleanup-webhook', 'clusters', name);
}

export function readRecord(layout: Layout): ClusterRecord | undefined {
  return existsSync(layout.record) ? JSON.parse(readFileSync(layout.record, 'utf8')) : undefined;
}

export function writeRecord(controlPlane: ControlPlane): ClusterRecord {
  const processes = COMPONENTS.flatMap((name) => {
    const { pid } = controlPlane.component(name);
    const identity = pid === undefined ? undefined : processIdentity(pid);
    return pid === undefined || identity === undefined ? [] : [{ name, pid, identity }];
  });
  const record = { server: controlPlane.server, processes };
  const { layout } = controlPlane;
  const draft = `${layout.record}.new`;
  writeFileSync(draft, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(draft, layout.record);
  return record;
}

export function isRunning({ pid, identity }: ProcessRecord): boolean {
  return isSameProcess(pid, identity);
}

/**
 * Ends what still runs of a cluster and returns how many processes there were. SIGKILL, because each would wait for the
 * others when asked politely, and etcd's data outlives it: its writes are with the kernel.
 */
export async function endProcesses({ processes }: ClusterRecord): Promise<number> {
  const running = processes.filter(isRunning);
  for (const { pid } of running) signalGroup(pid, 'SIGKILL');
  while (running.some(isRunning)) await delay(20);
  return running.length;
}

/** Removes what a cluster has written, and its folder if nothing else is in it: `--data-dir` may name any folder. */
export function removeData(layout: Layout): void {
  for (const entry of Layout.ENTRIES) rmSync(join(layout.root, entry), { recursive: true, force: true });
  if (existsSync(layout.root) && readdirSync(layout.root).length === 0) rmdirSync(layout.root);
}
