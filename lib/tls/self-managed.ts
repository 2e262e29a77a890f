import type { ServingCertificate } from '../http/certificate.ts';
import type { CertificateSource } from '../http/certificate-source.ts';
import type { HealthCheck } from '../http/health-check.ts';
import type { KubeClient } from '../kube/client.ts';
import { isAlreadyExists, isConflict } from '../kube/errors.ts';
import type { EventRecorder } from '../kube/events/event-recorder.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { backoffMs, type Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { carryOut } from './carry-out.ts';
import { mayReplace } from './choose.ts';
import { decide, type Step } from './decide.ts';
import { type Holding, readHolding, type Serving } from './holding.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { Bell } from './object-bell.ts';
import { provisionalCertificate } from './provisional.ts';
import { SecretStore, type StoredSecret } from './secret-store.ts';
import { ServerTime } from './server-time.ts';
import { TrustKeeper } from './trust-keeper.ts';

export interface SelfManagedOptions {
  readonly client: KubeClient;
  /** Of the Secret. */
  readonly namespace: string;
  readonly secret: string;
  /** The name of the webhook configurations, of both kinds. */
  readonly webhooks: string;
  /** What the API server calls us. */
  readonly hosts: readonly string[];
  readonly lifetimes: Lifetimes;
  readonly bell: Bell;
  readonly recorder: Pick<EventRecorder, 'record'>;
  /** As the metrics name whom the certificate is for. */
  readonly listener: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Also without the bell: a watch may be silent although something has changed. */
const LOOK_EVERY_MS = 300_000;
/** After a change of ours what is next is asked at once, unless somebody changes it back each time. */
const AFTER_CHANGE = { baseMs: 50, capMs: 30_000 };
const AFTER_FAILURE = { baseMs: 1_000, capMs: 60_000 };
/** Looks that find nothing to change, after which changes count from the beginning. */
const CALM_MS = 60_000;

/**
 * The certificate that replicas make themselves. They share it in a Secret, and each of them does what has to be done there:
 * writes are compare-and-set, so that whoever is first decides for all, and none has to be the leader. Before anything is
 * shown, callers are told to trust its authority (docs/adr/0011).
 */
export class SelfManagedCertificate implements CertificateSource {
  readonly #options: SelfManagedOptions;
  readonly #log: Logger;
  readonly #secret: SecretStore;
  readonly #trust: TrustKeeper;
  readonly #time: ServerTime;
  readonly #listeners = new Set<(certificate: ServingCertificate) => void>();
  #current: ServingCertificate;
  /** Undefined while what is shown is provisional. */
  #shown: Serving | undefined;
  #problem: string | undefined;
  #stored: StoredSecret | undefined;

  constructor(options: SelfManagedOptions) {
    this.#options = options;
    this.#log = options.log.child({ secret: `${options.namespace}/${options.secret}` });
    this.#secret = new SecretStore({ ...options, name: options.secret });
    this.#trust = new TrustKeeper({ ...options, log: this.#log });
    this.#time = new ServerTime({ ...options, log: this.#log });
    this.#current = provisionalCertificate(options.hosts, options.clock.now());
    this.#problem = 'the Secret has not been read yet';
  }

  get current(): ServingCertificate {
    return this.#current;
  }

