import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/operation/decide.ts';
import type { Plan } from '../../../lib/operation/plan.ts';
import type { OperationState } from '../../../lib/operation/state.ts';
import { afterPivot, at, beforePivot, plan, record, START, state, time } from './sample.ts';

const MINUTE = 60_000;
const decideAt = (ms: number, thePlan: Plan, more: Partial<OperationState> = {}) =>
  decide(thePlan, state(more), START + ms);
const names = (tasks: readonly { readonly name: string }[]) => tasks.map(({ name }) => name);

const released = { releasedAt: START + 1_000 };
const gone = { ...released, pivotedAt: START + 2_000 };
const skipped = { ...released, skippedAt: START + 1_000 };

describe('which tasks may run now', () => {
  const chain = plan([beforePivot('cordon'), beforePivot('drain', { needs: ['cordon'] }), beforePivot('other')]);
  const two = plan([beforePivot('drain'), afterPivot('forget')]);

  it.each<[string, Plan, Partial<OperationState>, readonly string[]]>([
    ['those that need nothing, at once', chain, {}, ['cordon', 'other']],
    ['what is needed is done', chain, { records: [record('cordon', 'Done')] }, ['drain', 'other']],
    ['what is needed is skipped', chain, { records: [record('cordon', 'Skipped')] }, ['drain', 'other']],
    ['what is needed is given up', chain, { records: [record('cordon', 'TimedOut')] }, ['drain', 'other']],
    ['what is needed waits still', chain, { records: [record('cordon', 'Waiting')] }, ['cordon', 'other']],
    ['what is needed is blocked', chain, { records: [record('cordon', 'Blocked')] }, ['cordon', 'other']],
    ['it was running when the process died', chain, { records: [record('cordon', 'Running')] }, ['cordon', 'other']],
    ['not one of which a run is under way', chain, { inFlight: new Set(['cordon']) }, ['other']],
    ['its time has come', two, { records: [record('drain', 'Waiting', { nextAttemptAt: time(0) })] }, ['drain']],
    ['its time has not come', two, { records: [record('drain', 'Waiting', { nextAttemptAt: time(1) })] }, []],
    [
      'it was woken before its time',
      two,
      { records: [record('drain', 'Waiting', { nextAttemptAt: time(9) })], waits: new Map([['drain', 0]]) },
      ['drain'],
    ],
    [
      'the process knows better than the wall clock',
      two,
      { records: [record('drain', 'Waiting', { nextAttemptAt: time(-9) })], waits: new Map([['drain', 5]]) },
      [],
    ],
    [
      'nothing before the pivot once it was let happen',
      two,
      { ...released, records: [record('drain', 'Waiting')] },
      [],
    ],
    ['nothing after the pivot before it has happened', two, { ...released, records: [record('drain', 'Done')] }, []],
    ['after the pivot', two, { ...gone, records: [record('drain', 'Done')] }, ['forget']],
    ['nothing more when the operation is skipped', two, { ...skipped, records: [record('drain', 'Waiting')] }, []],
  ])('%s', (_, thePlan, more, expected) => {
    expect(names(decideAt(0, thePlan, more).run)).toEqual(expected);
  });

  it('runs what seems to wait for a year, because the clock was set back', () => {
    const records = [record('drain', 'Waiting', { nextAttemptAt: time(365 * 24 * 60 * MINUTE) })];
    expect(names(decideAt(0, plan([beforePivot('drain')]), { records }).run)).toEqual(['drain']);
  });

  it.each(['soon', '', '2026-99-99T00:00:00Z'])('runs what waits until a time that is none: %j', (nextAttemptAt) => {
    const records = [record('drain', 'Waiting', { nextAttemptAt })];
    expect(names(decideAt(0, plan([beforePivot('drain')]), { records }).run)).toEqual(['drain']);
  });
});

