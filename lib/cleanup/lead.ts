import type { CleanupConfig } from '../config/config.ts';
import type { KubeClient } from '../kube/client.ts';
import type { EventRecorder } from '../kube/events/event-recorder.ts';
import type { Reflector } from '../kube/reflector/reflector.ts';
import { WorkQueue } from '../kube/work-queue/work-queue.ts';
import { runWorkers } from '../kube/work-queue/workers.ts';
import type { NodeKeys } from '../node/keys.ts';
import { sameFields } from '../node/machine.ts';
import type { NodeRecord } from '../node/record.ts';
import type { NodeSubject } from '../node/subject.ts';
import { Engine } from '../operation/engine.ts';
import type { TaskRegistry } from '../operation/task.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { untilAborted } from '../time/until-aborted.ts';
import { Announcer } from './announcer.ts';
import { Brake, type MovingKinds } from './brake/brake.ts';
import { Gauges } from './gauges.ts';
import type { Ledger } from './ledger.ts';
import { isFinished, type NodeCleanup } from './node-cleanup.ts';
import { Reconciler } from './reconciler.ts';
import { keptMs, retire } from './retention.ts';
import { ReturnedMachines } from './returned/returned-machines.ts';

export interface LeadDeps {
  readonly client: KubeClient;
  readonly tasks: TaskRegistry<NodeSubject>;
  /** For the brake; without it no kind of task moves data. */
  readonly kinds?: MovingKinds;
  readonly recorder: EventRecorder;
  readonly keys: NodeKeys;
  /** As last read; asked again at every use. */
  readonly config: () => CleanupConfig;
  readonly selects: (node: NodeRecord) => boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What is known of the cluster, and by whom. */
export interface Known {
  readonly nodes: Watched<NodeRecord>;
  readonly cleanups: Watched<NodeCleanup>;
  readonly ledger: Ledger;
}

type Watched<T> = Pick<Reflector<T>, 'store' | 'synced' | 'hasSynced'>;

const NO_KINDS: MovingKinds = {
  movesData: () => false,
  foresee: (kind) => Promise.reject(new Error(`nobody can say what ${kind} would do`)),
};

const SKIP_WORKERS = 4;
const SKIP_BACKOFF = { baseMs: 200, capMs: 2_000 };
const MEASURE_PERIOD_MS = 10_000;

/** Resolves when everything has been read once, or with the abort. */
export const untilRead = ({ synced }: Watched<unknown>, signal: AbortSignal): Promise<void> =>
  untilAborted(synced, signal).catch(() => {});

/** One time of leading: what is done about Nodes and records, from what is told of them to the workers that do it. */
export class Lead implements Disposable {
  readonly #deps: LeadDeps;
  readonly #known: Known;
  readonly #gauges: Gauges;
  readonly #brake: Brake;
  readonly #reconciler: Reconciler;
  readonly #returned: ReturnedMachines;
  readonly #queue: WorkQueue;
  /** Nodes to be let go by the skip annotation: they wait for no other, and not long after a failure. */
  readonly #skips: WorkQueue;
  /** Nodes that may be a machine that was removed. */
  readonly #returns: WorkQueue;

  /** The Nodes must have been read. */
  constructor(deps: LeadDeps, known: Known) {
    const { clock, random, log, metrics, keys, tasks } = deps;
    this.#deps = deps;
    this.#known = known;
    const common = { clock, random, log, metrics };
    this.#queue = new WorkQueue({ ...common, name: 'node-cleanup' });
    this.#skips = new WorkQueue({ ...common, name: 'skip', backoff: SKIP_BACKOFF });
    this.#returns = new WorkQueue({ ...common, name: 'returned-machines' });
    this.#gauges = new Gauges({ ...deps, finalizer: keys.finalizer, knows: (kind) => tasks.has(kind) });
    this.#returned = this.#newReturnedMachines();
    this.#brake = this.#newBrake();
    this.#reconciler = this.#newReconciler();
  }

  [Symbol.dispose](): void {
    this.#gauges.clear();
    this.#reconciler[Symbol.dispose]();
    this.#brake[Symbol.dispose]();
  }

