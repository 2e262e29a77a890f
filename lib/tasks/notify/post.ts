import http from 'node:http';
import https from 'node:https';

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** PEM certificates to trust in place of the system's. */
  readonly ca: string | undefined;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** The beginning of the answer's body. */
  readonly text: string;
}

/** Of the answer only a person's explanation is of interest, and the receiver must not fill our memory. */
const READ_BYTES = 4_096;

/**
 * One POST on a connection of its own: notifications are rare. Redirects are not followed, since headers with tokens would
 * go along. node:http and not undici: it is loaded anyway, and undici's client for anything but one origin costs 13 MB.
 */
export function post({ url, headers, body, ca, signal }: Post): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const options = { method: 'POST', agent: false, signal, headers } as const;
  const request =
    url.protocol === 'https:'
      ? https.request(url, ca === undefined ? options : { ...options, ca })
      : http.request(url, options);
  request.on('error', reject);
  request.on('response', (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const answer = () => {
      const text = Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8');
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    };
    response.on('error', reject);
    response.on('end', answer);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size < READ_BYTES) return;
      answer();
      response.destroy();
    });
  });
  request.end(body);
  return promise;
}
