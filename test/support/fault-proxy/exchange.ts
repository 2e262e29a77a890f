import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { SeenRequest } from './matcher.ts';

const NEWLINE = 0x0a;
const FLUSH_MS = 20;

/** One request on its way through the proxy, and its answer on the way back. */
export class Exchange {
  readonly seen: SeenRequest;
  readonly #response: ServerResponse;
  readonly #connection: Socket;
  readonly #signal: AbortSignal;
  #upstream: ClientRequest | undefined;
  #silent = false;
  #broken = false;

  /** `connection` is the TCP connection beneath TLS: only that one can be reset. */
  constructor(seen: SeenRequest, response: ServerResponse, connection: Socket, signal: AbortSignal) {
    this.seen = seen;
    this.#response = response;
    this.#connection = connection;
    this.#signal = signal;
  }

  /** Whether the client still waits for more. */
  get open(): boolean {
    return !this.#broken && !this.#response.writableEnded && !this.#response.destroyed;
  }

  answer(code: number, body: object | string, headers: OutgoingHttpHeaders = {}): void {
    this.seen.status = code;
    this.#response.writeHead(code, { 'content-type': 'application/json', ...headers });
    this.#response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  async wait(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#signal });
  }

  /** RST. What was said before it gets through first: a reset throws away what is still on its way. */
  reset(): void {
    this.#broken = true;
    this.#upstream?.destroy();
    setTimeout(() => this.#connection.resetAndDestroy(), this.#response.headersSent ? FLUSH_MS : 0);
  }

  /** From now on the client hears nothing more, and the connection stays open. */
  stall(): void {
    this.#silent = true;
  }

  write(text: string): void {
    if (this.open) this.#response.write(text);
  }

  end(): void {
    this.#upstream?.destroy();
    this.#response.end();
  }

  /** Sends what the client asked to the server, and returns the server's answer once it begins. */
  async ask(upstream: ClientRequest, body: string): Promise<IncomingMessage> {
    this.#upstream = upstream;
    this.#response.once('close', () => upstream.destroy());
    return new Promise((resolve, reject) => {
      upstream.once('response', resolve).once('error', reject).end(body);
    });
  }

  /** Hands the server's answer on; `act` is called once, when `lines` lines have passed. */
  async relay(answer: IncomingMessage, fault?: { readonly lines: number; readonly act: () => void }): Promise<void> {
    this.seen.status = answer.statusCode;
    this.#response.writeHead(answer.statusCode ?? 502, headersToRelay(answer));
    this.#response.flushHeaders();
    let until = fault?.lines ?? Number.POSITIVE_INFINITY;
    if (until === 0) {
      fault?.act();
      until = Number.POSITIVE_INFINITY;
    }
    for await (const chunk of answer) {
      const { end, lines } = cutAfterLines(chunk, until);
      this.#pass(chunk.subarray(0, end));
      until -= lines;
      if (until > 0) continue;
      fault?.act();
      until = Number.POSITIVE_INFINITY;
      this.#pass(chunk.subarray(end));
    }
    if (!this.#silent && this.open) this.#response.end();
  }

  #pass(bytes: Uint8Array): void {
    if (!this.#silent && this.open && bytes.length > 0) this.#response.write(bytes);
  }
}

function headersToRelay(answer: IncomingMessage): OutgoingHttpHeaders {
  const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...headers } = answer.headers;
  return headers;
}

function cutAfterLines(chunk: Uint8Array, limit: number): { readonly end: number; readonly lines: number } {
  if (limit === Number.POSITIVE_INFINITY) return { end: chunk.length, lines: 0 };
  let [end, lines] = [0, 0];
  while (lines < limit) {
    const newline = chunk.indexOf(NEWLINE, end);
    if (newline < 0) return { end: chunk.length, lines };
    [end, lines] = [newline + 1, lines + 1];
  }
  return { end, lines };
}
