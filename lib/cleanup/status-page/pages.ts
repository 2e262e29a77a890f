import type { Clock } from '../../time/clock.ts';
import type { Overview } from './overview.ts';
import { STATUS_PAGE, STATUS_PAGE_POLICY } from './page.ts';

/**
 * Anybody who reaches the port may ask, and a look through 15,000 Nodes and their removals is the time of a hundred
 * admission requests: whoever asks more often gets the same answer again.
 */
const SAME_MS = 1_000;

/** A page that a person opens, and what it asks for every two seconds. Both only read. */
export function statusPages(overview: () => Overview, clock: Clock) {
  let last = { at: Number.NEGATIVE_INFINITY, json: '' };
  return {
    '/status': {
      contentType: 'text/html; charset=utf-8',
      policy: STATUS_PAGE_POLICY,
      render: () => STATUS_PAGE,
    },
    '/status.json': {
      contentType: 'application/json; charset=utf-8',
      policy: "default-src 'none'",
      render() {
        const now = clock.monotonic();
        if (now - last.at >= SAME_MS) last = { at: now, json: JSON.stringify(overview()) };
        return last.json;
      },
    },
  };
}
