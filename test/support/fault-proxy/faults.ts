import type { Exchange } from './exchange.ts';

/** What the proxy does to a request instead of passing it on, or to its answer while it is passed on. */
export type Fault =
  | { readonly kind: 'instead'; readonly act: (exchange: Exchange) => void | Promise<void> }
  | { readonly kind: 'before'; readonly act: (exchange: Exchange) => Promise<void> }
  /** Acts when this many lines of the answer have passed. */
  | { readonly kind: 'after-lines'; readonly lines: number; readonly act: (exchange: Exchange) => void }
  /** Acts when the server has done what was asked, before the client learns of it. */
  | { readonly kind: 'after-server'; readonly act: (exchange: Exchange) => void };

/** The connection is closed without an answer; the API server never sees the request. */
export function cut(): Fault {
  return { kind: 'instead', act: (exchange) => exchange.reset() };
}

/** The API server does what was asked, and the answer is lost: was it done or not? */
export function loseAnswer(): Fault {
  return { kind: 'after-server', act: (exchange) => exchange.reset() };
}

/** Accepted, and never answered. */
export function stall(): Fault {
  return { kind: 'instead', act: () => {} };
}

/** Passed on to the API server after a while. */
export function slow(milliseconds: number): Fault {
  return { kind: 'before', act: (exchange) => exchange.wait(milliseconds) };
}

export interface StatusOptions {
  readonly reason?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}

/** Answered with this status as the API server would: 429, 500, 503, 410 ... */
export function answer(code: number, options: StatusOptions = {}): Fault {
  const { retryAfterSeconds } = options;
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { kind: 'instead', act: (exchange) => exchange.answer(code, status(code, options), headers) };
}

export function tooManyRequests(retryAfterSeconds: number): Fault {
  return answer(429, { reason: 'TooManyRequests', retryAfterSeconds });
}

/** The resourceVersion that was asked for is too old, said before the stream begins. */
export function gone(): Fault {
  return answer(410, { reason: 'Expired', message: 'too old resource version: 1 (2)' });
}

/** The stream says 410 in an ERROR event, as a watch does that has fallen behind, and ends. */
export function goneInStream(lines = 0): Fault {
  const event = {
    type: 'ERROR',
    object: status(410, { reason: 'Expired', message: 'too old resource version: 1 (2)' }),
  };
  return {
    kind: 'after-lines',
    lines,
    act: (exchange) => {
      exchange.write(`${JSON.stringify(event)}\n`);
      exchange.end();
    },
  };
}

/** Lines that pass, then silence on an open connection, as when a machine in between has vanished. */
export function stallInStream(lines = 0): Fault {
  return { kind: 'after-lines', lines, act: (exchange) => exchange.stall() };
}

/** Lines that pass, then a reset. */
export function resetInStream(lines = 0): Fault {
  return { kind: 'after-lines', lines, act: (exchange) => exchange.reset() };
}

/** Lines that pass, then half a line and a clean end: what was begun must not be taken for an event. */
export function halfLine(lines = 0): Fault {
  return {
    kind: 'after-lines',
    lines,
    act: (exchange) => {
      exchange.write('{"type":"DELETED","object":{"kind":"Node","metadata":{"na');
      exchange.end();
    },
  };
}

/** Lines that pass, then one that is not JSON; the stream goes on. */
export function garbageLine(lines = 0): Fault {
  return { kind: 'after-lines', lines, act: (exchange) => exchange.write('<html>502 Bad Gateway</html>\n') };
}

/** Lines that pass, then a clean end, as the API server ends a watch after its timeout. */
export function endStream(lines = 0): Fault {
  return { kind: 'after-lines', lines, act: (exchange) => exchange.end() };
}

function status(code: number, { reason = '', message = 'injected by the test' }: StatusOptions): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, message, code };
}
