import { describe, expect, it } from 'vitest';
import { closeRecords, skipRest } from '../../../lib/operation/skip.ts';
import { afterPivot, at, beforePivot, plan, record, time } from './sample.ts';

const thePlan = plan([beforePivot('cordon'), beforePivot('drain'), afterPivot('forget'), at('blocked', 'chat')]);
const records = [
  record('cordon', 'Done'),
  record('drain', 'Retrying', { attempts: 3, message: 'x' }),
  record('forget', 'Pending'),
  record('chat', 'Pending'),
];

describe('tasks that can no longer be done', () => {
  it('are skipped with the reason, and others are as they were', () => {
    const [cordon, drain, forget, chat] = skipRest(thePlan, records, 'before', 'NodeReleased', 'too late', time(9));
    expect(drain).toEqual({
      name: 'drain',
      state: 'Skipped',
      reason: 'NodeReleased',
      message: 'too late',
      attempts: 3,
      startedAt: time(0),
      finishedAt: time(9),
    });
    expect([cordon, forget, chat]).toEqual([records[0], records[2], records[3]]);
  });

  it('of one moment alone', () => {
    const skipped = skipRest(thePlan, records, { moment: 'blocked' }, 'R', 'm', time(9));
    expect(skipped.map(({ state }) => state)).toEqual(['Done', 'Retrying', 'Pending', 'Skipped']);
  });

  it('are not written down again', () => {
    const once = skipRest(thePlan, records, 'before', 'R', 'm', time(9));
    expect(skipRest(thePlan, once, 'before', 'R', 'm', time(10))).toBe(once);
  });

  it('leave nothing open in the record of a finished operation', () => {
    const closed = closeRecords(thePlan, records, true, time(9));
    expect(closed.map(({ state, reason }) => `${state} ${reason ?? ''}`)).toEqual([
      'Done ',
      'Skipped OperationSkipped',
      'Skipped OperationSkipped',
      'Skipped MomentNeverCame',
    ]);
    expect(closeRecords(thePlan, closed, true, time(10))).toBe(closed);
  });
});
