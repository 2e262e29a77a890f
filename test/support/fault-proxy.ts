import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createAuthority, LOOPBACK_HOSTS } from '../../hack/certificates.ts';
import { readKubeconfig, renderKubeconfig } from '../../hack/control-plane/kubeconfig.ts';
import { Exchange } from './fault-proxy/exchange.ts';
import type { Fault } from './fault-proxy/faults.ts';
import { type Matcher, matches, type SeenRequest } from './fault-proxy/matcher.ts';
import { Upstream } from './fault-proxy/upstream.ts';
import type { TestCluster } from './test-cluster.ts';

export interface InjectOptions {
  /** How many requests it happens to. Default: all. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly after?: number;
}

/** A fault that waits for its requests. Disposing takes it away. */
export interface Injection extends Disposable {
  /** The requests that it happened to. */
  readonly hits: readonly SeenRequest[];
}

interface ActiveInjection extends Injection {
  readonly matcher: Matcher;
  readonly fault: Fault;
  readonly hits: SeenRequest[];
  passes: number;
  times: number;
}

type Weather = 'fair' | 'refusing' | 'silent';

/** A proxy between a process under test and the real API server, which does to single requests what networks do. */
export class FaultProxy implements AsyncDisposable {
  /** Path of a kubeconfig that leads here. */
  readonly kubeconfig: string;
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #upstream: Upstream;
  readonly #startedAt = performance.now();
  readonly #closing = new AbortController();
  readonly #exchanges = new Set<Exchange>();
  /** By the client's port. */
  readonly #connections = new Map<number, Socket>();
  #injections: ActiveInjection[] = [];
  #weather: Weather = 'fair';

  constructor(server: Server, upstream: Upstream, kubeconfig: string) {
    this.#server = server;
    this.#upstream = upstream;
    this.kubeconfig = kubeconfig;
    server.on('connection', (socket: Socket) => this.#accept(socket));
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  /** The first injection that matches a request gets it; later ones do not see it. */
  inject(
    matcher: Matcher,
    fault: Fault,
    { times = Number.POSITIVE_INFINITY, after = 0 }: InjectOptions = {},
  ): Injection {
    const remove = () => {
      this.#injections = this.#injections.filter((other) => other !== injection);
    };
    const injection: ActiveInjection = { matcher, fault, hits: [], passes: after, times, [Symbol.dispose]: remove };
    this.#injections.push(injection);
    return injection;
  }

  /** Takes every fault away, also those of the whole network. */
  heal(): void {
    this.#injections = [];
    this.#weather = 'fair';
  }

  seen(matcher: Matcher): SeenRequest[] {
    return this.requests.filter((request) => matches(matcher, request));
  }

  count(matcher: Matcher): number {
    return this.seen(matcher).length;
  }

  /** Requests that are not answered to the end, watches above all: to `reset()`, `stall()`, `end()` or `write(text)`. */
  open(matcher: Matcher = {}): Exchange[] {
    return [...this.#exchanges].filter((exchange) => exchange.open && matches(matcher, exchange.seen));
  }

  /** The API server is away: connections end and new ones are closed at once, until `heal`. */
  refuse(): void {
    this.#weather = 'refusing';
    for (const socket of this.#connections.values()) socket.resetAndDestroy();
  }

  /** The network swallows everything: open streams go silent, new connections are taken and never served, until `heal`. */
  swallow(): void {
    this.#weather = 'silent';
    for (const exchange of this.#exchanges) exchange.stall();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    this.#closing.abort();
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#connections.values()) socket.destroy();
    this.#upstream[Symbol.dispose]();
    await closed;
  }

  #accept(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    this.#connections.set(port, socket);
    socket.once('close', () => this.#connections.delete(port));
    socket.on('error', () => {});
    if (this.#weather === 'refusing') socket.resetAndDestroy();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = this.#record(request);
    const connection = this.#connections.get(seen.connection);
    if (!connection || this.#weather === 'silent') return;
    const exchange = new Exchange(seen, response, connection, this.#closing.signal);
    this.#exchanges.add(exchange);
    response.once('close', () => this.#exchanges.delete(exchange));
    response.on('error', () => {});
    try {
      seen.body = await text(request);
      await this.#serve(exchange, request);
    } catch {
      // One side has gone away: the other hears of it as it would without us.
      if (exchange.open) exchange.reset();
    }
  }

  async #serve(exchange: Exchange, request: IncomingMessage): Promise<void> {
    const { seen } = exchange;
    if (!this.#upstream.admits(request.headers)) return exchange.answer(401, { kind: 'Status', code: 401 });
    const fault = this.#faultFor(seen);
    if (fault?.kind === 'instead') return fault.act(exchange);
    if (fault?.kind === 'before') await fault.act(exchange);
    const upstream = this.#upstream.request(seen.method, request.url ?? '/', request.headers);
    const answer = await exchange.ask(upstream, seen.body);
    if (fault?.kind === 'after-server') {
      await text(answer);
      return fault.act(exchange);
    }
    const act = fault?.kind === 'after-lines' ? { lines: fault.lines, act: () => fault.act(exchange) } : undefined;
    await exchange.relay(answer, act);
  }

  #record(request: IncomingMessage): SeenRequest {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://proxy');
    const seen: SeenRequest = {
      number: this.requests.length + 1,
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      watch: ['true', '1'].includes(searchParams.get('watch') ?? ''),
      userAgent: request.headers['user-agent'] ?? '',
      at: performance.now() - this.#startedAt,
      connection: request.socket.remotePort ?? 0,
      status: undefined,
      body: '',
    };
    this.requests.push(seen);
    return seen;
  }

  #faultFor(seen: SeenRequest): Fault | undefined {
    const injection = this.#injections.find(({ matcher, times }) => times > 0 && matches(matcher, seen));
    if (!injection) return undefined;
    if (injection.passes > 0) {
      injection.passes -= 1;
      return undefined;
    }
    injection.times -= 1;
    injection.hits.push(seen);
    return injection.fault;
  }
}

/** A proxy in front of the API server that a kubeconfig names, with that kubeconfig's identity. Ends with the test file. */
export async function startFaultProxy(cluster: TestCluster, kubeconfig = cluster.kubeconfig): Promise<FaultProxy> {
  const client = readKubeconfig(kubeconfig);
  const authority = createAuthority('fault-proxy-ca');
  const upstream = new Upstream(client);
  const serving = authority.issue({ commonName: 'fault-proxy', hosts: LOOPBACK_HOSTS });
  const server = createServer({ ...serving, ALPNProtocols: ['http/1.1'], keepAliveTimeout: 120_000 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const path = join(cluster.folder('fault-proxy'), 'kubeconfig');
  const ours = { server: `https://127.0.0.1:${port}`, ca: authority.cert, user: client.user };
  writeFileSync(path, renderKubeconfig({ ...ours, credentials: upstream.credentials }));
  const proxy = new FaultProxy(server, upstream, path);
  cluster.atEnd(() => proxy[Symbol.asyncDispose]());
  return proxy;
}
