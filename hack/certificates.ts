/**
 * A certificate authority for local clusters and tests, with the product's own X.509: the machine needs no openssl, and a
 * test can ask for what a real authority refuses (expired, not yet valid, no host names).
 */
import { issueLeaf, type KeyPair, createAuthority as newAuthority, type Subject } from '../lib/tls/x509.ts';

export type { KeyPair } from '../lib/tls/x509.ts';

export interface CertificateRequest extends Subject {
  /** DNS names and IP addresses that the certificate is valid for. */
  readonly hosts?: readonly string[];
  /** Default: an hour ago, so that clocks may differ. */
  readonly notBefore?: Date;
  /** Default: a year from now. */
  readonly notAfter?: Date;
}

export interface CertificateAuthority extends KeyPair {
  /** A new key and a certificate for it, good for servers and clients. */
  issue(request: CertificateRequest): KeyPair;
}

/** What a server on this machine answers to. */
export const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

export function createAuthority(commonName: string): CertificateAuthority {
  return loadAuthority(commonName, newAuthority({ commonName, ...validFor(10 * YEAR) }));
}

/** The authority that was made before, from its PEM files. */
export function loadAuthority(commonName: string, pair: KeyPair): CertificateAuthority {
  const authority = { commonName, key: pair.key };
  return {
    ...pair,
    issue: (request) =>
      issueLeaf(authority, { hosts: [], usages: ['server', 'client'], ...validFor(YEAR), ...request }),
  };
}

function validFor(ms: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - HOUR), notAfter: new Date(now + ms) };
}
