import { checkCertificate, type ServingCertificate } from '../http/certificate.ts';
import { createAuthority, issueLeaf } from './x509.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * Something to listen with until the Secret has been read. Nobody trusts it, and readiness says so: who cannot read the
 * Secret looks after Nodes all the same, and is asked for none.
 */
export function provisionalCertificate(hosts: readonly string[], now: number): ServingCertificate {
  const commonName = 'node-cleanup-webhook provisional';
  const validity = { notBefore: new Date(now - 60_000), notAfter: new Date(now + YEAR_MS) };
  const { key } = createAuthority({ commonName, ...validity });
  const checked = checkCertificate(
    { ...issueLeaf({ commonName, key }, { commonName, hosts, ...validity }), ca: '' },
    now,
  );
  if (checked.outcome === 'usable') return checked.certificate;
  throw new Error(`a certificate of our own cannot be used: ${checked.problem}`);
}
