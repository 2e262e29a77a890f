import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readinessGate } from '../../../lib/http/graceful-stop.ts';
import { cached, examine, type HealthCheck } from '../../../lib/http/health-check.ts';
import { type HealthServer, startHealthServer } from '../../../lib/http/health-server.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const well: HealthCheck = { name: 'well', check: () => ({ ok: true, message: '' }) };
const ill: HealthCheck = { name: 'ill', check: async () => ({ ok: false, message: 'nodes are not listed yet' }) };
const broken: HealthCheck = {
  name: 'broken',
  check: () => {
    throw new Error('connection refused');
  },
};

async function start(ready: readonly HealthCheck[], live: readonly HealthCheck[] = []): Promise<HealthServer> {
  const metrics = createPrometheusMetrics();
  metrics.set('build_info', { version: '1.2.3', node: 'v24' }, 1);
  const server = await startHealthServer({
    port: 0,
    address: '127.0.0.1',
    live,
    ready,
    metrics,
    clock: systemClock,
    log: silentLogger,
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function call(
  server: HealthServer,
  path: string,
  method = 'GET',
  localAddress = '127.0.0.1',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const where = { host: '127.0.0.1', port: server.port, path, method, agent: false, localAddress };
    const outgoing = request(where, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject).end();
  });
}

test.each(['/livez', '/readyz', '/healthz'])('%s is ok when all is well', async (path) => {
  expect(await call(await start([well], [well]), path)).toEqual({ status: 200, text: 'ok\n' });
});

test('/readyz?verbose lists each check', async () => {
  const server = await start([well, { name: 'told', check: () => ({ ok: true, message: 'port 8443' }) }]);
  const text = '[+]well ok\n[+]told ok: port 8443\nreadyz check passed\n';
  expect(await call(server, '/readyz?verbose')).toEqual({ status: 200, text });
});

test.each(['/readyz', '/healthz', '/readyz?verbose'])(
  '%s says what is not well, also of a check that throws',
  async (path) => {
    const server = await start([well, ill, broken]);
    const { status, text } = await call(server, path);
    expect(status).toBe(503);
    expect(text).toContain(
      '[+]well ok\n[-]ill failed: nodes are not listed yet\n[-]broken failed: connection refused\n',
    );
  },
);

test('the process stays alive while it is not ready', async () => {
  expect((await call(await start([ill]), '/livez')).status).toBe(200);
});

test('/metrics speaks the text format of Prometheus', async () => {
  const { status, text } = await call(await start([]), '/metrics');
  expect(status).toBe(200);
  expect(text).toContain('build_info{version="1.2.3",node="v24"} 1');
});

test.each([
  ['POST', '/readyz', 405],
  ['DELETE', '/metrics', 405],
  ['GET', '/', 404],
  ['GET', '/mutate-node', 404],
  ['HEAD', '/livez', 200],
])('%s %s is answered with %i', async (method, path, status) => {
  expect((await call(await start([]), path, method)).status).toBe(status);
});

test('a probe is answered while the server drains, and asked to come back over another connection', async () => {
  const server = await start([well]);
  server.drain();
  expect(await call(server, '/readyz')).toEqual({ status: 200, text: 'ok\n' });
  expect(await server.close(1_000)).toBe(true);
  await expect(call(server, '/readyz')).rejects.toThrow('ECONNREFUSED');
});

test('one address that takes every connection there is leaves some for the kubelet', async () => {
  const server = await start([well], [well]);
  const greedy = Array.from({ length: 250 }, () =>
    connect({ host: '127.0.0.1', port: server.port }).on('error', () => {}),
  );
  onTestFinished(() => {
    for (const socket of greedy) socket.destroy();
  });
  await Promise.all(greedy.map((socket) => once(socket, 'connect')));
  expect(await call(server, '/livez', 'GET', '127.0.0.2')).toEqual({ status: 200, text: 'ok\n' });
  for (const socket of greedy) socket.destroy();
  await eventually(() => call(server, '/livez').catch(() => undefined), {
    describe: 'the address to be served again',
    until: (answer) => answer?.status === 200,
  });
});

test('a check that hangs is not well before a kubelet gives up, and does not hide the others', async () => {
  const clock = new FakeClock();
  const found = examine([well, { name: 'hangs', check: () => new Promise(() => {}) }], clock);
  await clock.advance(800);
  expect(await found).toEqual([
    { name: 'well', ok: true, message: '' },
    { name: 'hangs', ok: false, message: 'no answer within 800 ms' },
  ]);
  expect(clock.pendingTimers).toBe(0);
});

test('a costly check is made once for all who ask within its time', async () => {
  const clock = new FakeClock();
  let made = 0;
  const check = cached({ name: 'costly', check: () => ({ ok: true, message: String(++made) }) }, 5_000, clock);
  const ask = async () => (await check.check()).message;
  expect(await Promise.all([ask(), ask()])).toEqual(['1', '1']);
  await clock.advance(4_999);
  expect(await ask()).toBe('1');
  await clock.advance(1);
  expect(await ask()).toBe('2');
});

test('a costly check that throws is made again after its time', async () => {
  const clock = new FakeClock();
  let failing = true;
  const check = cached({ ...well, check: () => (failing ? broken.check() : well.check()) }, 5_000, clock);
  await expect(check.check()).rejects.toThrow('connection refused');
  failing = false;
  await expect(check.check()).rejects.toThrow('connection refused');
  await clock.advance(5_000);
  expect(await check.check()).toMatchObject({ ok: true });
});

test('a closed readiness gate stays closed, with the first reason', () => {
  const gate = readinessGate();
  expect(gate.check()).toMatchObject({ ok: true });
  gate.close('shutting down');
  gate.close('again');
  expect(gate.check()).toEqual({ ok: false, message: 'shutting down' });
});
