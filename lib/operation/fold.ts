import { type BackoffPolicy, backoffMs, type Random } from '../time/backoff.ts';
import { type Deadline, lateMessage } from './deadline.ts';
import { LONGEST_MESSAGE } from './outcome.ts';
import { sameKept, type TaskRecord } from './record.ts';
import type { Kept, Outcome } from './task.ts';
import { cut } from './text.ts';

/** How one run of a task ended, if it was not called off. */
export type RunResult =
  | { readonly is: 'outcome'; readonly outcome: Outcome }
  /** `message` is for people. */
  | { readonly is: 'error'; readonly message: string };

export interface FoldContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly retry: BackoffPolicy;
  readonly random: Random;
  /** The deadline that the task has missed, when it is tried all the same. */
  readonly missed?: Deadline | undefined;
}

export interface Folded {
  /** The very record that was given when nothing in it changed, so that nothing is written. */
  readonly record: TaskRecord;
  /** How long to wait before the next run; undefined when there is none. */
  readonly waitMs: number | undefined;
}

/** A blocked task is looked at again this often: a person may have acted, and most of what they do we cannot watch. */
export const BLOCKED_RECHECK_MS = 30_000;

/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_DATE_MS = 8.64e15;

/** What is written down of a task after a run of it. */
export function fold(record: TaskRecord, result: RunResult, context: FoldContext): Folded {
  if (result.is === 'error') return failed(record, result.message, context);
  const { outcome } = result;
  const before = keeping(record, outcome);
  switch (outcome.state) {
    case 'done':
      return over(before, { state: 'Done', message: outcome.message }, context);
    case 'skipped':
      return over(before, { state: 'Skipped', reason: outcome.reason, message: outcome.message }, context);
    case 'waiting':
      return again(record, before, 'Waiting', outcome, 0, outcome.checkAfterMs, context);
    case 'blocked':
      return again(record, before, 'Blocked', outcome, 0, outcome.checkAfterMs ?? BLOCKED_RECHECK_MS, context);
  }
}

/** The record with what the outcome wants to be kept. */
function keeping(record: TaskRecord, { changes = [], memory = record.memory }: Kept): TaskRecord {
  const all = [...new Set([...(record.changes ?? []), ...changes])];
  // As they will be read back: nothing to remember is no memory, and not news at every look.
  const isEmpty = Object.keys(memory ?? {}).length === 0;
  return { ...record, changes: all.length > 0 ? all : undefined, memory: isEmpty ? undefined : memory };
}

type Said = Pick<TaskRecord, 'reason' | 'message'>;

function failed(record: TaskRecord, error: string, context: FoldContext): Folded {
  const attempts = record.attempts + 1;
  const said = { reason: 'Error', message: cut(error, LONGEST_MESSAGE) };
  return again(record, record, 'Retrying', said, attempts, backoffMs(context.retry, attempts, context.random), context);
}

function over(
  { name, startedAt, changes }: TaskRecord,
  { state, reason, message }: Said & Pick<TaskRecord, 'state'>,
  { now }: FoldContext,
): Folded {
  const finishedAt = new Date(now).toISOString();
  const record = { name, state, reason, message, attempts: 0, startedAt, finishedAt, changes };
  return { record: compact(record), waitMs: undefined };
}

function again(
  record: TaskRecord,
  { changes, memory }: Pick<TaskRecord, 'changes' | 'memory'>,
  state: 'Waiting' | 'Blocked' | 'Retrying',
  said: Said,
  attempts: number,
  waitMs: number,
  { now, missed }: FoldContext,
): Folded {
  const late = missed !== undefined && state !== 'Blocked';
  const next = {
    name: record.name,
    state: late ? 'Blocked' : state,
    reason: late ? 'DeadlineExceeded' : said.reason,
    message: late ? lateMessage(missed, said.message) : said.message,
    attempts,
    startedAt: record.startedAt,
    nextAttemptAt: attempts > 0 ? new Date(Math.min(now + waitMs, LAST_DATE_MS)).toISOString() : undefined,
    changes,
    memory,
  };
  return { record: saysTheSame(record, next) ? record : compact(next), waitMs };
}

/** That a task waits for the same thing still is nothing to write down. Each error is: it has a number. */
function saysTheSame(a: TaskRecord, b: TaskRecord): boolean {
  const { state, reason, message, attempts } = a;
  const same = state === b.state && reason === b.reason && message === b.message && attempts === b.attempts;
  return same && sameKept(a, b);
}

/** Without what is undefined, as it will be read back. */
function compact(record: TaskRecord): TaskRecord {
  const { reason, message, startedAt, finishedAt, nextAttemptAt, changes, memory, ...rest } = record;
  return {
    ...rest,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
    ...(changes === undefined ? {} : { changes }),
    ...(memory === undefined ? {} : { memory }),
  };
}
