import type { KubeClient } from '../kube/client.ts';
import { isAlreadyExists, isConflict, isNotFound } from '../kube/errors.ts';
import type { JsonObject } from '../kube/json.ts';
import { apiVersionOf } from '../kube/resource.ts';
import type { Clock } from '../time/clock.ts';
import {
  NODE_CLEANUPS,
  type NodeCleanup,
  type NodeCleanupSpec,
  type NodeCleanupStatus,
  nodeCleanupName,
} from './node-cleanup.ts';
import { newNodeCleanup, parseNodeCleanup } from './node-cleanup-json.ts';
import { SharedPlans } from './shared-plans.ts';

/**
 * The NodeCleanups as this process knows them: fed by a reflector, and by its own writes, which the reflector has not
 * seen yet. Every write is a compare-and-set, so a leader that was deposed without knowing cannot overwrite its successor.
 */
export class Ledger {
  readonly #client: KubeClient;
  readonly #clock: Clock;
  /** When this process last wrote a record, by the Node's uid. */
  readonly #wroteAt = new Map<string, number>();
  readonly #plans = new SharedPlans();
  readonly #byUID = new Map<string, NodeCleanup>();
  readonly #byNodeName = new Map<string, Set<string>>();

  constructor(client: KubeClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** What an object of the API server says, for those who keep many. */
  read(object: JsonObject): NodeCleanup {
    return this.#plans.share(parseNodeCleanup(object));
  }

  /** The record of the removal of the Node with that uid. */
  of(nodeUID: string): NodeCleanup | undefined {
    return this.#byUID.get(nodeUID);
  }

  /** Every record of Nodes that bear or bore that name. */
  ofName(nodeName: string): readonly NodeCleanup[] {
    return [...(this.#byNodeName.get(nodeName) ?? [])].flatMap((uid) => this.#byUID.get(uid) ?? []);
  }

  all(): Iterable<NodeCleanup> {
    return this.#byUID.values();
  }

  /**
   * From the reflector: added or updated. What is older than our own last write is on its way still and ignored, but not
   * for ever: after a restore of etcd the server's versions begin anew below those that we know.
   */
  observe(cleanup: NodeCleanup): void {
    const { nodeUID } = cleanup.spec;
    const known = this.#byUID.get(nodeUID);
    const justWritten = this.#clock.monotonic() - (this.#wroteAt.get(nodeUID) ?? -WATCH_LAG_MS) < WATCH_LAG_MS;
    if (justWritten && known?.uid === cleanup.uid && isOlder(cleanup.resourceVersion, known.resourceVersion)) return;
    this.#remember(cleanup);
  }

  /** From the reflector: somebody deleted it. */
  forget(cleanup: NodeCleanup): void {
    const { nodeName, nodeUID } = cleanup.spec;
    if (this.#byUID.get(nodeUID)?.uid !== cleanup.uid) return;
    this.#byUID.delete(nodeUID);
    this.#wroteAt.delete(nodeUID);
    const uids = this.#byNodeName.get(nodeName);
    uids?.delete(nodeUID);
    if (uids?.size === 0) this.#byNodeName.delete(nodeName);
  }

  /** The record of this Node's removal, created now unless there is one. */
  async open(spec: NodeCleanupSpec, signal: AbortSignal): Promise<NodeCleanup> {
    const known = this.#byUID.get(spec.nodeUID);
    if (known !== undefined) return known;
    const name = nodeCleanupName(spec.nodeName, spec.nodeUID);
    try {
      return this.#remember(this.read(await this.#client.create(NODE_CLEANUPS, newNodeCleanup(spec), { signal })));
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return this.#read(name, signal);
    }
  }

  /**
   * Writes the status. Rejects with a conflict when somebody else wrote since; then what they wrote is known here and
   * the caller starts its pass again from that.
   */
  async save(cleanup: NodeCleanup, status: NodeCleanupStatus, signal: AbortSignal): Promise<NodeCleanup> {
    const { name, uid, resourceVersion } = cleanup;
    const body = {
      apiVersion: apiVersionOf(NODE_CLEANUPS),
      kind: NODE_CLEANUPS.kind,
      metadata: { name, uid, resourceVersion },
      status,
    };
    try {
      const saved = await this.#client.replace(NODE_CLEANUPS, name, body, { subresource: 'status', signal });
      this.#wroteAt.set(cleanup.spec.nodeUID, this.#clock.monotonic());
      return this.#remember(this.read(saved));
    } catch (error) {
      if (isNotFound(error)) this.forget(cleanup);
      if (isConflict(error)) await this.#read(name, signal);
      throw error;
    }
  }

  /** The record as the server has it now; undefined when it is gone. */
  async refresh(cleanup: NodeCleanup, signal: AbortSignal): Promise<NodeCleanup | undefined> {
    try {
      return await this.#read(cleanup.name, signal);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      this.forget(cleanup);
      return undefined;
    }
  }

  async delete(cleanup: NodeCleanup, signal: AbortSignal): Promise<void> {
    try {
      await this.#client.delete(NODE_CLEANUPS, cleanup.name, { uid: cleanup.uid, signal });
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
    this.forget(cleanup);
  }

  async #read(name: string, signal: AbortSignal): Promise<NodeCleanup> {
    return this.#remember(this.read(await this.#client.get(NODE_CLEANUPS, name, { signal })));
  }

  #remember(cleanup: NodeCleanup): NodeCleanup {
    const { nodeName, nodeUID } = cleanup.spec;
    this.#byUID.set(nodeUID, cleanup);
    const uids = this.#byNodeName.get(nodeName) ?? new Set();
    this.#byNodeName.set(nodeName, uids.add(nodeUID));
    return cleanup;
  }
}

/** No watch is later than this without being noticed and made anew (lib/kube/reflector, stallMs), with a margin. */
const WATCH_LAG_MS = 180_000;

/** Resource versions of one object compare as integers (KEP-5504); anything else is taken as new. */
function isOlder(candidate: string, known: string): boolean {
  if (!/^\d+$/.test(candidate) || !/^\d+$/.test(known)) return false;
  return BigInt(candidate) < BigInt(known);
}
