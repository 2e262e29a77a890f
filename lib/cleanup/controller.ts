import { Reflector } from '../kube/reflector/reflector.ts';
import { NODES } from '../kube/resource.ts';
import { type NodeRecord, parseNode } from '../node/record.ts';
import { Lead, type LeadDeps, untilRead } from './lead.ts';
import { Ledger } from './ledger.ts';
import { isFinished, NODE_CLEANUPS, type NodeCleanup } from './node-cleanup.ts';
import { type Overview, overviewOf } from './status-page/overview.ts';

/** Watches Nodes and the records of their removal on every replica, and acts on them while it leads. */
export class CleanupController {
  readonly #deps: LeadDeps;
  readonly #ledger: Ledger;
  /** Read at the start only, also by a lead that begins later. */
  readonly #concurrency: number;
  readonly #nodes: Reflector<NodeRecord>;
  readonly #cleanups: Reflector<NodeCleanup>;
  /** Only while leading. */
  #lead: Lead | undefined;

  constructor(deps: LeadDeps) {
    const { client, keys, clock, random, log, metrics } = deps;
    this.#deps = deps;
    this.#concurrency = deps.config().concurrency;
    this.#ledger = new Ledger(client, clock);
    const common = { client, clock, random, log, metrics };
    this.#nodes = new Reflector<NodeRecord>({
      ...common,
      resource: NODES,
      parse: (object) => parseNode(object, keys.prefix),
      handler: {
        added: (node) => this.#lead?.nodeAdded(node),
        updated: (before, node) => this.#lead?.nodeUpdated(before, node),
        deleted: (node) => this.#lead?.nodeDeleted(node),
      },
    });
    this.#cleanups = new Reflector<NodeCleanup>({
      ...common,
      resource: NODE_CLEANUPS,
      parse: (object) => this.#ledger.read(object),
      handler: {
        added: (cleanup) => this.#cleanupChanged(cleanup),
        updated: (_, cleanup) => this.#cleanupChanged(cleanup),
        deleted: (cleanup) => {
          this.#ledger.forget(cleanup);
          this.#lead?.cleanupDeleted(cleanup);
        },
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
    await untilRead(this.#nodes, leading);
    if (leading.aborted) return;
    using lead = new Lead(this.#deps, { nodes: this.#nodes, cleanups: this.#cleanups, ledger: this.#ledger });
    this.#lead = lead;
    try {
      await lead.run(this.#concurrency, leading);
    } finally {
      this.#lead = undefined;
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

  /** Queues whatever may need work, as after the configuration has changed. */
  lookAtAll(): void {
    this.#lead?.lookAtAll();
  }

  #cleanupChanged(cleanup: NodeCleanup): void {
    this.#ledger.observe(cleanup);
    this.#lead?.cleanupChanged(cleanup);
  }
}
