import { setTimeout as delay } from 'node:timers/promises';

const BUSY_MS = 50;
const IDLE_MS = 250;

/**
 * Ticks again and again until it is disposed of: soon while there is something to do, or every so many milliseconds. An
 * error ends it, and shows when it is disposed of, lest it be taken for something that Longhorn does.
 */
export function loop(tick: () => Promise<number>, everyMs: number | undefined): AsyncDisposable {
  const stop = new AbortController();
  const work = (async () => {
    while (!stop.signal.aborted) {
      const changes = await tick();
      const ms = everyMs ?? (changes > 0 ? BUSY_MS : IDLE_MS);
      await delay(ms, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  work.catch(() => {});
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await work;
    },
  };
}
