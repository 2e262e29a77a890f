import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess, hasEnded } from '../../hack/control-plane/supervisor.ts';
import { at, isObject } from '../../lib/kube/json.ts';
import { certificateFolder } from './certificate-folder.ts';
import { eventually, PATIENCE_MS } from './eventually.ts';
import { type LogFields, OperatorLog } from './operator-log.ts';
import { chartKubeconfig } from './rights/chart-rights.ts';
import type { TestCluster } from './test-cluster.ts';

export interface OperatorOptions {
  /** Default: that of a service account with exactly the rights that the chart gives an operator with this configuration. */
  readonly kubeconfig?: string;
  /** The configuration that its rights are for, where it is to be changed later. Default: `config`. */
  readonly rightsFor?: object;
  /**
   * Content of the configuration file, as an object or as YAML text. Unless an object says otherwise, or it is a text, no
   * removal is held: the deletions of every file on the cluster would count.
   */
  readonly config?: object | string;
  /** Default: a folder with a good certificate, see `certificateFolder`. */
  readonly certDir?: string;
  readonly leaderElect?: boolean;
  readonly logLevel?: string;
  /** Further arguments, which win over ours. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What Node runs. Default: cmd/main.ts, or OPERATOR_ENTRY, which may name the built file. */
  readonly entry?: string;
  readonly nodeFlags?: readonly string[];
  /** For the output of a failed test, where several run. */
  readonly name?: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Our product as a process, as a user runs it. */
export class Operator implements AsyncDisposable {
  readonly log = new OperatorLog();
  readonly exit: Promise<Exit>;
  readonly configFile: string;
  readonly certDir: string;
  readonly name: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, { configFile, certDir, name }: Pick<Operator, 'configFile' | 'certDir' | 'name'>) {
    this.#child = child;
    this.configFile = configFile;
    this.certDir = certDir;
    this.name = name;
    this.log.follow(child.stdout);
    this.log.follow(child.stderr);
    this.exit = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return !hasEnded(this.#child);
  }

  /** The port that the process has chosen for a listener, once it listens. */
  async port(listener: string): Promise<number> {
    const { port } = await this.waitForLog({ listener, msg: 'listening' });
    if (typeof port !== 'number') throw new Error(`${this.name} does not say on which port it listens (${listener})`);
    return port;
  }

  webhookPort(): Promise<number> {
    return this.port('webhook');
  }

  healthPort(): Promise<number> {
    return this.port('health');
  }

  /** A request to the health listener: /livez, /readyz?verbose, /metrics. */
  async health(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(`http://127.0.0.1:${await this.healthPort()}${path}`);
    return { status: response.status, text: await response.text() };
  }

  async waitReady(deadline = PATIENCE_MS): Promise<void> {
    const describe = `${this.name} to be ready`;
    const until = ({ status }: { status: number }) => status === 200;
    await this.#whileRunning((signal) =>
      eventually(() => this.health('/readyz?verbose'), { describe, until, deadline, signal }),
    );
  }

  /** The first log line with these fields and values, as soon as it is there. */
  async waitForLog(wanted: LogFields, deadline = PATIENCE_MS): Promise<LogFields> {
    const look = () => this.log.matching(wanted).at(0)?.fields;
    const describe = `${this.name} to log ${JSON.stringify(wanted)}`;
    try {
      return await this.#whileRunning((signal) => eventually(look, { describe, deadline, every: 20, signal }));
    } catch (error) {
      // It may have been the last thing that the process said.
      const line = look();
      if (line) return line;
      throw error;
    }
  }

  /** Resolves when the process has ended. SIGKILL is a crash; SIGTERM gets a long time before it becomes one. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    await endProcess(this.#child, { signal, grace: 30_000 });
    return this.exit;
  }

  /** SIGSTOP and SIGCONT: the process hangs, and wakes up late. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.resume();
    await this.kill();
  }

  /** Nothing more is to be expected of a process that has ended. */
  async #whileRunning<T>(wait: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const ended = this.exit.then(({ code, signal }) => {
      throw new Error(`${this.name} has ended with ${code ?? signal}; its last lines:\n${this.log.last(20)}`);
    });
    try {
      return await Promise.race([wait(stop.signal), ended]);
    } finally {
      stop.abort();
    }
  }
}

/** For a configuration that a test writes itself. */
export const NO_HOLD = { hold: { above: 0 } };

function withoutHold(config: object): object {
  const cleanup = at(config, 'cleanup');
  if (cleanup !== undefined && !isObject(cleanup)) return config;
  return { ...config, cleanup: { brake: NO_HOLD, ...cleanup } };
}

/** Starts the product against the test's cluster without waiting for it. It ends with the test file at the latest. */
export async function startOperator(cluster: TestCluster, options: OperatorOptions = {}): Promise<Operator> {
  const argument = (name: string) => {
    const index = options.args?.indexOf(name) ?? -1;
    return index < 0 ? undefined : options.args?.[index + 1];
  };
  const kubeconfig =
    options.kubeconfig ??
    (await chartKubeconfig(cluster, {
      config: options.rightsFor ?? options.config,
      namespace: argument('--lease-namespace'),
      leaseName: argument('--lease-name'),
    }));
  return spawnOperator(cluster, { ...options, kubeconfig });
}

/** The same at once, with the rights of the administrator unless `kubeconfig` says otherwise. */
export function spawnOperator(cluster: TestCluster, options: OperatorOptions = {}): Operator {
  const {
    kubeconfig = cluster.kubeconfig,
    config = {},
    leaderElect = true,
    logLevel = 'debug',
    name = 'operator',
  } = options;
  const entry = options.entry ?? process.env.OPERATOR_ENTRY ?? 'cmd/main.ts';
  const certDir = options.certDir ?? certificateFolder(cluster);
  const home = cluster.folder('operator');
  const configFile = join(home, 'config.yaml');
  writeFileSync(configFile, typeof config === 'string' ? config : JSON.stringify(withoutHold(config)));
  const flags = {
    kubeconfig,
    config: configFile,
    'cert-dir': certDir,
    'webhook-port': '0',
    'health-port': '0',
    'bind-address': '127.0.0.1',
    'log-level': logLevel,
    'leader-elect': String(leaderElect),
    'shutdown-delay': '200ms',
  };
  const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const { PATH, NODE_V8_COVERAGE } = process.env;
  const child = cluster.supervisor.spawn(
    process.execPath,
    [...(options.nodeFlags ?? []), entry, 'serve', ...args, ...(options.args ?? [])],
    {
      cwd: ROOT,
      env: { PATH, HOME: home, ...(NODE_V8_COVERAGE ? { NODE_V8_COVERAGE } : {}), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const operator = new Operator(child, { configFile, certDir, name });
  cluster.onFailure(() => `--- the last lines of ${name} (pid ${operator.pid}):\n${operator.log.last(60)}`);
  cluster.atEnd(() => operator[Symbol.asyncDispose]());
  return operator;
}
