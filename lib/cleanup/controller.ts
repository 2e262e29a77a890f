import type { CleanupConfig } from '../config/config.ts';
import type { KubeClient } from '../kube/client.ts';
import type { EventRecorder } from '../kube/events/event-recorder.ts';
import { Reflector } from '../kube/reflector/reflector.ts';
import { NODES } from '../kube/resource.ts';
import { WorkQueue } from '../kube/work-queue/work-queue.ts';
import { runWorkers } from '../kube/work-queue/workers.ts';
import type { NodeKeys } from '../node/keys.ts';
import { type NodeRecord, parseNode } from '../node/record.ts';
import { readSkip } from '../node/skip.ts';
import type { NodeSubject } from '../node/subject.ts';
import { Engine } from '../operation/engine.ts';
import type { TaskRegistry } from '../operation/task.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { Announcer } from './announcer.ts';
import { Ledger } from './ledger.ts';
import { isFinished, NODE_CLEANUPS, type NodeCleanup, parseNodeCleanup } from './node-cleanup.ts';
import { Reconciler } from './reconciler.ts';
import { retire } from './retention.ts';

export interface ControllerDeps {
  readonly client: KubeClient;
  readonly tasks: TaskRegistry<NodeSubject>;
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
  readonly #nodes: Reflector<NodeRecord>;
  readonly #cleanups: Reflector<NodeCleanup>;
  /** Only while leading. */
  #work: { readonly queue: WorkQueue; readonly reconciler: Reconciler } | undefined;

  constructor(deps: ControllerDeps) {
    const { client, keys, clock, random, log, metrics } = deps;
    this.#deps = deps;
    this.#ledger = new Ledger(client);
    const common = { client, clock, random, log, metrics };
    this.#nodes = new Reflector<NodeRecord>({
      ...common,
      resource: NODES,
      parse: (object) => parseNode(object, keys.prefix),
      handler: {
        added: (node) => this.#nodeChanged(node),
        updated: (before, node) => this.#nodeChanged(node, before),
        deleted: (node) => this.#work?.queue.add(node.name),
      },
    });
    this.#cleanups = new Reflector<NodeCleanup>({
      ...common,
      resource: NODE_CLEANUPS,
      parse: parseNodeCleanup,
      handler: {
        added: (cleanup) => this.#cleanupChanged(cleanup),
        updated: (_, cleanup) => this.#cleanupChanged(cleanup),
        deleted: (cleanup) => this.#ledger.forget(cleanup),
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
    using reconciler = this.#newReconciler((name) => queue.add(name));
    this.#work = { queue, reconciler };
    try {
      this.lookAtAll();
      void untilAborted(this.#cleanups.synced, leading).then(() => this.lookAtAll());
      await Promise.all([
        runWorkers(
          queue,
          config().concurrency,
          async (name, signal) => ({ requeueAfterMs: await reconciler.reconcile(name, signal) }),
          leading,
        ),
        untilAborted(this.#cleanups.synced, leading).then(() =>
          retire(this.#ledger, () => config().keepFinishedMs, clock, log, leading),
        ),
        this.#measure(leading),
      ]);
    } finally {
      this.#work = undefined;
    }
  }

  /** Queues whatever may need work; also after the configuration has changed. */
  lookAtAll(): void {
    for (const node of this.#nodes.store.list()) this.#queueIfNeeded(node);
    for (const cleanup of this.#ledger.all()) if (!isFinished(cleanup)) this.#work?.queue.add(cleanup.spec.nodeName);
  }

  #newReconciler(wake: (name: string) => void): Reconciler {
    const { client, tasks, recorder, keys, config, selects, clock, random, log, metrics } = this.#deps;
    return new Reconciler(
      {
        client,
        engine: new Engine<NodeSubject>({ tasks, clock, random, log, metrics }),
        ledger: this.#ledger,
        keys,
        plan: () => config().plan,
        announcer: new Announcer(client, recorder, keys, log),
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

  #nodeChanged(node: NodeRecord, before?: NodeRecord): void {
    if (this.#asksToSkip(node) && !(before !== undefined && this.#asksToSkip(before))) {
      this.#work?.reconciler.interrupt(node);
    }
    this.#queueIfNeeded(node);
  }

  #asksToSkip(node: NodeRecord): boolean {
    const { skipCleanup } = this.#deps.keys;
    return node.deletedAt !== undefined && readSkip(skipCleanup, node.annotations[skipCleanup]).skip;
  }

  #queueIfNeeded(node: NodeRecord): void {
    if (this.#work?.reconciler.needsPass(node)) this.#work.queue.add(node.name);
  }

  #cleanupChanged(cleanup: NodeCleanup): void {
    const known = this.#ledger.of(cleanup.spec.nodeUID);
    this.#ledger.observe(cleanup);
    // Our own writes come back here and are no reason for another pass.
    if (!isFinished(cleanup) && known?.resourceVersion !== cleanup.resourceVersion)
      this.#work?.queue.add(cleanup.spec.nodeName);
  }

  /** Gauges that have to be right even when nothing happens. */
  async #measure(signal: AbortSignal): Promise<void> {
    const { metrics, clock } = this.#deps;
    while (!signal.aborted) {
      for (const [phase, count] of this.#ledger.countByPhase()) metrics.set('cleanup_operations', { phase }, count);
      const open = [...this.#ledger.all()].filter((cleanup) => !isFinished(cleanup));
      const oldest = Math.min(...open.map((cleanup) => Date.parse(cleanup.spec.requestedAt) / 1_000));
      const timestamp = Number.isFinite(oldest) ? oldest : 0;
      metrics.set('cleanup_oldest_operation_start_timestamp_seconds', {}, timestamp);
      await clock.sleep(MEASURE_PERIOD_MS, signal).catch(() => {});
    }
  }
}

const MEASURE_PERIOD_MS = 10_000;

/** Resolves with the promise or with the abort, whichever comes first. */
function untilAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  return Promise.race([promise.then(() => {}), aborted]);
}