describe('when the pivot may come', () => {
  const thePlan = plan([beforePivot('cordon'), beforePivot('drain'), afterPivot('forget'), at('started', 'hello')]);
  const done = [record('cordon', 'Done'), record('drain', 'Done')];

  it.each<[string, Plan, Partial<OperationState>, string]>([
    ['at once with an empty plan', plan([]), {}, 'pivot'],
    ['at once with nothing before it', plan([afterPivot('forget')]), {}, 'pivot'],
    ['not while a task has not begun', thePlan, { records: [record('drain', 'Done')] }, 'working'],
    ['not while a task waits', thePlan, { records: [record('cordon', 'Done'), record('drain', 'Waiting')] }, 'working'],
    [
      'not while a task is blocked',
      thePlan,
      { records: [record('cordon', 'Done'), record('drain', 'Blocked')] },
      'working',
    ],
    [
      'not while a task fails',
      thePlan,
      { records: [record('cordon', 'Done'), record('drain', 'Retrying')] },
      'working',
    ],
    ['once all are over, whatever a moment does', thePlan, { records: [...done, record('hello', 'Running')] }, 'pivot'],
    ['given up counts', plan([beforePivot('drain')]), { records: [record('drain', 'TimedOut')] }, 'pivot'],
    ['only once', thePlan, { ...released, records: done }, 'working'],
  ])('%s', (_, thatPlan, more, verdict) => {
    expect(decideAt(0, thatPlan, more).verdict).toBe(verdict);
  });
});

describe('when an operation is finished', () => {
  const thePlan = plan([beforePivot('drain'), afterPivot('forget'), at('released', 'bye')]);
  const done = [record('drain', 'Done'), record('forget', 'Done'), record('bye', 'Done')];

  it.each<[string, Partial<OperationState>, string]>([
    ['all is over', { ...gone, records: done }, 'finished'],
    ['the pivot has not happened', { ...released, records: done }, 'working'],
    ['a task after it is left', { ...gone, records: [record('drain', 'Done'), record('bye', 'Done')] }, 'working'],
    [
      'somebody is still to be told',
      { ...gone, records: [record('drain', 'Done'), record('forget', 'Done')] },
      'working',
    ],
    ['it was skipped', { ...skipped, records: [record('drain', 'Waiting')] }, 'finished'],
    ['it was skipped while somebody was being told', { ...skipped, records: [record('bye', 'Waiting')] }, 'working'],
    [
      'our finalizer was taken off by hand',
      { ...gone, records: [record('drain', 'Waiting'), ...done.slice(1)] },
      'finished',
    ],
  ])('%s', (_, more, verdict) => {
    expect(decideAt(0, thePlan, more).verdict).toBe(verdict);
  });
});

describe('people are told at the moment that they asked for', () => {
  const tell = plan([
    beforePivot('drain'),
    afterPivot('forget'),
    at('started', 'on-started'),
    at('blocked', 'on-blocked'),
    at('failed', 'on-failed'),
    at('released', 'on-released'),
    at('skipped', 'on-skipped'),
  ]);
  const told = (more: Partial<OperationState>) =>
    names(decideAt(0, tell, more).run).filter((name) => name.startsWith('on-'));

  it.each<[string, Partial<OperationState>, readonly string[]]>([
    ['of the start', {}, ['on-started']],
    ['of a task that needs them', { records: [record('drain', 'Blocked')] }, ['on-started', 'on-blocked']],
    ['not of a first error', { records: [record('drain', 'Retrying', { attempts: 2 })] }, ['on-started']],
    ['of the third', { records: [record('drain', 'Retrying', { attempts: 3 })] }, ['on-started', 'on-failed']],
    [
      'of the third of a task that is late as well',
      { records: [record('drain', 'Blocked', { attempts: 3 })] },
      ['on-started', 'on-blocked', 'on-failed'],
    ],
    ['of a task that was given up', { records: [record('drain', 'TimedOut')] }, ['on-started', 'on-failed']],
    ['of the release', { ...released, records: [record('drain', 'Done')] }, ['on-started', 'on-released']],
    ['of the skip, and of nothing else', skipped, ['on-skipped']],
    [
      'to the end, once it has begun',
      { ...skipped, records: [record('on-blocked', 'Waiting')] },
      ['on-blocked', 'on-skipped'],
    ],
    ['once', { records: [record('on-started', 'Done')] }, []],
    ['not of trouble in telling', { records: [record('on-started', 'Blocked', { attempts: 9 })] }, ['on-started']],
  ])('%s', (_, more, expected) => {
    expect(told(more)).toEqual(expected);
  });

  it('of trouble that has passed, if the telling had begun', () => {
    const records = [record('drain', 'Done'), record('on-blocked', 'Waiting')];
    expect(told({ ...gone, records })).toContain('on-blocked');
  });
});

