import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { type BackoffPolicy, backoffMs, type Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import { Fifo } from './fifo.ts';

export interface WorkQueueOptions {
  /** For metrics and logs. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Between attempts of the same key. */
  readonly backoff?: BackoffPolicy;
}

/** A first retry within a tenth of a second to a second, later ones up to five minutes apart. */
const DEFAULT_BACKOFF: BackoffPolicy = { baseMs: 1_000, capMs: 300_000 };

/**
 * Keys of objects that have to be looked at, with the promises of client-go's queue
 * (https://github.com/kubernetes/client-go/blob/master/util/workqueue/doc.go): fair, a key that waits is there once,
 * no key is processed twice at the same time, and a key added while it is processed is processed once more after.
 */
export class WorkQueue {
  readonly name: string;
  readonly log: Logger;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #metrics: Metrics;
  readonly #backoff: BackoffPolicy;

  readonly #order = new Fifo<string>();
  /** Keys in #order, with the time they were added. */
  readonly #waiting = new Map<string, number>();
  /** Keys given out and not yet done, with the time they were given out. */
  readonly #processing = new Map<string, number>();
  /** Keys added while they were processed, with the time of the first such add. */
  readonly #again = new Map<string, number>();
  readonly #delayed = new Map<string, Delayed>();
  readonly #failures = new Map<string, number>();
  readonly #getters = new Fifo<(key: string | undefined) => void>();
  #shuttingDown: PromiseWithResolvers<void> | undefined;

  constructor(options: WorkQueueOptions) {
    this.name = options.name;
    this.log = options.log;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#metrics = options.metrics;
    this.#backoff = options.backoff ?? DEFAULT_BACKOFF;
    this.#showDepth();
  }

  /** Keys that wait for a worker; not those that are processed or delayed. */
  get length(): number {
    return this.#waiting.size;
  }

  add(key: string): void {
    if (this.#shuttingDown !== undefined || this.#waiting.has(key) || this.#again.has(key)) return;
    this.#metrics.count('workqueue_adds_total', { name: this.name });
    const now = this.#clock.monotonic();
    if (this.#processing.has(key)) this.#again.set(key, now);
    else this.#enqueue(key, now);
  }

  /** Adds the key after `ms`. When it is already to be added, the earlier of both times counts. */
  addAfter(key: string, ms: number): void {
    if (this.#shuttingDown !== undefined) return;
    if (!(ms > 0)) {
      this.add(key);
      return;
    }
    const dueAt = this.#clock.monotonic() + ms;
    const earlier = this.#delayed.get(key);
    if (earlier !== undefined && earlier.dueAt <= dueAt) return;
    earlier?.timer[Symbol.dispose]();
    const timer = this.#clock.after(ms, () => {
      this.#delayed.delete(key);
      this.add(key);
    });
    this.#delayed.set(key, { dueAt, timer });
  }

  /** Adds the key after a wait that grows with every call until the key is forgotten. */
  addRateLimited(key: string): void {
    if (this.#shuttingDown !== undefined) return;
    const failures = this.retries(key) + 1;
    this.#failures.set(key, failures);
    this.#metrics.count('workqueue_retries_total', { name: this.name });
    this.addAfter(key, backoffMs(this.#backoff, failures, this.#random));
  }

  /** Ends the series of failures of the key. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** How often the key was added by addRateLimited since it was forgotten. */
  retries(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** The next key, as soon as there is one; the caller must call `done` with it. Undefined after shutDown. */
  get(): Promise<string | undefined> {
    if (this.#shuttingDown !== undefined) return Promise.resolve(undefined);
    const key = this.#order.shift();
    if (key !== undefined) {
      this.#handOut(key);
      return Promise.resolve(key);
    }
    return new Promise((resolve) => this.#getters.push(resolve));
  }

  /** The key is no longer processed. */
  done(key: string): void {
    const startedAt = this.#processing.get(key);
    if (startedAt === undefined) return;
    this.#processing.delete(key);
    this.#metrics.observe('workqueue_work_duration_seconds', { name: this.name }, this.#secondsSince(startedAt));
    const addedAt = this.#again.get(key);
    this.#again.delete(key);
    if (this.#shuttingDown !== undefined) this.#resolveWhenIdle();
    else if (addedAt !== undefined) this.#enqueue(key, addedAt);
  }

  /**
   * Drops what waits and takes nothing more; resolves when every key given out is done. Nothing is lost that matters:
   * keys only say where to look, and who leads next looks at every object.
   */
  shutDown(): Promise<void> {
    if (this.#shuttingDown !== undefined) return this.#shuttingDown.promise;
    this.#shuttingDown = Promise.withResolvers();
    for (const { timer } of this.#delayed.values()) timer[Symbol.dispose]();
    for (const map of [this.#delayed, this.#waiting, this.#again, this.#failures]) map.clear();
    this.#order.clear();
    for (let getter = this.#getters.shift(); getter !== undefined; getter = this.#getters.shift()) getter(undefined);
    this.#showDepth();
    this.#resolveWhenIdle();
    return this.#shuttingDown.promise;
  }

  #enqueue(key: string, addedAt: number): void {
    this.#waiting.set(key, addedAt);
    const getter = this.#getters.shift();
    if (getter === undefined) {
      this.#order.push(key);
      this.#showDepth();
    } else {
      // Given out here and not when the getter's promise runs: an add in between must see it as processed.
      this.#handOut(key);
      getter(key);
    }
  }

  #handOut(key: string): void {
    const addedAt = this.#waiting.get(key) ?? this.#clock.monotonic();
    this.#waiting.delete(key);
    this.#processing.set(key, this.#clock.monotonic());
    this.#metrics.observe('workqueue_queue_duration_seconds', { name: this.name }, this.#secondsSince(addedAt));
    this.#showDepth();
  }

  #resolveWhenIdle(): void {
    if (this.#processing.size === 0) this.#shuttingDown?.resolve();
  }

  #secondsSince(then: number): number {
    return (this.#clock.monotonic() - then) / 1_000;
  }

  #showDepth(): void {
    this.#metrics.set('workqueue_depth', { name: this.name }, this.#waiting.size);
  }
}

interface Delayed {
  readonly dueAt: number;
  readonly timer: Disposable;
}
