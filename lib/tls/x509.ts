import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import { bits, boolean, context, integer, octets, oid, sequence, set, time, utf8 } from './der.ts';

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface Subject {
  readonly commonName: string;
  /** Kubernetes reads a client certificate's organizations as the user's groups. */
  readonly organizations?: readonly string[];
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface LeafRequest extends Subject, Validity {
  /** DNS names and IP addresses that the certificate is valid for. */
  readonly hosts: readonly string[];
  /** Default: for servers. */
  readonly usages?: readonly Usage[];
}

/** RFC 5280 section 4.2.1.12. */
const USAGES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
export type Usage = keyof typeof USAGES;

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** A new key (ECDSA P-256) and a certificate for it, signed by itself, that may sign others. */
export function createAuthority(request: Pick<Subject, 'commonName'> & Validity): KeyPair {
  const keys = newKey();
  const subject = nameOf(request);
  const extensions = [
    extension('2.5.29.19', sequence(boolean(true)), 'critical'),
    // keyCertSign and cRLSign
    extension('2.5.29.15', bits(Buffer.from([0x06]), 1), 'critical'),
    extension('2.5.29.14', octets(keyId(keys.publicKey))),
  ];
  const cert = certificate({
    ...request,
    subject,
    issuer: subject,
    extensions,
    of: keys.publicKey,
    by: keys.privateKey,
  });
  return { cert, key: pem(keys.privateKey) };
}

/** A new key and a certificate for it. The authority must be one of createAuthority's: its name is made again from its common name. */
export function issueLeaf(
  authority: Pick<Subject, 'commonName'> & Pick<KeyPair, 'key'>,
  request: LeafRequest,
): KeyPair {
  const by = createPrivateKey(authority.key);
  const keys = newKey();
  const usages = (request.usages ?? ['server']).map((usage) => oid(USAGES[usage]));
  const extensions = [
    // digitalSignature
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), 'critical'),
    extension('2.5.29.37', sequence(...usages)),
    extension('2.5.29.35', sequence(context(0, keyId(createPublicKey(by)), 'primitive'))),
    ...(request.hosts.length > 0 ? [extension('2.5.29.17', sequence(...request.hosts.map(hostName)))] : []),
  ];
  const [subject, issuer] = [nameOf(request), nameOf(authority)];
  return {
    cert: certificate({ ...request, subject, issuer, extensions, of: keys.publicKey, by }),
    key: pem(keys.privateKey),
  };
}

interface Contents extends Validity {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly extensions: readonly Buffer[];
  readonly of: KeyObject;
  readonly by: KeyObject;
}

/** RFC 5280 section 4.1. */
function certificate({ subject, issuer, extensions, notBefore, notAfter, of, by }: Contents): string {
  const body = sequence(
    context(0, integer(Buffer.from([2])), 'constructed'),
    integer(randomBytes(16)),
    ECDSA_SHA256,
    issuer,
    sequence(time(notBefore), time(notAfter)),
    subject,
    of.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensions), 'constructed'),
  );
  const der = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, by)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function nameOf({ commonName, organizations = [] }: Subject): Buffer {
  const attribute = (type: string, value: string) => set(sequence(oid(type), utf8(value)));
  return sequence(...organizations.map((value) => attribute('2.5.4.10', value)), attribute('2.5.4.3', commonName));
}

function extension(type: string, value: Buffer, critical?: 'critical'): Buffer {
  return sequence(oid(type), ...(critical ? [boolean(true)] : []), octets(value));
}

function hostName(host: string): Buffer {
  if (isIP(host) === 0) return context(2, Buffer.from(host, 'ascii'), 'primitive');
  return context(7, isIPv4(host) ? Buffer.from(host.split('.').map(Number)) : ipv6Bytes(host), 'primitive');
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function newKey(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