describe('a missed timeout of a task', () => {
  const at30 = { timeoutMs: 30 * MINUTE };
  const blocks = plan([
    beforePivot('drain', { ...at30, onTimeout: 'block' }),
    beforePivot('next', { needs: ['drain'] }),
  ]);
  const goesOn = plan([
    beforePivot('drain', { ...at30, onTimeout: 'continue' }),
    beforePivot('next', { needs: ['drain'] }),
  ]);
  const waiting = [record('drain', 'Waiting', { reason: 'Pods', message: '3 pods' })];

  it('is not missed a moment before', () => {
    const decision = decideAt(30 * MINUTE - 1, blocks, { records: waiting });
    expect(decision.records[0]).toBe(waiting[0]);
  });

  it('blocks, is said so, and the task is still tried', () => {
    const decision = decideAt(30 * MINUTE, blocks, { records: waiting });
    expect(decision.records[0]).toMatchObject({
      state: 'Blocked',
      reason: 'DeadlineExceeded',
      message: 'missed its timeout of 30m: 3 pods',
    });
    expect(names(decision.run)).toEqual(['drain']);
    expect(decision.blocked?.name).toBe('drain');
  });

  it('does not hide a better reason to be blocked', () => {
    const records = [record('drain', 'Blocked', { reason: 'LastReplica', message: 'volume a' })];
    expect(decideAt(30 * MINUTE, blocks, { records }).records[0]).toBe(records[0]);
  });

  it('with continue is given up at once, and what needs it goes on', () => {
    const decision = decideAt(30 * MINUTE, goesOn, { records: waiting });
    expect(decision.records[0]).toEqual({
      name: 'drain',
      state: 'TimedOut',
      reason: 'DeadlineExceeded',
      message: 'missed its timeout of 30m: 3 pods',
      attempts: 0,
      startedAt: time(0),
      finishedAt: time(30 * MINUTE),
    });
    expect(names(decision.run)).toEqual(['next']);
  });

  it('counts from the first run of the task, not from the start of the operation', () => {
    const decision = decideAt(90 * MINUTE, goesOn, { records: [record('drain', 'Pending')] });
    expect(names(decision.run)).toEqual(['drain']);
  });

  it('does not hit a task of which a run is under way', () => {
    const decision = decideAt(30 * MINUTE, goesOn, { records: waiting, inFlight: new Set(['drain']) });
    expect(decision.records[0]).toBe(waiting[0]);
  });

  it('is not missed because the clock was set back', () => {
    expect(decideAt(-90 * MINUTE, goesOn, { records: waiting }).records[0]).toBe(waiting[0]);
  });

  it('of somebody who is told of a moment is always given up', () => {
    const telling = plan([at('started', 'hello', { timeoutMs: MINUTE, onTimeout: 'block' })]);
    const records = [record('hello', 'Retrying', { attempts: 7 })];
    expect(decideAt(MINUTE, telling, { ...gone, records }).verdict).toBe('finished');
  });

  it('of somebody who is told of a moment exists also when the plan forgot it', () => {
    const telling = plan([at('started', 'hello', { timeoutMs: undefined })]);
    const records = [record('hello', 'Retrying', { attempts: 7 })];
    expect(decideAt(59 * MINUTE, telling, { ...gone, records }).verdict).toBe('working');
    expect(decideAt(60 * MINUTE, telling, { ...gone, records }).verdict).toBe('finished');
  });
});

