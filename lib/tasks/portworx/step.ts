/** What is to be done next, as a decision says it. `Act` is what else there is beside the answers of any task. */
export type Step<Act = never> =
  | { readonly is: 'done'; readonly message: string }
  | { readonly is: 'skip'; readonly reason: string; readonly message: string }
  | Delay
  | Act;

/** It cannot go on now. `wait` becomes `block` when it has lasted for `patienceMs`, if that is given. */
export interface Delay {
  readonly is: 'wait' | 'block';
  readonly reason: string;
  readonly message: string;
  readonly patienceMs?: number;
}

export const wait = (reason: string, message: string, patienceMs?: number): Delay => ({
  is: 'wait',
  reason,
  message,
  ...(patienceMs === undefined ? {} : { patienceMs }),
});

export const block = (reason: string, message: string): Delay => ({ is: 'block', reason, message });

/** Since when the same reason holds, as it is kept in the task's memory: `Reason@time`. */
export function sinceWhen(kept: string | undefined, reason: string, now: number): number {
  const [known, time = ''] = kept?.split('@') ?? [];
  const since = Date.parse(time);
  return known === reason && !Number.isNaN(since) ? Math.min(since, now) : now;
}

export const keepSince = (reason: string, since: number): string => `${reason}@${new Date(since).toISOString()}`;

/** What has to be waited for too long is for a person to look at. */
export function losePatience(delay: Delay, since: number, now: number): Delay {
  if (delay.patienceMs === undefined || now - since < delay.patienceMs) return delay;
  return block(delay.reason, delay.message);
}