  /** Acts until the lead is lost; resolves when nothing of it is under way any more. `concurrency`: Nodes at once. */
  async run(concurrency: number, leading: AbortSignal): Promise<void> {
    const { clock, log, config } = this.#deps;
    const { cleanups, ledger } = this.#known;
    this.lookAtAll();
    const reconcile = async (name: string, signal: AbortSignal) => ({
      requeueAfterMs: await this.#reconciler.reconcile(name, signal),
    });
    const skip = async (name: string, signal: AbortSignal) => {
      await this.#reconciler.skip(name, signal);
      return undefined;
    };
    const lookForReturn = async (name: string, signal: AbortSignal) => {
      if (cleanups.hasSynced()) await this.#returned.look(name, signal);
      return undefined;
    };
    await Promise.all([
      runWorkers(this.#queue, concurrency, reconcile, leading),
      runWorkers(this.#skips, SKIP_WORKERS, skip, leading),
      runWorkers(this.#returns, 1, lookForReturn, leading),
      untilRead(cleanups, leading).then(() => {
        this.lookAtAll();
        for (const name of this.#returned.suspects()) this.#returns.add(name);
        return retire(ledger, () => keptMs(config()), clock, log, leading);
      }),
      this.#measure(leading),
    ]);
  }

  /** Queues whatever may need work. */
  lookAtAll(): void {
    for (const node of this.#known.nodes.store.list()) this.#queueIfNeeded(node);
    for (const cleanup of this.#known.ledger.all()) if (!isFinished(cleanup)) this.#queue.add(cleanup.spec.nodeName);
  }

  nodeAdded(node: NodeRecord): void {
    this.#countIfUnguarded(node);
    this.#queueIfNeeded(node);
    this.#returns.add(node.name);
  }

  nodeUpdated(before: NodeRecord, node: NodeRecord): void {
    this.#queueIfNeeded(node);
    if (before.uid !== node.uid || !sameFields(before.machine, node.machine)) this.#returns.add(node.name);
  }

  nodeDeleted(node: NodeRecord): void {
    this.#queue.add(node.name);
    // Another Node of that machine may have waited for this one to go.
    for (const name of this.#returned.namesakes(node)) this.#returns.add(name);
  }

  cleanupChanged(cleanup: NodeCleanup): void {
    this.#brake.changed(cleanup);
    if (!isFinished(cleanup) && !this.#reconciler.worksOn(cleanup)) this.#queue.add(cleanup.spec.nodeName);
  }

  cleanupDeleted(cleanup: NodeCleanup): void {
    this.#brake.changed(cleanup);
    this.#queue.add(cleanup.spec.nodeName);
  }

  #newReturnedMachines(): ReturnedMachines {
    const { config } = this.#deps;
    const { nodes, ledger } = this.#known;
    return new ReturnedMachines({
      ...this.#deps,
      ledger,
      announcer: this.#newAnnouncer(),
      nodes: () => nodes.store.list(),
      nodeNamed: (name) => nodes.store.get(name),
      reaction: () => config().returnedMachines,
    });
  }

  #newBrake(): Brake {
    const { kinds = NO_KINDS, config } = this.#deps;
    const { nodes, ledger } = this.#known;
    return new Brake({
      ...this.#deps,
      kinds,
      ledger,
      config: () => config().brake,
      nodes: () => nodes.store.list(),
      nodeNamed: (name) => nodes.store.get(name),
      wake: (name) => this.#queue.add(name),
    });
  }

  #newReconciler(): Reconciler {
    const { tasks, config, clock, random, log, metrics } = this.#deps;
    const { nodes, cleanups, ledger } = this.#known;
    return new Reconciler(
      {
        ...this.#deps,
        engine: new Engine<NodeSubject>({ tasks, clock, random, log, metrics }),
        ledger,
        terms: () => config(),
        announcer: this.#newAnnouncer(),
        brake: this.#brake,
        nodeNamed: (name) => nodes.store.get(name),
        recordsRead: () => cleanups.hasSynced(),
      },
      (name) => this.#queue.add(name),
    );
  }

  #newAnnouncer(): Announcer {
    const { client, recorder, keys, log } = this.#deps;
    return new Announcer(client, recorder, keys, log);
  }

  #queueIfNeeded(node: NodeRecord): void {
    if (this.#reconciler.asksToSkip(node)) this.#skips.add(node.name);
    else if (this.#reconciler.needsPass(node)) this.#queue.add(node.name);
  }

  /** A Node of before we led is none of these: nobody knows what the webhook could have done. */
  #countIfUnguarded(node: NodeRecord): void {
    const { keys, selects, metrics } = this.#deps;
    if (node.deletedAt !== undefined || node.finalizers.includes(keys.finalizer) || !selects(node)) return;
    metrics.count('cleanup_nodes_joined_unguarded_total', {});
  }

  async #measure(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#gauges.measure(this.#known.nodes.store.list(), this.#known.ledger.all());
      await this.#deps.clock.sleep(MEASURE_PERIOD_MS, signal).catch(() => {});
    }
  }
}
