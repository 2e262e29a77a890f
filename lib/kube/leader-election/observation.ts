import type { KubeObject } from '../client.ts';
import { type LeaseRecord, parseLease } from './lease.ts';

/**
 * What this process has seen of the Lease, and since when by its own monotonic clock. Times in a Lease are another
 * machine's and prove nothing: a holder is gone only when we have seen the same Lease for its whole duration.
 */
export class LeaseObservation {
  readonly #durationMs: number;
  #record: LeaseRecord | undefined;
  #since = Number.NEGATIVE_INFINITY;

  /** `durationMs` is for Leases that do not say their own. */
  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** `now` is when the answer came, not when it was asked for: the holder may have renewed in between. */
  see(lease: KubeObject | undefined, now: number): void {
    const record = lease === undefined ? undefined : parseLease(lease);
    const vanished = record === undefined && this.#record !== undefined;
    if (vanished || (record !== undefined && !sameRecord(record, this.#record))) this.#since = now;
    this.#record = record;
  }

  get holder(): string | undefined {
    return this.#record?.holder || undefined;
  }

  /**
   * From when on the Lease may be taken, by the monotonic clock. One that never was is free. One that was deleted may
   * be held by somebody who has not noticed yet and will put it back.
   */
  get freeFrom(): number {
    if (this.#record === undefined) return this.#since + this.#durationMs;
    if (this.#record.holder === '') return Number.NEGATIVE_INFINITY;
    return this.#since + (this.#record.durationMs ?? this.#durationMs);
  }
}

/** Labels and annotations may change without the holder being alive. */
function sameRecord(a: LeaseRecord, b: LeaseRecord | undefined): boolean {
  return (
    b !== undefined &&
    a.holder === b.holder &&
    a.renewTime === b.renewTime &&
    a.acquireTime === b.acquireTime &&
    a.transitions === b.transitions &&
    a.durationMs === b.durationMs
  );
}
