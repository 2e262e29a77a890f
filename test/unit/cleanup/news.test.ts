import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../lib/cleanup/news.ts';
import type { TaskRecord, TaskState } from '../../../lib/operation/record.ts';

const drain = (state: TaskState, more: Partial<TaskRecord> = {}): TaskRecord => ({
  name: 'drain',
  state,
  attempts: 0,
  ...more,
});

describe('the news of a removal', () => {
  it.each<[string, TaskRecord, TaskRecord, readonly string[]]>([
    ['a task begins to wait', drain('Running'), drain('Waiting', { reason: 'PodsLeft' }), ['CleanupWaiting']],
    [
      'it waits for the same thing, with other numbers',
      drain('Waiting', { reason: 'PodsLeft', message: '3' }),
      drain('Waiting', { reason: 'PodsLeft', message: '2' }),
      [],
    ],
    [
      'it waits for another thing',
      drain('Waiting', { reason: 'PodsLeft' }),
      drain('Waiting', { reason: 'Budget' }),
      ['CleanupWaiting'],
    ],
    ['it is blocked', drain('Waiting'), drain('Blocked', { reason: 'Budget' }), ['CleanupBlocked']],
    [
      'it missed its deadline',
      drain('Waiting'),
      drain('Blocked', { reason: 'DeadlineExceeded' }),
      ['CleanupDeadlineExceeded'],
    ],
    ['it fails again', drain('Retrying', { attempts: 1 }), drain('Retrying', { attempts: 2 }), ['CleanupTaskFailed']],
    ['it is done after a wait', drain('Waiting'), drain('Done'), ['CleanupTaskDone']],
    ['it is done at once', drain('Running'), drain('Done'), []],
    [
      'it was skipped by a person',
      drain('Pending'),
      drain('Skipped', { reason: 'SkipAnnotation' }),
      ['TaskSkippedByAnnotation'],
    ],
    ['it does not apply here', drain('Pending'), drain('Skipped', { reason: 'NotInstalled' }), []],
  ])('when %s', (_, before, after, events) => {
    expect(newsOf([before], [after]).map(({ event }) => event)).toEqual(events);
  });

  it('come also from a task that had no record yet', () => {
    expect(newsOf([], [drain('Blocked', { message: 'one replica' })])).toEqual([
      { event: 'CleanupBlocked', note: 'drain: one replica' },
    ]);
  });
});
