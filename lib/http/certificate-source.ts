import { FolderBell } from '../files/folder-bell.ts';
import { Failure } from '../telemetry/failure.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import { type CheckedCertificate, checkCertificate, contentHash, type ServingCertificate } from './certificate.ts';
import { type PairOfFiles, readCertificateFolder } from './certificate-folder.ts';

/** Where the serving certificate comes from; it changes while the process runs. */
export interface CertificateSource {
  readonly current: ServingCertificate;
  /** Nobody trusts what is served: it is there only until the right one can be had. */
  readonly isProvisional: boolean;
  /** Why what should be served now is not what is served; undefined when it is. */
  readonly problem: string | undefined;
  /** Called with every new certificate until disposed. */
  subscribe(listener: (certificate: ServingCertificate) => void): Disposable;
}

export interface CertificateSourceOptions {
  /** Looked at for changes, and for `tls.crt` and `tls.key` unless `pair` names other files. */
  readonly directory: string;
  readonly pair?: PairOfFiles;
  /** As the metrics name whom the certificate is for. */
  readonly listener: string;
  /** Default 10 s, as in controller-runtime's certwatcher: inotify can be exhausted, and some file systems have none. */
  readonly pollMs?: number;
  /** How long files must stay as they are before they are judged bad: two files are not written at one moment. Default 500 ms. */
  readonly settleMs?: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/**
 * Loads the pair and keeps looking at it. A pair that cannot be served never replaces one that can.
 * Fails with CERTIFICATE_INVALID when there is none to begin with: a kubelet starts a container only after its Secret is
 * mounted, so waiting here would only hide a wrong path.
 */
export async function openCertificateSource(options: CertificateSourceOptions): Promise<CertificateSource> {
  const { directory, listener, pollMs = 10_000, settleMs = 500, clock, log, metrics, signal } = options;
  const listeners = new Set<(certificate: ServingCertificate) => void>();

  const first = await settledLook(options, undefined, settleMs);
  if (first.checked.outcome === 'unusable') {
    throw new Failure(
      'CERTIFICATE_INVALID',
      `there is no certificate to serve: ${first.checked.problem}. ` +
        '--cert-dir (CERT_DIR) must name a folder with tls.crt and tls.key in PEM, such as a mounted Secret of type kubernetes.io/tls.',
    );
  }
  let current = first.checked.certificate;
  let seen = first.hash;
  let problem: string | undefined;
  announce();

  void watchForever();

  return {
    get current() {
      return current;
    },
    isProvisional: false,
    get problem() {
      return problem;
    },
    subscribe(callback) {
      listeners.add(callback);
      return { [Symbol.dispose]: () => void listeners.delete(callback) };
    },
  };

  async function watchForever(): Promise<void> {
    using bell = new FolderBell(directory, log, signal);
    while (!signal.aborted) {
      await bell.wait(clock, pollMs);
      await refresh().catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error, directory }, 'looking at the certificate failed; trying again');
      });
    }
  }

  async function refresh(): Promise<void> {
    // The same files are judged again only while they are refused: a certificate of tomorrow becomes good by itself.
    const look = await settledLook(options, seen, settleMs);
    if (look.hash === seen && problem === undefined) return;
    seen = look.hash;
    if (look.checked.outcome === 'usable') return accept(look.checked.certificate);
    if (problem === look.checked.problem) return;
    problem = look.checked.problem;
    metrics.count('certificate_reloads_total', { listener, result: 'failure' });
    log.error(
      { directory, problem, servedUntil: iso(current.notAfter) },
      'the new certificate cannot be used; the old one stays',
    );
  }

  function accept(certificate: ServingCertificate): void {
    problem = undefined;
    if (certificate.cert === current.cert && certificate.key === current.key) return;
    current = certificate;
    metrics.count('certificate_reloads_total', { listener, result: 'success' });
    announce();
    for (const callback of listeners) {
      try {
        callback(current);
      } catch (error) {
        log.error({ err: error, directory }, 'the new certificate could not be put into service');
      }
    }
  }

  function announce(): void {
    const { notBefore, notAfter, names, fingerprint256, remarks } = current;
    metrics.set('certificate_start_timestamp_seconds', { listener }, notBefore / 1000);
    metrics.set('certificate_expiry_timestamp_seconds', { listener }, notAfter / 1000);
    log.info({ directory, names, notAfter: iso(notAfter), fingerprint256 }, 'certificate loaded');
    for (const remark of remarks) log.warn({ directory, remark }, 'the certificate is odd');
  }
}

interface Look {
  readonly hash: string;
  readonly checked: CheckedCertificate;
}

/** Looks; when it is new and bad, looks again until it has stayed the same for `settleMs`. */
async function settledLook(
  options: CertificateSourceOptions,
  seen: string | undefined,
  settleMs: number,
): Promise<Look> {
  const { directory, pair, clock, signal } = options;
  let look = await lookAt(directory, pair, clock.now());
  for (;;) {
    if (look.hash === seen || look.checked.outcome === 'usable') return look;
    await clock.sleep(settleMs, signal);
    const again = await lookAt(directory, pair, clock.now());
    if (again.hash === look.hash) return again;
    look = again;
  }
}

async function lookAt(directory: string, pair: PairOfFiles | undefined, now: number): Promise<Look> {
  const contents = await readCertificateFolder(directory, pair);
  if (contents.outcome === 'files')
    return { hash: contentHash(contents.files), checked: checkCertificate(contents.files, now) };
  return { hash: contents.problem, checked: { outcome: 'unusable', problem: contents.problem } };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
