import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthority, issueLeaf } from '../../../lib/tls/x509.ts';

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2051-02-03T04:05:06Z') };
const authority = createAuthority({ commonName: 'an authority', ...validity });
const issuer = { commonName: 'an authority', key: authority.key };
const HOSTS = ['a.b.svc', '*.wild.test', '10.1.2.3', 'fd00::7'];

it('an authority may sign, is signed by itself, and has the times that were asked for, also after 2050', () => {
  const x509 = new X509Certificate(authority.cert);
  expect(x509).toMatchObject({ ca: true, subject: 'CN=an authority', issuer: 'CN=an authority' });
  expect(x509.verify(x509.publicKey)).toBe(true);
  expect(x509.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
  expect([Date.parse(x509.validFrom), Date.parse(x509.validTo)]).toEqual([+validity.notBefore, +validity.notAfter]);
});

it('a leaf is of its authority, for its hosts and no others, and for servers', () => {
  const pair = issueLeaf(issuer, { commonName: 'a server', hosts: HOSTS, ...validity });
  const leaf = new X509Certificate(pair.cert);
  const of = new X509Certificate(authority.cert);
  expect(leaf.checkIssued(of) && leaf.verify(of.publicKey)).toBe(true);
  expect(leaf.checkPrivateKey(createPrivateKey(pair.key))).toBe(true);
  expect(leaf).toMatchObject({ ca: false, subject: 'CN=a server', keyUsage: ['1.3.6.1.5.5.7.3.1'] });
  expect(leaf.subjectAltName).toBe('DNS:a.b.svc, DNS:*.wild.test, IP Address:10.1.2.3, IP Address:FD00:0:0:0:0:0:0:7');
  expect([leaf.checkHost('x.wild.test'), leaf.checkHost('b.svc'), leaf.checkHost('a server')]).toEqual([
    '*.wild.test',
    undefined,
    undefined,
  ]);
});

it('no two have a serial number or a key in common', () => {
  const leaves = [1, 2].map(
    () => new X509Certificate(issueLeaf(issuer, { commonName: 'a', hosts: [], ...validity }).cert),
  );
  expect(new Set(leaves.map(({ serialNumber }) => serialNumber)).size).toBe(2);
  expect(new Set(leaves.map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }))).size).toBe(2);
});
