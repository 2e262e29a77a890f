import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Clock } from '../../time/clock.ts';
import type { WatchEvent } from '../client.ts';
import { ApiError } from '../errors.ts';
import type { WatchEnd } from './watch-session.ts';
import type { Verdict } from './watch-verdict.ts';

export interface ReflectorTelemetryOptions {
  readonly resource: string;
  /** Several may watch parts of one resource; only one of the whole can set its gauges. */
  readonly isWhole: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const NOT_ALLOWED = 'not allowed to watch; trying on until the right is given';
const NOT_INSTALLED = 'the server does not have this resource; trying on until it is installed';
/** The third failure in a row is worth a warning; what one reconnection heals is not. */
const WORTH_A_WARNING = 2;
const GAUGE_INTERVAL_MS = 1_000;

/** What a reflector tells those who operate it. */
export class ReflectorTelemetry {
  readonly #resource: string;
  readonly #isWhole: boolean;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  /** Lasting troubles that were logged. */
  readonly #complaints = new Set<string>();
  #lastContact: number | undefined;
  #measuredAt = Number.NEGATIVE_INFINITY;

  constructor({ resource, isWhole, clock, log, metrics }: ReflectorTelemetryOptions) {
    this.#resource = resource;
    this.#isWhole = isWhole;
    this.#clock = clock;
    this.#log = log;
    this.#metrics = metrics;
  }

  get lastContact(): number | undefined {
    return this.#lastContact;
  }

  heard(): void {
    const now = this.#clock.monotonic();
    this.#lastContact = now;
    if (!this.#isWhole || now - this.#measuredAt < GAUGE_INTERVAL_MS) return;
    this.#measuredAt = now;
    const seconds = this.#clock.now() / 1_000;
    this.#metrics.set('reflector_last_contact_timestamp_seconds', { resource: this.#resource }, seconds);
  }

  event(type: WatchEvent['type']): void {
    this.#metrics.count('reflector_events_total', { resource: this.#resource, type });
  }

  objects(count: number): void {
    if (this.#isWhole) this.#metrics.set('reflector_objects', { resource: this.#resource }, count);
  }

  progressed(): void {
    this.#complaints.clear();
  }

  completed(how: 'stream' | 'list', objects: number): void {
    this.progressed();
    this.objects(objects);
    this.#metrics.count('reflector_lists_total', { resource: this.#resource, how });
    this.#log.debug({ objects, how }, 'everything is read');
  }

  ended(end: Verdict['end']): void {
    this.#metrics.count('reflector_watches_total', { resource: this.#resource, end });
  }

  /** Says a lasting trouble once. */
  failed({ verb, error }: Extract<WatchEnd, { kind: 'failed' }>, failuresBefore: number): void {
    const code = error instanceof ApiError ? error.code : 0;
    if (code === 401 || code === 403 || code === 404) {
      const complaint = `${verb} ${code}`;
      if (this.#complaints.has(complaint)) return;
      this.#complaints.add(complaint);
      this.#log.error({ verb, err: error }, code === 404 ? NOT_INSTALLED : NOT_ALLOWED);
    } else if (failuresBefore === WORTH_A_WARNING) {
      this.#log.warn({ verb, err: error }, 'the watch keeps failing; trying on');
    } else this.#log.debug({ verb, err: error }, 'the watch broke off; going on');
  }

  handlerFailed(): void {
    this.#metrics.count('reflector_handler_errors_total', { resource: this.#resource });
  }
}
