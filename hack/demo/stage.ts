import { renameSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clusterFolder, isRunning, readRecord, removeData, writeRecord } from '../cluster-record.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/control-plane.ts';
import { Layout } from '../control-plane/layout.ts';
import { acquireLock } from '../control-plane/lock.ts';
import { Supervisor } from '../control-plane/supervisor.ts';
import { nodeFlags } from './node-flags.ts';
import { DemoOperator, operatorLog } from './operator.ts';
import { Shell } from './shell.ts';
import type { Terminal } from './terminal.ts';

/** The name of the cluster that `--keep` leaves behind. */
export const KEPT_CLUSTER = 'demo';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = 'dist/node-cleanup-webhook.mjs';

export interface StageOptions {
  readonly keep: boolean;
  /** The operator's configuration, as a path that is good to type. */
  readonly config: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** A control plane, a shell to type in, and the operator. All of it ends with the stage unless it is kept. */
export class Stage implements AsyncDisposable {
  readonly shell: Shell;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly controlPlane: ControlPlane;
  readonly config: string;
  readonly supervisor: Supervisor;
  readonly #resources: AsyncDisposableStack;
  readonly #witnesses: (() => string)[] = [];
  #operator: DemoOperator | undefined;

  constructor(
    { terminal, signal, config }: StageOptions,
    controlPlane: ControlPlane,
    supervisor: Supervisor,
    resources: AsyncDisposableStack,
  ) {
    this.terminal = terminal;
    this.signal = signal;
    this.controlPlane = controlPlane;
    this.config = config;
    this.supervisor = supervisor;
    this.#resources = resources;
    this.shell = new Shell({ terminal, supervisor, env: this.#env(), cwd: ROOT, signal });
  }

  /** The lines that give another shell what ours has: the cluster, its kubectl, and a Node that is new enough. */
  get exports(): readonly string[] {
    const { DEMO = '', KUBECONFIG = '' } = this.#env();
    const { root, bin } = this.controlPlane.layout;
    const short = (path: string) => path.replace(root, '$DEMO');
    const path = [short(bin), dirname(process.execPath), '$PATH'].join(delimiter);
    return [`export DEMO=${DEMO}`, `export KUBECONFIG=${short(KUBECONFIG)}`, `export PATH=${path}`];
  }

  startOperator(): DemoOperator {
    const logFile = operatorLog(this.controlPlane.layout);
    const command = [
      `node ${nodeFlags(join(ROOT, ENTRY)).join(' ')} ${ENTRY} serve --config ${this.config} --cert-dir $DEMO/pki/webhook`,
      '--bind-address 127.0.0.1 --webhook-port 0 --health-port 0 --status-page true',
      `> ${logFile.replace(this.controlPlane.layout.root, '$DEMO')} 2>&1`,
    ].join(' \\\n    ');
    this.terminal.command(`${command} &`);
    // `exec`, so that the process that we know is the operator itself.
    const child = this.supervisor.spawn('/bin/sh', ['-c', `exec ${command}`], {
      // It leads under that name, and not under that of this machine.
      env: { ...this.#env(), POD_NAME: 'node-cleanup-webhook-0' },
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    this.#operator = new DemoOperator(child, logFile);
    return this.#operator;
  }

  /** Where the operator shows what it does; it listens already. */
  get statusPage(): string {
    return `http://127.0.0.1:${this.#operator?.port('health')}/status`;
  }

  /** It ends with the stage, before the control plane. */
  use<T extends AsyncDisposable>(resource: T): T {
    return this.#resources.use(resource);
  }

  /** Something that runs beside the control plane, and what it has said lately. */
  onFailure(witness: () => string): void {
    this.#witnesses.push(witness);
  }

  /** What to look at when something is not as it should be. */
  testimony(): string {
    const operator = this.#operator?.lastLines(25) ?? '';
    const said = operator === '' ? [] : [`The end of the operator's log:\n${operator}`];
    return [...said, ...this.#witnesses.map((witness) => witness())].join('\n');
  }

  /** Lets everything go on without us; `npm run cluster -- down --name demo` ends it, the operator included. */
  keep(): void {
    if (this.#operator === undefined) throw new Error('there is no operator to keep');
    const { processes, ...cluster } = writeRecord(this.controlPlane);
    const record = { ...cluster, processes: [...processes, this.#operator.processRecord()] };
    const { layout } = this.controlPlane;
    writeFileSync(`${layout.record}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
    renameSync(`${layout.record}.new`, layout.record);
    this.supervisor.release();
    this.controlPlane.release();
    this.controlPlane[Symbol.dispose]();
    this.#resources.move();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }

  #env(): NodeJS.ProcessEnv {
    const { layout } = this.controlPlane;
    const path = [layout.bin, dirname(process.execPath), process.env.PATH].join(delimiter);
    // HOME: kubectl keeps what it has discovered in ~/.kube, where this cluster has no business.
    return { PATH: path, HOME: layout.root, DEMO: layout.root, KUBECONFIG: layout.kubeconfig };
  }
}

/** Starts the control plane, in the folder of the kept cluster or in one that is removed at the end. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { keep, terminal, signal } = options;
  await using resources = new AsyncDisposableStack();
  const dataDir = keep ? await takeKeptFolder(resources) : undefined;
  const report = (line: string) => terminal.note(line);
  const controlPlane = resources.use(
    await startControlPlane({ report, signal, ...(dataDir === undefined ? {} : { dataDir }) }),
  );
  const supervisor = resources.use(new Supervisor());
  return new Stage(options, controlPlane, supervisor, resources.move());
}

/** Nobody else may use the folder meanwhile, and what an earlier demo left there is in the way. */
async function takeKeptFolder(resources: AsyncDisposableStack): Promise<string> {
  const layout = new Layout(clusterFolder(KEPT_CLUSTER));
  const lock = await acquireLock(`${layout.root}.lock`);
  resources.use(lock);
  if (readRecord(layout)?.processes.some(isRunning)) {
    throw new Error(
      `an earlier demo is still up. To look around in it:  npm run cluster -- env --name ${KEPT_CLUSTER}\n` +
        `To end it:  npm run cluster -- down --name ${KEPT_CLUSTER}`,
    );
  }
  removeData(layout);
  resources.defer(() => removeData(layout));
  return layout.root;
}