  get isProvisional(): boolean {
    return this.#shown === undefined;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Whether callers trust what is shown. */
  get check(): HealthCheck {
    return { name: 'webhook-trust', check: () => this.#trust.health(this.#shown?.issuer) };
  }

  subscribe(listener: (certificate: ServingCertificate) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** Looks after it until the signal is aborted. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { bell, clock, random } = this.#options;
    let [failures, changes, changedAt] = [0, 0, 0];
    await this.#time.ask(signal);
    while (!signal.aborted) {
      const look = await this.#lookSafely(signal);
      if (signal.aborted) return;
      failures = look === 'failed' ? failures + 1 : 0;
      if (look === 'failed') {
        await clock.sleep(backoffMs(AFTER_FAILURE, failures, random), signal).catch(() => undefined);
      } else if (look === 'changed') {
        changes = clock.monotonic() - changedAt < CALM_MS ? changes + 1 : 1;
        changedAt = clock.monotonic();
        await clock.sleep(backoffMs(AFTER_CHANGE, changes, random), signal).catch(() => undefined);
      } else await bell.wait(Math.max(0, Math.min(LOOK_EVERY_MS, look.waitMs)));
    }
  }

  async #lookSafely(signal: AbortSignal): Promise<'failed' | 'changed' | { readonly waitMs: number }> {
    try {
      const found = await this.#look(signal);
      this.#tell(this.#trust.problem);
      return this.#trust.problem === undefined ? found : 'failed';
    } catch (error) {
      // Somebody else was faster: what they wrote is what counts.
      if (isConflict(error) || isAlreadyExists(error)) return 'changed';
      if (!signal.aborted) this.#tell(error instanceof Error ? error.message : String(error));
      return 'failed';
    }
  }

  async #look(signal: AbortSignal): Promise<'changed' | { readonly waitMs: number }> {
    // Before the Secret: what webhooks are seen to trust must not be newer than what we hold against it.
    await this.#trust.look(signal);
    await this.#time.askIfLongAgo(signal);
    this.#stored = await this.#secret.read(signal);
    const step = this.#decide();
    const wrote = step.action !== 'none' && (await this.#write(signal));
    const holding = this.#holding();
    const told = holding === undefined ? false : await this.#trust.tell(holding.trusted);
    const waits = !this.#show(holding?.serving);
    if (wrote || told) return 'changed';
    const { settleMs } = this.#options.lifetimes;
    const next = step.action === 'none' ? step.nextAt - this.#time.now() : 0;
    return { waitMs: waits ? Math.min(next, settleMs) : next };
  }

  /** Whether something was written: it is not when the API server's time says that it need not be. */
  async #write(signal: AbortSignal): Promise<boolean> {
    await this.#time.ask(signal);
    const step = this.#decide();
    if (step.action === 'none') return false;
    const { hosts, lifetimes } = this.#options;
    const now = this.#time.now();
    const circumstances = { holding: this.#holding(), inUse: this.#trust.inUse, hosts, now, lifetimes };
    this.#stored = await this.#secret.write(this.#stored, carryOut(step.action, circumstances));
    const { why } = step;
    this.#log.info({ action: step.action, why }, 'renewed what the Secret holds');
    const until = iso(this.#holding()?.serving?.certificate.notAfter ?? now);
    if (step.action === 'certificate') this.#record('CertificateRenewed', `A certificate until ${until}: ${why}`);
    else this.#record('AuthorityRenewed', `A new authority: ${why}`);
    return true;
  }

  #decide(): Step {
    const { hosts, lifetimes } = this.#options;
    const holding = this.#holding();
    const trustedFor = holding?.signer && this.#trust.trustedFor(holding.signer.fingerprint256);
    const signerIsTrusted = trustedFor !== undefined && trustedFor >= lifetimes.settleMs;
    return decide({ holding, now: this.#time.now(), hosts, lifetimes, signerIsTrusted });
  }

  #holding(): Holding | undefined {
    return this.#stored && readHolding(this.#stored.files, this.#time.now());
  }

  /** Shows it, if it may. False: it waits. */
  #show(next: Serving | undefined): boolean {
    if (next === undefined || next.certificate.fingerprint256 === this.#current.fingerprint256) return true;
    const candidate = ({ certificate, issuer }: Serving) => {
      return { notAfter: certificate.notAfter, issuer, trustedForMs: this.#trust.trustedFor(issuer) };
    };
    const shown = this.#shown && candidate(this.#shown);
    if (!mayReplace(shown, candidate(next), this.#time.now(), this.#options.lifetimes.settleMs)) return false;
    const { listener, metrics } = this.#options;
    if (this.#shown !== undefined) metrics.count('certificate_reloads_total', { listener, result: 'success' });
    this.#shown = next;
    this.#current = next.certificate;
    const { notBefore, notAfter, names, fingerprint256 } = this.#current;
    metrics.set('certificate_start_timestamp_seconds', { listener }, notBefore / 1_000);
    metrics.set('certificate_expiry_timestamp_seconds', { listener }, notAfter / 1_000);
    this.#log.info({ names, notAfter: iso(notAfter), fingerprint256 }, 'certificate loaded');
    for (const callback of this.#listeners) callback(this.#current);
    return true;
  }

  /** Says once what is wrong, and once that it is over. */
  #tell(problem: string | undefined): void {
    if (problem === this.#problem) return;
    if (problem === undefined) this.#log.info({}, 'the certificate is in order');
    else {
      this.#log.error({ problem }, 'the certificate is not in order; trying again');
      this.#record('CertificateProblem', problem);
    }
    this.#problem = problem;
  }

  #record(event: 'CertificateRenewed' | 'AuthorityRenewed' | 'CertificateProblem', note: string): void {
    const { namespace, secret: name, recorder } = this.#options;
    const uid = this.#stored?.object.metadata.uid;
    if (uid !== undefined) recorder.record({ apiVersion: 'v1', kind: 'Secret', namespace, name, uid }, event, note);
  }
}

const iso = (time: number): string => new Date(time).toISOString();
