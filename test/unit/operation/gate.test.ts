import { describe, expect, it } from 'vitest';
import { describeOperation } from '../../../lib/operation/describe.ts';
import type { PlannedTask } from '../../../lib/operation/plan.ts';
import { Bench, done, type Run, waits } from './bench.ts';
import { beforePivot, plan, record, START, time } from './sample.ts';

const QUEUE = '2nd in the queue for storage work; before it: worker-3';
const thePlan = plan([beforePivot('cordon'), beforePivot('evacuate', { needs: ['cordon'] }), beforePivot('drain')]);

/** Keeps back what it is told to, and notes what it was asked about. */
class Gate {
  readonly asked: string[] = [];
  readonly kept = new Map<string, string>();

  readonly gate = async (tasks: readonly PlannedTask[]): Promise<ReadonlyMap<string, string>> => {
    this.asked.push(...tasks.map(({ name }) => name));
    return new Map([...this.kept].filter(([name]) => tasks.some((task) => task.name === name)));
  };
}

describe('a task that is kept from beginning', () => {
  it('stays Pending with the reason, holds the pivot up, and keeps no other task waiting', async () => {
    const gate = new Gate();
    gate.kept.set('evacuate', QUEUE);
    const bench = new Bench(thePlan, { cordon: done, evacuate: done, drain: done });
    const { verdict, current } = await bench.advance({}, gate);
    expect(verdict).toBe('working');
    expect(current).toBe('evacuate');
    expect(bench.record('evacuate')).toEqual({
      name: 'evacuate',
      state: 'Pending',
      attempts: 0,
      reason: 'Brake',
      message: QUEUE,
    });
    expect(bench.record('drain')?.state).toBe('Done');
    expect(describeOperation(thePlan, bench.records, 'before')).toBe(`evacuate: ${QUEUE}`);
  });

  it('is asked about once in a pass, and only when it could begin', async () => {
    const gate = new Gate();
    gate.kept.set('evacuate', QUEUE);
    const bench = new Bench(thePlan, { cordon: waits('not yet'), evacuate: done, drain: done });
    await bench.advance({}, gate);
    expect(gate.asked).toEqual(['cordon', 'drain']);
    const second = new Gate();
    second.kept.set('evacuate', QUEUE);
    await bench.advance({ records: [record('cordon', 'Done'), record('drain', 'Done')] }, second);
    expect(second.asked).toEqual(['evacuate']);
  });

  it('begins once it may, and then says nothing of the queue', async () => {
    const gate = new Gate();
    gate.kept.set('evacuate', QUEUE);
    let seen: unknown;
    const evacuate: Run = async ({ record }) => {
      seen = record;
      return { state: 'done' };
    };
    const bench = new Bench(thePlan, { cordon: done, evacuate, drain: done });
    await bench.advance({}, gate);
    gate.kept.clear();
    expect((await bench.advance({}, gate)).verdict).toBe('pivot');
    expect(seen).toEqual({ name: 'evacuate', state: 'Running', attempts: 0, startedAt: time(0) });
  });

  it('that has begun is asked about no more', async () => {
    const gate = new Gate();
    gate.kept.set('evacuate', QUEUE);
    const bench = new Bench(thePlan, { cordon: done, evacuate: waits('moving'), drain: done });
    const records = [record('cordon', 'Done'), record('evacuate', 'Waiting'), record('drain', 'Done')];
    await bench.advance({ records }, gate);
    expect(gate.asked).toEqual([]);
    expect(bench.record('evacuate')).toMatchObject({ state: 'Waiting', message: 'moving' });
  });

  it('writes nothing when it is kept back for the same reason again', async () => {
    const gate = new Gate();
    gate.kept.set('evacuate', QUEUE);
    const bench = new Bench(thePlan, { cordon: done, evacuate: done, drain: done });
    await bench.advance({}, gate);
    const before = bench.saves.length;
    await bench.advance({}, gate);
    expect(bench.saves.length).toBe(before);
    gate.kept.set('evacuate', '1st in the queue for storage work');
    await bench.advance({}, gate);
    expect(bench.saves.length).toBe(before + 1);
    expect(bench.record('evacuate')?.message).toBe('1st in the queue for storage work');
  });

  it('can be left out by name, and is given up at the deadline of the operation', async () => {
    const gate = new Gate();
    gate.kept.set('evacuate', QUEUE);
    const bench = new Bench(thePlan, { cordon: done, evacuate: done, drain: done });
    await bench.advance({}, gate);
    expect((await bench.advance({ skipTasks: new Set(['evacuate']) }, gate)).verdict).toBe('pivot');
    const late = new Bench(plan(thePlan.tasks, { deadlineMs: 60_000, onDeadline: 'continue' }), {
      cordon: done,
      evacuate: done,
      drain: done,
    });
    await late.advance({}, gate);
    expect((await late.advance({ startedAt: START - 60_000 }, gate)).verdict).toBe('pivot');
    expect(late.record('evacuate')?.state).toBe('TimedOut');
  });

  it('does not begin when the gate cannot be asked: the pass fails, and nothing is written of it', async () => {
    const bench = new Bench(plan([beforePivot('evacuate')]), { evacuate: done });
    const gate = () => Promise.reject(new Error('no'));
    await expect(bench.advance({}, { gate })).rejects.toThrow('no');
    expect(bench.saves).toEqual([]);
  });
});
