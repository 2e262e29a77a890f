import type { Clock } from '../../lib/time/clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** 2026-01-01T00:00:00Z, so that recorded times are readable in tests. */
const START_MS = Date.UTC(2026, 0, 1);

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #monotonic = 0;
  #wallOffset: number;
  readonly #timers = new Set<Timer>();

  constructor(startMs: number = START_MS) {
    this.#wallOffset = startMs;
  }

  now(): number {
    return this.#wallOffset + this.#monotonic;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        timer[Symbol.dispose]();
        reject(signal?.reason);
      };
      const timer = this.after(ms, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  after(ms: number, callback: () => void): Disposable {
    const timer = { at: this.#monotonic + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  /** Timers and sleeps that have neither fired nor been disposed. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves only the wall clock, as an administrator or NTP does. */
  jumpWallClock(ms: number): void {
    this.#wallOffset += ms;
  }

  /** Time goes on while the process is held up: nothing fires. */
  stall(ms: number): void {
    this.#monotonic += ms;
  }

  /**
   * Moves time on and fires what falls due, in order. What the callbacks and promises set off runs before the next
   * timer, also when it makes new timers.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#monotonic + ms;
    await settle();
    for (let timer = this.#earliest(until); timer !== undefined; timer = this.#earliest(until)) {
      this.#timers.delete(timer);
      this.#monotonic = Math.max(this.#monotonic, timer.at);
      timer.callback();
      await settle();
    }
    this.#monotonic = Math.max(this.#monotonic, until);
  }

  #earliest(until: number): Timer | undefined {
    let earliest: Timer | undefined;
    // A Set keeps the order of insertion: of timers for the same moment the first made fires first.
    for (const timer of this.#timers) {
      if (timer.at <= until && (earliest === undefined || timer.at < earliest.at)) earliest = timer;
    }
    return earliest;
  }
}

/** Lets every promise job run that can run without time moving on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
