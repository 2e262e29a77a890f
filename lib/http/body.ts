import type { IncomingMessage } from 'node:http';
import type { Deadlines } from './deadlines.ts';

export type Body =
  /** In the pieces in which it came. */
  | { readonly outcome: 'complete'; readonly chunks: readonly Buffer[] }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'too-slow' }
  /** Other requests hold all the memory there is for bodies. */
  | { readonly outcome: 'no-room' }
  /** The caller has gone; there is nobody to answer. */
  | { readonly outcome: 'aborted' };

export interface BodyLimits {
  readonly maxBytes: number;
  readonly room: Room;
  /** From the end of the head to the end of the body. */
  readonly deadlines: Deadlines;
}

/** Bytes that all bodies under way may take together. */
export interface Room {
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createRoom(bytes: number): Room {
  let free = bytes;
  return {
    take(wanted) {
      if (wanted > free) return false;
      free -= wanted;
      return true;
    },
    give(back) {
      free += back;
    },
  };
}

/**
 * Reads a request's body. A Content-Length above the cap is refused before a byte is read, one that lies is caught by
 * counting; a body counts as complete only when the parser has seen its end, since a caller that goes away in the middle
 * leaves a prefix behind which may well be JSON. Whatever comes after an early outcome is discarded.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes)
    return Promise.resolve({ outcome: 'too-large' });
  return new Promise((resolve) => {
    const { maxBytes, room, deadlines } = limits;
    const chunks: Buffer[] = [];
    let size = 0;
    let settled = false;

    const settle = (body: Body) => {
      settled = true;
      deadlines.end(tooSlow);
      room.give(size);
      if (body.outcome !== 'complete') {
        chunks.length = 0;
        request.resume();
      }
      resolve(body);
    };
    const tooSlow = () => settle({ outcome: 'too-slow' });

    deadlines.begin(tooSlow);
    request.on('data', (chunk: Buffer) => {
      if (settled) return;
      if (size + chunk.length > maxBytes) return settle({ outcome: 'too-large' });
      if (!room.take(chunk.length)) return settle({ outcome: 'no-room' });
      size += chunk.length;
      chunks.push(chunk);
    });
    request.on('end', () => {
      if (settled) return;
      settle(request.complete ? { outcome: 'complete', chunks } : { outcome: 'aborted' });
    });
    // Node reports an aborted request as an error only to those who listen for errors, and as closed to everybody:
    // https://nodejs.org/docs/latest-v24.x/api/http.html#event-close_3
    request.on('close', () => {
      if (!settled) settle({ outcome: 'aborted' });
    });
  });
}