describe('a missed deadline of the operation', () => {
  const tasks = [
    beforePivot('cordon'),
    beforePivot('drain', { needs: ['cordon'] }),
    beforePivot('detach', { needs: ['drain'] }),
    afterPivot('forget'),
  ];
  const records = [record('cordon', 'Done'), record('drain', 'Waiting', { message: '3 pods' })];

  it('with block stops nothing and names what is late', () => {
    const decision = decideAt(MINUTE, plan(tasks, { deadlineMs: MINUTE }), { records });
    expect(decision.records.map((one) => one.state)).toEqual(['Done', 'Blocked', 'Pending', 'Pending']);
    expect(decision.blocked?.message).toBe("missed the operation's deadline of 1m: 3 pods");
    expect(decision.verdict).toBe('working');
    expect(names(decision.run)).toEqual(['drain']);
  });

  it('with continue gives up whatever is before the pivot, and runs nothing of it any more', () => {
    const decision = decideAt(MINUTE, plan(tasks, { deadlineMs: MINUTE, onDeadline: 'continue' }), { records });
    expect(decision.records.map((one) => one.state)).toEqual(['Done', 'TimedOut', 'TimedOut', 'Pending']);
    expect(decision.verdict).toBe('pivot');
    expect(decision.run).toEqual([]);
  });

  it('with continue is stronger than a task that would rather block', () => {
    const late = [beforePivot('drain', { timeoutMs: 1, onTimeout: 'block' })];
    const thePlan = plan(late, { deadlineMs: MINUTE, onDeadline: 'continue' });
    expect(decideAt(MINUTE, thePlan, { records: [record('drain', 'Waiting')] }).verdict).toBe('pivot');
  });

  it('is nothing to what comes after the pivot', () => {
    const thePlan = plan(tasks, { deadlineMs: MINUTE, onDeadline: 'continue' });
    const over = tasks.slice(0, 3).map(({ name }) => record(name, 'Done'));
    const decision = decideAt(99 * MINUTE, thePlan, { ...gone, records: over });
    expect(names(decision.run)).toEqual(['forget']);
  });
});

describe('tasks that a person wants left out', () => {
  const thePlan = plan([
    beforePivot('cordon'),
    beforePivot('drain', { needs: ['cordon'] }),
    at('blocked', 'chat.blocked'),
  ]);

  it('are skipped in any state, and what needs them goes on', () => {
    const records = [record('cordon', 'Blocked', { message: 'no' })];
    const decision = decideAt(5, thePlan, { records, skipTasks: new Set(['cordon']) });
    expect(decision.records[0]).toMatchObject({ state: 'Skipped', reason: 'SkipAnnotation', finishedAt: time(5) });
    expect(names(decision.run)).toEqual(['drain']);
  });

  it('are skipped also while a run is under way', () => {
    const more = { skipTasks: new Set(['cordon']), inFlight: new Set(['cordon']) };
    const decision = decideAt(0, thePlan, more);
    expect(decision.records[0]?.state).toBe('Skipped');
    expect(decision.open.has('cordon')).toBe(false);
  });

  it('stay as they were when they are over', () => {
    const records = [record('cordon', 'Done')];
    expect(decideAt(0, thePlan, { records, skipTasks: new Set(['cordon']) }).records[0]).toBe(records[0]);
  });

  it('are found by the name that the configuration gives them, whatever the moment', () => {
    const decision = decideAt(0, thePlan, { skipTasks: new Set(['chat']) });
    expect(decision.records[2]?.state).toBe('Skipped');
    expect(decision.unknownSkips).toEqual([]);
  });

  it('are told back when there are none of that name', () => {
    const decision = decideAt(0, thePlan, { skipTasks: new Set(['drian', 'drain', 'toString']) });
    expect(decision.unknownSkips).toEqual(['drian', 'toString']);
  });
});

