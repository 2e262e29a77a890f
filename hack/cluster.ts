// A control plane to look around in, which runs until it is told to stop.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { clusterFolder, endProcesses, isRunning, readRecord, removeData, writeRecord } from './cluster-record.ts';
import { startControlPlane } from './control-plane/control-plane.ts';
import { Layout } from './control-plane/layout.ts';
import { acquireLock } from './control-plane/lock.ts';
import { answersOk } from './control-plane/probe.ts';

const USAGE = `Usage: npm run cluster -- up | down | env | status [options]

A real Kubernetes control plane on this machine: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and kwok,
which plays the kubelet of every Node that has the label kubelet=kwok. No container runtime is needed.

  up       start it, unless it is up already
  down     end it and remove its data
  env      print the shell commands that point kubectl at it:  eval "$(npm run --silent cluster -- env)"
  status   say what runs; exit 0 when all of it does, 3 when not

  --name NAME       one of several clusters (default: default)
  --data-dir DIR    where it keeps certificates, data and logs (default: a folder of its own in the user's state folder)
  --audit-log       up: write who changed what to logs/audit.log
  --keep-data       down: leave the data, so that the next up goes on from it
  --help

The programs are taken from KUBEBUILDER_ASSETS or PATH where a supported version is there; the others are built with Go,
once, into the user's cache folder (XDG_CACHE_HOME).`;

interface Options {
  readonly label: string;
  readonly layout: Layout;
  readonly auditLog: boolean;
  readonly keepData: boolean;
}

const COMMANDS: Readonly<Record<string, (options: Options) => Promise<number>>> = { up, down, env, status };

async function up({ label, layout, auditLog }: Options): Promise<number> {
  const onWait = (pid: number) => say(`waiting for process ${pid}, which works on ${label}`);
  using _lock = await acquireLock(`${layout.root}.lock`, { onWait });
  const record = readRecord(layout);
  if (record?.processes.every(isRunning) && (await isReady(layout, record.server))) {
    say(`${label} is up already, at ${record.server}`);
    return 0;
  }
  if (record) await endProcesses(record);
  say(`starting ${label} in ${layout.root}`);
  const controlPlane = await startControlPlane({ dataDir: layout.root, auditLog, report: say });
  writeRecord(controlPlane);
  controlPlane.release();
  controlPlane[Symbol.dispose]();
  say(`${label} is up, at ${controlPlane.server}. To use it:\n  export KUBECONFIG=${quote(layout.kubeconfig)}`);
  return 0;
}

async function down({ label, layout, keepData }: Options): Promise<number> {
  using _lock = await acquireLock(`${layout.root}.lock`);
  const record = readRecord(layout);
  const ended = record ? await endProcesses(record) : 0;
  if (!keepData) removeData(layout);
  say(ended > 0 ? `${label} is down: ended ${ended} processes` : `${label} was not up`);
  return 0;
}

async function env({ label, layout }: Options): Promise<number> {
  if (!readRecord(layout)?.processes.some(isRunning)) {
    say(`${label} is not up. Start it with:  npm run cluster -- up`);
    return 1;
  }
  console.log(`export KUBECONFIG=${quote(layout.kubeconfig)}\nexport PATH=${quote(layout.bin)}:"$PATH"`);
  return 0;
}

async function status({ label, layout }: Options): Promise<number> {
  const record = readRecord(layout);
  if (!record) {
    console.log(`${label} is not up`);
    return 3;
  }
  for (const process of record.processes) {
    console.log(`${process.name.padEnd(24)} ${isRunning(process) ? `running, pid ${process.pid}` : 'ended'}`);
  }
  const ready = await isReady(layout, record.server);
  console.log(`${record.server} ${ready ? 'is ready' : 'does not answer'}\nlogs: ${layout.root}/logs`);
  return ready && record.processes.every(isRunning) ? 0 : 3;
}

async function isReady(layout: Layout, server: string): Promise<boolean> {
  try {
    return await answersOk(`${server}/readyz`, { caFile: layout.pki('ca.crt'), signal: AbortSignal.timeout(5_000) });
  } catch {
    return false;
  }
}

/** Standard output is for what a shell or a script reads. */
function say(line: string): void {
  console.error(line);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string', default: 'default' },
      'data-dir': { type: 'string' },
      'audit-log': { type: 'boolean', default: false },
      'keep-data': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const command = COMMANDS[positionals[0] ?? ''];
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!command || positionals.length !== 1 || !/^[a-z0-9][a-z0-9-]*$/.test(values.name)) {
    say(USAGE);
    return 2;
  }
  return command({
    label: `cluster ${values.name}`,
    layout: new Layout(resolve(values['data-dir'] ?? clusterFolder(values.name))),
    auditLog: values['audit-log'],
    keepData: values['keep-data'],
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
