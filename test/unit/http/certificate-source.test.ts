import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type CertificateSource, openCertificateSource } from '../../../lib/http/certificate-source.ts';
import { Failure } from '../../../lib/telemetry/failure.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { mountCertificate } from '../../support/certificate-folder.ts';
import { eventually } from '../../support/eventually.ts';
import { authority, issue, recordingLog, temporaryFolder, writePair } from './support.ts';

function open(directory: string, options: { pollMs?: number; now?: () => number } = {}) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const [log, metrics] = [recordingLog(), createPrometheusMetrics()];
  const clock = { ...systemClock, now: options.now ?? systemClock.now };
  const { pollMs = 60_000 } = options;
  const source = openCertificateSource({
    directory,
    listener: 'webhook',
    pollMs,
    settleMs: 50,
    clock,
    log,
    metrics,
    signal: stop.signal,
  });
  return { source, log, metrics };
}

function certIs(source: CertificateSource, cert: string): Promise<unknown> {
  return eventually(() => source.current.cert === cert, { describe: 'the new certificate to be in use' });
}

function problemIs(source: CertificateSource, part: string | undefined): Promise<unknown> {
  return eventually(() => source.problem ?? 'none', {
    describe: `the source to have the problem ${part}`,
    until: (problem) => problem.includes(part ?? 'none'),
  });
}

test.each([
  ['is not there', (folder: string) => rmSync(folder, { recursive: true }), /has no tls\.(crt|key)/],
  ['is empty', () => {}, /has no tls\.(crt|key)/],
  ['has no key', (folder: string) => writeFileSync(join(folder, 'tls.crt'), issue().cert), /has no tls\.key/],
  [
    'holds a half-written pair',
    (folder: string) => writePair(folder, { ...issue(), cert: issue().cert.slice(0, 99) }),
    /tls\.crt is not a complete PEM certificate/,
  ],
  [
    'holds the key of another certificate',
    (folder: string) => writePair(folder, { cert: issue().cert, key: issue().key }),
    /tls\.key is not the key/,
  ],
  [
    'holds an expired certificate',
    (folder: string) => writePair(folder, issue({ notAfter: new Date(0) })),
    /expired at 1970-01-01/,
  ],
  [
    'is a file',
    (folder: string) => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    },
    /tls\.(crt|key) in .* cannot be read \(ENOTDIR\)/,
  ],
  [
    'has a folder called tls.crt',
    (folder: string) => void mkdirSync(join(folder, 'tls.crt')),
    /tls\.crt in .* cannot be read \(EISDIR\)|has no tls\.key/,
  ],
])('a start is refused with a sentence when the folder %s', async (_, prepare, sentence) => {
  const folder = temporaryFolder();
  prepare(folder);
  const error: unknown = await open(folder).source.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({ code: 'CERTIFICATE_INVALID', message: expect.stringMatching(sentence) });
  expect(error).toMatchObject({ message: expect.stringContaining('--cert-dir') });
});

test('a pair that is completed within a moment is waited for', async () => {
  const folder = temporaryFolder();
  const pair = issue();
  writePair(folder, { ...pair, key: '' });
  const { source } = open(folder);
  writePair(folder, pair);
  expect((await source).current.cert).toBe(pair.cert);
});

test('a swap of ..data, as a kubelet does it, is noticed without polling', async () => {
  const folder = temporaryFolder();
  const [first, second] = [issue(), issue()];
  mountCertificate(folder, first, authority.cert);
  const { source, metrics } = open(folder);
  const certificates = await source;
  const announced: string[] = [];
  certificates.subscribe(({ cert }) => announced.push(cert));
  mountCertificate(folder, second, authority.cert);
  await certIs(certificates, second.cert);
  expect(announced).toEqual([second.cert]);
  const text = await metrics.render();
  expect(text).toContain('certificate_reloads_total{listener="webhook",result="success"} 1');
  const expiry = Number(/certificate_expiry_timestamp_seconds\{listener="webhook"\} (\S+)/.exec(text)?.[1]);
  expect(expiry).toBe(certificates.current.notAfter / 1000);
});

