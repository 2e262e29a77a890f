/** A certificate, as far as it matters which one to show. */
export interface Candidate {
  readonly notAfter: number;
  /** For how long all webhooks have trusted its authority; undefined when not all do, or nobody knows. */
  readonly trustedForMs: number | undefined;
  /** The fingerprint of its authority. */
  readonly issuer: string;
}

/**
 * Whether the certificate of the Secret is to be shown in place of the one that is. Mostly at once; but one of an authority that
 * callers have only just been told of waits while the other one is good: an API server may not have heard yet.
 */
export function mayReplace(shown: Candidate | undefined, next: Candidate, now: number, settleMs: number): boolean {
  if (shown === undefined || shown.notAfter <= now || shown.issuer === next.issuer) return true;
  if (next.trustedForMs !== undefined && next.trustedForMs >= settleMs) return true;
  return shown.trustedForMs === undefined && next.trustedForMs !== undefined;
}
