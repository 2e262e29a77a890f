import type { KubeClient } from '../kube/client.ts';
import { stringAt } from '../kube/json.ts';
import type { Resource } from '../kube/resource.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import { CLOCK_SKEW_MS } from './lifetimes.ts';

const ASK_EVERY_MS = 3_600_000;

/** Everybody may ask who they are; the answer carries the time. */
const SELF_SUBJECT_REVIEWS: Resource = {
  group: 'authentication.k8s.io',
  version: 'v1',
  plural: 'selfsubjectreviews',
  kind: 'SelfSubjectReview',
  namespaced: false,
};

/**
 * The time of the API server, which is the one that counts: it decides whether our certificates are valid, and all replicas
 * have it in common. Between two questions the monotonic clock goes on, so that a wall clock that jumps, or is wrong from
 * the start, changes nothing. When the API server does not tell, it is our own clock.
 */
export class ServerTime {
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #log: Logger;
  #known: { readonly time: number; readonly monotonic: number } | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #told = false;

  constructor({ client, clock, log }: { readonly client: KubeClient; readonly clock: Clock; readonly log: Logger }) {
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
  }

  /** Milliseconds since the epoch, as known from the last question. */
  now(): number {
    if (this.#known === undefined) return this.#clock.now();
    return this.#known.time + this.#clock.monotonic() - this.#known.monotonic;
  }

  /** Asks unless the answer is recent: a monotonic clock is not exact, and stands still while a machine sleeps. */
  async askIfLongAgo(signal: AbortSignal): Promise<void> {
    if (this.#clock.monotonic() - this.#askedAt >= ASK_EVERY_MS) await this.ask(signal);
  }

  /** Asks. Never rejects. */
  async ask(signal: AbortSignal): Promise<void> {
    this.#askedAt = this.#clock.monotonic();
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const answer = await this.#client.create(SELF_SUBJECT_REVIEWS, body, { signal }).catch((error: unknown) => {
      if (!signal.aborted)
        this.#log.debug({ err: error }, 'the API server does not tell the time; our own clock counts');
      return undefined;
    });
    const time = Date.parse(stringAt(answer, 'metadata', 'creationTimestamp') ?? '');
    if (Number.isNaN(time)) return;
    this.#known = { time, monotonic: this.#clock.monotonic() };
    const aheadMs = this.#clock.now() - time;
    if (Math.abs(aheadMs) < CLOCK_SKEW_MS || this.#told) return;
    this.#told = true;
    const todo = 'set the clock of this machine';
    this.#log.warn({ aheadSeconds: Math.round(aheadMs / 1_000), todo }, 'our clock is not that of the API server');
  }
}
