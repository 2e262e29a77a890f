import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient, KubeObject } from '../client.ts';
import { isConflict, isNotFound } from '../errors.ts';
import {
  checkElectionDurations,
  DEFAULT_ELECTION_DURATIONS,
  type ElectionDurations,
  RETRY_JITTER,
} from './durations.ts';
import { type Held, LeaseLock } from './lease-lock.ts';
import { LeaseObservation } from './observation.ts';
import { Term } from './term.ts';

export interface LeaderElectorOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly name: string;
  /** Names this process in the Lease. Best unique to the process, such as the pod's name with a random suffix. */
  readonly identity: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly durations?: ElectionDurations;
}

/**
 * The work of a leader. It stops when the signal is aborted and settles once it has stopped, within the time by which
 * the lease is longer than the renew deadline: after that somebody else may lead.
 */
export type Lead = (leading: AbortSignal) => Promise<void>;

/**
 * At most one of the processes that compete for a Lease leads at a time. The rules are client-go's
 * (https://github.com/kubernetes/client-go/blob/master/tools/leaderelection/leaderelection.go), with these differences:
 * the lead ends by a timer of its own and not after the last attempt, the Lease is released only when the work has
 * stopped, a Lease that was deleted is not taken at once from a leader who has not noticed, and the process does not
 * exit when it loses.
 *
 * What no lease can prevent: a machine that was suspended goes on for a moment as if no time had passed. Writes that
 * must not happen then need a precondition of their own, such as a uid or resourceVersion.
 */
export class LeaderElector {
  readonly #durations: ElectionDurations;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #name: string;
  readonly #lock: LeaseLock;
  readonly #observed: LeaseObservation;
  #term: Term | undefined;

  /** Throws RangeError when the durations do not fit together. */
  constructor(options: LeaderElectorOptions) {
    this.#durations = checkElectionDurations(options.durations ?? DEFAULT_ELECTION_DURATIONS);
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log.child({ lease: `${options.namespace}/${options.name}`, identity: options.identity });
    this.#metrics = options.metrics;
    this.#name = options.name;
    const { leaseDurationMs, renewDeadlineMs } = this.#durations;
    this.#lock = new LeaseLock({ ...options, log: this.#log, leaseDurationMs, timeoutMs: renewDeadlineMs / 2 });
    this.#observed = new LeaseObservation(leaseDurationMs);
    this.#showStatus(false);
  }

  isLeader(): boolean {
    return this.#term?.isLeading ?? false;
  }

  /** Who held the Lease when we last looked, which may be ourselves; undefined when nobody did. */
  holder(): string | undefined {
    return this.#observed.holder;
  }

  /**
   * Competes until the signal is aborted and calls `lead` each time the Lease is ours. Never rejects. Resolves after
   * the abort when the work has stopped and the Lease was released, so that the next one can start at once.
   */
  async run(signal: AbortSignal, lead: Lead): Promise<void> {
    while (!signal.aborted) {
      const held = await this.#acquire(signal);
      if (held !== undefined) await this.#serve(held, signal, lead);
    }
  }

