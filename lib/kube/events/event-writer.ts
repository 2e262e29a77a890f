import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { type BackoffPolicy, backoffMs, type Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient } from '../client.ts';
import {
  ApiError,
  isAlreadyExists,
  isConflict,
  isForbidden,
  isNotFound,
  isServerError,
  isTooManyRequests,
  isUnauthorized,
} from '../errors.ts';
import { EVENTS, nameOf } from '../resource.ts';
import { eventBody, namespaceOf, seriesBody } from './body.ts';
import type { Series } from './series.ts';

export interface EventWriterOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly identity: string;
  readonly reportingController?: string;
  /** Aborts every request. */
  readonly signal: AbortSignal;
}

export type Written =
  | { readonly outcome: 'written' }
  | { readonly outcome: 'again'; readonly afterMs: number }
  /** It can never be written. */
  | { readonly outcome: 'failed' };

export const REPORTING_CONTROLLER = 'infra.894.io/node-cleanup-webhook';

/** As often as client-go; with these waits about ten minutes. */
const MOST_TRIES = 12;
const BACKOFF: BackoffPolicy = { baseMs: 1_000, capMs: 120_000 };
/** The queue waits and tries again, not a writer. */
const CALL = { timeoutMs: 10_000, retry: false } as const;

/** Brings one series to the API server: a new Event, or a count on the one that is there. */
export class EventWriter {
  readonly #options: EventWriterOptions;
  readonly #underWay = new Map<Series, Promise<Written>>();
  /** What was already said of failures; forgotten when a write works. */
  readonly #said = new Set<string>();

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** Never rejects. A second call for the same series while it is written gives the same answer. */
  write(series: Series): Promise<Written> {
    const underWay = this.#underWay.get(series);
    if (underWay !== undefined) return underWay;
    const write = this.#write(series).finally(() => this.#underWay.delete(series));
    this.#underWay.set(series, write);
    return write;
  }

  async #write(series: Series): Promise<Written> {
    if (series.unwritten === 0) return { outcome: 'written' };
    const verb = series.stored ? 'patch' : 'create';
    try {
      await (series.stored ? this.#patch(series) : this.#create(series));
      this.#said.clear();
      return { outcome: 'written' };
    } catch (error) {
      return this.#failed(series, verb, error);
    }
  }

  async #create(series: Series): Promise<void> {
    const { client, clock, signal, identity, reportingController = REPORTING_CONTROLLER } = this.#options;
    const namespace = namespaceOf(series.identity.regarding);
    const { count } = series;
    const body = eventBody(series.body({ reportingController, reportingInstance: identity }));
    try {
      await client.create(EVENTS, body, { namespace, ...CALL, signal });
      series.wrote(count, clock.monotonic());
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      // An earlier attempt came through and its answer was lost; it said at least one.
      series.wrote(1, clock.monotonic());
    }
    this.#count('created');
  }

  async #patch(series: Series): Promise<void> {
    const { client, clock, signal } = this.#options;
    const namespace = namespaceOf(series.identity.regarding);
    const { count } = series;
    const patch = { kind: 'merge', body: seriesBody(count, series.lastAt) } as const;
    try {
      await client.patch(EVENTS, series.name, patch, { namespace, ...CALL, signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      series.startOver();
      await this.#create(series);
      return;
    }
    series.wrote(count, clock.monotonic());
    this.#count('counted');
  }

  #failed(series: Series, verb: string, error: unknown): Written {
    series.failures += 1;
    const { log, random, signal } = this.#options;
    if (signal.aborted) return { outcome: 'failed' };
    const namespace = namespaceOf(series.identity.regarding);
    const fields = { reason: series.identity.spec.reason, namespace, err: error };
    if (isForbidden(error)) {
      const missing = `${verb} ${nameOf(EVENTS)} in namespace ${namespace}`;
      this.#say(missing, () => log.error({ ...fields, missing }, 'RBAC does not allow to write Events; dropping them'));
      return { outcome: 'failed' };
    }
    if (isRefusal(error)) {
      this.#say(`${verb} ${series.identity.spec.reason}`, () => log.warn(fields, 'the API server refuses an Event'));
      return { outcome: 'failed' };
    }
    this.#say('away', () => log.warn(fields, 'Events cannot be written now; trying again'));
    if (series.failures >= MOST_TRIES) return { outcome: 'failed' };
    const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
    return { outcome: 'again', afterMs: Math.max(asked, backoffMs(BACKOFF, series.failures, random)) };
  }

  /** Once, until a write works again: whoever has to be told a thousand times does not listen. */
  #say(what: string, say: () => void): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    say();
  }

  #count(result: string): void {
    this.#options.metrics.count('events_recorded_total', { result });
  }
}

/** Another attempt would be answered the same. */
function isRefusal(error: unknown): boolean {
  const passes = isServerError(error) || isTooManyRequests(error) || isUnauthorized(error) || isConflict(error);
  return error instanceof ApiError && !passes;
}
