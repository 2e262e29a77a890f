import { stringsAt } from '../kube/json.ts';
import { findNode } from '../node/find-node.ts';
import { deadAt, lifeOf } from '../node/readiness.ts';
import type { NodeRecord } from '../node/record.ts';
import { OperationScope } from '../operation/scope.ts';
import { skipRest } from '../operation/skip.ts';
import type { HoldVerdict } from './brake/hold-brake.ts';
import { factsOf, foreign, NODE_RELEASED, releaseFacts, reopened, skipFacts } from './facts.ts';
import { removeFinalizer } from './finalizer.ts';
import { Milestones, type MilestonesDeps } from './milestones.ts';
import { earliest, type Next } from './next.ts';
import { type Hold, isFinished, isHeld, type NodeCleanup } from './node-cleanup.ts';
import { Passes } from './passes.ts';
import { RemovalPlan, type RemovalPlanDeps } from './removal-plan.ts';
import { RemovalRecord, type RemovalRecordDeps } from './removal-record.ts';
import { reasonToSkipTasks } from './skip-reason.ts';
import type { Facts } from './status.ts';

export interface RemovalDeps extends MilestonesDeps, RemovalRecordDeps, RemovalPlanDeps {}

/** Carries one Node's removal from `kubectl delete` to the end of its record, one pass at a time. */
export class Removal {
  readonly nodeUID: string;
  readonly #deps: RemovalDeps;
  readonly #milestones: Milestones;
  readonly #record: RemovalRecord;
  readonly #plan: RemovalPlan;
  readonly #passes = new Passes();
  readonly #scope = new OperationScope();
  #hasEnded = false;
  /** Set once the Node was let go by the skip annotation; survives a NodeCleanup API that is down. */
  #skipped: Facts | undefined;
  #unrecorded: NodeRecord | undefined;

  constructor(nodeUID: string, deps: RemovalDeps, wake: () => void) {
    this.nodeUID = nodeUID;
    this.#deps = deps;
    this.#milestones = new Milestones(deps);
    this.#record = new RemovalRecord(nodeUID, deps);
    this.#plan = new RemovalPlan(deps, this.#record, this.#scope, wake);
  }

  /** Ends the pass that is under way, whatever its tasks do, because something more urgent came. */
  interrupt(): void {
    this.#passes.interrupt();
  }

  [Symbol.dispose](): void {
    this.interrupt();
    this.#scope[Symbol.dispose]();
  }

  /** The Node was let go by the skip annotation, and that could not be written down yet. */
  get unrecorded(): NodeRecord | undefined {
    return this.#unrecorded;
  }

  /** No pass is under way, and there is nothing that could not be written down. */
  get isIdle(): boolean {
    return !this.#passes.isUnderWay && this.#unrecorded === undefined;
  }

