import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Agent, type RequestOptions, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type CertificateRequest, createAuthority, type KeyPair, LOOPBACK_HOSTS } from '../../../hack/certificates.ts';
import { type Admit, handleReview } from '../../../lib/admission/handle-review.ts';
import { nodeAdmission } from '../../../lib/admission/node-admission.ts';
import { type CertificateSource, openCertificateSource } from '../../../lib/http/certificate-source.ts';
import { type ServerLimits, WEBHOOK_LIMITS } from '../../../lib/http/limits.ts';
import { startWebhookServer, type WebhookServer } from '../../../lib/http/webhook-server.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { EVERYTHING } from '../../../lib/node/selector.ts';
import type { LogFields, Logger } from '../../../lib/telemetry/log.ts';
import { createPrometheusMetrics, type PrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../../lib/time/clock.ts';

export const authority = createAuthority('unit test authority');
export const FINALIZER = nodeKeys().finalizer;
export const GUARD = { finalizer: FINALIZER, optOut: nodeKeys().optOut, selector: EVERYTHING };

export function issue(request: Partial<CertificateRequest> = {}): KeyPair {
  return authority.issue({ commonName: 'node-cleanup-webhook', hosts: LOOPBACK_HOSTS, ...request });
}

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'node-cleanup-webhook-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writePair(folder: string, { cert, key }: KeyPair): void {
  writeFileSync(join(folder, 'tls.crt'), cert);
  writeFileSync(join(folder, 'tls.key'), key);
}

export interface LogLine extends LogFields {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly msg: string;
}

/** Keeps what is logged. */
export function recordingLog(lines: LogLine[] = []): Logger & { readonly lines: readonly LogLine[] } {
  const at = (level: LogLine['level']) => (fields: LogFields, msg: string) =>
    void lines.push({ ...fields, level, msg });
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => recordingLog(lines),
  };
}

export interface Webhook extends WebhookServer {
  readonly folder: string;
  readonly certificates: CertificateSource;
  readonly metrics: PrometheusMetrics;
  readonly lines: readonly LogLine[];
}

export interface WebhookOptions {
  readonly admit?: Admit;
  readonly limits?: Partial<ServerLimits>;
  readonly folder?: string;
}

/** A webhook server as the product runs it; it ends with the test. */
export async function startWebhook(options: WebhookOptions = {}): Promise<Webhook> {
  const folder = options.folder ?? temporaryFolder();
  if (options.folder === undefined) writePair(folder, issue());
  const stop = new AbortController();
  const [log, metrics] = [recordingLog(), createPrometheusMetrics()];
  const shared = { clock: systemClock, log, metrics };
  const certificates = await openCertificateSource({
    ...shared,
    directory: folder,
    listener: 'webhook',
    pollMs: 300,
    settleMs: 50,
    signal: stop.signal,
  });
  const server = await startWebhookServer({
    ...shared,
    port: 0,
    address: '127.0.0.1',
    routes: { '/mutate-node': handleReview(options.admit ?? nodeAdmission(() => GUARD, metrics)) },
    certificates,
    limits: { ...WEBHOOK_LIMITS, ...options.limits },
  });
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    stop.abort();
  });
  return { ...server, folder, certificates, metrics, lines: log.lines };
}

export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface Call extends Pick<RequestOptions, 'method' | 'path' | 'headers'> {
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

/** One request, by default a POST of JSON to /mutate-node over a connection of its own. */
export function call(port: number, { body, headers, ...options }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/mutate-node?timeout=3s',
        ca: authority.cert,
        agent: false,
        headers: { 'content-type': 'application/json', ...headers },
        ...options,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
        });
      },
    );
    outgoing.on('error', reject).end(body);
  });
}

/** A bare TLS connection, for what an HTTP client would never send. */
export function dial(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca: authority.cert, ...options });
    socket.once('error', reject).once('secureConnect', () => resolve(socket.off('error', reject)));
    onTestFinished(() => void socket.destroy());
  });
}

/** Everything that the other side says until it closes the connection. */
export function conversation(socket: TLSSocket): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', () => {}).on('close', () => resolve(heard));
  });
}

/** The head of a POST to /mutate-node; the body is up to the test. */
export function head(...lines: readonly string[]): string {
  return `POST /mutate-node HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
}

/** A review as the API server sends it when a Node is created; `request` changes single fields of the request. */
export function review(object: unknown, request: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group: '', version: 'v1', kind: 'Node' },
      resource: { group: '', version: 'v1', resource: 'nodes' },
      name: 'worker-1',
      operation: 'CREATE',
      userInfo: { username: 'system:node:worker-1' },
      object,
      oldObject: null,
      dryRun: false,
      ...request,
    },
  });
}

export const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-1' } };
