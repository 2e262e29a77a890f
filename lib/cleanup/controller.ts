import type { CleanupConfig } from '../config/config.ts';
import type { KubeClient } from '../kube/client.ts';
import type { EventRecorder } from '../kube/events/event-recorder.ts';
import { Reflector } from '../kube/reflector/reflector.ts';
import { NODES } from '../kube/resource.ts';
import { WorkQueue } from '../kube/work-queue/work-queue.ts';
import { runWorkers } from '../kube/work-queue/workers.ts';
import type { NodeKeys } from '../node/keys.ts';
import { sameFields } from '../node/machine.ts';
import { type NodeRecord, parseNode } from '../node/record.ts';
import type { NodeSubject } from '../node/subject.ts';
import { Engine } from '../operation/engine.ts';
import type { TaskRegistry } from '../operation/task.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { Announcer } from './announcer.ts';
import { Brake, type MovingKinds } from './brake/brake.ts';
import { Gauges } from './gauges.ts';
import { Ledger } from './ledger.ts';
import { isFinished, NODE_CLEANUPS, type NodeCleanup } from './node-cleanup.ts';
import { Reconciler } from './reconciler.ts';
import { keptMs, retire } from './retention.ts';
import { ReturnedMachines } from './returned/returned-machines.ts';
import { type Overview, overviewOf } from './status-page/overview.ts';

export interface ControllerDeps {
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

/** Watches Nodes and the records of their removal on every replica, and acts on them while it leads. */
export class CleanupController {
  readonly #deps: ControllerDeps;
  readonly #ledger: Ledger;
  readonly #gauges: Gauges;
  /** Read at the start only, also by a lead that begins later. */
  readonly #concurrency: number;
  readonly #nodes: Reflector<NodeRecord>;
  readonly #cleanups: Reflector<NodeCleanup>;
  /** Only while leading. */
  #work: Work | undefined;

