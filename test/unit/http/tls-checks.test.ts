import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import type { CertificateSource } from '../../../lib/http/certificate-source.ts';
import { certificateCheck, listenerCheck } from '../../../lib/http/tls-checks.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { issue, startWebhook } from './support.ts';

test('a webhook in good order is ready: its certificate, and its listener dialled through itself', async () => {
  const webhook = await startWebhook();
  const found = await Promise.all(
    webhook.checks.map(async (check) => ({ name: check.name, ...(await check.check()) })),
  );
  expect(found).toEqual([
    { name: 'webhook-certificate', ok: true, message: expect.stringMatching(/^valid until \d{4}-/) },
    { name: 'webhook-listener', ok: true, message: `port ${webhook.port}` },
  ]);
});

function sourceOf(
  webhook: { readonly certificates: CertificateSource },
  change: Partial<CertificateSource>,
): CertificateSource {
  const { current, isProvisional, problem } = webhook.certificates;
  return { current, isProvisional, problem, subscribe: webhook.certificates.subscribe, ...change };
}

test('a bad pair in the folder is told and does not take the replica out of service', async () => {
  const source = sourceOf(await startWebhook(), { problem: 'tls.key is empty' });
  const health = await certificateCheck('c', source, new FakeClock()).check();
  expect(health).toMatchObject({ ok: true, message: expect.stringContaining('is not used: tls.key is empty') });
});

test('a certificate that nobody trusts is not ready, and says what is missing', async () => {
  const source = sourceOf(await startWebhook(), { isProvisional: true, problem: 'secrets is forbidden' });
  const health = await certificateCheck('c', source, new FakeClock()).check();
  expect(health).toEqual({ ok: false, message: 'there is no certificate yet: secrets is forbidden' });
});

test('a certificate that has expired is not ready', async () => {
  const webhook = await startWebhook();
  const clock = new FakeClock(webhook.certificates.current.notAfter);
  expect(await certificateCheck('c', webhook.certificates, clock).check()).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^expired at/),
  });
});

test('a listener that presents another certificate than the current one is not ready', async () => {
  const webhook = await startWebhook();
  const { current } = webhook.certificates;
  const source = sourceOf(webhook, { current: { ...current, fingerprint256: 'AA:BB' } });
  expect(await listenerCheck('l', webhook, source).check()).toMatchObject({
    ok: false,
    message: expect.stringContaining('presents another certificate'),
  });
});

test('a listener that is gone is not ready', async () => {
  const webhook = await startWebhook();
  await webhook.close(0);
  await expect(listenerCheck('l', webhook, webhook.certificates).check()).rejects.toThrow('ECONNREFUSED');
});

test('a listener that accepts and says nothing is not ready', async () => {
  const webhook = await startWebhook();
  const mute = createServer(() => {});
  onTestFinished(() => void mute.close());
  const port = await new Promise<number>((resolve) => {
    mute.listen(0, '127.0.0.1', () => {
      const address = mute.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const check = listenerCheck('l', { port, address: '127.0.0.1' }, webhook.certificates);
  await expect(check.check()).rejects.toThrow('no TLS handshake within 700 ms');
});

test.each([
  ['::', true],
  ['0.0.0.0', true],
  ['127.0.0.1', true],
])('a listener on %s is dialled where it can be reached', async (address) => {
  const webhook = await startWebhook();
  const server = createTlsServer(issue(), (socket) => socket.end());
  onTestFinished(() => void server.close());
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(0, address, () => resolve(true));
  });
  const bound = server.address();
  // A machine without IPv6 has nothing to check here.
  if (!listening || typeof bound !== 'object' || bound === null) return;
  const check = listenerCheck('l', { port: bound.port, address }, webhook.certificates);
  expect(await check.check()).toMatchObject({ ok: false, message: expect.stringContaining('another certificate') });
});
