import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { excerpt } from '../../../lib/http-client/excerpt.ts';
import { exchange, type HttpRequest } from '../../../lib/http-client/exchange.ts';
import { within } from '../../../lib/http-client/within.ts';
import { FakeClock } from '../../support/fake-clock.ts';

async function serverThat(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return new URL(`http://127.0.0.1:${address.port}/path`);
}

const call = (url: URL, more: Partial<HttpRequest> = {}) =>
  exchange({ method: 'GET', url, headers: {}, maxBytes: 10, signal: new AbortController().signal, ...more });

test('gives status, headers and text', async () => {
  const url = await serverThat((_, response) => response.writeHead(202, { 'retry-after': '7' }).end('soon'));
  expect(await call(url)).toMatchObject({ status: 202, headers: { 'retry-after': '7' }, text: 'soon', isCut: false });
});

test('sends a body with its length', async () => {
  const url = await serverThat(async (request, response) => {
    const chunks: string[] = [];
    for await (const chunk of request.setEncoding('utf8')) chunks.push(chunk);
    response.end(`${request.method} ${request.headers['content-length']} ${chunks.join('')}`);
  });
  expect(await call(url, { method: 'PUT', body: 'äh', maxBytes: 100 })).toMatchObject({ text: 'PUT 3 äh' });
});

test('reads no more than it was told to, however much there is', async () => {
  const url = await serverThat((_, response) => {
    const flood = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', flood);
    };
    flood();
  });
  expect(await call(url)).toMatchObject({ text: 'x'.repeat(10), isCut: true });
});

test('an answer that breaks off in the middle is none', async () => {
  const url = await serverThat((request, response) => {
    response.writeHead(200, { 'content-length': '9' });
    response.write('half', () => request.socket.destroy());
  });
  await expect(call(url)).rejects.toThrow();
});

test('waits for an answer as long as it was told to, and says so', async () => {
  const url = await serverThat(() => {});
  const clock = new FakeClock();
  const answer = within(clock, 5_000, new AbortController().signal, 'asking the hook', (signal) =>
    call(url, { signal }),
  );
  const failed = expect(answer).rejects.toThrow('asking the hook: no answer within 5 s');
  await clock.advance(5_000);
  await failed;
});

test('whoever calls it off gets their own reason back', async () => {
  const url = await serverThat(() => {});
  const stop = new AbortController();
  const answer = within(new FakeClock(), 5_000, stop.signal, 'asking', (signal) => call(url, { signal }));
  const failed = expect(answer).rejects.toThrow('the lead is lost');
  stop.abort(new Error('the lead is lost'));
  await failed;
});

test('somebody’s explanation is shown as one line, and not as a page', () => {
  expect(excerpt('  not\n\x1b[31m today  ')).toBe('not [31m today');
  expect(excerpt('x'.repeat(500))).toHaveLength(201);
});
