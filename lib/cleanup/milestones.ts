import type { Life } from '../node/readiness.ts';
import type { NodeRecord } from '../node/record.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import type { Announcer } from './announcer.ts';
import { type HoldVerdict, RELEASED_BY } from './brake/hold-brake.ts';
import { isHeld, type NodeCleanup } from './node-cleanup.ts';
import type { Facts } from './status.ts';

export interface MilestonesDeps {
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Tells people of the turns that one removal takes, each of them once: Events, log and metrics. It knows what this
 * process has told; what one before it has told is in the record, unless a crash has taken it along.
 */
export class Milestones {
  readonly #deps: MilestonesDeps;
  #isToldOfStart = false;
  #isToldOfHold = false;
  #isToldOfRelease = false;
  /** And not yet that it is Ready again. */
  #isToldOfDeath = false;

  constructor(deps: MilestonesDeps) {
    this.#deps = deps;
  }

  /** `isNews`: by the record it has not begun before. */
  begins(node: NodeRecord, cleanup: NodeCleanup, isNews: boolean): void {
    if (!isNews || this.#isToldOfStart) return;
    this.#isToldOfStart = true;
    this.#deps.log.info(
      { node: node.name, uid: node.uid, cleanup: cleanup.name },
      'node is being deleted; cleanup started',
    );
    this.#deps.announcer.started(node, cleanup);
  }

  /** Once it is written down that the removal is held, or was let go. */
  turned(node: NodeRecord, before: NodeCleanup, after: NodeCleanup, verdict: HoldVerdict): void {
    const { announcer, log, metrics } = this.#deps;
    if (verdict.may === 'begin') {
      if (isHeld(before.status)) metrics.count('cleanup_hold_releases_total', { by: RELEASED_BY[verdict.because] });
      return;
    }
    if (before.status.hold === undefined) metrics.count('cleanup_holds_total', {});
    if (this.#isToldOfHold) return;
    this.#isToldOfHold = true;
    log.warn({ node: node.name, uid: node.uid, cleanup: after.name, why: verdict.why }, 'cleanup is held');
    announcer.held(node, after.status.message ?? verdict.why);
  }

  /** That it is taken for dead, or is not any more. */
  lives(node: NodeRecord, { status }: NodeCleanup, life: Life): void {
    const wasDead = status.node?.state === 'Dead';
    if (life.state === 'Dead' && !wasDead) this.#deps.announcer.dead(node, life.since);
    // A kubelet that comes back says first that it is not ready yet.
    const isToldOfDeath = this.#isToldOfDeath || wasDead;
    if (life.state === 'Ready' && isToldOfDeath) this.#deps.announcer.alive(node);
    this.#isToldOfDeath = isToldOfDeath && life.state !== 'Ready';
  }

  released({ spec, status }: NodeCleanup, facts: Facts): void {
    const isToldOfRelease = this.#isToldOfRelease || status.releasedAt !== undefined;
    this.#isToldOfRelease = true;
    if (isToldOfRelease) return;
    const { announcer, log, metrics, clock } = this.#deps;
    const { nodeName: node, nodeUID: uid } = spec;
    const seconds = (clock.now() - (Date.parse(spec.requestedAt) || clock.now())) / 1_000;
    const result = facts.skippedAt === undefined ? 'completed' : 'skipped';
    metrics.observe('cleanup_duration_seconds', { result }, seconds);
    log.info({ node, uid, seconds, heldBy: facts.foreignFinalizers }, 'node released');
    announcer.released({ spec }, facts.foreignFinalizers ?? [], seconds);
  }

  /** A record that says the Node was let go, while it still has our finalizer, is wrong, whoever wrote it. */
  reopens({ name, spec }: NodeCleanup): void {
    this.#deps.log.warn(
      { node: spec.nodeName, uid: spec.nodeUID, cleanup: name },
      'the record says that the Node was let go, but it still has our finalizer; the removal goes on',
    );
  }

  finished({ name, spec, status }: NodeCleanup): void {
    const result = status.phase === 'Skipped' ? 'skipped' : 'completed';
    this.#deps.metrics.count('cleanup_operations_total', { result });
    this.#deps.log.info({ node: spec.nodeName, uid: spec.nodeUID, cleanup: name, result }, 'cleanup finished');
  }
}
