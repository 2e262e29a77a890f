import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Its length is sent along; undefined is no body. */
  readonly body?: string | undefined;
  /** PEM certificates to trust in place of the system's. */
  readonly ca?: string | undefined;
  /** PEM, to prove who we are. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string } | undefined;
  /** The rest of a longer answer is not read: the other side must not fill our memory. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** The body as UTF-8 text, or its beginning. */
  readonly text: string;
  /** The body was longer than maxBytes. */
  readonly isCut: boolean;
}

/**
 * One request on a connection of its own: whom we call so is called rarely. Redirects are not followed, since headers with
 * tokens would go along. node:http and not undici: it is loaded anyway, and undici's client for anything but one origin
 * costs 13 MB. Rejects when there is no answer, and with the signal's reason when it is aborted.
 */
export function exchange({
  method,
  url,
  headers,
  body,
  ca,
  clientCertificate,
  maxBytes,
  signal,
}: HttpRequest): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, agent: false, signal, headers: { ...headers, ...length } } as const;
  const tls = { ...(ca === undefined ? {} : { ca }), ...clientCertificate };
  const request = url.protocol === 'https:' ? https.request(url, { ...options, ...tls }) : http.request(url, options);
  request.on('error', reject);
  request.on('response', (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const answer = () => {
      const text = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text, isCut: size > maxBytes });
    };
    response.on('error', reject);
    // A connection that breaks in the middle of the answer ends without an `end`.
    response.on('close', () => reject(new Error('the connection was closed in the middle of the answer')));
    response.on('end', answer);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBytes) return;
      answer();
      response.destroy();
    });
  });
  request.end(body);
  return promise;
}
