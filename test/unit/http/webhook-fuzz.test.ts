import { Agent } from 'node:https';
import fc from 'fast-check';
import { applyPatch, deepClone } from 'fast-json-patch';
import { expect, onTestFinished, test } from 'vitest';
import { listAt } from '../../../lib/kube/json.ts';
import { call, conversation, dial, FINALIZER, NODE, review, startWebhook } from './support.ts';

test('any bytes as a body are answered, well or ill, and leave the process as it was', async () => {
  const webhook = await startWebhook();
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  onTestFinished(() => agent.destroy());
  const good = Buffer.from(review(NODE));
  const cut = fc.nat(good.length).map((end) => good.subarray(0, end));
  const flipped = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => {
    const copy = Buffer.from(good);
    copy[at] = byte;
    return copy;
  });
  const bytes = fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from(array));
  const json = fc.json().map((text) => Buffer.from(text));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, json, cut, flipped), async (body) => {
      const { status, text } = await call(webhook.port, { body, agent });
      expect([200, 400]).toContain(status);
      if (status === 200) expect(JSON.parse(text).response.allowed).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(webhook.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('any object is answered with a patch that applies to it, or with none', async () => {
  const webhook = await startWebhook();
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  onTestFinished(() => agent.destroy());
  const metadata = fc.record(
    {
      name: fc.string(),
      labels: fc.jsonValue(),
      finalizers: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
      deletionTimestamp: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.record({ metadata }), fc.jsonValue()), async (object) => {
      const { status, text } = await call(webhook.port, { body: review(object), agent });
      const { response } = JSON.parse(text);
      expect({ status, allowed: response.allowed }).toEqual({ status: 200, allowed: true });
      expect(response.patchType).toBe(response.patch === undefined ? undefined : 'JSONPatch');
      if (response.patch === undefined) return;
      const sent: unknown = JSON.parse(JSON.stringify(object));
      const patched: unknown = applyPatch(
        deepClone(sent),
        JSON.parse(Buffer.from(response.patch, 'base64').toString()),
        true,
      ).newDocument;
      const after = listAt(patched, 'metadata', 'finalizers');
      expect(after).toEqual([...listAt(sent, 'metadata', 'finalizers'), FINALIZER]);
    }),
    { numRuns: 500 },
  );
});

test('any bytes on the connection end it or are answered with a status that is known', async () => {
  const webhook = await startWebhook();
  const line = fc.constantFrom(
    'POST /mutate-node HTTP/1.1\r\n',
    'Host: x\r\n',
    'Content-Type: application/json\r\n',
    'Content-Length: 5\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Connection: Upgrade\r\nUpgrade: websocket\r\n',
    'Expect: 100-continue\r\n',
    'CONNECT x:1 HTTP/1.1\r\n',
    'OPTIONS * HTTP/1.1\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\r\n',
    '{"a":1}',
    '5\r\nhello\r\n0\r\n\r\n',
    '\u0000',
  );
  const known = new Set(['100', '200', '400', '404', '405', '408', '411', '413', '415', '417', '431', '501']);
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      const socket = await dial(webhook.port);
      socket.end(lines.join(''));
      const heard = await conversation(socket);
      for (const [, status = ''] of heard.matchAll(/HTTP\/1\.1 (\d+)/g)) expect(known).toContain(status);
    }),
    { numRuns: 200 },
  );
  expect((await call(webhook.port, { body: review(NODE) })).status).toBe(200);
});
