import { dirname } from 'node:path';
import type { CertificateLocation } from '../lib/config/environment.ts';
import type { SelfManagedSettings } from '../lib/config/tls-settings.ts';
import {
  type CertificateSource,
  type CertificateSourceOptions,
  openCertificateSource,
} from '../lib/http/certificate-source.ts';
import type { HealthCheck } from '../lib/http/health-check.ts';
import type { KubeClient } from '../lib/kube/client.ts';
import type { EventRecorder } from '../lib/kube/events/event-recorder.ts';
import type { Logger } from '../lib/telemetry/log.ts';
import type { Metrics } from '../lib/telemetry/metrics.ts';
import type { Random } from '../lib/time/backoff.ts';
import type { Clock } from '../lib/time/clock.ts';
import { lifetimesOf } from '../lib/tls/lifetimes.ts';
import { ObjectBell } from '../lib/tls/object-bell.ts';
import { SECRETS } from '../lib/tls/secret-store.ts';
import { SelfManagedCertificate } from '../lib/tls/self-managed.ts';
import { WEBHOOK_CONFIGURATIONS } from '../lib/tls/webhooks.ts';

/** The certificate of the webhook, wherever it comes from. */
export interface Certificates {
  readonly source: CertificateSource;
  /** For readiness, beside what the listener checks. */
  readonly checks: readonly HealthCheck[];
  /** Looks after it until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

export interface CertificatesOptions {
  readonly location: CertificateLocation;
  readonly selfManaged: SelfManagedSettings | undefined;
  readonly client: KubeClient;
  /** The operator's own. */
  readonly namespace: string;
  readonly recorder: Pick<EventRecorder, 'record'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
}

const LISTENER = 'webhook';

/** Rejects with Failure CERTIFICATE_INVALID when there should be files, and are none that can be used. */
export async function openCertificates({ location, selfManaged, ...rest }: CertificatesOptions): Promise<Certificates> {
  if (selfManaged !== undefined) return selfManagedCertificates(selfManaged, rest);
  const source = await openCertificateSource({ ...placeOf(location), listener: LISTENER, ...rest });
  return { source, checks: [], run: () => Promise.resolve() };
}

function selfManagedCertificates(
  { secret, webhooks, hosts, certificateMs, renewBeforeMs }: SelfManagedSettings,
  options: Omit<CertificatesOptions, 'location' | 'selfManaged'>,
): Certificates {
  const { namespace } = options;
  const registrations = WEBHOOK_CONFIGURATIONS.map((resource) => ({ resource, name: webhooks }));
  const bell = new ObjectBell({
    ...options,
    objects: [{ resource: SECRETS, namespace, name: secret }, ...registrations],
  });
  const source = new SelfManagedCertificate({
    ...options,
    secret,
    webhooks,
    hosts: hosts.length > 0 ? hosts : serviceHosts(namespace),
    lifetimes: lifetimesOf(certificateMs, renewBeforeMs),
    bell,
    listener: LISTENER,
  });
  return {
    source,
    checks: [source.check],
    run: async (signal) => void (await Promise.all([bell.run(signal), source.run(signal)])),
  };
}

function serviceHosts(namespace: string): readonly string[] {
  const service = `node-cleanup-webhook.${namespace}.svc`;
  return [service, `${service}.cluster.local`];
}

function placeOf(location: CertificateLocation): Pick<CertificateSourceOptions, 'directory' | 'pair'> {
  return 'directory' in location ? location : { directory: dirname(location.certFile), pair: location };
}
