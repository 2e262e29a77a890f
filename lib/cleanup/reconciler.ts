import type { NodeRecord } from '../node/record.ts';
import { readSkip } from '../node/skip.ts';
import { addFinalizer } from './finalizer.ts';
import { earliest, type Next } from './next.ts';
import { isFinished, isHeld, type NodeCleanup } from './node-cleanup.ts';
import { Removal, type RemovalDeps } from './removal.ts';

export interface ReconcilerDeps extends RemovalDeps {
  /** The Node of that name as last seen. */
  readonly nodeNamed: (name: string) => NodeRecord | undefined;
  /** Whether the Node is one that should have our finalizer. */
  readonly selects: (node: NodeRecord) => boolean;
  /** Whether the NodeCleanups were read; until then nothing is known of what was done before. */
  readonly recordsRead: () => boolean;
}

/** Brings Nodes, by name, a step closer to where they should be. */
export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #wake: (name: string) => void;
  readonly #removals = new Map<string, { readonly name: string; readonly removal: Removal }>();
  /** Of the Nodes that bear or bore a name, those of which there is a removal here. */
  readonly #uids = new Map<string, Set<string>>();

  constructor(deps: ReconcilerDeps, wake: (name: string) => void) {
    this.#deps = deps;
    this.#wake = wake;
  }

  /** One pass. Gives when to come back, in milliseconds; rejects when it should be tried again with backoff. */
  async reconcile(name: string, leading: AbortSignal): Promise<Next> {
    const node = this.#deps.nodeNamed(name);
    // A Node that bore the name before must not keep the living one waiting, nor the other way round.
    const [now, past] = await Promise.allSettled([
      node === undefined ? undefined : this.#attend(node, leading),
      this.#finishPast(name, node, leading),
    ]);
    if (now.status === 'rejected') throw now.reason;
    if (past.status === 'rejected') throw past.reason;
    return earliest(now.value, past.value);
  }

  /** Lets the Node of that name go, if the skip annotation says so; apart from `reconcile`, which may be busy. */
  async skip(name: string, leading: AbortSignal): Promise<void> {
    const node = this.#deps.nodeNamed(name);
    const asked = node !== undefined && this.asksToSkip(node) ? [node] : [];
    const unrecorded = this.#uidsOf(name).flatMap((uid) => this.#removals.get(uid)?.removal.unrecorded ?? []);
    const nodes = new Map([...unrecorded, ...asked].map((each) => [each.uid, each]));
    await Promise.all([...nodes.values()].map((each) => this.#skip(each, leading)));
  }

  /** The Node is being deleted, is held by us, and the skip annotation asks to let it go. */
  asksToSkip(node: NodeRecord): boolean {
    const { skipCleanup } = this.#deps.keys;
    return (
      node.deletedAt !== undefined && this.#isOurs(node) && readSkip(skipCleanup, node.annotations[skipCleanup]).skip
    );
  }

  /** Whether the change is one that asks for a pass. Heartbeats and the like, by far the most, do not. */
  needsPass(node: NodeRecord): boolean {
    if (node.deletedAt !== undefined) return this.#isOurs(node) || this.#deps.ledger.of(node.uid) !== undefined;
    return (
      (!this.#isOurs(node) && this.#deps.selects(node)) || node.annotations[this.#deps.keys.skipCleanup] !== undefined
    );
  }

  /**
   * Whether the record is one that is worked on here already, so that a change of it is most likely our own. Not when a
   * person asks on the record itself that a held removal begins.
   */
  worksOn(cleanup: NodeCleanup): boolean {
    return this.#removals.has(cleanup.spec.nodeUID) && !(cleanup.releaseHold && isHeld(cleanup.status));
  }

  [Symbol.dispose](): void {
    for (const { removal } of this.#removals.values()) removal[Symbol.dispose]();
    this.#removals.clear();
    this.#uids.clear();
  }

  async #attend(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    if (node.deletedAt === undefined) return this.#guard(node, leading);
    if (this.asksToSkip(node)) return undefined;
    const { ledger, recordsRead } = this.#deps;
    if (this.#isOurs(node)) {
      this.#warnOfSkip(node);
      if (!recordsRead()) throw new Error('the NodeCleanups have not been read yet');
      return this.#during(node, (removal) => removal.prepare(node, leading));
    }
    const cleanup = ledger.of(node.uid);
    if (cleanup === undefined || isFinished(cleanup) || !this.#isOurRecord(cleanup)) return this.#forget(node.uid);
    return this.#during(node, (removal) => removal.awaitOthers(node, leading));
  }

  /** Nodes that bore the name and are gone: what comes after the pivot. */
  async #finishPast(name: string, node: NodeRecord | undefined, leading: AbortSignal): Promise<Next> {
    let next: Next;
    for (const cleanup of this.#deps.ledger.ofName(name)) {
      const uid = cleanup.spec.nodeUID;
      if (uid === node?.uid || isFinished(cleanup) || !this.#isOurRecord(cleanup)) continue;
      next = earliest(next, await this.#during({ name, uid }, (removal) => removal.finish(leading)));
    }
    for (const uid of this.#uidsOf(name)) if (uid !== node?.uid) this.#forget(uid);
    return next;
  }

  async #guard(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    const { client, keys, announcer, metrics, selects } = this.#deps;
    this.#warnOfSkip(node);
    if (this.#isOurs(node) || !selects(node)) return undefined;
    if (await addFinalizer(client, node, keys.finalizer, leading)) {
      metrics.count('cleanup_finalizers_added_total', {});
      announcer.guarded(node);
    }
    return undefined;
  }

  async #skip(node: NodeRecord, leading: AbortSignal): Promise<void> {
    await this.#during(node, (removal) => removal.skip(node, leading));
    // What is left, such as telling people, is for the ordinary passes.
    this.#wake(node.name);
  }

  #warnOfSkip(node: NodeRecord): void {
    const { skipCleanup } = this.#deps.keys;
    const { warning } = readSkip(skipCleanup, node.annotations[skipCleanup]);
    if (warning !== undefined) this.#deps.announcer.invalidSkip(node, warning);
  }

  async #during(
    { name, uid }: Pick<NodeRecord, 'name' | 'uid'>,
    pass: (removal: Removal) => Promise<Next>,
  ): Promise<Next> {
    const removal = this.#removals.get(uid)?.removal ?? new Removal(uid, this.#deps, () => this.#wake(name));
    this.#removals.set(uid, { name, removal });
    this.#uids.set(name, (this.#uids.get(name) ?? new Set()).add(uid));
    const next = await pass(removal);
    if (removal.hasEnded) this.#drop(uid);
    return next;
  }

  /** Somebody else has closed or deleted the record: nothing is left to do, unless a pass is just writing it. */
  #forget(uid: string): undefined {
    const cleanup = this.#deps.ledger.of(uid);
    const isOpen = cleanup !== undefined && !isFinished(cleanup);
    if (!isOpen && this.#removals.get(uid)?.removal.isIdle) this.#drop(uid);
  }

  #drop(uid: string): void {
    const known = this.#removals.get(uid);
    if (known === undefined) return;
    known.removal[Symbol.dispose]();
    this.#removals.delete(uid);
    const uids = this.#uids.get(known.name);
    uids?.delete(uid);
    if (uids?.size === 0) this.#uids.delete(known.name);
  }

  #uidsOf(name: string): readonly string[] {
    return [...(this.#uids.get(name) ?? [])];
  }

  #isOurs(node: NodeRecord): boolean {
    return node.finalizers.includes(this.#deps.keys.finalizer);
  }

  /** A record of another prefix is somebody else's, perhaps ours of before; it says nothing of this finalizer. */
  #isOurRecord(cleanup: NodeCleanup): boolean {
    return cleanup.spec.finalizer === this.#deps.keys.finalizer;
  }
}
