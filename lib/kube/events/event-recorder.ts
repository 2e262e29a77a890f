import { createHash } from 'node:crypto';
import { EVENTS as CATALOGUE, type EventKey } from '../../telemetry/catalogue/events.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient } from '../client.ts';
import { WorkQueue } from '../work-queue/work-queue.ts';
import { runWorkers } from '../work-queue/workers.ts';
import { eventName, type ObjectReference } from './body.ts';
import { BoundedMap } from './bounded-map.ts';
import { EventWriter } from './event-writer.ts';
import { type EventLimit, Limiter } from './limiter.ts';
import { Series } from './series.ts';

export type { ObjectReference } from './body.ts';

export interface EventRecorderOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The process, shown as reportingInstance. */
  readonly identity: string;
  readonly reportingController?: string;
  readonly limits?: Partial<RecorderLimits>;
}

export interface RecorderLimits {
  /** For one object and one kind of Event, so that one that is repeated cannot silence the others. */
  readonly perObject: EventLimit;
  /** Series kept in memory: about half a kilobyte each. */
  readonly series: number;
  /** How long the last writes may take when the process stops. */
  readonly flushMs: number;
}

/** Bucket and memory are those of client-go's spam filter: 25 at once, then one in five minutes, 4096 entries. */
const DEFAULT_LIMITS: RecorderLimits = {
  perObject: { burst: 25, refillMs: 300_000 },
  series: 4_096,
  flushMs: 5_000,
};

/** Two requests at a time: Events are never worth crowding out the work. */
const WRITERS = 2;
const FLUSH_WRITERS = 8;

/**
 * Tells people what happens to an object, in events.k8s.io/v1. Never blocks and never fails its caller: writes happen in
 * the background, in bounded memory, and what cannot be written is counted and dropped.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #limits: RecorderLimits;
  readonly #limiter: Limiter;
  readonly #series: BoundedMap<string, Series>;
  readonly #queue: WorkQueue;
  readonly #writer: EventWriter;
  readonly #giveUp = new AbortController();
  #sequence: number;
  #closed = false;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#limiter = new Limiter(this.#limits.perObject, this.#limits.series);
    this.#series = new BoundedMap(this.#limits.series, (series) => this.#drop(series));
    this.#queue = new WorkQueue({ ...options, name: 'events' });
    this.#writer = new EventWriter({ ...options, signal: this.#giveUp.signal });
    this.#sequence = Math.floor(options.random() * 2 ** 32);
  }

  /**
   * Records that something happened to an object. The same Event with the same note about the same object becomes a
   * count on the first one.
   */
  record(regarding: ObjectReference, event: EventKey, note: string, related?: ObjectReference): void {
    if (this.#closed) {
      this.#count('dropped');
      return;
    }
    const id = seriesId(regarding, event, note, related);
    const known = this.#series.use(id);
    if (known === undefined) {
      this.#begin(id, regarding, event, note, related);
      return;
    }
    known.happened(this.#options.clock.now());
    // One that was not yet written is in the queue.
    if (known.stored) this.#queue.addAfter(id, known.nextWriteInMs(this.#options.clock.monotonic()));
  }

  /** Writes until the signal is aborted, and then what is left, for a bounded time. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    let deadline: Disposable | undefined;
    const onAbort = () => {
      deadline = this.#options.clock.after(this.#limits.flushMs, () => this.#giveUp.abort());
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    await runWorkers(this.#queue, WRITERS, (id) => this.#write(id), signal);
    await this.flush();
    this.#closed = true;
    for (const [, series] of this.#series.entries()) this.#drop(series);
    deadline?.[Symbol.dispose]();
  }

  /** Tries to write everything that is not yet written, now and once. Never rejects. */
  async flush(): Promise<void> {
    const pending = [...this.#series.entries()].filter(([, series]) => series.unwritten > 0);
    const next = async () => {
      for (let entry = pending.shift(); entry !== undefined && !this.#giveUp.signal.aborted; entry = pending.shift())
        await this.#write(entry[0]);
    };
    await Promise.all(Array.from({ length: FLUSH_WRITERS }, next));
  }

  #begin(id: string, regarding: ObjectReference, event: EventKey, note: string, related?: ObjectReference): void {
    const { clock } = this.#options;
    if (!this.#limiter.allows(`${regarding.uid} ${event}`, clock.monotonic())) {
      this.#count('limited');
      return;
    }
    const spec = CATALOGUE[event];
    const nextName = () => eventName(regarding, this.#suffix());
    this.#series.set(id, new Series({ regarding, spec, note, related, nextName }, clock.now()));
    this.#queue.add(id);
  }

  async #write(id: string): Promise<{ readonly requeueAfterMs: number } | undefined> {
    const series = this.#series.peek(id);
    if (series === undefined) return undefined;
    const written = await this.#writer.write(series);
    if (written.outcome === 'failed') {
      this.#series.delete(id);
      this.#drop(series);
      return undefined;
    }
    if (written.outcome === 'again') return { requeueAfterMs: written.afterMs };
    // It happened again while it was written.
    if (series.unwritten > 0) return { requeueAfterMs: series.nextWriteInMs(this.#options.clock.monotonic()) };
    return undefined;
  }

  /** Unique in this process, and most probably among those that run now. */
  #suffix(): string {
    this.#sequence = (this.#sequence + 1) % 2 ** 32;
    const time = this.#options.clock.now().toString(16);
    return `${time}${this.#sequence.toString(16).padStart(8, '0')}`;
  }

  #drop(series: Series): void {
    if (series.unwritten > 0) this.#count('dropped', series.unwritten);
  }

  #count(result: string, by = 1): void {
    this.#options.metrics.count('events_recorded_total', { result }, by);
  }
}

function seriesId(regarding: ObjectReference, event: EventKey, note: string, related?: ObjectReference): string {
  const parts = [regarding.kind, regarding.uid, event, related?.uid ?? '', note];
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}
