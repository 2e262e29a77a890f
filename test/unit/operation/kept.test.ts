import { describe, expect, it } from 'vitest';
import { fold, type RunResult } from '../../../lib/operation/fold.ts';
import { readOutcome } from '../../../lib/operation/outcome.ts';
import { closeRecords } from '../../../lib/operation/skip.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { record, START } from './sample.ts';

const context = { now: START, retry: { baseMs: 1_000, capMs: 8_000 }, random: () => 0.5 };
const says = (outcome: Outcome): RunResult => ({ is: 'outcome', outcome });
const waiting = { state: 'waiting', reason: 'R', message: 'm', checkAfterMs: 1_000 } as const;

describe('what a task has changed', () => {
  const before = record('t', 'Waiting', { reason: 'R', message: 'm', changes: ['one'] });

  it('is added to what it changed before, each once', () => {
    const { record: after } = fold(before, says({ ...waiting, changes: ['two', 'one', 'two'] }), context);
    expect(after.changes).toEqual(['one', 'two']);
  });

  it('is news that must be written down, though nothing else is', () => {
    expect(fold(before, says(waiting), context).record).toBe(before);
    expect(fold(before, says({ ...waiting, changes: ['two'] }), context).record).not.toBe(before);
  });

  it.each<[string, RunResult]>([
    ['an error', { is: 'error', message: 'no' }],
    ['the end', says({ state: 'done' })],
    ['a block', says({ state: 'blocked', reason: 'B', message: 'b' })],
    ['a skip', says({ state: 'skipped', reason: 'S' })],
  ])('outlives %s', (_, result) => {
    expect(fold(before, result, context).record.changes).toEqual(['one']);
  });

  it('outlives an operation that is called off', () => {
    const plan = {
      tasks: [
        { name: 't', task: 't', stage: 'before', needs: [], timeoutMs: undefined, onTimeout: 'block', options: {} },
      ],
      deadlineMs: undefined,
      onDeadline: 'block',
      retry: context.retry,
    } as const;
    expect(closeRecords(plan, [before], true, '2026-01-01T00:00:00Z')).toMatchObject([
      { state: 'Skipped', changes: ['one'] },
    ]);
  });
});

describe('what a task remembers', () => {
  const before = record('t', 'Waiting', { reason: 'R', message: 'm', memory: { job: '7' } });

  it('stays until it says otherwise', () => {
    expect(fold(before, says(waiting), context).record.memory).toEqual({ job: '7' });
    expect(fold(before, says({ ...waiting, memory: { job: '8' } }), context).record.memory).toEqual({ job: '8' });
    expect(fold(before, { is: 'error', message: 'no' }, context).record.memory).toEqual({ job: '7' });
  });

  it('is nothing to write down when it is nothing', () => {
    const silent = record('t', 'Waiting', { reason: 'R', message: 'm' });
    expect(fold(silent, says({ ...waiting, memory: {} }), context).record).toBe(silent);
    expect(fold(before, says({ ...waiting, memory: {} }), context).record.memory).toBeUndefined();
  });

  it('is no news when only its fields stand in another order, as the API server gives them back', () => {
    const read = record('t', 'Waiting', {
      reason: 'R',
      message: 'm',
      memory: { job: '7', jobStartedAt: 'T', jobs: '1' },
    });
    const memory = { job: '7', jobs: '1', jobStartedAt: 'T' };
    expect(fold(read, says({ ...waiting, memory }), context).record).toBe(read);
    expect(fold(read, says({ ...waiting, memory: { ...memory, jobs: '2' } }), context).record).not.toBe(read);
  });

  it('is of no use to a task that is over', () => {
    expect(fold(before, says({ state: 'done' }), context).record.memory).toBeUndefined();
  });
});

describe('an answer within bounds', () => {
  it('has changes that can be read, and that fit into an object', () => {
    const changes = Array.from({ length: 3_000 }, (_, index) => `${index}${'x'.repeat(1_000)}`);
    const { changes: kept = [] } = readOutcome({ ...waiting, changes });
    expect(kept).toHaveLength(2_000);
    expect(Math.max(...kept.map(({ length }) => length))).toBeLessThanOrEqual(256);
  });

  it('is none when the task wants to remember a novel', () => {
    expect(() => readOutcome({ ...waiting, memory: { novel: 'x'.repeat(20_000) } })).toThrow(/remember more than/);
  });
});
