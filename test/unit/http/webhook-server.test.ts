import { Agent } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { call, conversation, dial, FINALIZER, head, NODE, review, startWebhook, type Webhook } from './support.ts';

/** The answer to a good request: whatever happened before, the next Node is guarded. */
async function expectAlive(webhook: Webhook): Promise<void> {
  const { status, text } = await call(webhook.port, { body: review(NODE) });
  expect({ status, patched: text.includes('"patchType":"JSONPatch"') }).toEqual({ status: 200, patched: true });
}

test('a Node that is created is answered with the finalizer, as the API server asks for it', async () => {
  const webhook = await startWebhook();
  const { status, headers, text } = await call(webhook.port, { body: review(NODE) });
  expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/json' });
  const { response } = JSON.parse(text);
  expect(response).toMatchObject({
    uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
    allowed: true,
    patchType: 'JSONPatch',
  });
  expect(Buffer.from(response.patch, 'base64').toString()).toContain(FINALIZER);
  const metrics = await webhook.metrics.render();
  expect(metrics).toContain('webhook_requests_total{path="/mutate-node",code="200"} 1');
  expect(metrics).toContain('webhook_request_duration_seconds_count{path="/mutate-node"} 1');
});

const finalizers = Array.from({ length: 10_000 }, (_, number) => `example.com/finalizer-${number}`);
const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const V1 = '"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"';

test.each([
  ['10,000 finalizers', review({ metadata: { name: 'a', finalizers } }), true],
  [
    '100,000 levels of nesting',
    review({ metadata: { name: 'a', annotations: 'DEEP' } }).replace('"DEEP"', nested),
    true,
  ],
  [
    '__proto__ keys',
    review(NODE).replace('"metadata":', '"__proto__":{"metadata":{"finalizers":[]}},"metadata":'),
    true,
  ],
  ['an odd name', review({ metadata: { name: 'Ünïcödé ☃ ../..' } }), true],
  ['no object', review(null), false],
  ['an update', review(NODE, { operation: 'UPDATE' }), false],
  ['a Pod', review(NODE, { kind: { group: '', version: 'v1', kind: 'Pod' } }), false],
])('a Node may join in any case: %s', async (_, body, patched) => {
  const webhook = await startWebhook();
  const { status, text } = await call(webhook.port, { body });
  expect(status).toBe(200);
  expect(JSON.parse(text).response).toMatchObject({ allowed: true, ...(patched ? { patchType: 'JSONPatch' } : {}) });
  expect(text.includes('patch')).toBe(patched);
  await expectAlive(webhook);
});

