import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { hasCode } from './lock.ts';

const WATCHDOG = fileURLToPath(new URL('watchdog.sh', import.meta.url));

export interface SpawnOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly stdio: StdioOptions;
}

/**
 * Starts processes that do not outlive this one. Each leads a process group of its own, so that Ctrl-C in the terminal does
 * not reach it and the order of ending is ours. A watchdog ends them when this process dies without a word.
 */
export class Supervisor implements AsyncDisposable {
  readonly #watchdog: ChildProcess;
  readonly #children = new Set<ChildProcess>();
  readonly #folders = new Set<string>();

  constructor() {
    this.#watchdog = spawn('/bin/sh', [WATCHDOG], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      env: { PATH: '/usr/bin:/bin' },
    });
    // The watchdog may be gone already when we tell it something at our own end.
    this.#watchdog.stdin?.on('error', () => {});
    this.#watchdog.unref();
    const pipe: unknown = this.#watchdog.stdin;
    if (pipe && typeof pipe === 'object' && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  }

  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, { ...options, detached: true });
    const { pid } = child;
    if (pid === undefined) return child;
    this.#tell(`watch ${pid}`);
    this.#children.add(child);
    child.once('exit', () => {
      this.#children.delete(child);
      this.#tell(`forget ${pid}`);
    });
    return child;
  }

  /** A folder that goes when the processes have gone. */
  removeAtEnd(folder: string): void {
    this.#folders.add(folder);
    this.#tell(`remove ${folder}`);
  }

  /** Lets the processes live on without us. */
  release(): void {
    for (const child of this.#children) child.unref();
    this.#children.clear();
    this.#folders.clear();
    this.#tell('release');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Whoever wants a process to end in its own way has stopped it before.
    await Promise.all([...this.#children].map((child) => endProcess(child, { signal: 'SIGKILL' })));
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    this.#watchdog.stdin?.end();
  }

  #tell(line: string): void {
    this.#watchdog.stdin?.write(`${line}\n`);
  }
}

export interface EndOptions {
  readonly signal?: NodeJS.Signals;
  /** Milliseconds until SIGKILL. */
  readonly grace?: number;
}

/** Ends a process group and waits until its leader is gone. */
export async function endProcess(
  child: ChildProcess,
  { signal = 'SIGTERM', grace = 10_000 }: EndOptions,
): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  signalGroup(child.pid, signal);
  const timer = setTimeout(signalGroup, grace, child.pid, 'SIGKILL');
  await ended;
  clearTimeout(timer);
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A group that has ended already is what was wanted. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}
