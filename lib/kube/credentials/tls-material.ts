import { createSecureContext } from 'node:tls';
import { Failure } from '../../telemetry/failure.ts';
import type { TlsMaterial } from './credentials.ts';

/** Throws Failure when the certificates cannot be used, for instance a key that is another certificate's. */
export function checkTls(tls: TlsMaterial, where: string): void {
  if ((tls.cert === undefined) !== (tls.key === undefined)) {
    const [has, lacks] = tls.cert === undefined ? ['key', 'certificate'] : ['certificate', 'key'];
    throw new Failure('KUBECONFIG_INVALID', `${where} has a client ${has} but no client ${lacks}`);
  }
  if (tls.ca !== undefined && !tls.ca.includes('-----BEGIN ')) {
    throw new Failure('KUBECONFIG_INVALID', `${where}: the certificate authority holds no PEM certificate`);
  }
  try {
    createSecureContext({ ca: tls.ca, cert: tls.cert, key: tls.key });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('KUBECONFIG_INVALID', `${where}: the certificates cannot be used: ${why}`, { cause: error });
  }
}
