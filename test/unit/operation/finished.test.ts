import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/operation/decide.ts';
import type { OperationState } from '../../../lib/operation/state.ts';
import { Bench, done } from './bench.ts';
import { afterPivot, at, beforePivot, plan, record, START, state } from './sample.ts';

const thePlan = plan([
  at('finished', 'on-finished'),
  beforePivot('drain'),
  afterPivot('forget'),
  at('blocked', 'on-blocked'),
  at('skipped', 'on-skipped'),
]);
const look = (more: Partial<OperationState>) => decide(thePlan, state(more), START);
const pivoted = { releasedAt: START, pivotedAt: START };
const skipped = { releasedAt: START, skippedAt: START };

describe('the end of an operation', () => {
  it.each<[string, Partial<OperationState>, readonly string[]]>([
    ['is not told before the pivot', { records: [record('drain', 'Done')] }, []],
    ['is not told while something after the pivot is left', pivoted, ['forget']],
    ['is not told while that is blocked', { ...pivoted, records: [record('forget', 'Waiting')] }, ['forget']],
    [
      'is not told while somebody is still to be told of something before',
      { ...pivoted, records: [record('forget', 'Done'), record('on-blocked', 'Waiting')] },
      ['on-blocked'],
    ],
    [
      'is told when everything else is done, skipped or given up',
      { ...pivoted, records: [record('forget', 'TimedOut'), record('on-blocked', 'Skipped')] },
      ['on-finished'],
    ],
    ['is told when a person has called it off, after that', skipped, ['on-skipped']],
    ['is told then, too', { ...skipped, records: [record('on-skipped', 'Done')] }, ['on-finished']],
  ])('%s', (_, more, expected) => {
    expect(look(more).run.map(({ name }) => name)).toEqual(expected);
  });

  it('is reached when it was told', () => {
    const records = [record('forget', 'Done')];
    expect(look({ ...pivoted, records }).verdict).toBe('working');
    expect(look({ ...pivoted, records: [...records, record('on-finished', 'Done')] }).verdict).toBe('finished');
    expect(look({ ...pivoted, records: [...records, record('on-finished', 'TimedOut')] }).verdict).toBe('finished');
  });

  it('comes within the pass that ends the rest', async () => {
    const bench = new Bench(plan([at('finished', 'tell'), afterPivot('forget')]), { tell: done, forget: done });
    const { records, verdict } = await bench.advance(pivoted);
    expect([verdict, ...records.map((each) => each.state)]).toEqual(['finished', 'Done', 'Done']);
  });
});
