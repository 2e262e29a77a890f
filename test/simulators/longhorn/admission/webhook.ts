import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type CertificateAuthority, LOOPBACK_HOSTS } from '../../../../hack/certificates.ts';
import type { AdmissionRequest, Validator } from './validator.ts';
import { invalid, type Refusal } from './verdict.ts';

/** validator.longhorn.io, which every manager serves. When none runs, nothing answers on its port. */
export class LonghornWebhook implements AsyncDisposable {
  readonly #server: Server;
  #port = 0;
  #isRetired = false;

  constructor(authority: CertificateAuthority, validator: Validator) {
    const pair = authority.issue({ commonName: 'longhorn-admission-webhook', hosts: LOOPBACK_HOSTS });
    const refuses = async (request: AdmissionRequest) => (this.#isRetired ? undefined : validator.refuses(request));
    this.#server = createServer(pair, (request, response) => void answer(refuses, request, response));
  }

  get port(): number {
    return this.#port;
  }

  async listen(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    // The same port again after `close`: the API server knows it.
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Nothing is refused any more: everything is to go. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    await this.listen();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function answer(
  refuses: (request: AdmissionRequest) => Promise<Refusal | undefined>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const review = (await json(message)) as { request: AdmissionRequest };
    const { request } = review;
    const refusal = await refuses(request);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: {
          uid: request.uid,
          allowed: refusal === undefined,
          ...(refusal ? { status: statusOf(refusal) } : {}),
        },
      }),
    );
  } catch (error) {
    response.statusCode = 500;
    response.end(invalid(String(error)).message);
  }
}

function statusOf({ code, reason, message }: Refusal): object {
  const causes = reason === 'Invalid' ? [{ reason: 'FieldValueInvalid', message, field: '' }] : [];
  return { status: 'Failure', code, reason, message, ...(causes.length > 0 ? { details: { causes } } : {}) };
}
