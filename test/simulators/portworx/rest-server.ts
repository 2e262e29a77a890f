import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ClusterState, grpcError, type Reply } from './cluster-state.ts';

export interface RestServerOptions {
  /** With it the server speaks TLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** With it every call needs this bearer token. */
  readonly token?: string;
}

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly authorization: string | undefined;
}

export type Misbehaviour =
  | { readonly is: 'answer'; readonly status: number; readonly body: string }
  /** Accepted, and never answered. */
  | { readonly is: 'hang' }
  | { readonly is: 'reset' }
  /** Answered when that has resolved. */
  | { readonly is: 'hold'; readonly until: Promise<void> }
  /** It is done, and nobody learns of it. */
  | { readonly is: 'loseAnswer' }
  /** So many bytes that are no JSON. */
  | { readonly is: 'flood'; readonly bytes: number };

interface Fault {
  readonly matches: (call: SeenCall) => boolean;
  readonly misbehaviour: Misbehaviour;
  times: number;
}

/** Portworx's REST gateway and its management API, both on one port of the loopback interface. */
export class RestServer implements AsyncDisposable {
  readonly calls: SeenCall[] = [];
  readonly url: string;
  readonly #server: Server;
  readonly #state: ClusterState;
  readonly #token: string | undefined;
  #faults: Fault[] = [];

  private constructor(server: Server, state: ClusterState, scheme: string, token: string | undefined) {
    this.#server = server;
    this.#state = state;
    this.#token = token;
    // A server that listens on a port has an AddressInfo.
    this.url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(state: ClusterState, { certificate, token }: RestServerOptions = {}): Promise<RestServer> {
    const listener: RequestListener = (request, response) => void served.then((it) => it.#handle(request, response));
    const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
    server.listen(0, '127.0.0.1');
    const served = once(server, 'listening').then(
      () => new RestServer(server, state, certificate === undefined ? 'http' : 'https', token),
    );
    return served;
  }

  /** The next `times` calls that match get this in place of an answer. */
  misbehave(
    matches: (call: SeenCall) => boolean,
    misbehaviour: Misbehaviour,
    times = Number.POSITIVE_INFINITY,
  ): Disposable {
    const fault = { matches, misbehaviour, times };
    this.#faults.push(fault);
    return { [Symbol.dispose]: () => this.#forget(fault) };
  }

  heal(): void {
    this.#faults = [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #forget(fault: Fault): void {
    this.#faults = this.#faults.filter((other) => other !== fault);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const call: SeenCall = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.search,
      body: await text(request).catch(() => ''),
      authorization: request.headers.authorization,
    };
    this.calls.push(call);
    const fault = this.#faults.find(({ matches, times }) => times > 0 && matches(call));
    if (fault !== undefined) {
      fault.times -= 1;
      misbehave(fault.misbehaviour, response, () => this.#reply(call, url));
    } else send(response, this.#reply(call, url));
  }

  #reply(call: SeenCall, url: URL): Reply {
    if (this.#token !== undefined && call.authorization !== `Bearer ${this.#token}`) {
      return grpcError(401, 16, 'access denied without a valid token');
    }
    return route(this.#state, call, url) ?? grpcError(404, 5, 'Not Found');
  }
}

function misbehave(fault: Misbehaviour, response: ServerResponse, serve: () => Reply): void {
  switch (fault.is) {
    case 'answer':
      response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body);
      return;
    case 'hang':
      return;
    case 'hold':
      void fault.until.then(() => send(response, serve()));
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'loseAnswer':
      serve();
      response.socket?.destroy();
      return;
    case 'flood':
      response.writeHead(200).end(Buffer.alloc(fault.bytes, 'x'));
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function route(state: ClusterState, { method, path, body }: SeenCall, { searchParams }: URL): Reply | undefined {
  const id = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  switch (`${method} ${path.slice(0, path.lastIndexOf('/') + 1)}`) {
    case 'GET /v1/nodes/':
      return id === 'filters' ? state.listNodes() : undefined;
    case 'POST /v1/volumes/':
      return id === 'inspectwithfilters' ? state.listVolumes() : undefined;
    case 'PUT /v1/nodes/attachments/disable/':
      return state.disableAttachments(id);
    case 'PUT /v1/nodes/attachments/drain/':
      return state.drainAttachments(id, issuerIn(body));
    case 'GET /v1/':
      return id === 'jobs' ? state.listJobs() : undefined;
    case 'GET /v1/jobs/':
      return state.inspectJob(id);
    case 'DELETE /v1/cluster/':
      return state.removeNode(searchParams.get('id'), searchParams.get('forceRemove'));
    default:
      return undefined;
  }
}

function issuerIn(body: string): string {
  const { issuer }: { readonly issuer?: unknown } = JSON.parse(body);
  return typeof issuer === 'string' ? issuer : '';
}
