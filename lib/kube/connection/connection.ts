import type { Dispatcher } from 'undici';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Clock } from '../../time/clock.ts';
import type { Access, Credentials, RequestHeaders, TlsMaterial } from '../credentials/credentials.ts';
import { ConnectionError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import { createDispatchers, type Dispatchers } from './dispatchers.ts';
import { Exchange, type Head } from './exchange.ts';
import { connectionErrorFrom, isReset, isTlsFailure } from './failed-connection.ts';
import { isRetryableStatus, retryAfterSeconds } from './retry-after.ts';

/** As client-go: a server that sends us away this often is not going to take us. */
const MAX_TRIES = 10;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
  /** For messages: `patching nodes worker-1`. */
  readonly what: string;
  /** For metrics. */
  readonly verb: string;
  readonly resource: string;
  readonly retry: boolean;
  /** Watches have connections of their own, outside the limit. */
  readonly stays?: boolean;
}

/** An answer whose body has not been read yet. */
export interface Answer {
  readonly head: Head;
  readonly exchange: Exchange;
}

interface Attempts {
  access: Access;
  tries: number;
  renewed: boolean;
  repeated: boolean;
}

export interface ConnectionOptions {
  readonly credentials: Credentials;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** For requests under way when all is to end: less than any grace period. */
const CLOSING_MS = 5_000;

/**
 * Requests to one API server over one shared pool. It renews what the server refuses (a 401, a certificate of a new
 * CA), waits when the server says so, and repeats a GET whose kept-alive connection turned out to be closed.
 */
export class Connection {
  readonly #credentials: Credentials;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #userAgent: string;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  /** The last reading of the credentials: calls under way may still hold an older one. */
  #tls: TlsMaterial | undefined;
  #pool: { readonly tls: TlsMaterial; readonly dispatchers: Promise<Dispatchers> } | undefined;
  #closing: Promise<void> | undefined;

  constructor({ credentials, userAgent, clock, metrics }: ConnectionOptions) {
    const { origin, pathname } = new URL(credentials.server);
    this.#credentials = credentials;
    this.#origin = origin;
    this.#basePath = pathname.replace(/\/$/, '');
    this.#userAgent = userAgent;
    this.#clock = clock;
    this.#metrics = metrics;
  }

  /** The answer, whatever its status. Rejects with ConnectionError, or with the reason why the deadline was aborted. */
  async send(call: Call, deadline: Deadline): Promise<Answer> {
    const attempts: Attempts = {
      access: await this.#access(call, deadline),
      tries: 1,
      renewed: false,
      repeated: false,
    };
    for (;;) {
      const result = await this.#try(call, attempts.access, deadline);
      const again =
        result instanceof ConnectionError
          ? await this.#repairs(call, result, attempts, deadline)
          : await this.#waits(call, result, attempts, deadline);
      if (again) attempts.tries++;
      else if (result instanceof ConnectionError) throw result;
      else return result;
    }
  }

  /** Waits for requests under way, but not for ever; no new ones are taken. Watches must be aborted by their owners. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { calls, watches } = (await this.#pool?.dispatchers) ?? {};
    const closed = Promise.all([calls?.close(), watches?.close()]);
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _ = this.#clock.after(CLOSING_MS, resolve);
    await Promise.race([closed, late]);
    // Harmless where all is closed. Nobody waits for it: a process that is to end must end.
    for (const dispatcher of [calls, watches]) void dispatcher?.destroy().catch(() => {});
  }

  /** Whether trying again can help where there was no answer. */
  async #repairs(call: Call, error: ConnectionError, attempts: Attempts, deadline: Deadline): Promise<boolean> {
    if (call.method === 'GET' && isReset(error) && !attempts.repeated) {
      attempts.repeated = true;
      return true;
    }
    return isTlsFailure(error) && (await this.#renews(call, attempts, deadline));
  }

