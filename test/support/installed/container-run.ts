import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, type Supervisor } from '../../../hack/control-plane/supervisor.ts';
import { OperatorLog } from '../operator-log.ts';
import type { Executed } from './exec-server.ts';
import type { Container, PodSpec } from './pod.ts';
import { probeAgain, sleep } from './probes.ts';
import type { Launch } from './sandbox.ts';

export type ContainerState =
  | { readonly waiting: { readonly reason: string; readonly message?: string } }
  | { readonly running: { readonly startedAt: string } }
  | { readonly terminated: Termination };

interface Termination {
  readonly exitCode: number;
  readonly reason: string;
  readonly startedAt: string;
  readonly finishedAt: string;
}

export interface ContainerRunOptions {
  readonly container: Container;
  readonly restartPolicy: PodSpec['restartPolicy'];
  readonly graceSeconds: () => number;
  readonly address: string;
  readonly supervisor: Supervisor;
  /** Called for each start: of the container's own program, or of another one in it. */
  readonly launch: (command?: readonly string[]) => Promise<Launch>;
  /** Something that the status shows has changed. */
  readonly changed: () => void;
}

// A kubelet waits ten seconds, then twice as long, up to five minutes.
const FIRST_BACKOFF_MS = 1_000;
const LAST_BACKOFF_MS = 10_000;

/** One container's life: its processes one after the other, with their probes. */
export class ContainerRun {
  readonly log = new OperatorLog();
  readonly container: Container;
  state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  last: ContainerState | undefined;
  restarts = 0;
  started = false;
  ready = false;
  readonly #options: ContainerRunOptions;
  #child: ChildProcess | undefined;
  /** What `kubectl exec` has started in it. */
  readonly #beside = new Set<Executed>();

  constructor(options: ContainerRunOptions) {
    this.#options = options;
    this.container = options.container;
  }

  get pid(): number | undefined {
    return 'running' in this.state ? this.#child?.pid : undefined;
  }

  /** Resolves when it will not be started again; `signal` asks it to end. */
  async run(signal: AbortSignal): Promise<void> {
    for (let backoff = FIRST_BACKOFF_MS; !signal.aborted; backoff = Math.min(2 * backoff, LAST_BACKOFF_MS)) {
      const ended = await this.#runOnce(signal);
      const { restartPolicy } = this.#options;
      const again = restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && ended.exitCode !== 0);
      if (!again || signal.aborted) return;
      this.last = { terminated: ended };
      this.#become({ waiting: { reason: 'CrashLoopBackOff', message: this.log.last(3) } });
      await sleep(backoff, signal);
      this.restarts += 1;
    }
  }

  /**
   * Another program in the container: with its image, volumes, variables and user. What the container has written outside of
   * its volumes is not there. It does not outlive the container.
   */
  async exec(command: readonly string[]): Promise<Executed> {
    if (this.pid === undefined) throw new Error(`container ${this.container.name} does not run`);
    const child = this.#spawn(await this.#options.launch(command));
    const { stdout, stderr } = child;
    const executed = { stdout, stderr, ended: exitCodeOf(child), kill: () => void child.kill('SIGKILL') };
    this.#beside.add(executed);
    void executed.ended.then(() => this.#beside.delete(executed));
    return executed;
  }

  #spawn({ command, args, env }: Launch): ChildProcess {
    return this.#options.supervisor.spawn(command, args, { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async #runOnce(signal: AbortSignal): Promise<Termination> {
    const { launch, graceSeconds } = this.#options;
    const startedAt = new Date().toISOString();
    const child = this.#spawn(await launch());
    this.#child = child;
    this.log.follow(child.stdout);
    this.log.follow(child.stderr);
    const ended = exitCodeOf(child);
    const end = () => void endProcess(child, { grace: graceSeconds() * 1000 });
    this.#become({ running: { startedAt } });
    const probing = new AbortController();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    else this.#probe(end, AbortSignal.any([probing.signal, signal]));
    const exitCode = await ended;
    for (const executed of this.#beside) executed.kill();
    signal.removeEventListener('abort', end);
    probing.abort();
    [this.started, this.ready] = [false, false];
    const finishedAt = new Date().toISOString();
    const terminated = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt, finishedAt };
    this.#become({ terminated });
    return terminated;
  }

  #probe(end: () => void, signal: AbortSignal): void {
    const { container, address } = this.#options;
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const target = { address, container };
    const again = (probe: typeof startupProbe, told: (passes: boolean) => void, until = signal) => {
      if (probe) void probeAgain(probe, target, told, until);
    };
    const orEnd = (passes: boolean) => {
      if (!passes) end();
    };
    const onceStarted = () => {
      this.started = true;
      this.ready = !readinessProbe;
      this.#options.changed();
      again(livenessProbe, orEnd);
      again(readinessProbe, (passes) => {
        this.ready = passes;
        this.#options.changed();
      });
    };
    if (!startupProbe) {
      onceStarted();
      return;
    }
    const starting = new AbortController();
    const told = (passes: boolean) => {
      starting.abort();
      if (passes) onceStarted();
      else end();
    };
    again(startupProbe, told, AbortSignal.any([signal, starting.signal]));
  }

  #become(state: ContainerState): void {
    this.state = state;
    this.#options.changed();
  }
}

/** As a shell has it: 128 and the signal, when it was one. */
export async function exitCodeOf(child: ChildProcess): Promise<number> {
  const [code, signal] = await once(child, 'close').catch(() => [128]);
  return typeof code === 'number' ? code : signal === 'SIGTERM' ? 143 : 137;
}
