import type { ServerResponse } from 'node:http';

/** An HTTP answer as data. */
export interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A short sentence instead of a result. Never with Retry-After: client-go would repeat the call inside the webhook's
 * timeout (https://github.com/kubernetes/client-go/blob/master/rest/with_retry.go) instead of asking failurePolicy.
 */
export function refusal(status: number, sentence: string, headers?: Readonly<Record<string, string>>): Answer {
  const answer = { status, type: 'text/plain; charset=utf-8', body: `${sentence}\n` } as const;
  return headers === undefined ? answer : { ...answer, headers };
}

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Type': answer.type,
    'Content-Length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}
