import { connect } from 'node:tls';
import type { Clock } from '../time/clock.ts';
import type { CertificateSource } from './certificate-source.ts';
import type { Health, HealthCheck } from './health-check.ts';
import type { Listening } from './listen.ts';

/** Whether the certificate in use is still good; says also when there is another that is not used, and why. */
export function certificateCheck(name: string, source: CertificateSource, clock: Clock): HealthCheck {
  return {
    name,
    check() {
      const { notAfter } = source.current;
      const until = new Date(notAfter).toISOString();
      if (source.isProvisional) return { ok: false, message: `there is no certificate yet: ${source.problem}` };
      const refused = source.problem === undefined ? '' : `; what should follow it is not used: ${source.problem}`;
      // A bad new pair alone must not take every replica out of service while the old pair is good.
      if (clock.now() < notAfter) return { ok: true, message: `valid until ${until}${refused}` };
      return { ok: false, message: `expired at ${until}${refused}` };
    },
  };
}

/** Whether the listener really accepts TLS connections and presents the certificate that it should. */
export function listenerCheck(name: string, where: Listening, source: CertificateSource): HealthCheck {
  return {
    name,
    async check(): Promise<Health> {
      const before = source.current.fingerprint256;
      const served = await servedFingerprint(where);
      // It may have been changed while we were dialling.
      if (served === before || served === source.current.fingerprint256)
        return { ok: true, message: `port ${where.port}` };
      return { ok: false, message: `port ${where.port} presents another certificate than the current one` };
    },
  };
}

const DIAL_TIMEOUT_MS = 700;

function servedFingerprint({ address, port }: Listening): Promise<string> {
  return new Promise((resolve, reject) => {
    // The name is a Service's, not ours, so the certificate is compared and not verified.
    const socket = connect({ host: dialable(address), port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    socket.setTimeout(DIAL_TIMEOUT_MS, () =>
      socket.destroy(new Error(`no TLS handshake within ${DIAL_TIMEOUT_MS} ms`)),
    );
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '');
      socket.destroy();
    });
  });
}

/** A wildcard address is one to listen on, not one to dial. */
function dialable(address: string): string {
  if (address === '::') return '::1';
  return address === '0.0.0.0' ? '127.0.0.1' : address;
}
