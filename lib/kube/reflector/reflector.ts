import type { Logger } from '../../telemetry/log.ts';
import { backoffMs } from '../../time/backoff.ts';
import { isKubeObject } from '../answer.ts';
import type { WatchEvent } from '../client.ts';
import { isGone } from '../errors.ts';
import { at, stringAt } from '../json.ts';
import { nameOf } from '../resource.ts';
import { listPages } from './list-pager.ts';
import { Mirror, type Reading } from './mirror.ts';
import { DEFAULT_TUNABLES, type ReflectorOptions, type ReflectorTunables } from './options.ts';
import type { Store } from './store.ts';
import { ReflectorTelemetry } from './telemetry.ts';
import { type WatchEnd, watchOnce } from './watch-session.ts';
import { isStreamBroken, isStreamRejected, judge } from './watch-verdict.ts';

/** A watch that ends sooner did not work, whatever it says. */
const SHORT_WATCH_MS = 1_000;
/** Restarts of an expired paged list before it is asked for in one piece, which cannot expire. */
const MAX_EXPIRED_LISTS = 2;

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/**
 * Keeps a copy of a resource up to date until it is aborted. It reads everything as a watch-list stream (KEP-3157), or
 * as a paged list where the server has none, and follows from there; whatever goes wrong, it goes on from the last
 * resourceVersion, or reads everything again and tells the handler the difference.
 */
export class Reflector<T> {
  readonly store: Store<T>;
  /** Resolves when everything has been read once; never rejects. */
  readonly synced: Promise<void>;
  readonly #options: ReflectorOptions<T>;
  readonly #tunables: ReflectorTunables;
  readonly #log: Logger;
  readonly #telemetry: ReflectorTelemetry;
  readonly #mirror: Mirror<T>;
  readonly #resolveSynced: () => void;
  #hasSynced = false;
  #running = false;
  /** Where to go on; undefined when everything must be read. */
  #resourceVersion: string | undefined;
  /** Attempts in a row without progress. */
  #failures = 0;
  #trouble: unknown;
  /** A stream that did not come to its end is followed by a list. */
  #streamFailed = false;

  constructor(options: ReflectorOptions<T>) {
    const { parse, handler, clock, log, metrics } = options;
    const resource = nameOf(options.resource);
    const isWhole = [options.namespace, options.labelSelector, options.fieldSelector].every(
      (part) => part === undefined,
    );
    this.#options = options;
    this.#tunables = { ...DEFAULT_TUNABLES, ...options.tunables };
    this.#log = log.child({ resource });
    this.#telemetry = new ReflectorTelemetry({ resource, isWhole, clock, log: this.#log, metrics });
    this.#mirror = new Mirror({ parse, handler, log: this.#log, onError: () => this.#telemetry.handlerFailed() });
    this.store = this.#mirror;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.synced = promise;
    this.#resolveSynced = resolve;
  }

  hasSynced(): boolean {
    return this.#hasSynced;
  }

  /** Why the last attempt failed; undefined since the last that did not. */
  get trouble(): unknown {
    return this.#trouble;
  }

  /** When the server was last heard, on the monotonic clock; undefined before the first time. */
  lastContact(): number | undefined {
    return this.#telemetry.lastContact;
  }

