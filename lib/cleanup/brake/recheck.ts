/** So many in a queue have their places looked up once a minute. */
const NEAR = 50;
const NEAR_MS = 60_000;
const LATEST_MS = 600_000;

/**
 * How often a place in a queue is looked up again, in milliseconds. Each look goes through all removals, and whoever is far
 * back moves up slowly: of 5,000 who wait, 5,000 looks a minute would keep a core busy.
 */
export const recheckMsAt = (place: number): number =>
  Math.min(LATEST_MS, Math.round(NEAR_MS * Math.max(1, place / NEAR)));