test.each([
  ['empty', '', 400],
  ['not JSON', 'finalizers?', 400],
  ['truncated', review(NODE).slice(0, -30), 400],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400],
  ['another kind', '{"apiVersion":"v1","kind":"Node"}', 400],
  ['v1beta1', review(NODE).replace('k8s.io/v1', 'k8s.io/v1beta1'), 400],
  ['without a request', `{${V1}}`, 400],
  ['without a uid', `{${V1},"request":{}}`, 400],
  ['brackets that are never closed', '['.repeat(1_000_000), 400],
  ['larger than an API server sends', Buffer.alloc(7 * 1024 * 1024 + 1, ' '), 413],
])('a body that is %s is a failed call with a reason, on which failurePolicy decides', async (_, body, status) => {
  const webhook = await startWebhook();
  const reply = await call(webhook.port, { body });
  expect(reply).toMatchObject({ status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  expect(reply.text.length).toBeLessThan(120);
  expect(reply.headers['retry-after']).toBeUndefined();
  await expectAlive(webhook);
});

test.each([
  ['GET', '/mutate-node', 405],
  ['PUT', '/mutate-node', 405],
  ['DELETE', '/mutate-node', 405],
  ['HEAD', '/mutate-node', 405],
  ['POST', '/', 404],
  ['POST', '/mutate-nodes', 404],
  ['GET', '/metrics', 404],
  ['POST', '/%zz', 404],
  ['POST', '//mutate-node', 404],
])('%s %s is answered with %i', async (method, path, status) => {
  const webhook = await startWebhook();
  const reply = await call(webhook.port, { method, path });
  expect(reply.status).toBe(status);
  if (status === 405) expect(reply.headers.allow).toBe('POST');
  await expectAlive(webhook);
});

test.each([
  [{ 'content-type': 'text/plain' }, 415],
  [{ 'content-type': '' }, 415],
  [{ 'content-type': 'application/json-patch+json' }, 415],
  [{ 'content-type': 'application/vnd.kubernetes.protobuf' }, 415],
  [{ 'content-encoding': 'gzip' }, 415],
  [{ 'content-type': 'application/json; charset=utf-8' }, 200],
  [{ 'content-type': 'Application/JSON' }, 200],
  [{ expect: '100-continue' }, 200],
])('a POST with %j is answered with %i', async (headers, status) => {
  const webhook = await startWebhook();
  expect((await call(webhook.port, { headers, body: review(NODE) })).status).toBe(status);
  await expectAlive(webhook);
});

test('another spelling of the path, which takes the way through koa, gets the same answers', async () => {
  const webhook = await startWebhook();
  for (const body of [review(NODE), '', 'x']) {
    const direct = await call(webhook.port, { body });
    const routed = await call(webhook.port, { path: '/mutate-node/', body });
    expect({ status: routed.status, text: routed.text }).toEqual({ status: direct.status, text: direct.text });
  }
  const socket = await dial(webhook.port);
  socket.end(`${head('Content-Length: 9').replace('/mutate-node', '/mutate-node/')}{`);
  expect(await conversation(socket)).not.toContain('200');
  webhook.drain();
  expect((await call(webhook.port, { path: '/nowhere' })).headers.connection).toBe('close');
});

test('an error of our own is a failed call that says nothing of the inside, and is logged once', async () => {
  const webhook = await startWebhook({
    admit: () => {
      throw new Error('the secret is 42');
    },
  });
  const reply = await call(webhook.port, { body: review(NODE) });
  expect(reply.status).toBe(500);
  expect(reply.text).not.toContain('42');
  // client-go would call again instead of asking failurePolicy.
  expect(reply.headers['retry-after']).toBeUndefined();
  expect(webhook.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(await webhook.metrics.render()).toContain('webhook_requests_total{path="/mutate-node",code="500"} 1');
});

test('a caller that goes away in the middle of a body leaves nothing behind, even if what it sent was JSON', async () => {
  const webhook = await startWebhook();
  const body = review(NODE);
  const socket = await dial(webhook.port);
  socket.end(`${head(`Content-Length: ${body.length + 10}`)}${body}`);
  expect(await conversation(socket)).not.toContain('200');
  await eventually(() => webhook.metrics.render(), {
    describe: 'the request to be counted as aborted',
    until: (text) => text.includes('webhook_requests_total{path="/mutate-node",code="aborted"} 1'),
  });
  expect(webhook.lines.filter(({ level }) => level === 'error')).toEqual([]);
  await expectAlive(webhook);
});

test('a Content-Length that is too short is refused and ends the connection', async () => {
  const webhook = await startWebhook();
  const body = review(NODE);
  const socket = await dial(webhook.port);
  socket.write(`${head(`Content-Length: ${body.length - 10}`)}${body}`);
  const statuses = (await conversation(socket)).match(/HTTP\/1\.1 \d+/g);
  expect(new Set(statuses)).toEqual(new Set(['HTTP/1.1 400']));
  await expectAlive(webhook);
});

test.each([
  ['two lengths', ['Content-Length: 2', 'Content-Length: 3']],
  ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked']],
  ['a negative length', ['Content-Length: -1']],
  ['a length that is no number', ['Content-Length: 0x10']],
])('a request that could be read in two ways is refused: %s', async (_, lines) => {
  const webhook = await startWebhook();
  const socket = await dial(webhook.port);
  socket.write(`${head(...lines)}{}`);
  expect(await conversation(socket)).toMatch(/^HTTP\/1\.1 400/);
  await expectAlive(webhook);
});

test('a head without end is refused', async () => {
  const webhook = await startWebhook();
  const socket = await dial(webhook.port);
  socket.write(head(`X-Filler: ${'x'.repeat(20_000)}`, 'Content-Length: 2'));
  expect(await conversation(socket)).toMatch(/^HTTP\/1\.1 431/);
  await expectAlive(webhook);
});

test('a body without an announced length is refused as soon as it is too large, while it is still being sent', async () => {
  const webhook = await startWebhook({ limits: { maxBodyBytes: 100_000 } });
  const socket = await dial(webhook.port);
  socket.write(head('Transfer-Encoding: chunked'));
  const chunk = `${(50_000).toString(16)}\r\n${' '.repeat(50_000)}\r\n`;
  for (let sent = 0; sent < 10; sent++) socket.write(chunk);
  const answered = new Promise<string>((resolve) =>
    socket.once('data', (bytes: Buffer) => resolve(bytes.toString('latin1'))),
  );
  expect(await answered).toMatch(/^HTTP\/1\.1 413/);
  await expectAlive(webhook);
});

test('a body that does not come is answered after its time, and does not keep the connection', async () => {
  const webhook = await startWebhook({ limits: { bodyTimeoutMs: 200 } });
  const socket = await dial(webhook.port);
  socket.write(`${head('Content-Length: 1000')}{`);
  const answered = new Promise<string>((resolve) =>
    socket.once('data', (bytes: Buffer) => resolve(bytes.toString('latin1'))),
  );
  expect(await answered).toMatch(/^HTTP\/1\.1 408/);
  await expectAlive(webhook);
});

test('many large bodies at once are refused before the memory is gone, and the room comes back', async () => {
  const webhook = await startWebhook({ limits: { maxBufferedBytes: 300_000 } });
  const large = Buffer.alloc(200_000, ' ');
  const holder = await dial(webhook.port);
  holder.write(head(`Content-Length: ${large.length + 1}`));
  holder.write(large);
  await eventually(async () => (await call(webhook.port, { body: large })).status, {
    describe: 'there to be no room for a second large body',
    until: (status) => status === 503,
  });
  await expectAlive(webhook);
  holder.destroy();
  await eventually(async () => (await call(webhook.port, { body: large })).status, {
    describe: 'room for a large body again',
    until: (status) => status === 400,
  });
});

test('a connection that never asks anything is closed, one that waits for its next request is not', async () => {
  const webhook = await startWebhook({ limits: { headersTimeoutMs: 200, requestTimeoutMs: 200, timeoutCheckMs: 50 } });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await call(webhook.port, { body: review(NODE), agent });
  const silent = await dial(webhook.port);
  const slow = await dial(webhook.port);
  slow.write('POST /mutate-node HTTP/1.1\r\nHost: lo');
  expect(await conversation(silent)).toMatch(/^HTTP\/1\.1 408/);
  expect(await conversation(slow)).toMatch(/^HTTP\/1\.1 408/);
  const sockets = Object.values(agent.freeSockets).flat();
  await call(webhook.port, { body: review(NODE), agent });
  expect(Object.values(agent.freeSockets).flat()).toEqual(sockets);
  agent.destroy();
});

test.each([
  ['TLSv1.3', {}, 'TLSv1.3'],
  ['TLSv1.2', { maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
] as const)('%s is spoken', async (_, options, protocol) => {
  const webhook = await startWebhook();
  const socket = await dial(webhook.port, options);
  expect(socket.getProtocol()).toBe(protocol);
});

test.each([
  ['TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'],
  ['TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256'],
])('a caller that offers %s gets %s', async (ciphers, chosen) => {
  const webhook = await startWebhook();
  const socket = await dial(webhook.port, { ciphers });
  expect(socket.getCipher().standardName).toBe(chosen);
});

test.each([
  ['TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
  ['TLS 1.2 without forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }],
  ['HTTP/2 alone', { ALPNProtocols: ['h2'] }],
] as const)('%s is refused in the handshake', async (_, options) => {
  const webhook = await startWebhook();
  await expect(dial(webhook.port, options)).rejects.toThrow(/alert/);
  await expectAlive(webhook);
});

test('a caller that offers HTTP/2 as well gets HTTP/1.1', async () => {
  const webhook = await startWebhook();
  const socket = await dial(webhook.port, { ALPNProtocols: ['h2', 'http/1.1'] });
  expect(socket.alpnProtocol).toBe('http/1.1');
});

test('plain HTTP on the TLS port disturbs nobody', async () => {
  const webhook = await startWebhook();
  const socket = connectPlain(webhook.port, '127.0.0.1', () => socket.write(head('Content-Length: 0')));
  socket.resume();
  await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
  await expectAlive(webhook);
});

test('thirty connections in a row are enough for a thousand requests', async () => {
  const webhook = await startWebhook();
  const agent = new Agent({ keepAlive: true, maxSockets: 30 });
  const replies = await Promise.all(
    Array.from({ length: 1_000 }, () => call(webhook.port, { body: review(NODE), agent })),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  agent.destroy();
});
