import type { KubeClient } from '../kube/client.ts';
import type { NodeKeys } from '../node/keys.ts';
import type { NodeRecord } from '../node/record.ts';
import { readSkipTasks } from '../node/skip.ts';
import type { NodeSubject } from '../node/subject.ts';
import type { Advance, Engine } from '../operation/engine.ts';
import type { Plan } from '../operation/plan.ts';
import type { TaskRecord } from '../operation/record.ts';
import { OperationScope } from '../operation/scope.ts';
import { skipRest } from '../operation/skip.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import type { Announcer } from './announcer.ts';
import { type Released, removeFinalizer } from './finalizer.ts';
import type { Ledger } from './ledger.ts';
import { NODE_CLEANUPS, type NodeCleanup, type Phase } from './node-cleanup.ts';
import { findRequester } from './requester.ts';
import { whoSetAnnotation } from './skipped-by.ts';
import { type Facts, statusOf } from './status.ts';

export interface RemovalDeps {
  readonly client: KubeClient;
  readonly engine: Engine<NodeSubject>;
  readonly ledger: Ledger;
  readonly keys: NodeKeys;
  /** The plan for removals that begin now. */
  readonly plan: () => Plan;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** When to look again, in milliseconds; undefined: when something changes. */
export type Next = number | undefined;

/** Carries one Node's removal from `kubectl delete` to the end of its record, one pass at a time. */
export class Removal {
  readonly nodeUID: string;
  readonly #deps: RemovalDeps;
  readonly #wake: () => void;
  readonly #scope = new OperationScope();
  #pass: AbortController | undefined;
  /** Set once the Node was let go by the skip annotation; survives a NodeCleanup API that is down. */
  #skipped: Facts | undefined;
  #unrecorded: NodeRecord | undefined;

  constructor(nodeUID: string, deps: RemovalDeps, wake: () => void) {
    this.nodeUID = nodeUID;
    this.#deps = deps;
    this.#wake = wake;
  }

  /** Ends the pass that is under way, whatever its tasks do, because something more urgent came. */
  interrupt(): void {
    this.#pass?.abort(new Interrupted());
  }

  [Symbol.dispose](): void {
    this.interrupt();
    this.#scope[Symbol.dispose]();
  }

  /** The Node is being deleted and still has our finalizer: work on the plan, and release it when that is done. */
  async prepare(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      const cleanup = this.#deps.ledger.of(node.uid) ?? (await this.#start(node, signal));
      const advance = await this.#advance(cleanup, factsOf(cleanup), node, signal);
      if (advance.verdict !== 'pivot') {
        await this.#deps.announcer.showOn(node, advance.cleanup.status.message ?? '', signal);
        return advance.lookAgainAfterMs;
      }
      const released = await removeFinalizer(this.#deps.client, node, this.#deps.keys.finalizer, signal);
      return this.#afterRelease(advance.cleanup, this.#releaseFacts(advance.cleanup, released), node, signal);
    });
  }

