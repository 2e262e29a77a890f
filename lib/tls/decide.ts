import { isIP } from 'node:net';
import type { Holding, Serving } from './holding.ts';
import { authorityDueAt, certificateDueAt, type Lifetimes } from './lifetimes.ts';

/** Everything that the decision depends on. Times are those of the API server, which judges our certificates. */
export interface Situation {
  /** Undefined: there is no Secret. */
  readonly holding: Holding | undefined;
  readonly now: number;
  /** What the certificate must be valid for. */
  readonly hosts: readonly string[];
  readonly lifetimes: Lifetimes;
  /** Whether every webhook has trusted the signer for `settleMs`. */
  readonly signerIsTrusted: boolean;
}

export type Step =
  | { readonly action: 'none'; readonly nextAt: number }
  | {
      /**
       * - begin: a new authority and a certificate of it, since there is nothing that could be served meanwhile
       * - authority: a new authority that callers are told to trust; what is served stays
       * - certificate: a new certificate of the authority that signs
       */
      readonly action: 'begin' | 'authority' | 'certificate';
      readonly why: string;
    };

/** What has to be done with the Secret now. One step at a time: each is one write, after which the question is asked again. */
export function decide(situation: Situation): Step {
  const { holding, now, lifetimes } = situation;
  if (holding === undefined) return { action: 'begin', why: 'there is no Secret' };
  const { signer, serving, problems } = holding;
  const why = problems.join('; ');
  if (serving === undefined) return { action: signer === undefined ? 'begin' : 'certificate', why };
  if (signer === undefined) return { action: 'authority', why };

  const missing = missingHosts(serving, situation.hosts);
  if (missing.length > 0) return { action: 'certificate', why: `it is not valid for ${missing.join(', ')}` };

  const isOfSigner = serving.issuer === signer.fingerprint256;
  const authorityDue = authorityDueAt(signer.notAfter, lifetimes);
  // Not while what is served is still of the one before: two new authorities would be under way at once.
  if (isOfSigner && now >= authorityDue) return { action: 'authority', why: ends('the authority', signer.notAfter) };

  const certificateDue = isOfSigner ? certificateDueAt(serving.certificate.notAfter, lifetimes) : now;
  if (now < certificateDue) return { action: 'none', nextAt: Math.min(certificateDue, authorityDue) };
  // One that callers do not trust yet would be worse than one that nears its end.
  if (!isOfSigner && !situation.signerIsTrusted) return { action: 'none', nextAt: now + lifetimes.settleMs };
  return {
    action: 'certificate',
    why: isOfSigner ? ends('it', serving.certificate.notAfter) : 'it is of an authority that is being replaced',
  };
}

/** Those of the hosts that a certificate is not valid for. */
export function missingHosts({ x509 }: Pick<Serving, 'x509'>, hosts: readonly string[]): readonly string[] {
  return hosts.filter((host) => (isIP(host) === 0 ? x509.checkHost(host) : x509.checkIP(host)) === undefined);
}

const ends = (what: string, at: number): string => `${what} ends at ${new Date(at).toISOString()}`;
