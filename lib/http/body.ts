import type { IncomingMessage } from 'node:http';
import type { Clock } from '../time/clock.ts';

export type Body =
  | { readonly outcome: 'complete'; readonly bytes: Buffer }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'too-slow' }
  /** Other requests hold all the memory there is for bodies. */
  | { readonly outcome: 'no-room' }
  /** The caller has gone; there is nobody to answer. */
  | { readonly outcome: 'aborted' };

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly room: Room;
  readonly clock: Clock;
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
    const chunks: Buffer[] = [];
    let size = 0;

    const settle = (body: Body) => {
      deadline[Symbol.dispose]();
      limits.room.give(size);
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      if (body.outcome !== 'complete') request.on('error', ignore).resume();
      resolve(body);
    };
    const onData = (chunk: Buffer) => {
      if (size + chunk.length > limits.maxBytes) return settle({ outcome: 'too-large' });
      if (!limits.room.take(chunk.length)) return settle({ outcome: 'no-room' });
      size += chunk.length;
      chunks.push(chunk);
    };
    const onEnd = () => {
      if (!request.complete) return settle({ outcome: 'aborted' });
      const [only] = chunks;
      settle({ outcome: 'complete', bytes: chunks.length === 1 && only ? only : Buffer.concat(chunks, size) });
    };
    const onGone = () => settle({ outcome: 'aborted' });

    const deadline = limits.clock.after(limits.timeoutMs, () => settle({ outcome: 'too-slow' }));
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

/** A request that nobody reads any more may still fail. */
function ignore(): void {}
