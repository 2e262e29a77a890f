import { describe, expect, it } from 'vitest';
import { fold, type RunResult } from '../../../lib/operation/fold.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { record, START, time } from './sample.ts';

const NOW = START + 60_000;
const context = { now: NOW, retry: { baseMs: 1_000, capMs: 8_000 }, random: () => 0.5 };
const missed = { at: NOW, onTimeout: 'block', text: 'its timeout of 1m' } as const;
const says = (outcome: Outcome): RunResult => ({ is: 'outcome', outcome });
const error: RunResult = { is: 'error', message: 'no route to host' };
const running = record('drain', 'Running');
const kept = { name: 'drain', attempts: 0, startedAt: time(0) };

describe('what is written down after a run', () => {
  it.each<[string, RunResult, TaskRecord, number | undefined]>([
    ['done', says({ state: 'done' }), { ...kept, state: 'Done', finishedAt: time(60_000) }, undefined],
    [
      'done, with a word on it',
      says({ state: 'done', message: '3 pods evicted' }),
      { ...kept, state: 'Done', message: '3 pods evicted', finishedAt: time(60_000) },
      undefined,
    ],
    [
      'skipped',
      says({ state: 'skipped', reason: 'NotInstalled', message: 'no Longhorn' }),
      { ...kept, state: 'Skipped', reason: 'NotInstalled', message: 'no Longhorn', finishedAt: time(60_000) },
      undefined,
    ],
    [
      'waiting',
      says({ state: 'waiting', reason: 'Pods', message: '3 pods', checkAfterMs: 5_000 }),
      { ...kept, state: 'Waiting', reason: 'Pods', message: '3 pods' },
      5_000,
    ],
    [
      'blocked: looked at again slowly',
      says({ state: 'blocked', reason: 'LastReplica', message: 'volume a' }),
      { ...kept, state: 'Blocked', reason: 'LastReplica', message: 'volume a' },
      30_000,
    ],
    [
      'an error: tried again after a while',
      error,
      {
        ...kept,
        state: 'Retrying',
        reason: 'Error',
        message: 'no route to host',
        attempts: 1,
        nextAttemptAt: time(60_550),
      },
      550,
    ],
  ])('%s', (_, result, expected, waitMs) => {
    expect(fold(running, result, context)).toEqual({ record: expected, waitMs });
  });

  it('an over record has nothing left of its errors', () => {
    const failing = record('drain', 'Retrying', { attempts: 7, reason: 'Error', message: 'x', nextAttemptAt: time(1) });
    expect(fold(failing, says({ state: 'done' }), context).record).toEqual({
      ...kept,
      state: 'Done',
      finishedAt: time(60_000),
    });
  });
});

describe('errors in a row', () => {
  it('wait twice as long each time, up to the cap', () => {
    let current: TaskRecord = running;
    const waits = [];
    for (let run = 0; run < 6; run++) {
      const { record: next, waitMs } = fold(current, error, context);
      waits.push(waitMs);
      current = next;
    }
    expect(waits).toEqual([550, 1_100, 2_200, 4_400, 4_400, 4_400]);
    expect(current.attempts).toBe(6);
  });

  it('are counted anew after a run that did not fail', () => {
    const failing = record('drain', 'Retrying', { attempts: 5 });
    const waiting = fold(failing, says({ state: 'waiting', reason: 'a', message: 'b', checkAfterMs: 1_000 }), context);
    expect(waiting.record.attempts).toBe(0);
  });

  it('are written down each time, so that a restart does not forget how often', () => {
    const first = fold(running, error, context).record;
    expect(fold(first, error, context).record).not.toBe(first);
  });
});

describe('nothing is written when nothing is new', () => {
  const outcomes: readonly Outcome[] = [
    { state: 'waiting', reason: 'Pods', message: '3 pods', checkAfterMs: 5_000 },
    { state: 'blocked', reason: 'LastReplica', message: 'volume a' },
  ];

  it.each(outcomes)('still $state for the same', (outcome) => {
    const first = fold(running, says(outcome), context).record;
    const again = fold(first, says(outcome), { ...context, now: NOW + 5_000 });
    expect(again.record).toBe(first);
    expect(again.waitMs).toBeGreaterThan(0);
  });

  it.each<Partial<Outcome>>([{ message: '2 pods' }, { reason: 'Budget' }])('but for another: %j', (change) => {
    const [outcome] = outcomes;
    const first = fold(running, says(outcome as Outcome), context).record;
    expect(fold(first, says({ ...outcome, ...change } as Outcome), context).record).not.toBe(first);
  });

  it('but a time only after an error: of a wait it would soon be long past', () => {
    const [outcome] = outcomes;
    expect(fold(running, says(outcome as Outcome), context).record.nextAttemptAt).toBeUndefined();
    expect(fold(running, error, context).record.nextAttemptAt).toBeDefined();
  });

  it('still late and waiting for the same', () => {
    const late = { ...context, missed };
    const first = fold(running, says(outcomes[0] as Outcome), late).record;
    expect(fold(first, says(outcomes[0] as Outcome), late).record).toBe(first);
  });
});

describe('a task that has missed its deadline and is still tried', () => {
  const late = { ...context, missed };

  it('that waits counts as blocked and is looked at as it asks', () => {
    const wait: Outcome = { state: 'waiting', reason: 'Pods', message: '3 pods', checkAfterMs: 5_000 };
    expect(fold(running, says(wait), late)).toMatchObject({
      record: { state: 'Blocked', reason: 'DeadlineExceeded', message: 'missed its timeout of 1m: 3 pods' },
      waitMs: 5_000,
    });
  });

  it('that fails counts as blocked, and its errors are counted on', () => {
    const failing = record('drain', 'Blocked', { reason: 'DeadlineExceeded', attempts: 2 });
    expect(fold(failing, error, late)).toMatchObject({
      record: { state: 'Blocked', message: 'missed its timeout of 1m: no route to host', attempts: 3 },
      waitMs: 2_200,
    });
  });

  it('that is blocked says by what', () => {
    const blocked: Outcome = { state: 'blocked', reason: 'LastReplica', message: 'volume a' };
    expect(fold(running, says(blocked), late).record).toMatchObject({ reason: 'LastReplica', message: 'volume a' });
  });

  it('that is done after all is done', () => {
    expect(fold(running, says({ state: 'done' }), late).record.state).toBe('Done');
  });
});

describe('texts and numbers out of bounds', () => {
  it('an error as long as a book is cut', () => {
    const { message } = fold(running, { is: 'error', message: 'x'.repeat(1e6) }, context).record;
    expect(message).toHaveLength(1_024);
  });

  it('a cap as long as eternity still gives a time', () => {
    const retry = { baseMs: 1e300, capMs: 1e300 };
    expect(fold(running, error, { ...context, retry }).record.nextAttemptAt).toMatch(/^[+]?\d+-/);
  });
});