  constructor(deps: ControllerDeps) {
    const { client, keys, clock, random, log, metrics } = deps;
    this.#deps = deps;
    this.#concurrency = deps.config().concurrency;
    this.#ledger = new Ledger(client, clock);
    this.#gauges = new Gauges({ ...deps, finalizer: keys.finalizer, knows: (kind) => deps.tasks.has(kind) });
    const common = { client, clock, random, log, metrics };
    this.#nodes = new Reflector<NodeRecord>({
      ...common,
      resource: NODES,
      parse: (object) => parseNode(object, keys.prefix),
      handler: {
        added: (node) => {
          this.#countIfUnguarded(node);
          this.#queueIfNeeded(node);
          this.#work?.returns.add(node.name);
        },
        updated: (before, node) => {
          this.#queueIfNeeded(node);
          if (before.uid !== node.uid || !sameFields(before.machine, node.machine)) this.#work?.returns.add(node.name);
        },
        deleted: (node) => {
          this.#work?.queue.add(node.name);
          // Another Node of that machine may have waited for this one to go.
          for (const name of this.#work?.returned.namesakes(node) ?? []) this.#work?.returns.add(name);
        },
      },
    });
    this.#cleanups = new Reflector<NodeCleanup>({
      ...common,
      resource: NODE_CLEANUPS,
      parse: (object) => this.#ledger.read(object),
      handler: {
        added: (cleanup) => this.#cleanupChanged(cleanup),
        updated: (_, cleanup) => this.#cleanupChanged(cleanup),
        deleted: (cleanup) => this.#cleanupDeleted(cleanup),
      },
    });
  }

  /** Watches until aborted. */
  async watch(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#nodes.run(signal), this.#cleanups.run(signal)]);
  }

  /** For readiness: why the operator could not act now; undefined when it could. */
  notReady(): string | undefined {
    if (!this.#nodes.hasSynced()) return 'the Nodes have not been read yet';
    if (!this.#cleanups.hasSynced())
      return 'the NodeCleanups have not been read yet; is the CustomResourceDefinition installed?';
    return undefined;
  }

  /** Acts until the lead is lost; resolves when nothing of it is under way any more. */
  async lead(leading: AbortSignal): Promise<void> {
    const { clock, random, log, metrics, config } = this.#deps;
    await untilAborted(this.#nodes.synced, leading);
    if (leading.aborted) return;
    const queue = new WorkQueue({ name: 'node-cleanup', clock, random, log, metrics });
    const skips = new WorkQueue({ name: 'skip', clock, random, log, metrics, backoff: SKIP_BACKOFF });
    const returns = new WorkQueue({ name: 'returned-machines', clock, random, log, metrics });
    const returned = this.#newReturnedMachines();
    using brake = this.#newBrake((name) => queue.add(name));
    using reconciler = this.#newReconciler((name) => queue.add(name), brake);
    this.#work = { queue, skips, returns, reconciler, brake, returned };
    try {
      this.lookAtAll();
      const recordsRead = untilAborted(this.#cleanups.synced, leading);
      await Promise.all([
        runWorkers(
          queue,
          this.#concurrency,
          async (name, signal) => ({ requeueAfterMs: await reconciler.reconcile(name, signal) }),
          leading,
        ),
        runWorkers(
          skips,
          SKIP_WORKERS,
          async (name, signal) => {
            await reconciler.skip(name, signal);
            return undefined;
          },
          leading,
        ),
        recordsRead.then(() => {
          this.lookAtAll();
          for (const name of returned.suspects()) returns.add(name);
          return retire(this.#ledger, () => keptMs(config()), clock, log, leading);
        }),
        runWorkers(
          returns,
          1,
          async (name, signal) => {
            if (this.#cleanups.hasSynced()) await returned.look(name, signal);
            return undefined;
          },
          leading,
        ),
        this.#measure(leading),
      ]);
    } finally {
      this.#work = undefined;
      this.#gauges.clear();
    }
  }

  /** For the status page of any replica. */
  overview(): Overview {
    const { keys, clock } = this.#deps;
    return overviewOf(this.#nodes.store.list(), this.#ledger.all(), keys.finalizer, clock.now());
  }

  /** The plans of removals that are not over; they keep the one that they began with. */
  plansUnderWay(): Iterable<NodeCleanup['spec']['plan']> {
    const plans = new Set<NodeCleanup['spec']['plan']>();
    for (const cleanup of this.#ledger.all()) if (!isFinished(cleanup)) plans.add(cleanup.spec.plan);
    return plans;
  }

  /** Queues whatever may need work; also after the configuration has changed. */
  lookAtAll(): void {
    for (const node of this.#nodes.store.list()) this.#queueIfNeeded(node);
    for (const cleanup of this.#ledger.all()) if (!isFinished(cleanup)) this.#work?.queue.add(cleanup.spec.nodeName);
  }

  #newReturnedMachines(): ReturnedMachines {
    const { client, recorder, keys, log, config } = this.#deps;
    const nodes = this.#nodes.store;
    return new ReturnedMachines({
      ...this.#deps,
      ledger: this.#ledger,
      announcer: new Announcer(client, recorder, keys, log),
      nodes: () => nodes.list(),
      nodeNamed: (name) => nodes.get(name),
      reaction: () => config().returnedMachines,
    });
  }

  #newBrake(wake: (name: string) => void): Brake {
    const { kinds = NO_KINDS, config } = this.#deps;
    const nodes = this.#nodes.store;
    return new Brake({
      ...this.#deps,
      kinds,
      ledger: this.#ledger,
      config: () => config().brake,
      nodes: () => nodes.list(),
      nodeNamed: (name) => nodes.get(name),
      wake,
    });
  }

  #newReconciler(wake: (name: string) => void, brake: Brake): Reconciler {
    const { client, tasks, recorder, keys, config, selects, clock, random, log, metrics } = this.#deps;
    return new Reconciler(
      {
        client,
        engine: new Engine<NodeSubject>({ tasks, clock, random, log, metrics }),
        ledger: this.#ledger,
        keys,
        terms: () => config(),
        announcer: new Announcer(client, recorder, keys, log),
        brake,
        clock,
        log,
        metrics,
        nodeNamed: (name) => this.#nodes.store.get(name),
        selects,
        recordsRead: () => this.#cleanups.hasSynced(),
      },
      wake,
    );
  }

  #queueIfNeeded(node: NodeRecord): void {
    if (this.#work?.reconciler.asksToSkip(node)) this.#work.skips.add(node.name);
    else if (this.#work?.reconciler.needsPass(node)) this.#work.queue.add(node.name);
  }

  #cleanupChanged(cleanup: NodeCleanup): void {
    this.#ledger.observe(cleanup);
    this.#work?.brake.changed(cleanup);
    if (this.#work === undefined || isFinished(cleanup) || this.#work.reconciler.worksOn(cleanup)) return;
    this.#work.queue.add(cleanup.spec.nodeName);
  }

  #cleanupDeleted(cleanup: NodeCleanup): void {
    this.#ledger.forget(cleanup);
    this.#work?.brake.changed(cleanup);
    this.#work?.queue.add(cleanup.spec.nodeName);
  }

  /** A Node of before we led is none of these: nobody knows what the webhook could have done. */
  #countIfUnguarded(node: NodeRecord): void {
    const { keys, selects, metrics } = this.#deps;
    if (this.#work === undefined || node.deletedAt !== undefined) return;
    if (node.finalizers.includes(keys.finalizer) || !selects(node)) return;
    metrics.count('cleanup_nodes_joined_unguarded_total', {});
  }

  async #measure(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#gauges.measure(this.#nodes.store.list(), this.#ledger.all());
      await this.#deps.clock.sleep(MEASURE_PERIOD_MS, signal).catch(() => {});
    }
  }
}

interface Work {
  readonly queue: WorkQueue;
  /** Nodes to be let go by the skip annotation: they wait for no other, and not long after a failure. */
  readonly skips: WorkQueue;
  /** Nodes that may be a machine that was removed. */
  readonly returns: WorkQueue;
  readonly reconciler: Reconciler;
  readonly brake: Brake;
  readonly returned: ReturnedMachines;
}

const NO_KINDS: MovingKinds = {
  movesData: () => false,
  foresee: (kind) => Promise.reject(new Error(`nobody can say what ${kind} would do`)),
};

const SKIP_WORKERS = 4;
const SKIP_BACKOFF = { baseMs: 200, capMs: 2_000 };
const MEASURE_PERIOD_MS = 10_000;

/** Resolves with the promise or with the abort, whichever comes first. */
function untilAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  return Promise.race([promise.then(() => {}), aborted]);
}
