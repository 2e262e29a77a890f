import { randomBytes } from 'node:crypto';
import { missingHosts, type Step } from './decide.ts';
import type { Holding, SecretFiles, Serving, Signer } from './holding.ts';
import { BACKDATE_MS, type Lifetimes } from './lifetimes.ts';
import { bundleOf, type Trusted } from './trusted.ts';
import { createAuthority, issueLeaf, type KeyPair } from './x509.ts';

export interface Circumstances {
  readonly holding: Holding | undefined;
  /** The authorities that webhooks trust now: whoever serves with one of them goes on meanwhile. */
  readonly inUse: readonly Trusted[];
  readonly hosts: readonly string[];
  readonly now: number;
  readonly lifetimes: Lifetimes;
}

/** The new content of the Secret. */
export function carryOut(action: Exclude<Step['action'], 'none'>, circumstances: Circumstances): Partial<SecretFiles> {
  const { holding, inUse, now, lifetimes } = circumstances;
  const known = holding?.trusted ?? [];
  if (action === 'certificate' && holding?.signer !== undefined) {
    const { signer } = holding;
    const trusted = stillNeeded(known, signer, now, lifetimes);
    const hosts = hostsFor(circumstances.hosts, holding.serving);
    return { ...served(issue(signer, signer.notAfter, { ...circumstances, hosts })), 'ca.crt': bundleOf(trusted) };
  }
  const authority = newAuthority(now, lifetimes);
  const others = [...known, ...(action === 'begin' ? inUse : [])].filter(({ notAfter }) => notAfter > now);
  const files = {
    'ca.key': authority.key,
    'ca.crt': authority.cert + bundleOf([...new Map(others.map((other) => [other.fingerprint256, other])).values()]),
  };
  if (action === 'authority') return files;
  return { ...files, ...served(issue(authority, now + lifetimes.authorityMs, circumstances)) };
}

/**
 * An authority that signs no more is trusted for as long as a certificate of it may be served somewhere: the last was made
 * before the signer was. A replica that hears nothing of the API server cannot know better.
 */
function stillNeeded(
  trusted: readonly Trusted[],
  signer: Signer,
  now: number,
  { certificateMs }: Lifetimes,
): readonly Trusted[] {
  const lastServed = signer.createdAt + certificateMs;
  return trusted.filter(
    ({ fingerprint256, notAfter }) => fingerprint256 === signer.fingerprint256 || now < Math.min(lastServed, notAfter),
  );
}

function newAuthority(now: number, { authorityMs }: Lifetimes): KeyPair & { readonly commonName: string } {
  // Each has a name of its own: some callers choose the authority by name alone.
  const commonName = `node-cleanup-webhook CA ${randomBytes(4).toString('hex')}`;
  return { commonName, ...createAuthority({ commonName, ...validity(now, now + authorityMs) }) };
}

function issue(
  authority: Pick<Signer, 'commonName' | 'key'>,
  authorityEnd: number,
  { hosts, now, lifetimes }: Circumstances,
): KeyPair {
  const notAfter = Math.min(now + lifetimes.certificateMs, authorityEnd);
  return issueLeaf(authority, { commonName: 'node-cleanup-webhook', hosts, ...validity(now, notAfter) });
}

/** While an upgrade brings another name, replicas of both sorts run: each would else replace what the other has made. */
function hostsFor(wanted: readonly string[], serving: Serving | undefined): readonly string[] {
  if (serving === undefined || missingHosts(serving, wanted).length === 0) return wanted;
  const names = serving.x509.subjectAltName?.matchAll(/(?:DNS|IP Address):([^\s,]+)/g) ?? [];
  return [...new Set([...wanted, ...[...names].map(([, name = '']) => name)])];
}

const served = ({ cert, key }: KeyPair) => ({ 'tls.crt': cert, 'tls.key': key });

const validity = (now: number, notAfter: number) => ({
  notBefore: new Date(now - BACKDATE_MS),
  notAfter: new Date(notAfter),
});
