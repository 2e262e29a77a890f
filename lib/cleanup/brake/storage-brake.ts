import type { BrakeConfig } from '../../config/config.ts';
import { shareOf } from '../../config/share.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { PlannedTask } from '../../operation/plan.ts';
import { cut } from '../../operation/text.ts';
import type { Clock } from '../../time/clock.ts';
import type { Ledger } from '../ledger.ts';
import { isFinished, type NodeCleanup } from '../node-cleanup.ts';
import { waiterOf } from './begun.ts';
import { movesOf } from './mover.ts';
import { recheckMsAt } from './recheck.ts';
import { admitted, type Mover, queueFor } from './storage.ts';

export interface StorageBrakeDeps {
  readonly ledger: Ledger;
  readonly finalizer: string;
  /** As last read; asked again at every use. */
  readonly config: () => BrakeConfig;
  readonly nodes: () => Iterable<NodeRecord>;
  readonly nodeNamed: (name: string) => NodeRecord | undefined;
  /** Whether tasks of that kind move data. */
  readonly movesData: (kind: string) => boolean;
  readonly clock: Clock;
  /** Asks for a pass over the Node. */
  readonly wake: (nodeName: string) => void;
}

/** Many records change together; the queue is looked at once for all of them. */
const LOOK_AFTER_MS = 20;

/** Longest text of a place in the queue. */
const LENGTH = 1_024;

/**
 * The queue for storage work. Like the hold it goes by what is written down, and by what it has admitted here and is not
 * written down yet.
 */
export class StorageBrake implements Disposable {
  readonly #deps: StorageBrakeDeps;
  /** Uids of the Nodes of which a task was let begin, in a pass that has not ended. */
  readonly #beginning = new Set<string>();
  /** What each removal had to do with the queue when it was last looked at. */
  readonly #parts = new Map<string, string>();
  /** Whose turn it was when that was last looked at; each is woken once. */
  #admitted: ReadonlySet<string> = new Set();
  #lookingSoon: Disposable | undefined;

  constructor(deps: StorageBrakeDeps) {
    this.#deps = deps;
  }

  [Symbol.dispose](): void {
    this.#lookingSoon?.[Symbol.dispose]();
  }

  /** Whether the task is one that moves data. */
  concerns({ task }: PlannedTask): boolean {
    return this.#deps.movesData(task);
  }

  /**
   * Why the removal must not begin with a task that moves data now, for people. Undefined: it may, and counts from now
   * on until `settled`, and then by its record.
   */
  queueFor(cleanup: NodeCleanup): string | undefined {
    const { nodeUID } = cleanup.spec;
    const movers = this.#movers();
    const group = this.#groupOf(cleanup.spec);
    const others = movers.filter((mover) => mover.nodeUID !== nodeUID && this.#groupOf(mover) === group);
    const isAtWork = movers.some((mover) => mover.nodeUID === nodeUID && mover.atWork);
    const why = isAtWork ? undefined : queueFor(waiterOf(cleanup), others, this.#max(group), this.#where(group));
    if (why === undefined) this.#beginning.add(nodeUID);
    return why === undefined ? undefined : cut(why, LENGTH);
  }

  /** How often a removal in the queue has its place looked up again; when it is its turn it is woken. */
  get recheckMs(): number {
    return recheckMsAt(this.#parts.size);
  }

  /** A pass over the removal has ended: what it has begun is written down. */
  settled(nodeUID: string): void {
    this.#beginning.delete(nodeUID);
  }

  /** The removal has changed: somebody else may begin, if its part in the queue is another now. */
  changed(cleanup: NodeCleanup): void {
    const { atWork, queued } = movesOf(cleanup, this.#deps.movesData);
    const { nodeUID } = cleanup.spec;
    const isGone = isFinished(cleanup) || this.#deps.ledger.of(nodeUID)?.uid !== cleanup.uid;
    const part = isGone ? undefined : `${atWork} ${queued} ${this.#beginning.has(nodeUID)}`;
    if (this.#parts.get(nodeUID) === part) return;
    if (part === undefined) this.#parts.delete(nodeUID);
    else this.#parts.set(nodeUID, part);
    this.#lookingSoon ??= this.#deps.clock.after(LOOK_AFTER_MS, () => this.#look());
  }

  /** Wakes those whose turn it is, each once. */
  #look(): void {
    this.#lookingSoon = undefined;
    const groups = Map.groupBy(this.#movers(), (mover) => this.#groupOf(mover));
    const next = [...groups].flatMap(([group, movers]) => admitted(movers, this.#max(group)));
    const before = this.#admitted;
    this.#admitted = new Set(next.map(({ nodeUID }) => nodeUID));
    for (const { nodeUID, nodeName } of next) if (!before.has(nodeUID)) this.#deps.wake(nodeName);
  }

  #movers(): readonly Mover[] {
    const { ledger, finalizer, movesData } = this.#deps;
    const movers: Mover[] = [];
    for (const cleanup of ledger.all()) {
      if (cleanup.spec.finalizer !== finalizer) continue;
      const { atWork, queued } = movesOf(cleanup, movesData);
      const begins = this.#beginning.has(cleanup.spec.nodeUID);
      if (atWork || queued || begins) movers.push({ ...waiterOf(cleanup), atWork: atWork || begins, queued });
    }
    return movers;
  }

  #max(group: string | undefined): number {
    const { max, per } = this.#deps.config().storage;
    if ('count' in max) return max.count;
    // All of the Nodes that are left are fewer than the removals, some of whose Nodes are gone.
    if (max.percent === 100) return Infinity;
    const nodes = [...this.#deps.nodes()];
    return shareOf(max, per === '' ? nodes.length : nodes.filter(({ labels }) => labels[per] === group).length);
  }

  #where(group: string | undefined): string {
    const { per } = this.#deps.config().storage;
    if (per === '') return '';
    const name = per.slice(per.lastIndexOf('/') + 1);
    return group === undefined ? `no ${name}` : `${name} ${group}`;
  }

  /** The value of the label; undefined without it, and for a Node that is gone. */
  #groupOf({ nodeName, nodeUID }: Pick<Mover, 'nodeName' | 'nodeUID'>): string | undefined {
    const { per } = this.#deps.config().storage;
    const node = this.#deps.nodeNamed(nodeName);
    return per === '' || node?.uid !== nodeUID ? undefined : node.labels[per];
  }
}
