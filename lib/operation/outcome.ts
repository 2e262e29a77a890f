import { LONGEST_WAIT_MS } from './decide.ts';
import type { Answer, Kept, Outcome } from './task.ts';
import { cut } from './text.ts';

/** No shorter wait is granted: a task that asks for none would keep a core busy. */
const SHORTEST_WAIT_MS = 100;
/** Enough for a list of pods with a reason each; a status is written whole, and an object has 1.5 MB at most. */
export const LONGEST_MESSAGE = 1_024;

/** A thousand volumes on a Node may each be a change; together with the rest they stay within what an object may have. */
const MOST_CHANGES = 2_000;
const LONGEST_CHANGE = 256;
/** In characters, keys included: what a task remembers is a few times and names. */
const LARGEST_MEMORY = 16_384;

/**
 * The outcome as plain data, within bounds. Throws for anything else: what a task answers decides whether a Node goes,
 * and types are not looked at when the code runs.
 */
export function readOutcome(outcome: Outcome): Outcome {
  return { ...readAnswer(outcome), ...readKept(outcome) };
}

function readAnswer(answer: Answer): Answer {
  switch (answer?.state) {
    case 'done':
      return answer.message === undefined ? { state: 'done' } : { state: 'done', message: text(answer.message) };
    case 'waiting':
      return {
        state: 'waiting',
        reason: text(answer.reason),
        message: text(answer.message),
        checkAfterMs: wait(answer.checkAfterMs),
        ...(answer.notBefore === true ? { notBefore: true } : {}),
      };
    case 'blocked':
      return {
        state: 'blocked',
        reason: text(answer.reason),
        message: text(answer.message),
        ...(answer.checkAfterMs === undefined ? {} : { checkAfterMs: wait(answer.checkAfterMs) }),
      };
    case 'skipped': {
      const skipped = { state: 'skipped', reason: text(answer.reason) } as const;
      return answer.message === undefined ? skipped : { ...skipped, message: text(answer.message) };
    }
    default:
      throw new TypeError('the task answered with something that is no outcome');
  }
}

function readKept({ changes, memory }: Kept): Kept {
  const entries = Object.entries(memory ?? {}).map(([key, value]): [string, string] => [key, String(value)]);
  if (entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0) > LARGEST_MEMORY) {
    throw new TypeError(`the task wants to remember more than ${LARGEST_MEMORY} characters`);
  }
  return {
    ...(changes === undefined
      ? {}
      : { changes: [...changes].slice(0, MOST_CHANGES).map((change) => cut(String(change), LONGEST_CHANGE)) }),
    ...(memory === undefined ? {} : { memory: Object.fromEntries(entries) }),
  };
}

const wait = (ms: number): number => Math.min(Math.max(Number(ms) || 0, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);

const text = (value: string): string => cut(String(value), LONGEST_MESSAGE);
