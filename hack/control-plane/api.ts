import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Kubeconfig } from './kubeconfig.ts';

/** What every object has; the rest is the kind's. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  creationTimestamp?: string;
  deletionTimestamp?: string;
  [field: string]: unknown;
}

export interface ApiRequest {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface WatchEvent<T = KubernetesObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

export class ApiError extends Error {
  readonly status: number;
  readonly text: string;

  constructor(what: string, { status, text }: ApiResponse) {
    super(`${what}: ${status}: ${messageOf(text)}`);
    this.name = 'ApiError';
    this.status = status;
    this.text = text;
  }
}

export const PATCH = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/**
 * A plain client of an API server: the tests' own eyes, independent of the client under test. Paths are those of the API,
 * `/api/v1/nodes/n1`.
 */
export class Api implements Disposable {
  readonly #server: URL;
  readonly #agent: Agent;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ server, ca, credentials }: Kubeconfig) {
    this.#server = new URL(server);
    const certificate = 'certificate' in credentials ? credentials.certificate : {};
    this.#agent = new Agent({ keepAlive: true, ca, ...certificate });
    this.#headers = 'token' in credentials ? { authorization: `Bearer ${credentials.token}` } : {};
  }

  /** Any answer, whatever its status. */
  async request(method: string, path: string, options: ApiRequest = {}): Promise<ApiResponse> {
    const response = await this.#send(method, path, options);
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode ?? 0, headers: response.headers, text };
  }

  async get<T = KubernetesObject>(path: string): Promise<T> {
    return this.#expect('GET', path);
  }

  /** Undefined when there is no such object. */
  async find<T = KubernetesObject>(path: string): Promise<T | undefined> {
    const response = await this.request('GET', path);
    return response.status === 404 ? undefined : parse<T>(`GET ${path}`, response);
  }

  async list<T = KubernetesObject>(path: string): Promise<T[]> {
    const { items } = await this.#expect<{ items: T[] }>('GET', path);
    return items;
  }

  async create<T = KubernetesObject>(path: string, body: object): Promise<T> {
    return this.#expect('POST', path, { body });
  }

  async replace<T = KubernetesObject>(path: string, body: object): Promise<T> {
    return this.#expect('PUT', path, { body });
  }

  async patch<T = KubernetesObject>(path: string, body: object, kind: keyof typeof PATCH = 'merge'): Promise<T> {
    return this.#expect('PATCH', path, { body, contentType: PATCH[kind] });
  }

  /** An object that is gone already is deleted. */
  async delete(path: string, body?: object): Promise<void> {
    const response = await this.request('DELETE', path, { body });
    if (response.status !== 404) parse(`DELETE ${path}`, response);
  }

  /** The events of a list, until the server ends the watch or `signal` aborts; both end the iteration without an error. */
  async *watch<T = KubernetesObject>(path: string, signal?: AbortSignal): AsyncGenerator<WatchEvent<T>> {
    const separator = path.includes('?') ? '&' : '?';
    try {
      const response = await this.#send('GET', `${path}${separator}watch=true`, { signal });
      for await (const line of linesOf(response)) {
        if (response.statusCode !== 200) throw new ApiError(`watching ${path}`, asResponse(response, line));
        yield JSON.parse(line);
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  async #expect<T>(method: string, path: string, options: ApiRequest = {}): Promise<T> {
    return parse(`${method} ${path}`, await this.request(method, path, options));
  }

  #send(method: string, path: string, options: ApiRequest): Promise<IncomingMessage> {
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const headers = { ...this.#headers, ...options.headers, ...(body ? bodyHeaders(body, options.contentType) : {}) };
    const { hostname, port } = this.#server;
    const target: RequestOptions = { hostname, port, path, method, headers, agent: this.#agent };
    return new Promise((resolve, reject) => {
      const request = httpsRequest({ ...target, ...(options.signal ? { signal: options.signal } : {}) }, resolve);
      request.on('error', reject);
      request.end(body);
    });
  }
}

function bodyHeaders(body: string, contentType = 'application/json'): Record<string, string> {
  return { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) };
}

function asResponse(response: IncomingMessage, text: string): ApiResponse {
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** node:readline would let an error of the stream pass unseen. */
async function* linesOf(stream: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function parse<T>(what: string, response: ApiResponse): T {
  if (response.status >= 400) throw new ApiError(what, response);
  return JSON.parse(response.text);
}

function messageOf(text: string): string {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text;
  }
}
