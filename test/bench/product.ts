import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAuthority, LOOPBACK_HOSTS } from '../../hack/certificates.ts';
import { endProcess, hasEnded, type Supervisor } from '../../hack/control-plane/supervisor.ts';
import { nodeFlags } from '../../hack/demo/node-flags.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const PRODUCT = 'dist/node-cleanup-webhook.mjs';

/** What the product is run with; so are those that it is compared with. */
export const productFlags = (): readonly string[] => nodeFlags(join(ROOT, PRODUCT));

const READY_WITHIN_MS = 60_000;

/** A process that listens, says so in a line of JSON for each listener, and answers /readyz on one of them. */
export class Server implements AsyncDisposable {
  readonly startedAt: number;
  readonly #child: ChildProcess;
  readonly #log: string;
  #health: number | undefined;

  constructor(child: ChildProcess, log: string, startedAt: number) {
    this.#child = child;
    this.#log = log;
    this.startedAt = startedAt;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /**
   * Milliseconds from its start until it was ready. So short a pause between two looks does not show in the figure; a
   * longer one is for whoever measures the server's memory, where V8 would optimise what is asked hundreds of times.
   */
  async ready(pauseMs = 2): Promise<number> {
    await this.#until(() => this.#answers('/readyz'), pauseMs);
    return performance.now() - this.startedAt;
  }

  /** Resolves when it acts, and not only watches. */
  async leads(): Promise<void> {
    const leading = /^leader_election_master_status(\{.*\})? 1$/m;
    await this.#until(async () => leading.test(await this.metrics()));
  }

  async metrics(): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.#healthPort()}/metrics`);
    return response.text();
  }

  /** Resolves when its output has this text. */
  async says(text: string): Promise<void> {
    await this.#until(() => readFileSync(this.#log, 'utf8').includes(text));
  }

  /** The end of its output. */
  lastWords(): string {
    return readFileSync(this.#log, 'utf8').slice(-3_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endProcess(this.#child, { grace: 20_000 });
  }

  async #until(look: () => boolean | Promise<boolean>, pauseMs = 10): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await look())) {
      if (hasEnded(this.#child) || performance.now() > deadline) {
        throw new Error(`a process of the benchmark is not as far as it should be:\n${this.lastWords()}`);
      }
      await delay(pauseMs);
    }
  }

  #answers(path: string): Promise<boolean> {
    const port = this.#healthPort();
    if (port === undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.once('error', () => resolve(false));
    });
  }

  #healthPort(): number | undefined {
    this.#health ??= portOf(readFileSync(this.#log, 'utf8'), 'health');
    return this.#health;
  }
}

function portOf(log: string, listener: string): number | undefined {
  for (const line of log.split('\n').slice(0, -1)) {
    if (!line.includes('"listening"') || !line.includes(`"${listener}"`)) continue;
    const fields: { port?: unknown } = JSON.parse(line);
    if (typeof fields.port === 'number') return fields.port;
  }
  return undefined;
}

export interface LaunchOptions {
  readonly kubeconfig: string;
  /** Default: the configuration that the product has without a file. */
  readonly config?: object;
}

/** Starts what is measured, with certificates and a configuration of its own. */
export class Launcher {
  readonly #supervisor: Supervisor;
  readonly #folder = mkdtempSync(join(tmpdir(), 'node-cleanup-bench-'));
  #launched = 0;

  constructor(supervisor: Supervisor) {
    this.#supervisor = supervisor;
    supervisor.removeAtEnd(this.#folder);
    const pair = createAuthority('bench').issue({ commonName: 'bench', hosts: LOOPBACK_HOSTS });
    writeFileSync(join(this.#folder, 'tls.crt'), pair.cert);
    writeFileSync(join(this.#folder, 'tls.key'), pair.key);
  }

  /** The built product. */
  product({ kubeconfig, config }: LaunchOptions): Server {
    const configFile = join(this.#folder, 'config.yaml');
    if (config) writeFileSync(configFile, JSON.stringify(config));
    return this.node([
      PRODUCT,
      'serve',
      ...(config ? ['--config', configFile] : []),
      ...['--kubeconfig', kubeconfig, '--cert-dir', this.#folder, '--bind-address', '127.0.0.1'],
      ...['--webhook-port', '0', '--health-port', '0', '--log-level', 'info', '--shutdown-delay', '0s'],
    ]);
  }

  /** A bare process that opens the same listeners and does nothing else. */
  bareListeners(): Server {
    return this.node(['test/bench/bare-listeners.cjs', this.#folder]);
  }

  node(args: readonly string[], flags: readonly string[] = productFlags()): Server {
    this.#launched += 1;
    const log = join(this.#folder, `${this.#launched}.log`);
    const output = openSync(log, 'a');
    try {
      const env = { PATH: process.env.PATH, HOME: this.#folder };
      const startedAt = performance.now();
      const child = this.#supervisor.spawn(process.execPath, [...flags, ...args], {
        cwd: ROOT,
        env,
        stdio: ['ignore', output, output],
      });
      return new Server(child, log, startedAt);
    } finally {
      closeSync(output);
    }
  }
}
