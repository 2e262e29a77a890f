import { X509Certificate } from 'node:crypto';

/** A certificate that callers are told to trust. Times are milliseconds since the epoch. */
export interface Trusted {
  readonly pem: string;
  /** Tells one from another. */
  readonly fingerprint256: string;
  readonly x509: X509Certificate;
  readonly notBefore: number;
  readonly notAfter: number;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The authorities in a PEM text, each once, in its order. What is no certificate, or none of an authority, is left out. */
export function authoritiesIn(text: string): readonly Trusted[] {
  const found = new Map<string, Trusted>();
  for (const [block] of text.matchAll(CERTIFICATE)) {
    const x509 = readCertificate(block);
    if (x509?.ca) found.set(x509.fingerprint256, trustedOf(x509));
  }
  return [...found.values()];
}

export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** As it is written into Secrets and caBundles, one after the other. */
export const bundleOf = (authorities: readonly Trusted[]): string => authorities.map(({ pem }) => pem).join('');

/** Whether a certificate was signed by this authority. */
export const isSignedBy = (certificate: X509Certificate, { x509 }: Trusted): boolean =>
  certificate.checkIssued(x509) && certificate.verify(x509.publicKey);

function trustedOf(x509: X509Certificate): Trusted {
  return {
    // As Node writes it, so that the same certificate is always the same text.
    pem: x509.toString().replace(/\n*$/, '\n'),
    fingerprint256: x509.fingerprint256,
    x509,
    notBefore: Date.parse(x509.validFrom),
    notAfter: Date.parse(x509.validTo),
  };
}
