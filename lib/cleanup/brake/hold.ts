import { recheckMsAt } from './recheck.ts';

/** A removal that has not begun: the one that has been asked for longest goes first. */
export interface Waiter {
  readonly nodeName: string;
  readonly nodeUID: string;
  /** RFC 3339. */
  readonly requestedAt: string;
}

/** Everything that decides whether a removal may begin now. Times are milliseconds since the epoch. */
export interface HoldScene {
  /** So many may have begun within that time. */
  readonly limit: number;
  readonly withinMs: number;
  /** When removals began, in any order; those of longer ago do not count. */
  readonly begun: readonly number[];
  /** The others that are held. */
  readonly held: readonly Waiter[];
  readonly now: number;
}

export type Turn =
  | { readonly may: 'begin' }
  /** `position` counts from 1. After `lookAgainMs` at the latest it is worth asking again. */
  | { readonly may: 'wait'; readonly position: number; readonly lookAgainMs: number };

/**
 * Whether the removal may begin: a limit on the rate of beginning, not on how many are at work. Nobody overtakes those
 * that are held already, so that a stream of new deletions cannot keep an old one waiting for ever.
 */
export function turnOf(self: Waiter, { limit, withinMs, begun, held, now }: HoldScene): Turn {
  const recent = begun.filter((at) => at + withinMs > now).sort((a, b) => a - b);
  const ahead = held.filter((other) => other.nodeUID !== self.nodeUID && comesBefore(other, self)).length;
  const free = limit - recent.length;
  if (ahead < free) return { may: 'begin' };
  // So many have to grow old until there is room for us, those ahead of us having begun meanwhile.
  const last = recent[ahead - free] ?? recent.at(-1) ?? now;
  const untilRoom = Math.max(1, last + withinMs - now);
  return { may: 'wait', position: ahead + 1, lookAgainMs: Math.min(untilRoom, recheckMsAt(ahead + 1)) };
}

/** Whoever was asked for first; what was asked for in the same second, by name. */
export function comesBefore(a: Waiter, b: Waiter): boolean {
  const [first, second] = [timeOf(a), timeOf(b)];
  if (first !== second) return first < second;
  return a.nodeName === b.nodeName ? a.nodeUID < b.nodeUID : a.nodeName < b.nodeName;
}

/** A time that is none is as old as can be: it must not wait for ever. */
const timeOf = ({ requestedAt }: Waiter): number => Date.parse(requestedAt) || 0;
