import type { Clock } from '../time/clock.ts';

/** Deadlines that all have the same length, for the price of one timer: thousands a second begin and nearly none is missed. */
export interface Deadlines extends Disposable {
  readonly ms: number;
  /** Calls back once after `ms` unless `end` is called with the same function before. */
  begin(missed: () => void): void;
  end(missed: () => void): void;
}

export function createDeadlines(ms: number, clock: Clock): Deadlines {
  // A Map keeps the order of insertion, so the first is always the one that is due first.
  const begunAt = new Map<() => void, number>();
  let timer: Disposable | undefined;

  const callTheMissed = () => {
    timer = undefined;
    for (const [missed, at] of begunAt) {
      const left = at + ms - clock.monotonic();
      if (left > 0) {
        timer = clock.after(Math.ceil(left), callTheMissed);
        return;
      }
      begunAt.delete(missed);
      missed();
    }
  };

  return {
    ms,
    begin(missed) {
      begunAt.set(missed, clock.monotonic());
      timer ??= clock.after(ms, callTheMissed);
    },
    end: (missed) => void begunAt.delete(missed),
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      begunAt.clear();
    },
  };
}
