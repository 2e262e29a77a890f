import { describe, expect, it } from 'vitest';
import { describeOperation } from '../../../lib/operation/describe.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import { afterPivot, at, beforePivot, plan, record, time } from './sample.ts';

const thePlan = plan([
  beforePivot('cordon'),
  beforePivot('drain', { needs: ['cordon'] }),
  afterPivot('forget'),
  at('started', 'hello'),
]);
const pods = 'waiting for 3 pods: default/web-0 (PodDisruptionBudget web)';

describe('where an operation stands, for people', () => {
  it.each<[string, readonly TaskRecord[], 'before' | 'after', string]>([
    ['nothing has begun', [], 'before', 'next: cordon, drain'],
    ['a task is at work', [record('cordon', 'Running')], 'before', 'cordon is running'],
    [
      'a task waits',
      [record('cordon', 'Done'), record('drain', 'Waiting', { message: pods })],
      'before',
      `drain: ${pods}`,
    ],
    ['a task waits without a word', [record('drain', 'Waiting')], 'before', 'drain waits'],
    [
      'what is blocked comes first',
      [record('cordon', 'Waiting', { message: 'a' }), record('drain', 'Blocked', { message: 'b' })],
      'before',
      'drain is blocked: b; cordon: a',
    ],
    [
      'a task fails',
      [record('drain', 'Retrying', { message: 'no route', attempts: 4 })],
      'before',
      'drain failed 4 times and is tried again: no route',
    ],
    [
      'a task has failed once',
      [record('drain', 'Retrying', { reason: 'Error', attempts: 1 })],
      'before',
      'drain failed and is tried again: Error',
    ],
    [
      'all is over',
      [record('cordon', 'Done'), record('drain', 'Skipped')],
      'before',
      'everything before the release is over',
    ],
    ['after the pivot', [record('forget', 'Waiting', { message: 'c' })], 'after', 'forget: c'],
    [
      'somebody is still being told',
      [record('forget', 'Done'), record('hello', 'Running')],
      'after',
      'hello is running',
    ],
    ['nothing is left', [record('forget', 'Done'), record('hello', 'Done')], 'after', 'nothing is left to do'],
  ])('%s', (_, records, stage, text) => {
    expect(describeOperation(thePlan, records, stage)).toBe(text);
  });

  it('is cut, not in the middle of a character', () => {
    const records = [record('drain', 'Waiting', { message: '😀'.repeat(500) })];
    const text = describeOperation(thePlan, records, 'before', 20);
    expect(text).toBe('drain: 😀😀😀😀😀😀…');
    expect(text.isWellFormed()).toBe(true);
  });

  it('does not change because time goes on', () => {
    const waiting = (nextAttemptAt: string) => [record('drain', 'Waiting', { message: pods, nextAttemptAt })];
    expect(describeOperation(thePlan, waiting(time(1)), 'before')).toBe(
      describeOperation(thePlan, waiting(time(2)), 'before'),
    );
  });
});
