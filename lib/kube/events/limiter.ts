import { BoundedMap } from './bounded-map.ts';

export interface EventLimit {
  /** New Events that may come at once. */
  readonly burst: number;
  /** After that, one more in this time. */
  readonly refillMs: number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** A token bucket per key, for a bounded number of keys: those not used for longest start over. */
export class Limiter {
  readonly #limit: EventLimit;
  readonly #buckets: BoundedMap<string, Bucket>;

  constructor(limit: EventLimit, maxKeys: number) {
    this.#limit = limit;
    this.#buckets = new BoundedMap(maxKeys);
  }

  /** Whether one more is allowed at the given time of the monotonic clock. */
  allows(key: string, now: number): boolean {
    const { burst, refillMs } = this.#limit;
    const bucket = this.#buckets.use(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / refillMs);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed;
  }
}
