/**
 * An API server that knows nothing but Nodes, as a process of its own, so that its memory is not counted: it lists them
 * in pages and streams them as a watch. It writes a service account's folder and then one line of JSON,
 * `{"host","port","serviceAccountDir"}`; it ends with its standard input.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuthority, LOOPBACK_HOSTS } from '../../hack/certificates.ts';
import { fakeNode } from './fake-nodes.ts';

const USAGE = 'Usage: node test/bench/fake-nodes-server.ts [--nodes N] [--no-streaming]';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '15000' },
    'no-streaming': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const total = Number(values.nodes);
const resourceVersion = total + 1_000;
const node = (index: number) => fakeNode(index, index + 1);
const event = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`;

const authority = createAuthority('fake nodes');
const pair = authority.issue({ commonName: 'kubernetes', hosts: LOOPBACK_HOSTS });
const server = createServer(pair, (request, response) => {
  void answer(request, response).catch(() => response.destroy());
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://fake');
  response.setHeader('content-type', 'application/json');
  if (url.pathname !== '/api/v1/nodes') return status(response, 404, 'NotFound');
  if (url.searchParams.get('watch') !== 'true') return list(url, response);
  const wantsAll = url.searchParams.get('sendInitialEvents') === 'true';
  if (wantsAll && values['no-streaming']) return status(response, 422, 'Invalid');
  response.flushHeaders();
  if (wantsAll) await stream(response);
}

async function stream(response: ServerResponse): Promise<void> {
  for (let index = 0; index < total && !response.destroyed; index++) {
    if (!response.write(event('ADDED', node(index)))) await drained(response);
  }
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  const metadata = { resourceVersion: String(resourceVersion), creationTimestamp: null, annotations };
  response.write(event('BOOKMARK', { kind: 'Node', apiVersion: 'v1', metadata }));
}

function list(url: URL, response: ServerResponse): void {
  const start = Number(url.searchParams.get('continue') ?? '0');
  const end = Math.min(total, start + Number(url.searchParams.get('limit') ?? total));
  const items = Array.from({ length: end - start }, (_, offset) => node(start + offset));
  const metadata = { resourceVersion: String(resourceVersion), ...(end < total ? { continue: String(end) } : {}) };
  response.end(JSON.stringify({ kind: 'NodeList', apiVersion: 'v1', metadata, items }));
}

function status(response: ServerResponse, code: number, reason: string): void {
  response.statusCode = code;
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: reason }));
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });

const dir = mkdtempSync(join(tmpdir(), 'fake-nodes-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
writeFileSync(join(dir, 'ca.crt'), authority.cert);
writeFileSync(join(dir, 'token'), 'a-token');
writeFileSync(join(dir, 'namespace'), 'kube-system');

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ host: '127.0.0.1', port, serviceAccountDir: dir }));
});
process.stdin.resume().on('end', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
