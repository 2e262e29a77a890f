/**
 * A certificate authority for local clusters and tests, on node:crypto alone: the machine needs no openssl, and a test can
 * ask for what a real authority refuses (expired, not yet valid, no host names).
 */
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
import { bits, boolean, context, integer, octets, oid, sequence, set, time, utf8 } from './control-plane/der.ts';

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  /** Kubernetes reads a client certificate's organizations as the user's groups. */
  readonly organizations?: readonly string[];
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
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

export function createAuthority(commonName: string): CertificateAuthority {
  const keys = newKey();
  const subject = name({ commonName });
  const extensions = [
    extension('2.5.29.19', sequence(boolean(true)), 'critical'),
    // keyCertSign and cRLSign
    extension('2.5.29.15', bits(Buffer.from([0x06]), 1), 'critical'),
    extension('2.5.29.14', octets(keyId(keys.publicKey))),
  ];
  const notAfter = new Date(Date.now() + 10 * YEAR);
  const cert = certificate({ subject, issuer: subject, key: keys, signer: keys.privateKey, extensions, notAfter });
  return authority(commonName, { cert, key: pem(keys.privateKey) });
}

/** The authority that was made before, from its PEM files. */
export function loadAuthority(commonName: string, pair: KeyPair): CertificateAuthority {
  return authority(commonName, pair);
}

function authority(commonName: string, pair: KeyPair): CertificateAuthority {
  const signer = createPrivateKey(pair.key);
  const issuer = name({ commonName });
  const issuerKeyId = keyId(createPublicKey(signer));
  return {
    ...pair,
    issue(request) {
      const keys = newKey();
      const hosts = request.hosts ?? [];
      const extensions = [
        // digitalSignature
        extension('2.5.29.15', bits(Buffer.from([0x80]), 7), 'critical'),
        // serverAuth and clientAuth
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2'))),
        extension('2.5.29.35', sequence(context(0, issuerKeyId, 'primitive'))),
        ...(hosts.length > 0 ? [extension('2.5.29.17', sequence(...hosts.map(hostName)))] : []),
      ];
      const cert = certificate({ ...request, subject: name(request), issuer, key: keys, signer, extensions });
      return { cert, key: pem(keys.privateKey) };
    },
  };
}

interface Contents {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly key: { readonly publicKey: KeyObject };
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** RFC 5280 section 4.1. */
function certificate(contents: Contents): string {
  const { notBefore = new Date(Date.now() - HOUR), notAfter = new Date(Date.now() + YEAR) } = contents;
  const body = sequence(
    context(0, integer(Buffer.from([2])), 'constructed'),
    integer(randomBytes(16)),
    ECDSA_SHA256,
    contents.issuer,
    sequence(time(notBefore), time(notAfter)),
    contents.subject,
    contents.key.publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...contents.extensions), 'constructed'),
  );
  const der = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, contents.signer)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function name(subject: Pick<CertificateRequest, 'commonName' | 'organizations'>): Buffer {
  const attribute = (type: string, value: string) => set(sequence(oid(type), utf8(value)));
  const organizations = (subject.organizations ?? []).map((value) => attribute('2.5.4.10', value));
  return sequence(...organizations, attribute('2.5.4.3', subject.commonName));
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
