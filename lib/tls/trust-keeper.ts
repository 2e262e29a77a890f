import type { Health } from '../http/health-check.ts';
import type { KubeClient } from '../kube/client.ts';
import { isConflict, isNotFound } from '../kube/errors.ts';
import type { Resource } from '../kube/resource.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import { WRITE_TIMEOUT_MS } from './lifetimes.ts';
import { TrustWatch } from './trust-watch.ts';
import type { Trusted } from './trusted.ts';
import { type Registration, readRegistration, trustPatch, WEBHOOK_CONFIGURATIONS } from './webhooks.ts';

export interface TrustKeeperOptions {
  readonly client: KubeClient;
  /** The name of the webhook configurations. */
  readonly webhooks: string;
  readonly hosts: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * An upgrade from another source of certificates replaces one replica after the other, and those of before show what was
 * trusted before; a rollout that makes no progress for this long has failed, as Deployments have it unless they are told.
 */
export const HANDOVER_MS = 600_000;

/** Tells the API server whom it is to trust, in the caBundle of our webhooks, and knows whom it trusts. */
export class TrustKeeper {
  readonly #options: TrustKeeperOptions;
  readonly #watch = new TrustWatch();
  #registrations: readonly Registration[] = [];
  #problem: string | undefined;
  /** What was trusted when we came, and until when, on the monotonic clock, it may stay. */
  #before: { readonly fingerprints: ReadonlySet<string>; readonly until: number } | undefined;

  constructor(options: TrustKeeperOptions) {
    this.#options = options;
  }

  /** Why callers may not trust us; undefined when they do, as far as is known. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Every authority that one of our webhooks trusts. */
  get inUse(): readonly Trusted[] {
    return this.#registrations.flatMap(({ webhooks }) => webhooks).flatMap(({ trusted }) => trusted);
  }

  /** For how long all of them have trusted it, in milliseconds; undefined when they do not, or nobody knows. */
  trustedFor(fingerprint: string): number | undefined {
    return this.#watch.trustedFor(fingerprint, this.#options.clock.monotonic());
  }

  /** Reads the configurations. What goes wrong is a problem and no reason not to serve. */
  async look(signal: AbortSignal): Promise<void> {
    try {
      const read = await Promise.all(WEBHOOK_CONFIGURATIONS.map((resource) => this.#read(resource, signal)));
      this.#registrations = read.filter((found) => found !== undefined);
      const now = this.#options.clock.monotonic();
      this.#watch.see(this.#registrations, now);
      const fingerprints = () => new Set(this.inUse.map(({ fingerprint256 }) => fingerprint256));
      this.#before ??= { fingerprints: fingerprints(), until: now + HANDOVER_MS };
      this.#problem = undefined;
    } catch (error) {
      signal.throwIfAborted();
      this.#problem = messageOf(error);
    }
  }

  /** Puts the authorities where they are missing. True when something was changed. */
  async tell(authorities: readonly Trusted[]): Promise<boolean> {
    if (this.#problem !== undefined) return false;
    const changed = await Promise.all(
      this.#registrations.map((registration) => this.#patch(registration, authorities)),
    );
    return changed.includes(true);
  }

  /** Whether callers trust what was signed by this authority. */
  health(issuer: string | undefined): Health {
    const ours = this.#registrations.filter(({ webhooks }) => webhooks.length > 0);
    const names = ours.map(({ resource, name }) => `${resource.kind} ${name}`).join(' and ');
    if (issuer !== undefined && this.trustedFor(issuer) !== undefined) {
      return { ok: true, message: this.#problem ?? (names === '' ? this.#whyNone() : `by ${names}`) };
    }
    return { ok: false, message: this.#problem ?? `${names || 'no webhook'} does not trust the certificate yet` };
  }

  /** Nobody puts it back: where another replica has taken it out, it stays out. */
  #mayStay({ fingerprint256 }: Trusted): boolean {
    const { fingerprints, until } = this.#before ?? { fingerprints: new Set(), until: 0 };
    return this.#options.clock.monotonic() < until && fingerprints.has(fingerprint256);
  }

  /** One that calls us by another name than we know is not ours to find. */
  #whyNone(): string {
    const names = this.#registrations.map(({ resource, name }) => `${resource.kind} ${name}`).join(' and ');
    return names === '' ? 'there is no webhook' : `none in ${names} calls ${this.#options.hosts.join(' or ')}`;
  }

  async #read(resource: Resource, signal: AbortSignal): Promise<Registration | undefined> {
    const { client, webhooks, hosts } = this.#options;
    try {
      return readRegistration(resource, await client.get(resource, webhooks, { signal }), hosts);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #patch(registration: Registration, authorities: readonly Trusted[]): Promise<boolean> {
    const { resource, name, filledBy } = registration;
    const patch = trustPatch(registration, authorities, (other) => this.#mayStay(other));
    if (patch === undefined) return false;
    const what = `${resource.kind} ${name}`;
    if (filledBy !== undefined) {
      // It may well leave ours among its own, as cainjector does since cert-manager 1.21.
      if (registration.webhooks.every(({ trusted }) => includesAll(trusted, authorities))) return false;
      this.#problem = `the caBundle of ${what} is filled in by somebody else: take its annotation ${filledBy} away`;
      return false;
    }
    try {
      await this.#options.client.patch(resource, name, patch, { timeoutMs: WRITE_TIMEOUT_MS });
      this.#options.log.info({ configuration: what, authorities: authorities.length }, 'the caBundle is put in place');
      return true;
    } catch (error) {
      // Somebody else was faster, or it is gone: the next look tells.
      if (isConflict(error) || isNotFound(error)) return true;
      this.#problem = messageOf(error);
      return false;
    }
  }
}

function includesAll(trusted: readonly Trusted[], authorities: readonly Trusted[]): boolean {
  return authorities.every((one) => trusted.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