test('a changed file is noticed by polling where the folder cannot be watched', async () => {
  const folder = join(temporaryFolder(), 'certificates');
  mkdirSync(folder);
  writePair(folder, issue());
  const { source } = open(folder, { pollMs: 50 });
  const certificates = await source;
  // The watch stays with the folder that was there before.
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const second = issue();
  writePair(folder, second);
  await certIs(certificates, second.cert);
});

test.each([
  ['half-written', () => ({ ...issue(), key: issue().key.slice(0, 99) }), 'tls.key is not a complete PEM private key'],
  ['mismatched', () => ({ cert: issue().cert, key: issue().key }), 'tls.key is not the key of the certificate'],
  ['expired', () => issue({ notAfter: new Date(0) }), 'expired at 1970-01-01T00:00:00.000Z'],
  ['empty', () => ({ cert: '', key: '' }), 'tls.crt is empty'],
])('a new pair that is %s leaves the old one in use and says so, once', async (_, pair, problem) => {
  const folder = temporaryFolder();
  const first = issue();
  mountCertificate(folder, first, authority.cert);
  const { source, log, metrics } = open(folder, { pollMs: 20 });
  const certificates = await source;
  mountCertificate(folder, pair(), authority.cert);
  await problemIs(certificates, problem);
  expect(certificates.current.cert).toBe(first.cert);

  const last = issue();
  mountCertificate(folder, last, authority.cert);
  await certIs(certificates, last.cert);
  expect(certificates.problem).toBeUndefined();
  const errors = log.lines.filter(({ level }) => level === 'error');
  expect(errors).toEqual([
    expect.objectContaining({
      problem: expect.stringContaining(problem),
      msg: 'the new certificate cannot be used; the old one stays',
    }),
  ]);
  const text = await metrics.render();
  expect(text).toContain('certificate_reloads_total{listener="webhook",result="failure"} 1');
  expect(text).toContain('certificate_reloads_total{listener="webhook",result="success"} 1');
});

test('a folder that vanishes leaves the certificate in use, and the same pair coming back heals it', async () => {
  const folder = join(temporaryFolder(), 'certificates');
  mkdirSync(folder);
  const pair = issue();
  writePair(folder, pair);
  const { source } = open(folder, { pollMs: 20 });
  const certificates = await source;
  rmSync(folder, { recursive: true });
  await problemIs(certificates, 'has no tls.');
  expect(certificates.current.cert).toBe(pair.cert);
  mkdirSync(folder);
  writePair(folder, pair);
  await problemIs(certificates, undefined);
});

test('a certificate of tomorrow comes into use tomorrow, without another change of the files', async () => {
  const folder = temporaryFolder();
  writePair(folder, issue());
  let shift = 0;
  const { source } = open(folder, { pollMs: 20, now: () => Date.now() + shift });
  const certificates = await source;
  const tomorrow = issue({ notBefore: new Date(Date.now() + 86_400_000) });
  writePair(folder, tomorrow);
  await problemIs(certificates, 'is not valid before');
  shift = 86_400_000;
  await certIs(certificates, tomorrow.cert);
});

test('who no longer listens is not told, and who fails does not stop the others', async () => {
  const folder = temporaryFolder();
  writePair(folder, issue());
  const { source } = open(folder);
  const certificates = await source;
  const told: string[] = [];
  certificates.subscribe(() => told.push('left'))[Symbol.dispose]();
  certificates.subscribe(() => {
    throw new Error('no');
  });
  certificates.subscribe(() => told.push('stayed'));
  for (const pair of [issue(), issue()]) {
    writePair(folder, pair);
    await certIs(certificates, pair.cert);
  }
  expect(told).toEqual(['stayed', 'stayed']);
});