  /** Resolves when the signal is aborted, and rejects only when it is called a second time. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#running) throw new Error(`the reflector of ${nameOf(this.#options.resource)} is already running`);
    this.#running = true;
    while (!signal.aborted) {
      try {
        await this.#turn(signal);
      } catch (error) {
        if (signal.aborted) return;
        // Nothing throws here that we know of; a fault of ours must not end the watching.
        this.#log.error({ err: error }, 'reflecting failed; reading everything again');
        this.#resourceVersion = undefined;
        this.#failures++;
        await this.#pause(0, signal);
      }
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const startedAt = clock.monotonic();
    const failuresBefore = this.#failures;
    this.#failures++;
    const end = this.#resourceVersion === undefined ? await this.#read(signal) : await this.#follow(signal);
    if (end === undefined) return;

    const verdict = judge(end, this.#failures);
    this.#telemetry.ended(verdict.end);
    if (verdict.relist) this.#resourceVersion = undefined;
    const short = end.kind === 'closed' && clock.monotonic() - startedAt < SHORT_WATCH_MS;
    if (end.kind === 'failed') {
      this.#setTrouble(end.error);
      this.#telemetry.failed(end, failuresBefore);
    }
    if (verdict.backoff || short) await this.#pause(verdict.retryAfterMs, signal);
    else if (end.kind === 'closed' || end.kind === 'overdue') this.#failures = 0;
  }

  /** Everything, and then what follows as far as the same stream goes. Undefined: go on from the resourceVersion. */
  async #read(signal: AbortSignal): Promise<WatchEnd | undefined> {
    if (!this.#streamFailed) {
      const end = await this.#stream(signal);
      if (this.#resourceVersion !== undefined) return end;
      if (!isStreamRejected(end)) {
        this.#streamFailed = isStreamBroken(end) && (end.kind !== 'failed' || this.#failures > 1);
        return end;
      }
      this.#log.debug({}, 'the server has no watch-list streaming; listing in pages');
    }
    this.#streamFailed = false;
    try {
      await this.#list(signal);
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'failed', verb: 'list', error };
    }
  }

  #stream(signal: AbortSignal): Promise<WatchEnd> {
    let reading: Reading | undefined = this.#mirror.startReading();
    return this.#watch(signal, { sendInitialEvents: true }, (event) => {
      if (reading === undefined) this.#apply(event);
      else if (event.type !== 'BOOKMARK') this.#change(event, reading);
      else if (at(event.object, 'metadata', 'annotations', INITIAL_EVENTS_END) === 'true') {
        this.#completed(reading, stringAt(event.object, 'metadata', 'resourceVersion'), 'stream');
        reading = undefined;
      }
    });
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { client, resource, namespace, labelSelector, fieldSelector } = this.#options;
    for (let expired = 0; ; expired++) {
      const limit = expired < MAX_EXPIRED_LISTS ? this.#tunables.pageSize : undefined;
      const reading = this.#mirror.startReading();
      let resourceVersion: string | undefined;
      try {
        const options = { namespace, labelSelector, fieldSelector, limit, signal, retry: false };
        for await (const page of listPages(client, resource, options)) {
          signal.throwIfAborted();
          this.#telemetry.heard();
          for (const object of page.items) reading.upsert(object);
          resourceVersion = page.resourceVersion;
        }
        this.#completed(reading, resourceVersion, 'list');
        return;
      } catch (error) {
        if (!isGone(error) || limit === undefined) throw error;
      }
    }
  }

  #follow(signal: AbortSignal): Promise<WatchEnd> {
    return this.#watch(signal, { resourceVersion: this.#resourceVersion }, (event) => this.#apply(event));
  }

  #watch(
    signal: AbortSignal,
    from: { readonly resourceVersion?: string | undefined; readonly sendInitialEvents?: boolean },
    onEvent: (event: WatchEvent) => void,
  ): Promise<WatchEnd> {
    const { client, resource, clock, random, namespace, labelSelector, fieldSelector } = this.#options;
    const { minTimeoutSeconds, graceMs, stallMs } = this.#tunables;
    const timeoutSeconds = Math.round(minTimeoutSeconds * (1 + random()));
    const opened = () => {
      this.#telemetry.heard();
      this.#setTrouble(undefined);
    };
    const options = { ...from, namespace, labelSelector, fieldSelector, timeoutSeconds, opened };
    return watchOnce(
      {
        client,
        resource,
        options,
        clock,
        graceMs,
        stallMs,
        onEvent: (event) => {
          this.#telemetry.heard();
          this.#telemetry.event(event.type);
          onEvent(event);
        },
      },
      signal,
    );
  }

  #apply(event: WatchEvent): void {
    if (event.type !== 'BOOKMARK') this.#change(event, this.#mirror);
    this.#resourceVersion = stringAt(event.object, 'metadata', 'resourceVersion') ?? this.#resourceVersion;
    this.#failures = 0;
    this.#setTrouble(undefined);
    this.#telemetry.progressed();
  }

  #change({ type, object }: WatchEvent, target: Pick<Reading, 'upsert'>): void {
    if (!isKubeObject(object)) {
      this.#log.warn({ type }, 'an event without a name, uid or resourceVersion was left out');
    } else if (type === 'DELETED') this.#mirror.remove(object);
    else target.upsert(object);
    if (this.#hasSynced) this.#telemetry.objects(this.#mirror.size);
  }

  #completed(reading: Reading, resourceVersion: string | undefined, how: 'stream' | 'list'): void {
    reading.complete();
    this.#resourceVersion = resourceVersion;
    this.#failures = 0;
    this.#telemetry.completed(how, this.#mirror.size);
    this.#hasSynced = true;
    this.#setTrouble(undefined);
    this.#resolveSynced();
  }

  #setTrouble(trouble: unknown): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#options.troubled?.();
  }

  async #pause(atLeastMs: number, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    const ms = Math.max(atLeastMs, backoffMs(this.#tunables.backoff, this.#failures, random));
    await clock.sleep(ms, signal).catch(() => {});
  }
}