  async #acquire(signal: AbortSignal): Promise<Held | undefined> {
    while (!signal.aborted) {
      const held = await this.#tryAcquire(signal);
      if (held !== undefined) return held;
      await this.#pause(this.#untilNextLook(), signal);
    }
    return undefined;
  }

  async #tryAcquire(signal: AbortSignal): Promise<Held | undefined> {
    try {
      const lease = await this.#look(signal);
      const mine = lease !== undefined && this.#lock.writtenAt(lease) !== undefined;
      if (!mine && this.#observed.freeFrom > this.#clock.monotonic()) return undefined;
      // Not aborted by the signal: a Lease that we took without knowing would keep the others out until it expires.
      return await (lease === undefined ? this.#lock.create() : this.#lock.take(lease));
    } catch {
      // The lock has said why. Somebody was faster, or nobody knows: the next look tells.
      return undefined;
    }
  }

  async #look(signal: AbortSignal): Promise<KubeObject | undefined> {
    const lease = await this.#lock.read(signal);
    this.#see(lease);
    return lease;
  }

  #untilNextLook(): number {
    const period = this.#durations.retryPeriodMs * (1 + (RETRY_JITTER - 1) * this.#random());
    const free = this.#observed.freeFrom - this.#clock.monotonic();
    return free > 0 ? Math.min(period, free) : period;
  }

  async #serve(held: Held, signal: AbortSignal, lead: Lead): Promise<void> {
    const term = new Term(this.#clock, this.#durations.renewDeadlineMs, held.lease, held.startedAt);
    this.#see(held.lease);
    this.#term = term;
    const onShutdown = () => term.stopLeading('the process stops');
    signal.addEventListener('abort', onShutdown, { once: true });
    if (signal.aborted) onShutdown();
    try {
      const working = new AbortController();
      const work = this.#work(term, lead).finally(() => working.abort());
      await this.#keep(term, AbortSignal.any([term.holding, working.signal]));
      await work;
    } finally {
      signal.removeEventListener('abort', onShutdown);
    }
    const lost = term.holding.aborted;
    if (!lost) await this.#release(term);
    term.lose('the term is over');
    this.#term = undefined;
    // Work that ends or fails by itself gives the others a chance and never becomes a tight loop.
    await this.#pause(this.#untilNextLook(), signal);
  }

  /** Never rejects. */
  async #work(term: Term, lead: Lead): Promise<void> {
    if (!term.isLeading) return;
    this.#log.info({}, 'leading');
    this.#showStatus(true);
    const onEnd = () => {
      this.#showStatus(false);
      this.#log.info({ reason: reasonOf(term.leading) }, 'no longer leading');
    };
    term.leading.addEventListener('abort', onEnd, { once: true });
    try {
      await lead(term.leading);
    } catch (err) {
      // Work that was aborted may reject with the abort: that is how it says that it has stopped.
      if (!term.leading.aborted) this.#log.error({ err }, 'the work of the leader failed; giving the lead up');
    }
    term.stopLeading('the work has ended');
  }

  /** Renews until the signal is aborted: the Lease is lost or the work has ended. */
  async #keep(term: Term, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#pause(this.#durations.retryPeriodMs, signal);
      if (!signal.aborted) await this.#renew(term, signal);
    }
  }

  async #renew(term: Term, signal: AbortSignal): Promise<void> {
    try {
      this.#renewed(term, await this.#lock.renew(term.lease, signal));
    } catch (error) {
      if (isConflict(error) || isNotFound(error)) await this.#recover(term, signal);
    }
  }

  /** The Lease is not as we left it: changed by somebody, renewed by a request that we had given up, or deleted. */
  async #recover(term: Term, signal: AbortSignal): Promise<void> {
    try {
      const lease = await this.#look(signal);
      if (lease === undefined) {
        this.#renewed(term, await this.#lock.create());
        return;
      }
      const startedAt = this.#lock.writtenAt(lease);
      if (startedAt === undefined) {
        term.lose(`the Lease is held by ${this.#observed.holder ?? 'nobody'}`);
        return;
      }
      term.renewed(lease, startedAt);
      this.#renewed(term, await this.#lock.renew(lease, signal));
    } catch {
      // Created by somebody else since we looked, or nobody knows: the next renewal tells, unless the deadline is first.
    }
  }

  #renewed(term: Term, held: Held): void {
    this.#see(held.lease);
    term.renewed(held.lease, held.startedAt);
  }

  /** Tries for as long as it can be of use: when the Lease expires by itself, the others take it anyway. */
  async #release(term: Term): Promise<void> {
    while (!term.holding.aborted) {
      try {
        this.#see(await this.#lock.release(term.lease));
        this.#log.info({}, 'released the Lease');
        return;
      } catch (error) {
        if (isConflict(error) || isNotFound(error)) {
          if (!(await this.#rereadOwn(term))) return;
        } else await this.#pause(this.#durations.retryPeriodMs, term.holding);
      }
    }
  }

  async #rereadOwn(term: Term): Promise<boolean> {
    try {
      const lease = await this.#look(term.holding);
      if (lease === undefined || this.#lock.writtenAt(lease) === undefined) return false;
      term.lease = lease;
      return true;
    } catch {
      await this.#pause(this.#durations.retryPeriodMs, term.holding);
      return true;
    }
  }

  #see(lease: KubeObject | undefined): void {
    const before = this.#observed.holder;
    this.#observed.see(lease, this.#clock.monotonic());
    const holder = this.#observed.holder;
    if (holder !== before) this.#log.info({ holder: holder ?? null }, 'the Lease has another holder');
  }

  /** Ends early, without an error, when the signal is aborted. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(ms, signal).catch(() => undefined);
  }

  #showStatus(leading: boolean): void {
    this.#metrics.set('leader_election_master_status', { name: this.#name }, leading ? 1 : 0);
  }
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}
