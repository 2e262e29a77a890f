import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { Access, TlsMaterial } from './credentials.ts';

/** As client-go: a bound token lives an hour or more and is renewed at 80 % of it, so a minute is never too late. */
const MAX_AGE_MS = 60_000;

/**
 * One reading of the credentials for all requests, renewed when it is a minute old or was refused. A renewal that
 * fails leaves the last good one in use: a kubelet that is replacing the files must not cost us the API server.
 */
export class AccessCache {
  readonly #read: () => Promise<Access>;
  readonly #clock: Clock;
  readonly #log: Logger;
  #access: Access | undefined;
  #readAt = 0;
  #refused = false;
  #reading: Promise<Access> | undefined;

  constructor(read: () => Promise<Access>, clock: Clock, log: Logger) {
    this.#read = read;
    this.#clock = clock;
    this.#log = log;
  }

  async current(): Promise<Access> {
    const fresh = !this.#refused && this.#clock.monotonic() - this.#readAt < MAX_AGE_MS;
    if (fresh && this.#access !== undefined) return this.#access;
    this.#reading ??= this.#renew().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  invalidate(): void {
    this.#refused = true;
  }

  async #renew(): Promise<Access> {
    const last = this.#access;
    this.#refused = false;
    this.#readAt = this.#clock.monotonic();
    try {
      const next = await this.#read();
      const tls = last !== undefined && isSameTls(last.tls, next.tls) ? last.tls : next.tls;
      this.#access = { headers: next.headers, tls };
      return this.#access;
    } catch (error) {
      if (last === undefined) throw error;
      this.#log.warn({ err: error }, 'reading the credentials again failed; using the last ones');
      return last;
    }
  }
}

export const isSameTls = (a: TlsMaterial, b: TlsMaterial): boolean =>
  a.ca === b.ca &&
  a.cert === b.cert &&
  a.key === b.key &&
  a.servername === b.servername &&
  a.insecure === b.insecure &&
  a.proxyUrl === b.proxyUrl;
