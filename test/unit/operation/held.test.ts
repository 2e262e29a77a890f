import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/operation/decide.ts';
import type { OperationState } from '../../../lib/operation/state.ts';
import { Bench, done, waits } from './bench.ts';
import { afterPivot, at, beforePivot, plan, record, START, state } from './sample.ts';

const held = { heldAt: START };
const letGo = { heldAt: START, letGoAt: START + 600_000, startedAt: START + 600_000 };
const thePlan = plan([
  beforePivot('drain'),
  afterPivot('forget'),
  at('started', 'on-started'),
  at('held', 'on-held'),
  at('skipped', 'on-skipped'),
]);
const running = (more: Partial<OperationState>) => decide(thePlan, state(more), START).run.map(({ name }) => name);

describe('an operation that is held', () => {
  it.each<[string, Partial<OperationState>, readonly string[]]>([
    ['runs nothing but what tells people so', held, ['on-held']],
    ['tells them once', { ...held, records: [record('on-held', 'Done')] }, []],
    [
      'begins when it is let go, and still tells whom it could not tell before',
      letGo,
      ['drain', 'on-started', 'on-held'],
    ],
    ['can be skipped', { ...held, releasedAt: START, skippedAt: START }, ['on-skipped']],
    [
      'goes on with what comes after when somebody else has let the Node go',
      { ...held, releasedAt: START, pivotedAt: START, records: [record('drain', 'Skipped')] },
      ['forget', 'on-started', 'on-held'],
    ],
  ])('%s', (_, more, expected) => {
    expect(running(more)).toEqual(expected);
  });

  it.each([
    ['an empty plan', plan([])],
    ['nothing to do before the pivot', plan([afterPivot('forget')])],
    ['everything before the pivot over', plan([beforePivot('drain')])],
  ])('does not come to its pivot with %s', (_, that) => {
    const records = [record('drain', 'Done')];
    expect(decide(that, state({ ...held, records }), START).verdict).toBe('working');
    expect(decide(that, state({ ...letGo, records }), START).verdict).toBe('pivot');
  });

  it('is under no deadline, which begins when it is let go', () => {
    const short = plan([beforePivot('drain')], { deadlineMs: 60_000, onDeadline: 'continue' });
    const at = (more: Partial<OperationState>, ms: number) => decide(short, state(more), START + ms).records[0]?.state;
    expect(at(held, 599_000)).toBe('Pending');
    expect(at(letGo, 659_000)).toBe('Pending');
    expect(at(letGo, 660_000)).toBe('TimedOut');
  });

  it('can have a task left out meanwhile', () => {
    const { records } = decide(thePlan, state({ ...held, skipTasks: new Set(['drain']) }), START);
    expect(records[0]).toMatchObject({ name: 'drain', state: 'Skipped' });
  });

  it('keeps telling in memory while it is held, and ends no run of it when it is let go', async () => {
    const bench = new Bench(plan([beforePivot('drain'), at('held', 'chat')]), { drain: done, chat: waits('busy') });
    await bench.advance(held);
    expect(bench.records.map(({ name, state }) => [name, state])).toEqual([
      ['drain', 'Pending'],
      ['chat', 'Waiting'],
    ]);
    expect((await bench.advance(letGo)).verdict).toBe('pivot');
  });
});
