import type { Registration } from './webhooks.ts';

/** Remembers since when every webhook of ours trusts an authority. */
export class TrustWatch {
  /** By fingerprint, on the monotonic clock; undefined until the webhooks have been seen. */
  #since: ReadonlyMap<string, number> | undefined;
  #hasWebhooks = false;

  /** What the webhooks are like now. */
  see(registrations: readonly Registration[], monotonic: number): void {
    const bundles = registrations
      .flatMap(({ webhooks }) => webhooks)
      .map(({ trusted }) => new Set(trusted.map(({ fingerprint256 }) => fingerprint256)));
    this.#hasWebhooks = bundles.length > 0;
    const [first = new Set<string>(), ...rest] = bundles;
    const byAll = [...first].filter((fingerprint) => rest.every((bundle) => bundle.has(fingerprint)));
    this.#since = new Map(byAll.map((fingerprint) => [fingerprint, this.#since?.get(fingerprint) ?? monotonic]));
  }

  /** For how long, in milliseconds; undefined when it is not trusted by all. Without a webhook nobody has to trust it. */
  trustedFor(fingerprint: string, monotonic: number): number | undefined {
    if (this.#since === undefined) return undefined;
    if (!this.#hasWebhooks) return Number.POSITIVE_INFINITY;
    const since = this.#since.get(fingerprint);
    return since === undefined ? undefined : monotonic - since;
  }
}
