import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import { send } from './answer.ts';
import { createRoom } from './body.ts';
import type { CertificateSource } from './certificate-source.ts';
import { trackConnections } from './connections.ts';
import { createDeadlines } from './deadlines.ts';
import { logHandshakes } from './handshakes.ts';
import { cached, type HealthCheck } from './health-check.ts';
import { type JsonEndpoint, type JsonHandler, jsonEndpoint } from './json-endpoint.ts';
import { limitConnections } from './limit-connections.ts';
import { type ServerLimits, WEBHOOK_LIMITS } from './limits.ts';
import { type Listening, listen } from './listen.ts';
import { trackSilentConnections } from './silent-connections.ts';
import { closeWithin, type Stoppable } from './stoppable.ts';
import { certificateCheck, listenerCheck } from './tls-checks.ts';
import { tlsOptions } from './tls-options.ts';
import { webhookApp } from './webhook-app.ts';

export interface WebhookServerOptions {
  readonly port: number;
  /** '' is every address. */
  readonly address: string;
  /** What answers the JSON that is posted to a path. */
  readonly routes: Readonly<Record<string, JsonHandler>>;
  readonly certificates: CertificateSource;
  readonly limits?: ServerLimits;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export interface WebhookServer extends Listening, Stoppable, AsyncDisposable {
  /** For readiness: the certificate, and the listener dialled through itself. */
  readonly checks: readonly HealthCheck[];
}

/** A probe every 5 s or so, from a kubelet and perhaps a load balancer, costs at most one handshake in that time. */
const LISTENER_CHECK_TTL_MS = 5_000;
/** For what a caller still sends after our answer; it is thrown away. */
const LINGER_MS = 5_000;

/**
 * The listener for API servers: TLS 1.2 or 1.3 and HTTP/1.1, which is all that they speak to webhooks
 * (https://github.com/kubernetes/kubernetes/pull/82090). Admission requests are answered before koa (docs/adr/0002).
 */
export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const { certificates, clock, limits = WEBHOOK_LIMITS, log, metrics } = options;
  const deadlines = createDeadlines(limits.bodyTimeoutMs, clock);
  const body = { maxBytes: limits.maxBodyBytes, room: createRoom(limits.maxBufferedBytes), deadlines };
  const endpoints = new Map(
    Object.entries(options.routes).map(([path, handle]) => [
      path,
      jsonEndpoint(handle, { path, body, clock, log, metrics }),
    ]),
  );
  const server = createServer({
    ...tlsOptions(certificates.current),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: limits.handshakeTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.timeoutCheckMs,
    maxHeaderSize: limits.maxHeaderBytes,
    // Finds callers that have vanished without a word.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  });
  limitConnections(server, { total: limits.maxConnections, perAddress: limits.maxConnectionsPerAddress });
  logHandshakes(server, certificates, log);
  const silent = trackSilentConnections(server);
  const connections = trackConnections(server, certificates);
  const app = webhookApp(endpoints, connections, log);
  const answerDirectly = async (endpoint: JsonEndpoint, request: IncomingMessage, response: ServerResponse) => {
    const answer = await endpoint(request);
    if (answer === undefined) {
      response.destroy();
      return;
    }
    if (connections.isLast(request.socket)) response.setHeader('Connection', 'close');
    send(response, answer);
    discardRest(request, clock);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const endpoint = request.method === 'POST' ? endpoints.get(pathOf(request)) : undefined;
    if (endpoint === undefined) void app(request, response).then(() => discardRest(request, clock));
    else void answerDirectly(endpoint, request, response);
  });
  const subscription = certificates.subscribe((certificate) => server.setSecureContext(tlsOptions(certificate)));

  const where = await listen(server, { listener: 'webhook', port: options.port, address: options.address, log });
  const close = (ms: number) => {
    subscription[Symbol.dispose]();
    deadlines[Symbol.dispose]();
    return closeWithin(server, ms, { silent, clock });
  };
  return {
    ...where,
    checks: [
      certificateCheck('webhook-certificate', certificates, clock),
      cached(listenerCheck('webhook-listener', where, certificates), LISTENER_CHECK_TTL_MS, clock),
    ],
    drain: connections.drain,
    close,
    [Symbol.asyncDispose]: async () => void (await close(0)),
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function discardRest(request: IncomingMessage, clock: Clock): void {
  if (request.complete || request.destroyed) return;
  const deadline = clock.after(LINGER_MS, () => request.socket.destroy());
  request.once('close', () => deadline[Symbol.dispose]()).resume();
}
