import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, type Supervisor } from '../../../hack/control-plane/supervisor.ts';
import { OperatorLog } from '../operator-log.ts';
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
  /** Called for each start. */
  readonly launch: () => Promise<Launch>;
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

  async #runOnce(signal: AbortSignal): Promise<Termination> {
    const { supervisor, launch, graceSeconds } = this.#options;
    const startedAt = new Date().toISOString();
    const { command, args, env } = await launch();
    const child = supervisor.spawn(command, args, { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.log.follow(child.stdout);
    this.log.follow(child.stderr);
    const ended = once(child, 'close').catch((error: Error) => [128, error.message]);
    const end = () => void endProcess(child, { grace: graceSeconds() * 1000 });
    this.#become({ running: { startedAt } });
    const probing = new AbortController();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    else this.#probe(end, AbortSignal.any([probing.signal, signal]));
    const [code, how] = await ended;
    signal.removeEventListener('abort', end);
    probing.abort();
    [this.started, this.ready] = [false, false];
    const exitCode = typeof code === 'number' ? code : how === 'SIGTERM' ? 143 : 137;
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
