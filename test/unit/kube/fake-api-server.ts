import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type CertificateAuthority, createAuthority, LOOPBACK_HOSTS } from '../../../hack/certificates.ts';
import { eventually } from '../../support/eventually.ts';

/** A request that waits for what the test does with it. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Which connection, from 1. */
  readonly connection: number;
  /** The client has gone away. */
  readonly gone: () => boolean;
  json(status: number, body: unknown, headers?: Record<string, string>): void;
  text(status: number, body: string): void;
  /** Status of the API server's kind. */
  refuse(code: number, reason: string, options?: { message?: string; causes?: object[]; retryAfter?: number }): void;
  /** Begins the answer to a watch. */
  stream(): Stream;
  /** Closes the connection as a crashed server does. */
  reset(): void;
}

export interface Stream {
  event(type: string, object: object): void;
  bookmark(resourceVersion: number, initialEventsEnd?: boolean): void;
  /** False when the client does not keep up. */
  raw(bytes: string | Uint8Array): boolean;
  end(): void;
  reset(): void;
}

/** An HTTPS server that answers nothing by itself: the test takes each request and does what no real server does on demand. */
export class FakeApiServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #waiting: Visit[] = [];
  readonly #sockets = new Map<Socket, number>();
  /** What lies below the TLS sockets, by the client's port: only there a connection can be reset. */
  readonly #tcp = new Map<number | undefined, Socket>();
  #connections = 0;
  authority: CertificateAuthority = createAuthority('fake');

  constructor() {
    this.#server = createServer(this.#certificate(), (request, response) => void this.#receive(request, response));
    this.#server.on('connection', (socket: Socket) => {
      const { remotePort } = socket;
      this.#tcp.set(remotePort, socket);
      socket.on('close', () => this.#tcp.delete(remotePort));
    });
    this.#server.on('secureConnection', (socket: Socket) => {
      this.#sockets.set(socket, ++this.#connections);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {});
    });
    this.#server.on('tlsClientError', () => {});
  }

  static async start(): Promise<FakeApiServer> {
    const server = new FakeApiServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    const address = this.#server.address();
    return isAddress(address) ? address.port : 0;
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Connections so far. */
  get connections(): number {
    return this.#connections;
  }

  /** Requests that nobody has taken. */
  get unanswered(): readonly Visit[] {
    return this.#waiting;
  }

  /** The next request, of those that fit if told; the others stay. */
  async next(fits: (visit: Visit) => boolean = () => true, what = 'a request'): Promise<Visit> {
    const visit = await eventually(() => this.#waiting.find(fits), { describe: what, deadline: 5_000, every: 2 });
    this.#waiting.splice(this.#waiting.indexOf(visit), 1);
    return visit;
  }

  nextWatch(): Promise<Visit> {
    return this.next(({ query }) => query.get('watch') === 'true', 'a watch');
  }

  nextList(): Promise<Visit> {
    return this.next(({ query, method }) => method === 'GET' && !query.has('watch'), 'a list');
  }

  /** From now on a certificate of another authority; connections stay. */
  rotateAuthority(): void {
    this.authority = createAuthority('fake, renewed');
    this.#server.setSecureContext(this.#certificate());
  }

  /** As a server does with connections that nobody has used for a while; resolves when the client has noticed. */
  async closeIdle(): Promise<void> {
    this.#server.closeIdleConnections();
    await eventually(() => this.#sockets.size === 0, { describe: 'the idle connections to close', every: 2 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets.keys()) socket.destroy();
    await eventually(() => this.#sockets.size === 0, { describe: 'the connections to close', every: 2 });
  }

  #certificate() {
    return this.authority.issue({ commonName: 'kube-apiserver', hosts: LOOPBACK_HOSTS });
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    let body = '';
    try {
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
    } catch {
      return;
    }
    const reset = () => this.#tcp.get(request.socket.remotePort)?.resetAndDestroy();
    response.on('error', () => {});
    const json: Visit['json'] = (status, value, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    };
    this.#waiting.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
      connection: this.#sockets.get(request.socket) ?? 0,
      gone: () => request.socket.destroyed,
      json,
      text: (status, text) => response.writeHead(status, { 'content-type': 'text/html' }).end(text),
      refuse: (code, reason, { message = `refused: ${reason}`, causes = [], retryAfter } = {}) => {
        const status = { kind: 'Status', status: 'Failure', message, reason, code, details: { causes } };
        json(code, status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
      },
      stream: () => streamOn(response, reset),
      reset,
    });
  }
}

function streamOn(response: ServerResponse, reset: () => void): Stream {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const event: Stream['event'] = (type, object) => void response.write(`${JSON.stringify({ type, object })}\n`);
  return {
    event,
    bookmark: (resourceVersion, initialEventsEnd = false) => {
      const annotations = initialEventsEnd ? { 'k8s.io/initial-events-end': 'true' } : {};
      event('BOOKMARK', { kind: 'Node', metadata: { resourceVersion: String(resourceVersion), annotations } });
    },
    raw: (bytes) => response.write(bytes),
    end: () => void response.end(),
    reset,
  };
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** A Node with nothing but its metadata and one label. */
export const fakeNode = (name: string, resourceVersion: number, { uid = `uid-${name}`, label = '' } = {}): object => ({
  kind: 'Node',
  apiVersion: 'v1',
  metadata: { name, uid, resourceVersion: String(resourceVersion), labels: { label } },
});
