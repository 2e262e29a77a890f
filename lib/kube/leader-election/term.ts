import type { Clock } from '../../time/clock.ts';
import type { KubeObject } from '../client.ts';

/**
 * One time of holding the Lease. `leading` is for the work and ends first on shutdown; `holding` ends with the Lease
 * itself. Both end by themselves at the renew deadline, whatever a request or the caller is doing.
 */
export class Term {
  /** As we last wrote it. */
  lease: KubeObject;
  readonly #clock: Clock;
  readonly #renewDeadlineMs: number;
  readonly #leading = new AbortController();
  readonly #holding = new AbortController();
  #deadline: number;
  #timer: Disposable;

  /** `startedAt` is when the request that took the Lease was sent. */
  constructor(clock: Clock, renewDeadlineMs: number, lease: KubeObject, startedAt: number) {
    this.#clock = clock;
    this.#renewDeadlineMs = renewDeadlineMs;
    this.lease = lease;
    this.#deadline = startedAt + renewDeadlineMs;
    this.#timer = this.#arm();
  }

  get leading(): AbortSignal {
    return this.#leading.signal;
  }

  get holding(): AbortSignal {
    return this.#holding.signal;
  }

  /** Does not wait for the timer: after a stall of the process the timer may be late. */
  get isLeading(): boolean {
    return !this.#leading.signal.aborted && this.remainingMs > 0;
  }

  get remainingMs(): number {
    return this.#deadline - this.#clock.monotonic();
  }

  /**
   * The lead counts from the start of the request: the server may have written the Lease at once and answered late, and
   * the others count from what the server wrote.
   */
  renewed(lease: KubeObject, startedAt: number): void {
    this.lease = lease;
    if (this.#holding.signal.aborted) return;
    if (this.remainingMs <= 0) {
      this.lose('the answer to the renewal came after the deadline');
      return;
    }
    this.#timer[Symbol.dispose]();
    this.#deadline = Math.max(this.#deadline, startedAt + this.#renewDeadlineMs);
    this.#timer = this.#arm();
  }

  /** The work must stop; the Lease is still ours. */
  stopLeading(reason: string): void {
    this.#leading.abort(new LeadEnded(reason));
  }

  lose(reason: string): void {
    this.#timer[Symbol.dispose]();
    this.#leading.abort(new LeadEnded(reason));
    this.#holding.abort(new LeadEnded(reason));
  }

  #arm(): Disposable {
    return this.#clock.after(Math.max(0, this.remainingMs), () => this.lose('the Lease was not renewed in time'));
  }
}

/** Why a term is over; the reason of its signals. */
export class LeadEnded extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'LeadEnded';
  }
}
