import { at, stringAt } from '../../../lib/kube/json.ts';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS } from '../../../lib/kube/registrations.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import type { Clock } from '../../../lib/time/clock.ts';
import { lifetimesOf } from '../../../lib/tls/lifetimes.ts';
import { SECRETS } from '../../../lib/tls/secret-store.ts';
import { SelfManagedCertificate } from '../../../lib/tls/self-managed.ts';
import { authoritiesIn, isSignedBy, readCertificate, type Trusted } from '../../../lib/tls/trusted.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeKubeClient } from '../../support/fake-kube-client.ts';
import { recordingLog } from '../http/support.ts';
import { HOSTS } from './sample.ts';

export const MINUTE = 60_000;
export const NAMESPACE = 'node-cleanup';
export const NAME = 'node-cleanup-webhook';
/** As in reality, with minutes for days: 90 of them, renewed 30 before; callers must trust an authority for 3. */
export const WORLD_LIFETIMES = lifetimesOf(90 * MINUTE, 30 * MINUTE);

const service = { namespace: NAMESPACE, name: NAME };

export class Replica {
  readonly client: FakeKubeClient;
  readonly log = recordingLog();
  readonly metrics = createPrometheusMetrics();
  readonly events: string[] = [];
  readonly certificate: SelfManagedCertificate;
  readonly stop = new AbortController();
  readonly running: Promise<void>;
  #ring = (): void => {};

  constructor(client: FakeKubeClient, clock: Clock) {
    this.client = client;
    const bell = {
      wait: (ms: number) =>
        new Promise<void>((resolve) => {
          this.#ring = resolve;
          clock.after(ms, resolve);
          this.stop.signal.addEventListener('abort', () => resolve());
        }),
    };
    this.certificate = new SelfManagedCertificate({
      client,
      namespace: NAMESPACE,
      secret: 's',
      webhooks: NAME,
      hosts: HOSTS,
      lifetimes: WORLD_LIFETIMES,
      bell,
      recorder: { record: (_, event) => void this.events.push(event) },
      listener: 'webhook',
      clock,
      random: () => 0.5,
      log: this.log,
      metrics: this.metrics,
    });
    this.running = this.certificate.run(this.stop.signal);
  }

  /** As the watch does when something has changed. */
  ring(): void {
    this.#ring();
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.running;
  }
}

/** An API server with one Secret and webhooks, and replicas that share them. */
export class World {
  readonly clock = new FakeClock();
  readonly api = new FakeKubeClient(this.clock);
  readonly replicas: Replica[] = [];
  /** Moments at which somebody showed what a caller did not trust: one who knows the webhooks as they are, or were a step ago. */
  readonly distrusted: string[] = [];
  #stepAgo: readonly (readonly Trusted[])[] = [];

  register(): void {
    const webhooks = [{ name: 'a', clientConfig: { service } }];
    for (const resource of [MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS])
      this.api.put(resource, { metadata: { name: NAME }, webhooks });
  }

  start(): Replica {
    const replica = new Replica(this.api.sibling(), this.clock);
    this.replicas.push(replica);
    return replica;
  }

  secret(key: string): string {
    return Buffer.from(stringAt(this.api.peek(SECRETS, 's', NAMESPACE), 'data', key) ?? '', 'base64').toString();
  }

  /** The authorities that callers trust, by kind of webhook. */
  trusted(): readonly (readonly string[])[] {
    return this.#bundles().map((authorities) => authorities.map(({ fingerprint256 }) => fingerprint256));
  }

  /** Time goes on in steps; changes ring as they do on a real server. */
  async pass(ms: number, step = Math.min(ms, 60_000)): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      await this.clock.advance(step);
      for (const replica of this.replicas) replica.ring();
      for (let i = 0; i < 5; i++) await settle();
      this.#judge();
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.end()));
  }

  #bundles() {
    const bundle = (resource: typeof MUTATING_WEBHOOKS) => {
      const [webhook] = [at(this.api.peek(resource, NAME), 'webhooks')].flat();
      return stringAt(webhook, 'clientConfig', 'caBundle') ?? '';
    };
    if (this.api.peek(MUTATING_WEBHOOKS, NAME) === undefined) return [];
    return [MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS].map((resource) =>
      authoritiesIn(Buffer.from(bundle(resource), 'base64').toString()),
    );
  }

  #judge(): void {
    const now = this.#bundles();
    for (const { certificate } of this.replicas) {
      const leaf = readCertificate(certificate.current.cert);
      const trusts = (bundle: readonly Trusted[]) => bundle.some((authority) => leaf && isSignedBy(leaf, authority));
      if (!certificate.isProvisional && ![...now, ...this.#stepAgo].every(trusts))
        this.distrusted.push(new Date(this.clock.now()).toISOString());
    }
    this.#stepAgo = now;
  }
}
