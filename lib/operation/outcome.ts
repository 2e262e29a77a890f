import { LONGEST_WAIT_MS } from './decide.ts';
import type { Outcome } from './task.ts';
import { cut } from './text.ts';

/** No shorter wait is granted: a task that asks for none would keep a core busy. */
const SHORTEST_WAIT_MS = 100;
/** Enough for a list of pods with a reason each; a status is written whole, and an object has 1.5 MB at most. */
export const LONGEST_MESSAGE = 1_024;

/**
 * The outcome as plain data, within bounds. Throws for anything else: what a task answers decides whether a Node goes,
 * and types are not looked at when the code runs.
 */
export function readOutcome(answer: Outcome): Outcome {
  switch (answer?.state) {
    case 'done':
      return answer.message === undefined ? { state: 'done' } : { state: 'done', message: text(answer.message) };
    case 'waiting':
      return {
        state: 'waiting',
        reason: text(answer.reason),
        message: text(answer.message),
        checkAfterMs: Math.min(Math.max(Number(answer.checkAfterMs) || 0, SHORTEST_WAIT_MS), LONGEST_WAIT_MS),
      };
    case 'blocked':
      return { state: 'blocked', reason: text(answer.reason), message: text(answer.message) };
    case 'skipped': {
      const skipped = { state: 'skipped', reason: text(answer.reason) } as const;
      return answer.message === undefined ? skipped : { ...skipped, message: text(answer.message) };
    }
    default:
      throw new TypeError('the task answered with something that is no outcome');
  }
}

const text = (value: string): string => cut(String(value), LONGEST_MESSAGE);
