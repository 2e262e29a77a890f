import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EndOptions, endProcess, hasEnded, type Supervisor } from './supervisor.ts';

export interface ComponentSpec {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** HOME of the program. */
  readonly home: string;
  /** Whether it answers. */
  readonly isReady: (signal: AbortSignal) => Promise<boolean>;
}

const READY_WITHIN_MS = 180_000;
const POLL_MS = 50;

/** One program of a control plane. It may be stopped and started again, with the same arguments and data. */
export class Component {
  readonly #spec: ComponentSpec;
  readonly #supervisor: Supervisor;
  #child: ChildProcess | undefined;

  constructor(spec: ComponentSpec, supervisor: Supervisor) {
    this.#spec = spec;
    this.#supervisor = supervisor;
  }

  get name(): string {
    return this.#spec.name;
  }

  /** Undefined when it is not running. */
  get pid(): number | undefined {
    return this.#child && !hasEnded(this.#child) ? this.#child.pid : undefined;
  }

  /** Resolves when the program answers. */
  async start(signal?: AbortSignal): Promise<void> {
    this.launch();
    await this.ready(signal);
  }

  /** Starts the program without waiting for it. */
  launch(): void {
    if (this.pid !== undefined) throw new Error(`${this.name} is running already`);
    const { program, args, logFile, home } = this.#spec;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a');
    try {
      const env = { PATH: process.env.PATH, HOME: home };
      this.#child = this.#supervisor.spawn(program, args, { env, cwd: home, stdio: ['ignore', log, log] });
      // A program that cannot be started has no pid, and `ready` says so.
      this.#child.on('error', () => {});
    } finally {
      closeSync(log);
    }
  }

  async ready(signal?: AbortSignal): Promise<void> {
    const deadline = AbortSignal.timeout(READY_WITHIN_MS);
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    while (!(await this.#answers(either))) {
      signal?.throwIfAborted();
      if (this.pid === undefined) throw new Error(`${this.name} ended before it was ready. ${this.lastLines()}`);
      if (deadline.aborted) throw new Error(`${this.name} is not ready after 3 minutes. ${this.lastLines()}`);
      await delay(POLL_MS);
    }
  }

  /** Resolves when the process is gone. SIGKILL is a crash, SIGSTOP a hang (`resume` ends it). */
  async stop(options: EndOptions = {}): Promise<void> {
    if (this.#child) await endProcess(this.#child, options);
  }

  /** Keeps the process but lets it do nothing, as a machine does that hangs. */
  pause(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGCONT');
  }

  async restart(options: EndOptions = {}): Promise<void> {
    await this.stop(options);
    await this.start();
  }

  lastLines(count = 15): string {
    const { logFile } = this.#spec;
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count);
    return `The end of ${logFile}:\n${lines.join('\n')}`;
  }

  async #answers(signal: AbortSignal): Promise<boolean> {
    try {
      return this.pid !== undefined && (await this.#spec.isReady(signal));
    } catch {
      return false;
    }
  }
}
