import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

export interface EventuallyOptions {
  /** What is waited for, as it reads after "waiting for": `the node to be gone`. */
  readonly describe: string;
  /** Milliseconds. Default: {@link PATIENCE_MS}. Shorter where it tells two behaviours apart. */
  readonly deadline?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
  readonly signal?: AbortSignal;
}

/** When what was seen is enough. Default: when it is neither false, undefined nor null. */
export interface Until<T> {
  readonly until: (seen: T) => boolean;
}

/**
 * How long a test waits for what comes within a second on a machine that does nothing else. To wait long costs nothing:
 * what comes is seen at once, and what never comes is a failure that people look into anyway.
 */
export const PATIENCE_MS = 60_000;

type Something<T> = Exclude<T, false | undefined | null>;

/**
 * Looks again and again until it sees what it waits for, and returns that. A look that throws has not seen it yet, so
 * assertions may stand in it. On giving up, the error says what was last seen.
 */
export async function eventually<T>(look: () => T | Promise<T>, options: EventuallyOptions & Until<T>): Promise<T>;
export async function eventually<T>(look: () => T | Promise<T>, options: EventuallyOptions): Promise<Something<T>>;
export async function eventually<T>(
  look: () => T | Promise<T>,
  options: EventuallyOptions & Partial<Until<T>>,
): Promise<T> {
  const { deadline = PATIENCE_MS, every = 50, until = isSomething, describe, signal } = options;
  const startedAt = performance.now();
  let lastSeen = 'nothing: the first look has not come back';
  let cause: unknown;
  while (performance.now() - startedAt < deadline) {
    const remaining = deadline - (performance.now() - startedAt);
    try {
      const seen = await within(remaining, look);
      if (seen !== TOO_LATE && until(seen)) return seen;
      if (seen !== TOO_LATE) [lastSeen, cause] = [inspect(seen, { depth: 8, breakLength: 120 }), undefined];
    } catch (error) {
      [lastSeen, cause] = [error instanceof Error ? error.message : String(error), error];
    }
    signal?.throwIfAborted();
    await delay(every);
  }
  throw new Error(`gave up after ${deadline / 1000} s waiting for ${describe}; last seen: ${lastSeen}`, { cause });
}

const TOO_LATE = Symbol('too late');

/** A look that hangs must not make the wait hang. */
async function within<T>(milliseconds: number, look: () => T | Promise<T>): Promise<T | typeof TOO_LATE> {
  const timeout = new AbortController();
  try {
    return await Promise.race([look(), delay(milliseconds, TOO_LATE, { signal: timeout.signal })]);
  } finally {
    timeout.abort();
  }
}

function isSomething(value: unknown): boolean {
  return value !== false && value !== undefined && value !== null;
}
