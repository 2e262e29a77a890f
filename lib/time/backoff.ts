/** How long to wait between attempts: exponential, capped, with full jitter. */
export interface BackoffPolicy {
  /** The ceiling of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** No wait is longer than this, in milliseconds. */
  readonly capMs: number;
}

/** Gives a number in [0, 1), as Math.random does. */
export type Random = () => number;

/**
 * The wait in milliseconds before attempt `attempt + 1`, where `attempt` counts the failures so far (1 = first failure).
 * Full jitter: uniform between 0 and the exponential ceiling, so that clients that failed together do not return
 * together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). Never below a tenth of the
 * ceiling, since a wait of nothing is no wait.
 */
export function backoffMs(policy: BackoffPolicy, attempt: number, random: Random): number {
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(Math.max(attempt, 1) - 1, 52));
  return ceiling * (0.1 + 0.9 * random());
}