describe('when to look again', () => {
  const two = plan([beforePivot('a', { timeoutMs: 5 * MINUTE }), beforePivot('b')], { deadlineMs: 60 * MINUTE });
  const waits = (a: number, b: number) => [
    record('a', 'Waiting', { nextAttemptAt: time(a) }),
    record('b', 'Waiting', { nextAttemptAt: time(b) }),
  ];

  it.each<[string, number, Plan, Partial<OperationState>, number | undefined]>([
    ['at the first of the waits', 0, two, { records: waits(9_000, 7_000) }, 7_000],
    ['at once when something may run', 8_000, two, { records: waits(9_000, 7_000) }, 0],
    ['at the timeout of a task', 0, two, { records: waits(9 * MINUTE, 8 * MINUTE) }, 5 * MINUTE],
    ["at the operation's deadline", 59 * MINUTE, two, { records: waits(69 * MINUTE, 69 * MINUTE) }, MINUTE],
    ['not at a deadline that is missed', 61 * MINUTE, two, { records: waits(70 * MINUTE, 71 * MINUTE) }, 9 * MINUTE],
    ['never when only others can do something', 0, plan([beforePivot('a')]), { ...released, records: [] }, undefined],
    ['never when the verdict is in', 0, plan([]), {}, undefined],
    ['never for a run that is under way', 0, plan([beforePivot('a')]), { inFlight: new Set(['a']) }, undefined],
  ])('%s', (_, now, thePlan, more, expected) => {
    expect(decideAt(now, thePlan, more).lookAgainAfterMs).toBe(expected);
  });
});

describe('what is shown of an operation', () => {
  const thePlan = plan([at('started', 'hello'), beforePivot('a'), beforePivot('b'), afterPivot('c')]);

  it.each<[string, Partial<OperationState>, string | undefined]>([
    ['the first that has begun', { records: [record('b', 'Waiting')] }, 'b'],
    ['before that the one that is blocked', { records: [record('a', 'Waiting'), record('b', 'Blocked')] }, 'b'],
    ['the next when none has begun', {}, 'a'],
    [
      'after the pivot what comes then',
      { ...gone, records: [record('a', 'Waiting'), record('hello', 'Waiting')] },
      'c',
    ],
    ['who is still being told', { ...gone, records: [record('c', 'Done'), record('hello', 'Waiting')] }, 'hello'],
    ['nothing when nothing is left', { ...gone, records: [record('c', 'Done'), record('hello', 'Done')] }, undefined],
  ])('%s', (_, more, current) => {
    expect(decideAt(0, thePlan, more).current).toBe(current);
  });
});

describe('a plan that somebody has edited in the record', () => {
  it.each<[string, Plan]>([
    ['a need that no task is', plan([beforePivot('a', { needs: ['x'] })])],
    ['a cycle', plan([beforePivot('a', { needs: ['b'] }), beforePivot('b', { needs: ['a'] })])],
    ['two tasks of one name', plan([beforePivot('a'), beforePivot('a', { task: 'other' })])],
  ])('says what is wrong instead of waiting for ever without a word: %s', (_, thePlan) => {
    const decision = decideAt(0, thePlan);
    expect(decision.blocked).toMatchObject({ name: 'a', state: 'Blocked', reason: 'InvalidPlan' });
    expect(decision.verdict).toBe('working');
    expect(decision.run).toEqual([]);
  });

  it('keeps records that the plan does not know', () => {
    const stray = record('old', 'Waiting');
    expect(decideAt(0, plan([beforePivot('a')]), { records: [stray] }).records).toContain(stray);
  });
});