  /** The skip annotation is set: let the Node go now, and write it down afterwards. */
  async skip(node: NodeRecord, leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      if (this.#skipped === undefined) {
        const released = await removeFinalizer(this.#deps.client, node, this.#deps.keys.finalizer, signal);
        this.#skipped = this.#skipFacts(released);
        this.#unrecorded = node;
        this.#deps.announcer.skipped(node, this.#skipped.skippedBy);
      }
      const cleanup = await this.#open(node, signal);
      this.#unrecorded = undefined;
      return this.#recordSkip(cleanup, node, signal);
    });
  }

  /** The Node that was let go by the skip annotation, while that could not be written down yet. */
  get unrecorded(): NodeRecord | undefined {
    return this.#unrecorded;
  }

  /** The Node is being deleted and no longer has our finalizer: others hold it. */
  async awaitOthers(cleanup: NodeCleanup, node: NodeRecord, leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      if (this.#skipped !== undefined) return this.#recordSkip(cleanup, node, signal);
      const facts = { ...factsOf(cleanup), ...foreign(node.finalizers) };
      return this.#afterRelease(cleanup, { ...facts, releasedAt: facts.releasedAt ?? this.#now() }, node, signal);
    });
  }

  /** The Node is gone: what is left of the plan is what comes after. */
  async finish(cleanup: NodeCleanup, leading: AbortSignal): Promise<Next> {
    return this.#during(leading, async (signal) => {
      if (this.#skipped !== undefined) return this.#recordSkip(cleanup, undefined, signal);
      const facts = factsOf(cleanup);
      const goneAt = facts.nodeGoneAt ?? this.#now();
      return this.#afterRelease(
        cleanup,
        { ...facts, releasedAt: facts.releasedAt ?? goneAt, nodeGoneAt: goneAt, foreignFinalizers: undefined },
        undefined,
        signal,
      );
    });
  }

  async #during(leading: AbortSignal, pass: (signal: AbortSignal) => Promise<Next>): Promise<Next> {
    this.#pass = new AbortController();
    try {
      return await pass(AbortSignal.any([leading, this.#pass.signal]));
    } catch (error) {
      // Whoever interrupted has queued the Node again.
      if (this.#pass.signal.aborted && !leading.aborted) return undefined;
      throw error;
    } finally {
      this.#pass = undefined;
    }
  }

  async #start(node: NodeRecord, signal: AbortSignal): Promise<NodeCleanup> {
    const cleanup = await this.#open(node, signal);
    this.#deps.log.info(
      { node: node.name, uid: node.uid, cleanup: cleanup.name },
      'node is being deleted; cleanup started',
    );
    this.#deps.announcer.started(node, cleanup);
    if (cleanup.spec.plan.tasks.length === 0) return cleanup;
    const requestedBy = await findRequester(this.#deps.client, node, signal);
    return { ...cleanup, status: { ...cleanup.status, requestedBy } };
  }

  #open(node: NodeRecord, signal: AbortSignal): Promise<NodeCleanup> {
    const { ledger, keys, plan } = this.#deps;
    return ledger.open(
      {
        nodeName: node.name,
        nodeUID: node.uid,
        requestedAt: node.deletedAt ?? this.#now(),
        finalizer: keys.finalizer,
        plan: plan(),
      },
      signal,
    );
  }

  /** Our finalizer is off. What the plan had before the pivot is history; the record goes on to its end. */
  async #afterRelease(
    cleanup: NodeCleanup,
    facts: Facts,
    node: NodeRecord | undefined,
    signal: AbortSignal,
  ): Promise<Next> {
    if (cleanup.status.releasedAt === undefined) this.#released(cleanup, facts);
    const left = skipRest(
      cleanup.spec.plan,
      cleanup.status.tasks,
      'before',
      'NodeReleased',
      'the Node was let go before this task was over',
      facts.releasedAt ?? this.#now(),
    );
    const after = { ...cleanup, status: { ...cleanup.status, tasks: left } };
    const advance = await this.#advance(after, facts, node, signal);
    if (advance.verdict !== 'finished' || facts.nodeGoneAt === undefined) return advance.lookAgainAfterMs;
    await this.#close(advance.cleanup, facts, signal);
    return undefined;
  }

  async #recordSkip(cleanup: NodeCleanup, node: NodeRecord | undefined, signal: AbortSignal): Promise<Next> {
    const gone = node === undefined ? { nodeGoneAt: this.#now(), foreignFinalizers: undefined } : {};
    const facts: Facts = { ...factsOf(cleanup), ...this.#skipped, ...gone };
    return this.#afterRelease(cleanup, facts, node, signal);
  }

  async #advance(
    cleanup: NodeCleanup,
    facts: Facts,
    node: NodeRecord | undefined,
    signal: AbortSignal,
  ): Promise<Advance & { readonly cleanup: NodeCleanup }> {
    const { engine, announcer, keys } = this.#deps;
    let current = cleanup;
    const save = async (records: readonly TaskRecord[]) => {
      const before = current;
      current = await this.#save(before, facts, records, signal);
      announcer.progressed(before, current);
    };
    const skipTasks = readSkipTasks(node?.annotations[keys.skipTasks]);
    const advance = await engine.advance({
      plan: cleanup.spec.plan,
      state: {
        records: cleanup.status.tasks,
        startedAt: ms(cleanup.createdAt) ?? this.#deps.clock.now(),
        releasedAt: ms(facts.releasedAt),
        pivotedAt: ms(facts.nodeGoneAt),
        skippedAt: ms(facts.skippedAt),
        skipTasks: new Set(skipTasks),
      },
      subject: {
        ...subjectOf(cleanup, facts.nodeGoneAt === undefined ? node : undefined),
        get progress() {
          return progressOf(current, facts);
        },
      },
      operation: cleanup.uid,
      scope: this.#scope,
      signal,
      wake: this.#wake,
      journal: { save },
    });
    if (node !== undefined) announcer.unknownSkips(node, advance.unknownSkips);
    // A release follows a pivot at once and writes the same and more.
    const settled = advance.verdict === 'pivot' || (advance.verdict === 'finished' && facts.nodeGoneAt !== undefined);
    if (!settled && differs(current, facts)) await save(advance.records);
    return { ...advance, cleanup: { ...current, status: { ...current.status, tasks: advance.records } } };
  }

  async #save(
    cleanup: NodeCleanup,
    facts: Facts,
    records: readonly TaskRecord[],
    signal: AbortSignal,
  ): Promise<NodeCleanup> {
    const status = statusOf(cleanup.spec, cleanup.status, facts, records, this.#now());
    return this.#deps.ledger.save(cleanup, status, signal);
  }

  async #close(cleanup: NodeCleanup, facts: Facts, signal: AbortSignal): Promise<void> {
    const { log, metrics } = this.#deps;
    const closed = await this.#save(cleanup, { ...facts, finishedAt: this.#now() }, cleanup.status.tasks, signal);
    const result = closed.status.phase === 'Skipped' ? 'skipped' : 'completed';
    metrics.count('cleanup_operations_total', { result });
    log.info(
      { node: closed.spec.nodeName, uid: closed.spec.nodeUID, cleanup: closed.name, result },
      'cleanup finished',
    );
    this.#scope[Symbol.dispose]();
  }

  #released(cleanup: NodeCleanup, facts: Facts): void {
    const { announcer, log, metrics, clock } = this.#deps;
    const seconds = (clock.now() - (ms(cleanup.spec.requestedAt) ?? clock.now())) / 1_000;
    metrics.observe(
      'cleanup_duration_seconds',
      { result: facts.skippedAt === undefined ? 'completed' : 'skipped' },
      seconds,
    );
    log.info(
      { node: cleanup.spec.nodeName, uid: cleanup.spec.nodeUID, seconds, heldBy: facts.foreignFinalizers },
      'node released',
    );
    announcer.released(cleanup, facts.foreignFinalizers ?? [], seconds);
  }

  #skipFacts(released: Released): Facts {
    const now = this.#now();
    return {
      skippedAt: now,
      skippedBy: whoSetAnnotation(released.object, this.#deps.keys.skipCleanup),
      releasedAt: now,
      ...(released.state === 'gone' ? { nodeGoneAt: now } : foreign(released.by)),
    };
  }

  #releaseFacts(cleanup: NodeCleanup, released: Released): Facts {
    const now = this.#now();
    const gone = released.state === 'gone' ? { nodeGoneAt: now } : foreign(released.by);
    return { ...factsOf(cleanup), releasedAt: now, ...gone };
  }

  #now(): string {
    return new Date(this.#deps.clock.now()).toISOString();
  }
}

