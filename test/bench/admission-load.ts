/**
 * The load, in a process of its own: on the message {port, path, ms} it keeps 16 connections busy for that long and
 * answers with a LoadResult. Connections stay open between two orders, as an API server's do. It writes ready-made bytes and looks only for the end of each answer, so that it needs less
 * CPU per request than any server.
 */
import { readFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';
import { nodeReview } from './admission-review.ts';

export interface LoadRequest {
  readonly port: number;
  readonly path: string;
  readonly ms: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** CPU time of the load itself, in microseconds. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 16;
/** In the order in which Go, and so an API server, prefers them. */
const CIPHERS = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256';
const [authority = ''] = process.argv.slice(2);
const ca = readFileSync(authority);
const review = nodeReview();
const connections = new Map<number, readonly TLSSocket[]>();

process.on('message', (order: LoadRequest) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());

async function run({ port, path, ms }: LoadRequest): Promise<LoadResult> {
  const head = [
    `POST ${path}?timeout=3s HTTP/1.1`,
    'Host: node-cleanup-webhook.kube-system.svc:443',
    'User-Agent: kube-apiserver-admission',
    'Accept: application/json, */*',
    'Content-Type: application/json',
    'Accept-Encoding: gzip',
    `Content-Length: ${Buffer.byteLength(review)}`,
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${review}`);
  const sockets = connections.get(port) ?? (await Promise.all(Array.from({ length: CONNECTIONS }, () => dial(port))));
  connections.set(port, sockets);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const until = startedAt + ms;
  const latencies = (await Promise.all(sockets.map((socket) => keepBusy(socket, bytes, until)))).flat();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  const quantile = (q: number) => latencies[Math.floor(latencies.length * q)] ?? 0;
  return { requests: latencies.length, seconds, cpu: user + system, p50: quantile(0.5), p99: quantile(0.99) };
}

function dial(port: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca, ciphers: CIPHERS, ALPNProtocols: ['http/1.1'] });
    socket.once('error', reject).once('secureConnect', () => resolve(socket.off('error', reject).setNoDelay()));
  });
}

/** Milliseconds of each answer. An answer that is not 200 with a patch ends the run. */
function keepBusy(socket: TLSSocket, bytes: Buffer, until: number): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = [];
    let answer = '';
    let sentAt = performance.now();
    socket.on('error', reject).on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (!isComplete(answer)) return;
      if (!answer.startsWith('HTTP/1.1 200 ') || !answer.includes('"patchType":"JSONPatch"')) {
        reject(new Error(`unexpected answer: ${answer}`));
        return;
      }
      answer = '';
      const now = performance.now();
      latencies.push(now - sentAt);
      if (now >= until) {
        socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
        resolve(latencies);
        return;
      }
      sentAt = now;
      socket.write(bytes);
    });
    socket.write(bytes);
  });
}

function isComplete(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const [, length = '0'] = /content-length: (\d+)/i.exec(answer) ?? [];
  return answer.length >= end + 4 + Number(length);
}
