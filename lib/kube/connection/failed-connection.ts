import { ConnectionError } from '../errors.ts';

export function connectionErrorFrom(what: string, error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
  return new ConnectionError(what, code, error);
}

const RESET_CODES: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * The connection went away before there was an answer: most often one that was kept alive and that the server closed
 * at the very moment. Only a GET may be repeated, since the server may have done the rest (client-go does the same).
 */
export const isReset = (error: ConnectionError): boolean => RESET_CODES.has(error.code);

/** OpenSSL's names for a chain that does not lead to the CA that we trust: perhaps it was replaced. */
const CHAIN_CODES: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
  'CERT_REVOKED',
]);

/** Nothing was sent yet, so everything may be repeated; with new credentials it makes sense. */
export const isTlsFailure = (error: ConnectionError): boolean =>
  CHAIN_CODES.has(error.code) || error.code.startsWith('ERR_SSL_');
