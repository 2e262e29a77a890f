/**
 * RFC 3339 with six fraction digits, which Lease and Event times must have: the API server parses MicroTime with a
 * fixed layout and answers 400 to the three digits that JavaScript writes
 * (https://github.com/kubernetes/kubernetes/issues/141204).
 */
export function microTime(epochMs: number, microseconds = 0): string {
  const micros = String(Math.min(999, Math.max(0, Math.trunc(microseconds)))).padStart(3, '0');
  return new Date(epochMs).toISOString().replace('Z', `${micros}Z`);
}