  /** Whether the answer asks to come again: after as long as it says, or with newer credentials. */
  async #waits(call: Call, answer: Answer, attempts: Attempts, deadline: Deadline): Promise<boolean> {
    const { status, headers } = answer.head;
    let waitMs: number | undefined;
    if (status === 401 && (await this.#renews(call, attempts, deadline))) waitMs = 0;
    else if (call.retry && isRetryableStatus(status) && attempts.tries < MAX_TRIES) {
      const seconds = retryAfterSeconds(headers, this.#clock.now());
      if (seconds !== undefined && seconds * 1_000 < deadline.leftMs()) waitMs = seconds * 1_000;
    }
    if (waitMs === undefined) return false;
    await this.#discard(answer, deadline);
    if (waitMs > 0) await this.#clock.sleep(waitMs, deadline.signal);
    return true;
  }

  /** Reads the credentials again, once per call; true when they are others than those that were refused. */
  async #renews(call: Call, attempts: Attempts, deadline: Deadline): Promise<boolean> {
    if (attempts.renewed) return false;
    attempts.renewed = true;
    const { access } = attempts;
    this.#credentials.invalidate();
    attempts.access = await this.#access(call, deadline);
    return attempts.access.tls !== access.tls || !sameHeaders(attempts.access.headers, access.headers);
  }

  async #try(call: Call, access: Access, deadline: Deadline): Promise<Answer | ConnectionError> {
    deadline.signal.throwIfAborted();
    const startedAt = this.#clock.monotonic();
    const exchange = new Exchange();
    const onAbort = () => exchange.abort(asError(deadline.signal.reason));
    deadline.signal.addEventListener('abort', onAbort, { once: true });
    let code = 'ABORTED';
    try {
      const dispatcher = await this.#dispatcher(call, access);
      dispatcher.dispatch(this.#requestOf(call, access), exchange);
      const head = await exchange.head;
      code = String(head.status);
      return { head, exchange };
    } catch (error) {
      // The reason itself, as fetch does: the caller knows what it aborted with.
      if (deadline.signal.aborted) {
        if (deadline.signal.reason instanceof ConnectionError) code = deadline.signal.reason.code;
        throw deadline.signal.reason;
      }
      const failure = connectionErrorFrom(call.what, error);
      code = failure.code;
      return failure;
    } finally {
      deadline.signal.removeEventListener('abort', onAbort);
      this.#measure(call, code, startedAt);
    }
  }

  #requestOf(call: Call, access: Access): Dispatcher.DispatchOptions {
    const { method, body } = call;
    return {
      origin: this.#origin,
      path: this.#basePath + call.path,
      method,
      headers: {
        ...mutable(access.headers),
        accept: 'application/json',
        'user-agent': this.#userAgent,
        ...(body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      // The deadlines are ours and the reflector's.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
  }

  async #dispatcher(call: Call, access: Access): Promise<Dispatcher> {
    if (this.#closing !== undefined) throw new ConnectionError(call.what, 'CLOSED', 'the connection is closed');
    const tls = this.#tls ?? access.tls;
    if (this.#pool?.tls !== tls) {
      this.#retire(this.#pool?.dispatchers);
      this.#pool = { tls, dispatchers: createDispatchers(this.#origin, tls) };
    }
    const { calls, watches } = await this.#pool.dispatchers;
    return call.stays ? watches : calls;
  }

  /** Requests under way end on the old connections; a watch there lives until its own timeout. */
  #retire(dispatchers: Promise<Dispatchers> | undefined): void {
    const close = async () => {
      const old = await dispatchers;
      await Promise.all([old?.calls.close(), old?.watches.close()]);
    };
    // Not at once: somebody may just have been given them.
    setImmediate(() => void close().catch(() => {}));
  }

  async #access(call: Call, deadline: Deadline): Promise<Access> {
    try {
      const access = await deadline.race(this.#credentials.current());
      this.#tls = access.tls;
      return access;
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      throw new ConnectionError(call.what, 'CREDENTIALS', error);
    }
  }

  /** Reads what is left, so that the connection can be used again. */
  async #discard({ exchange }: Answer, deadline: Deadline): Promise<void> {
    await deadline.race(exchange.text()).catch((error: unknown) => exchange.abort(asError(error)));
  }

  #measure({ verb, resource }: Call, code: string, startedAt: number): void {
    this.#metrics.count('rest_client_requests_total', { verb, resource, code });
    const seconds = (this.#clock.monotonic() - startedAt) / 1_000;
    this.#metrics.observe('rest_client_request_duration_seconds', { verb, resource }, seconds);
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

const mutable = (headers: RequestHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );

const sameHeaders = (a: RequestHeaders, b: RequestHeaders): boolean => JSON.stringify(a) === JSON.stringify(b);
