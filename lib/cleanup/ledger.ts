import type { KubeClient } from '../kube/client.ts';
import { isAlreadyExists, isConflict, isNotFound } from '../kube/errors.ts';
import { apiVersionOf } from '../kube/resource.ts';
import {
  NODE_CLEANUPS,
  type NodeCleanup,
  type NodeCleanupSpec,
  type NodeCleanupStatus,
  newNodeCleanup,
  nodeCleanupName,
  PHASES,
  type Phase,
  parseNodeCleanup,
} from './node-cleanup.ts';

/**
 * The NodeCleanups as this process knows them: fed by a reflector, and by its own writes, which the reflector has not
 * seen yet. Every write is a compare-and-set, so a leader that was deposed without knowing cannot overwrite its successor.
 */
export class Ledger {
  readonly #client: KubeClient;
  readonly #byUID = new Map<string, NodeCleanup>();
  readonly #byNodeName = new Map<string, Set<string>>();

  constructor(client: KubeClient) {
    this.#client = client;
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

  countByPhase(): ReadonlyMap<Phase, number> {
    const counts = new Map<Phase, number>(PHASES.map((phase) => [phase, 0]));
    for (const { status } of this.all()) counts.set(status.phase, (counts.get(status.phase) ?? 0) + 1);
    return counts;
  }

  /** From the reflector: added or updated. An event that is older than our own last write is ignored. */
  observe(cleanup: NodeCleanup): void {
    const known = this.#byUID.get(cleanup.spec.nodeUID);
    if (known?.uid === cleanup.uid && isOlder(cleanup.resourceVersion, known.resourceVersion)) return;
    this.#remember(cleanup);
  }

  /** From the reflector: somebody deleted it. */
  forget(cleanup: NodeCleanup): void {
    const { nodeName, nodeUID } = cleanup.spec;
    if (this.#byUID.get(nodeUID)?.uid !== cleanup.uid) return;
    this.#byUID.delete(nodeUID);
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
      return this.#remember(
        parseNodeCleanup(await this.#client.create(NODE_CLEANUPS, newNodeCleanup(spec), { signal })),
      );
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return this.#refresh(name, signal);
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
      return this.#remember(parseNodeCleanup(saved));
    } catch (error) {
      if (isNotFound(error)) this.forget(cleanup);
      if (isConflict(error)) await this.#refresh(name, signal);
      throw error;
    }
  }

  async delete(cleanup: NodeCleanup, signal: AbortSignal): Promise<void> {
    try {
      await this.#client.delete(NODE_CLEANUPS, cleanup.name, { uid: cleanup.uid, signal });
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
  }

  async #refresh(name: string, signal: AbortSignal): Promise<NodeCleanup> {
    return this.#remember(parseNodeCleanup(await this.#client.get(NODE_CLEANUPS, name, { signal })));
  }

  #remember(cleanup: NodeCleanup): NodeCleanup {
    const { nodeName, nodeUID } = cleanup.spec;
    this.#byUID.set(nodeUID, cleanup);
    const uids = this.#byNodeName.get(nodeName) ?? new Set();
    this.#byNodeName.set(nodeName, uids.add(nodeUID));
    return cleanup;
  }
}

/** Resource versions of one object compare as integers (KEP-5504); anything else is taken as new. */
function isOlder(candidate: string, known: string): boolean {
  if (!/^\d+$/.test(candidate) || !/^\d+$/.test(known)) return false;
  return BigInt(candidate) < BigInt(known);
}
