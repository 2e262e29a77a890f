import { listFew } from '../../operation/text.ts';
import { comesBefore, type Waiter } from './hold.ts';
import type { Moves } from './mover.ts';
import { ordinal } from './ordinal.ts';

/** A removal as the queue for storage work sees it. */
export interface Mover extends Waiter, Moves {}

/**
 * Why the removal must not begin with storage work now, for people; undefined: it may. `others` are those that share
 * its limit; `where` says which those are, such as `zone a`, '' for the whole cluster. One always may.
 */
export function queueFor(self: Waiter, others: readonly Mover[], max: number, where: string): string | undefined {
  const atWork = others.filter((other) => other.atWork);
  const ahead = others.filter((other) => other.queued && !other.atWork && comesBefore(other, self)).sort(inOrder);
  if (atWork.length + ahead.length < Math.max(1, max)) return undefined;
  const place = `${ordinal(ahead.length + 1)} in the queue for storage work${where === '' ? '' : ` (${where})`}`;
  const before = ahead.length === 0 ? '' : `; before it: ${names(ahead)}`;
  return `${place}${before}${atWork.length === 0 ? '' : `; at work: ${names(atWork.toSorted(inOrder))}`}`;
}

/** Those of one limit that may begin now, the first in the queue first. */
export function admitted(movers: readonly Mover[], max: number): readonly Mover[] {
  const atWork = movers.filter((mover) => mover.atWork).length;
  const queue = movers.filter((mover) => mover.queued && !mover.atWork).sort(inOrder);
  return queue.slice(0, Math.max(0, Math.max(1, max) - atWork));
}

const inOrder = (a: Waiter, b: Waiter): number => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0);

const NAMED = 5;

const names = (movers: readonly Waiter[]): string =>
  listFew(
    movers.map(({ nodeName }) => nodeName),
    NAMED,
  );