class Interrupted extends Error {
  constructor() {
    super('the pass was interrupted');
    this.name = 'Interrupted';
  }
}

const foreign = (finalizers: readonly string[]): Facts => ({
  foreignFinalizers: finalizers.length > 0 ? finalizers : undefined,
});

function factsOf({ status }: NodeCleanup): Facts {
  const { requestedBy, releasedAt, nodeGoneAt, finishedAt, skippedAt, skippedBy, foreignFinalizers } = status;
  return { requestedBy, releasedAt, nodeGoneAt, finishedAt, skippedAt, skippedBy, foreignFinalizers };
}

/** Whether what is written down lacks one of the facts. */
function differs(cleanup: NodeCleanup, facts: Facts): boolean {
  return JSON.stringify(factsOf(cleanup)) !== JSON.stringify({ ...factsOf(cleanup), ...facts });
}

const ms = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time) || undefined;

/** How far it is, with what has happened in this pass. */
function progressOf({ spec, status }: NodeCleanup, facts: Facts): { readonly phase: Phase; readonly message: string } {
  const end = facts.skippedAt === undefined ? {} : { finishedAt: facts.skippedAt };
  const { phase, message = '' } = statusOf(spec, status, { ...facts, ...end }, status.tasks, '');
  return { phase, message };
}

function subjectOf(cleanup: NodeCleanup, node: NodeRecord | undefined): NodeSubject {
  const { nodeName, nodeUID, requestedAt } = cleanup.spec;
  return { nodeName, nodeUID, node, requestedAt, record: { kind: NODE_CLEANUPS.kind, name: cleanup.name } };
}
