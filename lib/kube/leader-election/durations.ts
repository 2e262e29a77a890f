export interface ElectionDurations {
  /** How long a Lease holds after a renewal: others wait this long before they take it from a silent holder. */
  readonly leaseDurationMs: number;
  /** The leader stops this long after the start of its last successful renewal. */
  readonly renewDeadlineMs: number;
  /** Between renewals of the leader, and between looks of the others. */
  readonly retryPeriodMs: number;
}

/** Those of the Kubernetes control plane. */
export const DEFAULT_ELECTION_DURATIONS: ElectionDurations = {
  leaseDurationMs: 15_000,
  renewDeadlineMs: 10_000,
  retryPeriodMs: 2_000,
};

/** A candidate waits between one and this many retry periods. */
export const RETRY_JITTER = 1.2;

/**
 * Throws RangeError unless the leader stops before others may take over and can fail at least once before it stops.
 * The gap between lease duration and renew deadline is what clocks of different speed may use up.
 */
export function checkElectionDurations(durations: ElectionDurations): ElectionDurations {
  const { leaseDurationMs, renewDeadlineMs, retryPeriodMs } = durations;
  if (!(retryPeriodMs > 0)) throw new RangeError(`the retry period must be positive, not ${retryPeriodMs} ms`);
  if (!(renewDeadlineMs > retryPeriodMs * RETRY_JITTER))
    throw new RangeError(
      `the renew deadline (${renewDeadlineMs} ms) must be longer than ${RETRY_JITTER} x the retry period (${retryPeriodMs} ms)`,
    );
  if (!(leaseDurationMs > renewDeadlineMs && leaseDurationMs >= 1_000))
    throw new RangeError(
      `the lease duration (${leaseDurationMs} ms) must be longer than the renew deadline (${renewDeadlineMs} ms) and at least 1000 ms`,
    );
  return durations;
}