  /** Nothing is left to do; there is no reason to keep this. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The Node is being deleted and still has our finalizer: work on the plan, and release it when that is done. */
  async prepare(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      const known = await this.#record.current(signal);
      if (known !== undefined && isLetGo(known) && !(await this.#isStillOurs(node, signal))) return undefined;
      const cleanup = known === undefined ? await this.#record.begin(node, signal) : await this.#reopen(known, signal);
      const life = lifeOf(node.ready, cleanup.spec.deadAfterMs, this.#deps.clock.now());
      this.#milestones.lives(node, cleanup, life);
      const verdict = this.#deps.brake.hold.verdictOn(cleanup);
      const hold = await this.#holdOf(cleanup, verdict, signal);
      if (verdict.may === 'begin')
        this.#milestones.begins(node, cleanup, known === undefined || isHeld(cleanup.status));
      const skipReason = reasonToSkipTasks(node.annotations, this.#deps.keys) ?? cleanup.status.skipReason;
      const facts = { ...factsOf(cleanup), node: life, hold, skipReason };
      const advance = await this.#plan.advance(cleanup, facts, node, signal);
      this.#milestones.turned(node, cleanup, advance.cleanup, verdict);
      if (advance.verdict !== 'pivot') {
        await this.#deps.announcer.showOn(node, advance.cleanup.status.message ?? '', signal);
        const turn = verdict.may === 'wait' ? verdict.lookAgainMs : this.#deps.brake.recheckMs(advance.records);
        return earliest(earliest(advance.lookAgainAfterMs, turn), this.#untilDead(cleanup, node));
      }
      const released = await removeFinalizer(this.#deps.client, node, this.#deps.keys.finalizer, signal);
      return this.#afterRelease(advance.cleanup, { ...facts, ...releaseFacts(released, this.#now()) }, node, signal);
    });
  }

  /**
   * The skip annotation is set: let the Node go now, and write it down afterwards. It asks nothing of the record,
   * which may be wrong, unreadable, or that of a Node that was let go already as far as it says.
   */
  async skip(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    this.interrupt();
    return this.#during(leading, async (signal) => {
      const released = await removeFinalizer(this.#deps.client, node, this.#deps.keys.finalizer, signal);
      this.#scope[Symbol.dispose]();
      if (this.#skipped === undefined) {
        this.#skipped = skipFacts(released, node, this.#deps.keys, this.#now());
        this.#unrecorded = node;
        this.#deps.announcer.skipped(node, this.#skipped);
      }
      const cleanup = await this.#record.open(node, signal);
      this.#unrecorded = undefined;
      if (isFinished(cleanup)) return this.#end();
      return this.#afterRelease(cleanup, { ...factsOf(cleanup), ...this.#skipped }, node, signal);
    });
  }

  /** The Node is being deleted and no longer has our finalizer: others hold it. */
  async awaitOthers(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      const cleanup = await this.#record.current(signal);
      if (cleanup === undefined || isFinished(cleanup)) return this.#end();
      const { releasedAt = this.#now(), ...facts } = { ...factsOf(cleanup), ...this.#skipped };
      return this.#afterRelease(cleanup, { ...facts, releasedAt, ...foreign(node.finalizers) }, node, signal);
    });
  }

  /** The watch says that the Node is gone: what is left of the plan is what comes after. */
  async finish(leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      const cleanup = await this.#record.current(signal);
      if (cleanup === undefined || isFinished(cleanup)) return this.#end();
      const facts = { ...factsOf(cleanup), ...this.#skipped };
      // A watch that has fallen behind does not show a Node that was made since.
      if (facts.nodeGoneAt === undefined && (await this.#isThere(cleanup, signal))) return LATE_WATCH_MS;
      const { nodeGoneAt = this.#now(), releasedAt = nodeGoneAt } = facts;
      const gone = { ...facts, releasedAt, nodeGoneAt, foreignFinalizers: undefined };
      return this.#afterRelease(cleanup, gone, undefined, signal);
    });
  }

  /** What is written down of the hold after the brake's word on it. */
  async #holdOf(cleanup: NodeCleanup, verdict: HoldVerdict, signal: AbortSignal): Promise<Hold | undefined> {
    const { hold } = cleanup.status;
    if (verdict.may === 'wait') {
      return { since: hold?.since ?? this.#now(), why: verdict.why, position: verdict.position };
    }
    if (hold === undefined || !isHeld(cleanup.status)) return hold;
    const releasedBy = await this.#deps.brake.whoReleased(cleanup, verdict.because, signal);
    return { since: hold.since, why: hold.why, releasedAt: this.#now(), releasedBy };
  }

  /** How long until it counts as dead, if nothing changes. */
  #untilDead({ spec }: NodeCleanup, node: NodeRecord): Next {
    const ms = (deadAt(node.ready, spec.deadAfterMs) ?? 0) - this.#deps.clock.now();
    return ms > 0 ? ms : undefined;
  }

  #during(leading: AbortSignal, pass: (signal: AbortSignal) => Promise<Next>): Promise<Next> {
    return this.#passes.next(leading, async (signal) => {
      try {
        return await pass(signal);
      } finally {
        this.#deps.brake.settled(this.nodeUID);
      }
    });
  }

  #end(): undefined {
    this.#hasEnded = true;
    this.#scope[Symbol.dispose]();
    return undefined;
  }

  /** Asks the server, since the watch may not have shown us yet what we did ourselves. */
  async #isStillOurs(node: NodeRecord, signal: AbortSignal): Promise<boolean> {
    const { client, keys } = this.#deps;
    const live = await findNode(client, node.name, node.uid, signal);
    return stringsAt(live, 'metadata', 'finalizers').includes(keys.finalizer);
  }

  async #isThere({ spec }: NodeCleanup, signal: AbortSignal): Promise<boolean> {
    return (await findNode(this.#deps.client, spec.nodeName, spec.nodeUID, signal)) !== undefined;
  }

  async #reopen(cleanup: NodeCleanup, signal: AbortSignal): Promise<NodeCleanup> {
    if (!isLetGo(cleanup)) return cleanup;
    this.#milestones.reopens(cleanup);
    return this.#deps.ledger.save(cleanup, reopened(cleanup, this.#now()), signal);
  }

  /** Our finalizer is off. What the plan had before the pivot is history; the record goes on to its end. */
  async #afterRelease(
    cleanup: NodeCleanup,
    { hold, ...rest }: Facts,
    node: NodeRecord | undefined,
    signal: AbortSignal,
  ): Promise<Next> {
    // Whoever is let go has no place in the queue any more.
    const facts = { ...rest, hold: hold && { ...hold, position: undefined } };
    this.#milestones.released(cleanup, facts);
    const left = skipRest(
      cleanup.spec.plan,
      cleanup.status.tasks,
      'before',
      NODE_RELEASED,
      'the Node was let go before this task was over',
      facts.releasedAt ?? this.#now(),
    );
    const after = { ...cleanup, status: { ...cleanup.status, tasks: left } };
    const advance = await this.#plan.advance(after, facts, node, signal);
    if (advance.verdict !== 'finished' || facts.nodeGoneAt === undefined) {
      return earliest(advance.lookAgainAfterMs, this.#deps.brake.recheckMs(advance.records));
    }
    await this.#close(advance.cleanup, facts, signal);
    return this.#end();
  }

  async #close(cleanup: NodeCleanup, facts: Facts, signal: AbortSignal): Promise<void> {
    const closed = await this.#record.write(
      cleanup,
      { ...facts, finishedAt: this.#now() },
      cleanup.status.tasks,
      signal,
    );
    this.#milestones.finished(closed);
  }

  #now(): string {
    return new Date(this.#deps.clock.now()).toISOString();
  }
}

/** A watch that is this late is noticed and made anew by the reflector; meanwhile we look now and then. */
const LATE_WATCH_MS = 5_000;

const isLetGo = (cleanup: NodeCleanup): boolean => isFinished(cleanup) || cleanup.status.releasedAt !== undefined;
