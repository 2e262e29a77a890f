import { expect, test } from 'vitest';
import { createAuthority } from '../../../hack/certificates.ts';
import { type CertificateFiles, checkCertificate, contentHash } from '../../../lib/http/certificate.ts';
import { authority, issue } from './support.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DAY = 86_400_000;
const from = (start: number, end: number) => ({ notBefore: new Date(NOW + start), notAfter: new Date(NOW + end) });
const good = issue(from(-DAY, DAY));
const other = issue(from(-DAY, DAY));
const files = (change: Partial<CertificateFiles> = {}): CertificateFiles => ({
  ...good,
  ca: authority.cert,
  ...change,
});

test('a pair that an API server accepts can be served', () => {
  expect(checkCertificate(files(), NOW)).toEqual({
    outcome: 'usable',
    certificate: {
      ...good,
      fingerprint256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      notBefore: NOW - DAY,
      notAfter: NOW + DAY,
      names: 'IP Address:127.0.0.1, DNS:localhost, IP Address:0:0:0:0:0:0:0:1',
      remarks: [],
    },
  });
});

test.each([
  ['an empty certificate', { cert: '' }, 'tls.crt is empty'],
  ['an empty key', { key: '\n' }, 'tls.key is empty'],
  ['a half-written certificate', { cert: good.cert.slice(0, 300) }, 'tls.crt is not a complete PEM certificate'],
  [
    'a certificate with a broken middle',
    { cert: good.cert.replace(/\n.{10}/, '\nAAAAAAAAAA') },
    'tls.crt is not a complete PEM certificate',
  ],
  ['a key as certificate', { cert: good.key }, 'tls.crt is not a complete PEM certificate'],
  [
    'a half-written key',
    { key: good.key.slice(0, 100) },
    'tls.key is not a complete PEM private key without a passphrase',
  ],
  ['the key of another certificate', { key: other.key }, 'tls.key is not the key of the certificate in tls.crt'],
  [
    'a certificate of yesterday',
    issue(from(-2 * DAY, -1000)),
    'the certificate in tls.crt expired at 2026-06-01T11:59:59.000Z',
  ],
  [
    'a certificate of tomorrow',
    issue(from(DAY, 2 * DAY)),
    'the certificate in tls.crt is not valid before 2026-06-02T12:00:00.000Z',
  ],
  [
    'a certificate without host names',
    issue({ ...from(-DAY, DAY), hosts: [] }),
    'the certificate in tls.crt names no host (subjectAltName); the API server refuses it',
  ],
  [
    'a chain that breaks off',
    { cert: `${good.cert}${authority.cert.slice(0, 300)}` },
    'TLS cannot use tls.crt and tls.key',
  ],
])('%s cannot be served', (_, change, problem) => {
  const checked = checkCertificate(files(change), NOW);
  expect(checked).toEqual({ outcome: 'unusable', problem: expect.stringContaining(problem) });
});

test('a certificate that begins in a minute is served: the clock of whoever issued it may be ahead of ours', () => {
  expect(checkCertificate(files(issue(from(60_000, DAY))), NOW).outcome).toBe('usable');
});

test('a certificate of another authority than ca.crt is served with a remark', () => {
  const checked = checkCertificate(files({ ca: createAuthority('another authority').cert }), NOW);
  expect(checked).toMatchObject({ certificate: { remarks: ['tls.crt was not issued by the authority in ca.crt'] } });
});

test('without ca.crt there is nothing to remark', () => {
  expect(checkCertificate(files({ ca: '' }), NOW)).toMatchObject({ certificate: { remarks: [] } });
});

test('each file makes a difference to the hash', () => {
  const hashes = [files(), files({ cert: other.cert }), files({ key: other.key }), files({ ca: '' })].map(contentHash);
  expect(new Set(hashes).size).toBe(4);
});
