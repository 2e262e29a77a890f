import type { Server, TLSSocket } from 'node:tls';
import type { Logger } from '../telemetry/log.ts';
import type { CertificateSource } from './certificate-source.ts';

/** How OpenSSL names the alerts of a caller that did not like what it was shown. */
const DISTRUST = /ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED)/;

/**
 * Logs handshakes that fail: as a detail, since probes and port scans do as well, but once per certificate as a warning
 * when a caller distrusts the certificate. Nothing else on our side tells that the webhook's caBundle is not the right one,
 * and under `failurePolicy: Ignore` Nodes then join unguarded without a word.
 */
export function logHandshakes(server: Server, certificates: CertificateSource, log: Logger): void {
  let told = '';
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    const { code } = error;
    const peer = socket.remoteAddress;
    const { fingerprint256, names } = certificates.current;
    if (!DISTRUST.test(code ?? '') || told === fingerprint256) {
      log.debug({ err: error, peer }, 'a TLS handshake failed');
      return;
    }
    told = fingerprint256;
    log.warn({ code, peer, names }, 'a caller distrusts the certificate; its caBundle or the host name may be wrong');
  });
}
