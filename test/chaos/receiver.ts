import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly node: string;
  readonly idempotencyKey: string;
  /** What `mark` gave when it came. */
  readonly mark: number;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Called with each request before it is answered. */
  onRequest: (() => void) | undefined;
}

/** Takes the notifications of a task, and remembers which came, in an order that others can compare with; or leaves them waiting. */
export async function startReceiver(mark: () => number, answers = true): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { node } = JSON.parse(body) as { node: string };
      received.push({ node, idempotencyKey: String(request.headers['idempotency-key']), mark: mark() });
      receiver.onRequest?.();
      if (answers) response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/`,
    received,
    onRequest: undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
