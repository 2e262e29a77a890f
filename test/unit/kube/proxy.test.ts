import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import {
  type AddressInfo,
  connect as connectTcp,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from '../../../lib/kube/connect.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { FakeApiServer, fakeNode } from './fake-api-server.ts';

let server: FakeApiServer;
let dir: string;
const servers: (Server | HttpServer)[] = [];
const sockets = new Set<Socket>();
beforeEach(async () => {
  server = await FakeApiServer.start();
  dir = mkdtempSync(join(tmpdir(), 'proxy-'));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const proxy of servers.splice(0)) proxy.close();
  await server[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true });
});

async function listen(proxy: Server | HttpServer): Promise<number> {
  servers.push(proxy);
  proxy.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return (proxy.address() as AddressInfo).port;
}

function tunnel(client: Socket, port: number): void {
  const upstream = connectTcp(port, '127.0.0.1');
  upstream.on('error', () => client.destroy());
  client.pipe(upstream).pipe(client);
}

async function open(cluster: object) {
  const kubeconfig = join(dir, 'config');
  const ca = Buffer.from(server.authority.cert).toString('base64');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: server.url, 'certificate-authority-data': ca, ...cluster } }],
    users: [{ name: 'u', user: { token: 't' } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  return connect({ kubeconfig, env: {}, version: '1', clock: systemClock, log: silentLogger, metrics: noMetrics });
}

/** A call and a watch go through. */
async function expectToWork(cluster: object): Promise<void> {
  await using connected = await open(cluster);
  const call = connected.client.get(NODES, 'n');
  (await server.next()).json(200, fakeNode('n', 1));
  await call;
  const watch = connected.client.watch(NODES, { signal: AbortSignal.timeout(5_000), timeoutSeconds: 60 });
  const first = watch[Symbol.asyncIterator]().next();
  const visit = await server.nextWatch();
  const stream = visit.stream();
  stream.event('ADDED', fakeNode('n', 2));
  expect((await first).value).toMatchObject({ type: 'ADDED' });
  stream.end();
}

it('reaches the server through an HTTP proxy that wants a password', async () => {
  const asked: unknown[] = [];
  const proxy = createHttpServer().on('connect', (request, client: Socket) => {
    asked.push([request.url, request.headers['proxy-authorization']]);
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    tunnel(client, server.port);
  });
  await expectToWork({ 'proxy-url': `http://me:pw@127.0.0.1:${await listen(proxy)}` });
  const authorization = `Basic ${Buffer.from('me:pw').toString('base64')}`;
  expect(asked[0]).toEqual([`127.0.0.1:${server.port}`, authorization]);
});

it('says that the proxy refuses', async () => {
  const proxy = createHttpServer().on('connect', (_, client: Socket) => client.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  await using connected = await open({ 'proxy-url': `http://127.0.0.1:${await listen(proxy)}` });
  await expect(connected.client.get(NODES, 'n')).rejects.toMatchObject({
    name: 'ConnectionError',
    message: expect.stringContaining('403'),
  });
});

it('reaches the server through a SOCKS proxy', async () => {
  // RFC 1928: greeting, "no authentication"; request, "connected".
  const proxy = createTcpServer((client) => {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', () => {
        client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
        tunnel(client, server.port);
      });
    });
  });
  await expectToWork({ 'proxy-url': `socks5://127.0.0.1:${await listen(proxy)}` });
});

it('accepts any certificate only when told so', async () => {
  const stranger = { 'certificate-authority-data': undefined };
  await using strict = await open(stranger);
  await expect(strict.client.get(NODES, 'n')).rejects.toMatchObject({ name: 'ConnectionError' });
  await expectToWork({ ...stranger, 'insecure-skip-tls-verify': true });
});

it('checks the certificate against tls-server-name', async () => {
  await using other = await open({ 'tls-server-name': 'another.example' });
  await expect(other.client.get(NODES, 'n')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  await expectToWork({ 'tls-server-name': 'localhost' });
});

it('works with `kubectl proxy`, which speaks plain HTTP and may have a path', async () => {
  const paths: unknown[] = [];
  const plain = createHttpServer((request, response) => {
    paths.push(request.url);
    response.end(JSON.stringify(fakeNode('n', 1)));
  });
  await using connected = await open({ server: `http://127.0.0.1:${await listen(plain)}/k8s/` });
  await connected.client.get(NODES, 'n');
  expect(paths).toEqual(['/k8s/api/v1/nodes/n']);
});
