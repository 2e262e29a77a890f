import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** No more is read from the socket when this much waits for its consumer: one chunk of TLS, or nearly so. */
const HIGH_WATER_BYTES = 64 * 1024;

export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/**
 * One request and its answer on a connection of undici: a handler for its lowest interface, which costs no stream
 * objects and lets the consumer's pace be the socket's. Ends exactly once: all read, failed, or aborted.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Rejects when there is no answer. */
  readonly head: Promise<Head>;
  #giveHead: (head: Head) => void;
  #refuseHead: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #chunks: Buffer[] = [];
  #waiting = 0;
  #ended = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor() {
    const { promise, resolve, reject } = Promise.withResolvers<Head>();
    this.head = promise;
    this.#giveHead = resolve;
    this.#refuseHead = reject;
    // Whoever aborts before they read the head has no use for its error.
    promise.catch(() => {});
  }

  /** What has arrived since the last call; waits for the first; undefined at the end. Rejects when it broke off. */
  async next(): Promise<readonly Buffer[] | undefined> {
    while (this.#chunks.length === 0) {
      if (this.#error !== undefined) throw this.#error;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#waiting = 0;
    if (this.#controller?.paused) this.#controller.resume();
    return chunks;
  }

  /** The rest of the body. */
  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    for (let some = await this.next(); some !== undefined; some = await this.next()) chunks.push(...some);
    return chunks.length === 1 && chunks[0] !== undefined
      ? chunks[0].toString('utf8')
      : Buffer.concat(chunks).toString('utf8');
  }

  /** Closes the connection; what was read so far is dropped. Harmless when all is over. */
  abort(reason: Error): void {
    if (this.#ended) return;
    this.#fail(reason);
    this.#chunks = [];
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#error !== undefined) controller.abort(this.#error);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status >= 200) this.#giveHead({ status, headers });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    if (this.#waiting > HIGH_WATER_BYTES) controller.pause();
    this.#notify();
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.#notify();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#refuseHead(error);
    this.#notify();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
