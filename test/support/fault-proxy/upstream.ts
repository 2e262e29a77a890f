import { randomUUID } from 'node:crypto';
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { Credentials, Kubeconfig } from '../../../hack/control-plane/kubeconfig.ts';

/**
 * The proxy's way to the API server. A client that is known by a token keeps it: it passes through. One that is known by a
 * certificate cannot pass it through a proxy that ends TLS; the proxy shows it instead, to whoever knows a secret of this run.
 */
export class Upstream implements Disposable {
  /** What clients of the proxy are to show. */
  readonly credentials: Credentials;
  readonly #server: URL;
  readonly #agent: Agent;
  readonly #secret: string | undefined;

  constructor({ server, ca, credentials }: Kubeconfig) {
    this.#server = new URL(server);
    if ('certificate' in credentials) {
      this.#secret = randomUUID();
      this.credentials = { token: this.#secret };
      this.#agent = new Agent({ keepAlive: true, ca, ...credentials.certificate });
    } else {
      this.credentials = credentials;
      this.#agent = new Agent({ keepAlive: true, ca });
    }
  }

  admits({ authorization }: IncomingHttpHeaders): boolean {
    return this.#secret === undefined || authorization === `Bearer ${this.#secret}`;
  }

  request(method: string, path: string, headers: IncomingHttpHeaders): ClientRequest {
    // Unpacked, so that lines can be counted.
    const { host: _, connection: __, 'accept-encoding': ___, authorization, ...rest } = headers;
    const identity = this.#secret === undefined && authorization ? { authorization } : {};
    const { hostname, port } = this.#server;
    return request({ hostname, port, method, path, headers: { ...rest, ...identity }, agent: this.#agent });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
