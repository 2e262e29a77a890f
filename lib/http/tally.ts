import type { Metrics } from '../telemetry/metrics.ts';

/** What became of the requests to one path. */
export interface Tally {
  /** `code` is the HTTP status, or `aborted` when there was nobody to answer. */
  add(code: string, seconds: number): void;
}

/**
 * Gathers what one turn of the event loop answers and hands it over when the turn ends. Under load that is several
 * requests, and the metrics' code and data come into the cache once for all of them (docs/adr/0002); a scrape comes in a
 * later turn and misses nothing.
 */
export function createTally(path: string, metrics: Metrics): Tally {
  const labels = { path };
  const codes: string[] = [];
  const durations: number[] = [];

  const handOver = () => {
    for (const [code, by] of countsOf(codes)) metrics.count('webhook_requests_total', { path, code }, by);
    for (const seconds of durations) metrics.observe('webhook_request_duration_seconds', labels, seconds);
    codes.length = 0;
    durations.length = 0;
  };

  return {
    add(code, seconds) {
      if (codes.length === 0) setImmediate(handOver);
      codes.push(code);
      durations.push(seconds);
    },
  };
}

function countsOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
