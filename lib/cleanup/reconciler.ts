import type { NodeRecord } from '../node/record.ts';
import { readSkip } from '../node/skip.ts';
import { addFinalizer } from './finalizer.ts';
import { isFinished } from './node-cleanup.ts';
import { type Next, Removal, type RemovalDeps } from './removal.ts';

export interface ReconcilerDeps extends RemovalDeps {
  /** The Node of that name as last seen. */
  readonly nodeNamed: (name: string) => NodeRecord | undefined;
  /** Whether the Node is one that should have our finalizer. */
  readonly selects: (node: NodeRecord) => boolean;
  /** Whether the NodeCleanups were read; until then nothing is known of what was done before. */
  readonly recordsRead: () => boolean;
}

/** Brings one Node, by name, a step closer to where it should be. */
export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #wake: (name: string) => void;
  readonly #removals = new Map<string, { readonly name: string; readonly removal: Removal }>();

  constructor(deps: ReconcilerDeps, wake: (name: string) => void) {
    this.#deps = deps;
    this.#wake = wake;
  }

  /** One pass. Gives when to come back, in milliseconds; rejects when it should be tried again with backoff. */
  async reconcile(name: string, leading: AbortSignal): Promise<Next> {
    const node = this.#deps.nodeNamed(name);
    const past = await this.#finishPast(name, node, leading);
    if (node === undefined) return past;
    const next = node.deletedAt === undefined ? await this.#guard(node, leading) : await this.#remove(node, leading);
    return earliest(past, next);
  }

  /** Ends the pass that works on the Node, because the skip annotation was set in the middle of it. */
  interrupt(node: NodeRecord): void {
    this.#removals.get(node.uid)?.removal.interrupt();
  }

  /** Whether the change is one that asks for a pass. Heartbeats and the like, by far the most, do not. */
  needsPass(node: NodeRecord): boolean {
    if (node.deletedAt !== undefined) return this.#isOurs(node) || this.#deps.ledger.of(node.uid) !== undefined;
    return (
      (!this.#isOurs(node) && this.#deps.selects(node)) || node.annotations[this.#deps.keys.skipCleanup] !== undefined
    );
  }

  [Symbol.dispose](): void {
    for (const { removal } of this.#removals.values()) removal[Symbol.dispose]();
    this.#removals.clear();
  }

  /** Nodes that bore the name and are gone: what comes after the pivot. */
  async #finishPast(name: string, node: NodeRecord | undefined, leading: AbortSignal): Promise<Next> {
    let next: Next;
    for (const [uid, { name: of, removal }] of this.#removals) {
      const lost = removal.unrecorded;
      if (of === name && uid !== node?.uid && lost !== undefined)
        next = earliest(next, await removal.skip(lost, leading));
    }
    for (const cleanup of this.#deps.ledger.ofName(name)) {
      const uid = cleanup.spec.nodeUID;
      if (uid === node?.uid || cleanup.spec.finalizer !== this.#deps.keys.finalizer) continue;
      if (isFinished(cleanup)) this.#drop(uid);
      else next = earliest(next, await this.#removalOf(uid, name).finish(cleanup, leading));
    }
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

  async #remove(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    const { ledger, keys, recordsRead } = this.#deps;
    const cleanup = ledger.of(node.uid);
    if (cleanup !== undefined && isFinished(cleanup)) return undefined;
    if (!this.#isOurs(node)) {
      return cleanup && this.#removalOf(node.uid, node.name).awaitOthers(cleanup, node, leading);
    }
    // The watch has not shown us yet that we let it go.
    if (cleanup?.status.releasedAt !== undefined) return undefined;
    const removal = this.#removalOf(node.uid, node.name);
    if (readSkip(keys.skipCleanup, node.annotations[keys.skipCleanup]).skip) return removal.skip(node, leading);
    this.#warnOfSkip(node);
    if (!recordsRead()) throw new Error('the NodeCleanups have not been read yet');
    return removal.prepare(node, leading);
  }

  #warnOfSkip(node: NodeRecord): void {
    const { skipCleanup } = this.#deps.keys;
    const { warning } = readSkip(skipCleanup, node.annotations[skipCleanup]);
    if (warning !== undefined) this.#deps.announcer.invalidSkip(node, warning);
  }

  #removalOf(uid: string, name: string): Removal {
    const known = this.#removals.get(uid);
    if (known !== undefined) return known.removal;
    const removal = new Removal(uid, this.#deps, () => this.#wake(name));
    this.#removals.set(uid, { name, removal });
    return removal;
  }

  #drop(uid: string): void {
    this.#removals.get(uid)?.removal[Symbol.dispose]();
    this.#removals.delete(uid);
  }

  #isOurs(node: NodeRecord): boolean {
    return node.finalizers.includes(this.#deps.keys.finalizer);
  }
}

const earliest = (a: Next, b: Next): Next => (a === undefined ? b : b === undefined ? a : Math.min(a, b));
