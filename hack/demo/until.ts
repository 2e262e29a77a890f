import { setTimeout as delay } from 'node:timers/promises';

export interface UntilOptions {
  /** What is waited for, as it reads after "waiting for". */
  readonly describe: string;
  /** Milliseconds. */
  readonly within: number;
  readonly signal: AbortSignal;
}

/** Looks every tenth of a second until there is something to see. */
export async function until<T>(look: () => Promise<T | undefined>, options: UntilOptions): Promise<T> {
  const { describe, within, signal } = options;
  const deadline = performance.now() + within;
  for (;;) {
    const seen = await look();
    signal.throwIfAborted();
    if (seen !== undefined) return seen;
    if (performance.now() > deadline) throw new Error(`gave up after ${within / 1_000} s waiting for ${describe}`);
    await delay(100, undefined, { signal });
  }
}
