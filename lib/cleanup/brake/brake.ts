import type { BrakeConfig } from '../../config/config.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { PlannedTask } from '../../operation/plan.ts';
import type { TaskRecord } from '../../operation/record.ts';
import type { Scope } from '../../operation/task.ts';
import type { Forecast, TaskLook } from '../../tasks/node-task.ts';
import type { Clock } from '../../time/clock.ts';
import { untilAborted } from '../../time/until-aborted.ts';
import { subjectOf } from '../facts.ts';
import type { Ledger } from '../ledger.ts';
import { NODE_CLEANUPS, type NodeCleanup } from '../node-cleanup.ts';
import { whoSetAnnotation } from '../skipped-by.ts';
import { type Because, HoldBrake } from './hold-brake.ts';
import { isKeptBack } from './mover.ts';
import { StorageBrake } from './storage-brake.ts';

/** What the brake must know of the kinds of task. */
export interface MovingKinds {
  /** Whether tasks of that kind move data. */
  movesData(kind: string): boolean;
  /** What a task of that kind would do, without doing it; throws when it cannot look. */
  foresee(kind: string, look: TaskLook): Promise<Forecast>;
}

export interface BrakeDeps {
  readonly client: KubeClient;
  readonly ledger: Ledger;
  readonly keys: NodeKeys;
  readonly config: () => BrakeConfig;
  readonly nodes: () => readonly NodeRecord[];
  readonly nodeNamed: (name: string) => NodeRecord | undefined;
  readonly kinds: MovingKinds;
  readonly clock: Clock;
  /** Asks for a pass over the Node. */
  readonly wake: (nodeName: string) => void;
}

/** A task that only looks asks others at most this long. */
const LOOK_MS = 10_000;

/** Keeps harm from being done everywhere at once: removals are held, and storage work queues up. */
export class Brake implements Disposable {
  readonly hold: HoldBrake;
  readonly #deps: BrakeDeps;
  readonly #storage: StorageBrake;

  constructor(deps: BrakeDeps) {
    const { nodes, keys, kinds } = deps;
    this.#deps = deps;
    const common = { ...deps, finalizer: keys.finalizer };
    this.hold = new HoldBrake({ ...common, nodeCount: () => nodes().length });
    this.#storage = new StorageBrake({ ...common, movesData: (kind) => kinds.movesData(kind) });
  }

  [Symbol.dispose](): void {
    this.#storage[Symbol.dispose]();
  }

  /** The engine's gate: which of the tasks must not begin now, and why. */
  async gate(
    tasks: readonly PlannedTask[],
    cleanup: NodeCleanup,
    node: NodeRecord | undefined,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    const kept = new Map<string, string>();
    for (const task of tasks) {
      if (!this.#storage.concerns(task)) continue;
      const why = this.#storage.queueFor(cleanup);
      if (why !== undefined && (await this.#hasSomethingToMove(task, cleanup, node, scope, signal))) {
        kept.set(task.name, why);
      }
    }
    return kept;
  }

  /** A pass over the removal of that Node has ended. */
  settled(nodeUID: string): void {
    this.#storage.settled(nodeUID);
    const cleanup = this.#deps.ledger.of(nodeUID);
    if (cleanup !== undefined) this.changed(cleanup);
  }

  /** The record has changed, or is gone: it may be somebody else's turn. */
  changed(cleanup: NodeCleanup): void {
    this.#storage.changed(cleanup);
  }

  /** When to look at the queue again although nobody was woken. */
  recheckMs(records: readonly TaskRecord[]): number | undefined {
    return records.some(isKeptBack) ? this.#storage.recheckMs : undefined;
  }

  /** Who let the removal begin that was held, for people. */
  async whoReleased(cleanup: NodeCleanup, because: Because, signal: AbortSignal): Promise<string> {
    const { client, keys } = this.#deps;
    if (because === 'SwitchedOff') return 'the configuration: the hold is switched off';
    if (because !== 'Person') return 'the brake: it was its turn';
    const live = await client.get(NODE_CLEANUPS, cleanup.name, { signal });
    return whoSetAnnotation(live, keys.releaseHold) ?? `the annotation ${keys.releaseHold}`;
  }

  /**
   * Whether the task is worth a place in the queue: where its software is not installed, or nothing lives on the Node,
   * nobody should wait. It is asked until it says that there is something, and then no more.
   */
  async #hasSomethingToMove(
    { name, task, stage, options }: PlannedTask,
    cleanup: NodeCleanup,
    node: NodeRecord | undefined,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { clock, kinds } = this.#deps;
    const known = scope.keep('brake', () => new Found());
    if (known.names.has(name)) return true;
    const giveUp = new AbortController();
    using _timer = clock.after(LOOK_MS, () => giveUp.abort());
    const either = AbortSignal.any([signal, giveUp.signal]);
    const look = { subject: subjectOf(cleanup, node), name, stage, options, signal: either };
    try {
      const { state } = await untilAborted(kinds.foresee(task, look), look.signal);
      if (state === 'done' || state === 'skipped') return false;
      known.names.add(name);
    } catch {
      // The task says it itself when it runs and cannot look; until then it waits like any other.
      signal.throwIfAborted();
    }
    return true;
  }
}

/** Tasks of one removal that were found to have something to move. */
class Found implements Disposable {
  readonly names = new Set<string>();

  [Symbol.dispose](): void {
    this.names.clear();
  }
}
