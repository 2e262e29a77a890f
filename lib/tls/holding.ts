import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { checkCertificate, type ServingCertificate } from '../http/certificate.ts';
import { BACKDATE_MS, CLOCK_SKEW_MS } from './lifetimes.ts';
import { authoritiesIn, isSignedBy, type Trusted } from './trusted.ts';

/** What the Secret holds, by its keys. */
export interface SecretFiles {
  /** The certificate that is served, and its key. */
  readonly 'tls.crt': string;
  readonly 'tls.key': string;
  /** Every authority that callers are to trust. */
  readonly 'ca.crt': string;
  /** The key of the one of them that signs. */
  readonly 'ca.key': string;
}

/** What of it can be used at a moment. */
export interface Holding {
  /** All of ca.crt; the one that signs is the first. */
  readonly trusted: readonly Trusted[];
  readonly signer: Signer | undefined;
  readonly serving: Serving | undefined;
  /** Why there is no signer, or nothing to serve; for people. */
  readonly problems: readonly string[];
}

export interface Signer extends Trusted {
  readonly commonName: string;
  readonly key: string;
  readonly createdAt: number;
}

export interface Serving {
  readonly certificate: ServingCertificate;
  readonly x509: X509Certificate;
  /** The fingerprint of the authority that signed it. */
  readonly issuer: string;
}

/** What our authorities are called: one that somebody else made does not sign for us, its name may have another encoding. */
const OURS = /^CN=(node-cleanup-webhook CA [0-9a-f]{8})$/;

/** Reads what the Secret holds. `now` decides what has ended. Never throws. */
export function readHolding(files: SecretFiles, now: number): Holding {
  const all = authoritiesIn(files['ca.crt']);
  const valid = all.filter((authority) => isValid(authority, now));
  const signer = readSigner(valid, files['ca.key']);
  const serving = readServing(files, valid, now);
  return {
    trusted:
      typeof signer === 'string' ? all : all.toSorted((a, b) => Number(isSame(b, signer)) - Number(isSame(a, signer))),
    signer: typeof signer === 'string' ? undefined : signer,
    serving: typeof serving === 'string' ? undefined : serving,
    problems: [signer, serving].filter((found) => typeof found === 'string'),
  };
}

function readSigner(authorities: readonly Trusted[], pem: string): Signer | string {
  if (authorities.length === 0) return 'ca.crt holds no authority that is valid now';
  const key = readKey(pem);
  if (key === undefined) return 'ca.key is no private key';
  for (const authority of authorities) {
    const [, commonName] = OURS.exec(authority.x509.subject) ?? [];
    if (commonName === undefined || key.asymmetricKeyType !== 'ec' || !authority.x509.checkPrivateKey(key)) continue;
    return { ...authority, commonName, key: pem, createdAt: authority.notBefore + BACKDATE_MS };
  }
  return 'ca.key belongs to no authority of ours in ca.crt';
}

function readServing(files: SecretFiles, authorities: readonly Trusted[], now: number): Serving | string {
  // Without the authorities: whether one of them signed it is asked below.
  const checked = checkCertificate({ cert: files['tls.crt'], key: files['tls.key'], ca: '' }, now);
  if (checked.outcome === 'unusable') return checked.problem;
  const x509 = new X509Certificate(files['tls.crt']);
  const issuer = authorities.find((authority) => isSignedBy(x509, authority));
  if (issuer === undefined) return 'tls.crt was signed by no authority in ca.crt';
  return { certificate: checked.certificate, x509, issuer: issuer.fingerprint256 };
}

const isValid = ({ notBefore, notAfter }: Trusted, now: number): boolean =>
  notAfter > now && notBefore <= now + CLOCK_SKEW_MS;

const isSame = (one: Trusted, other: Trusted): boolean => one.fingerprint256 === other.fingerprint256;

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
