import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkCertificate, type ServingCertificate } from '../http/certificate.ts';
import { Failure } from '../telemetry/failure.ts';
import { missingHosts } from './decide.ts';
import { createAuthority, issueLeaf } from './x509.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names, in any case. */
const DNS_NAME = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/i;
const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * Something to listen with until the Secret has been read. Nobody trusts it, and readiness says so: who cannot read the
 * Secret looks after Nodes all the same, and is asked for none.
 * Throws Failure USAGE for hosts that no certificate can be for: every one would have to be made again at once.
 */
export function provisionalCertificate(hosts: readonly string[], now: number): ServingCertificate {
  const commonName = 'node-cleanup-webhook provisional';
  const validity = { notBefore: new Date(now - 60_000), notAfter: new Date(now + YEAR_MS) };
  const { key } = createAuthority({ commonName, ...validity });
  const checked = checkCertificate(
    { ...issueLeaf({ commonName, key }, { commonName, hosts, ...validity }), ca: '' },
    now,
  );
  if (checked.outcome === 'unusable') throw new Error(`a certificate of our own cannot be used: ${checked.problem}`);
  const missing = missingHosts({ x509: new X509Certificate(checked.certificate.cert) }, hosts);
  const wrong = hosts.filter((host) => missing.includes(host) || (isIP(host) === 0 && !DNS_NAME.test(host)));
  if (wrong.length === 0) return checked.certificate;
  throw new Failure(
    'USAGE',
    `--tls-hosts (environment: TLS_HOSTS) is DNS names and IP addresses with commas; no certificate can be for ${wrong.join(', ')}`,
  );
}
