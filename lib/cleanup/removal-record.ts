import type { KubeClient } from '../kube/client.ts';
import type { NodeKeys } from '../node/keys.ts';
import type { NodeRecord } from '../node/record.ts';
import type { Plan } from '../operation/plan.ts';
import type { TaskRecord } from '../operation/record.ts';
import type { Clock } from '../time/clock.ts';
import { hostnameOf } from './facts.ts';
import type { Ledger } from './ledger.ts';
import type { NodeCleanup } from './node-cleanup.ts';
import { findRequester } from './requester.ts';
import { type Facts, statusOf } from './status.ts';

export interface RemovalRecordDeps {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly keys: NodeKeys;
  readonly ledger: Ledger;
  /** For removals that begin now. */
  readonly terms: () => { readonly plan: Plan; readonly deadAfterMs: number };
}

/** The NodeCleanup of one Node's removal: found, made or written by this process. */
export class RemovalRecord {
  readonly #nodeUID: string;
  readonly #deps: RemovalRecordDeps;
  /** Whether it was read from the server, or made, by this process: the watch may be late. */
  #isRead = false;

  constructor(nodeUID: string, deps: RemovalRecordDeps) {
    this.#nodeUID = nodeUID;
    this.#deps = deps;
  }

  /** As the server has it, at the first look of this process; later as we know it. */
  async current(signal: AbortSignal): Promise<NodeCleanup | undefined> {
    const { ledger } = this.#deps;
    const known = ledger.of(this.#nodeUID);
    if (known === undefined || this.#isRead) return known;
    const current = await ledger.refresh(known, signal);
    this.#isRead = true;
    return current;
  }

  /** The one that there is, or a new one on the terms of now. */
  async open(node: NodeRecord, signal: AbortSignal): Promise<NodeCleanup> {
    const { ledger, keys, terms } = this.#deps;
    const known = await this.current(signal);
    if (known !== undefined) return known;
    this.#isRead = true;
    const { plan, deadAfterMs } = terms();
    return ledger.open(
      {
        nodeName: node.name,
        nodeUID: node.uid,
        requestedAt: node.deletedAt ?? this.#now(),
        finalizer: keys.finalizer,
        deadAfterMs,
        machine: node.machine,
        hostname: hostnameOf(node),
        plan,
      },
      signal,
    );
  }

  /** The same, with who asked for the removal, where something is to be done that they may wonder about. */
  async begin(node: NodeRecord, signal: AbortSignal): Promise<NodeCleanup> {
    const cleanup = await this.open(node, signal);
    if (cleanup.spec.plan.tasks.length === 0) return cleanup;
    const requestedBy = await findRequester(this.#deps.client, node, signal);
    return { ...cleanup, status: { ...cleanup.status, requestedBy } };
  }

  /** Writes down how far it is. Rejects as {@link Ledger.save} does. */
  async write(
    cleanup: NodeCleanup,
    facts: Facts,
    records: readonly TaskRecord[],
    signal: AbortSignal,
  ): Promise<NodeCleanup> {
    const status = statusOf(cleanup.spec, cleanup.status, facts, records, this.#now());
    return this.#deps.ledger.save(cleanup, status, signal);
  }

  #now(): string {
    return new Date(this.#deps.clock.now()).toISOString();
  }
}
