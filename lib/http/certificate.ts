import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { tlsOptions } from './tls-options.ts';

/** What a folder holds, as it was read. */
export interface CertificateFiles {
  /** tls.crt: the certificate, then what leads to its authority. */
  readonly cert: string;
  /** tls.key */
  readonly key: string;
  /** ca.crt, '' when there is none. */
  readonly ca: string;
}

/** A pair that can be served. Times are milliseconds since the epoch. */
export interface ServingCertificate {
  readonly cert: string;
  readonly key: string;
  /** Of the certificate's bytes, as TLS clients see it: `AB:CD:...`. */
  readonly fingerprint256: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** As X509Certificate.subjectAltName writes them: `DNS:a.b.svc, IP Address:127.0.0.1`. */
  readonly names: string;
  /** What is odd, yet no reason not to serve it. */
  readonly remarks: readonly string[];
}

export type CheckedCertificate =
  | { readonly outcome: 'usable'; readonly certificate: ServingCertificate }
  | { readonly outcome: 'unusable'; readonly problem: string };

/** cert-manager writes the present moment into notBefore; the clock of another machine may be a little ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Whether an API server could accept what these files would serve at `now`. Reads nothing and never throws. */
export function checkCertificate(files: CertificateFiles, now: number): CheckedCertificate {
  if (files.cert.trim() === '') return unusable('tls.crt is empty');
  if (files.key.trim() === '') return unusable('tls.key is empty');
  const leaf = readCertificate(files.cert);
  if (leaf === undefined) return unusable('tls.crt is not a complete PEM certificate');
  const key = readKey(files.key);
  if (key === undefined) return unusable('tls.key is not a complete PEM private key without a passphrase');
  if (!leaf.checkPrivateKey(key)) return unusable('tls.key is not the key of the certificate in tls.crt');

  const [notBefore, notAfter] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (notAfter <= now) return unusable(`the certificate in tls.crt expired at ${iso(notAfter)}`);
  if (notBefore > now + CLOCK_SKEW_MS)
    return unusable(`the certificate in tls.crt is not valid before ${iso(notBefore)}`);
  const names = leaf.subjectAltName ?? '';
  // Go has not looked at the common name since 1.15: https://go.dev/doc/go1.15#commonname
  if (names === '')
    return unusable('the certificate in tls.crt names no host (subjectAltName); the API server refuses it');
  const refused = refusedByTls(files);
  if (refused !== undefined) return unusable(`TLS cannot use tls.crt and tls.key: ${refused}`);

  const remarks = isIssuedByOneOf(files, leaf) ? [] : ['tls.crt was not issued by the authority in ca.crt'];
  const { fingerprint256 } = leaf;
  return {
    outcome: 'usable',
    certificate: { cert: files.cert, key: files.key, fingerprint256, notBefore, notAfter, names, remarks },
  };
}

/** Tells contents apart; it holds a private key's digest, so it is compared and never shown. */
export function contentHash(files: CertificateFiles): string {
  return createHash('sha256')
    .update(JSON.stringify([files.cert, files.key, files.ca]))
    .digest('hex');
}

function unusable(problem: string): CheckedCertificate {
  return { outcome: 'unusable', problem };
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** OpenSSL has its own opinions, for example on short RSA keys and on a chain that breaks off in the middle. */
function refusedByTls(files: CertificateFiles): string | undefined {
  try {
    createSecureContext(tlsOptions(files));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isIssuedByOneOf({ cert, ca }: CertificateFiles, leaf: X509Certificate): boolean {
  if (ca.trim() === '') return true;
  const authorities = certificatesIn(ca);
  return [leaf, ...certificatesIn(cert)].some((link) =>
    authorities.some((authority) => link.checkIssued(authority) && link.verify(authority.publicKey)),
  );
}

function certificatesIn(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map(readCertificate).filter((found) => found !== undefined);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
