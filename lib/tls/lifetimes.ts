/** How long what we make is good for. All in milliseconds. */
export interface Lifetimes {
  /** Of a serving certificate. */
  readonly certificateMs: number;
  /** How long before its end a serving certificate is replaced. */
  readonly renewBeforeMs: number;
  /** Of an authority. */
  readonly authorityMs: number;
  /** How long webhooks must have trusted an authority before it signs, or a certificate of it is shown. */
  readonly settleMs: number;
}

/** Certificates are made valid from this long ago: the clocks of API servers differ. */
export const BACKDATE_MS = 3_600_000;
/** For an answer to a write. It is not aborted, since what was sent may be stored, and must not outlast a pod that is told to stop. */
export const WRITE_TIMEOUT_MS = 10_000;
/** A certificate that begins later than this from now was made by the clock of a machine that is wrong. */
export const CLOCK_SKEW_MS = 300_000;

/**
 * An authority signs for about two certificates and is replaced while it still outlives the one that it signs last. API
 * servers learn of a changed webhook within a second or so; the five minutes cost nothing.
 */
export function lifetimesOf(certificateMs: number, renewBeforeMs: number): Lifetimes {
  const settleMs = Math.min(300_000, Math.floor(renewBeforeMs / 10));
  return { certificateMs, renewBeforeMs, authorityMs: 4 * certificateMs, settleMs };
}

/** When the next authority is made, so that a certificate of this one never has to be cut short. */
export const authorityDueAt = (notAfter: number, { certificateMs, renewBeforeMs }: Lifetimes): number =>
  notAfter - certificateMs - renewBeforeMs;

export const certificateDueAt = (notAfter: number, { renewBeforeMs }: Lifetimes): number => notAfter - renewBeforeMs;
