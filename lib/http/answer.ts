import type { ServerResponse } from 'node:http';

/** An HTTP answer as data. */
export interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
  readonly body: string;
}

/**
 * A short sentence instead of a result. Never with Retry-After: client-go would repeat the call inside the webhook's
 * timeout (https://github.com/kubernetes/client-go/blob/master/rest/with_retry.go) instead of asking failurePolicy.
 */
export function refusal(status: number, sentence: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${sentence}\n` };
}

export function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
