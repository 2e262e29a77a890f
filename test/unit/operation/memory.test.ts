import { describe, expect, it } from 'vitest';
import { OperationMemory } from '../../../lib/operation/memory.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import type { RunEnd } from '../../../lib/operation/run-task.ts';
import { settle } from '../../support/fake-clock.ts';

describe('a run that was called off', () => {
  it('counts for nothing, even when its answer was on its way', async () => {
    const memory = new OperationMemory();
    const answer = Promise.withResolvers<RunEnd>();
    memory.launch('drain', new AbortController(), () => answer.promise, expect.unreachable);
    answer.resolve({ is: 'outcome', outcome: { state: 'done' } });
    memory.keepOnly(new Set());
    await settle();
    expect(memory.hasLandings).toBe(false);
  });

  it('does not end the one that came after it', async () => {
    const memory = new OperationMemory();
    const first = Promise.withResolvers<RunEnd>();
    memory.launch('drain', new AbortController(), () => first.promise, expect.unreachable);
    memory.keepOnly(new Set());
    memory.launch('drain', new AbortController(), () => new Promise(() => {}), expect.unreachable);
    first.resolve({ is: 'calledOff' });
    await settle();
    expect([...memory.inFlight]).toEqual(['drain']);
  });
});

describe('tasks that wait', () => {
  const record = (name: string, more: Partial<TaskRecord> = {}): TaskRecord => ({
    name,
    state: 'Waiting',
    attempts: 0,
    ...more,
  });
  const due = (memory: OperationMemory, records: readonly TaskRecord[], now: number) =>
    [...memory.waits(records, now)].filter(([, ms]) => ms <= 0).map(([name]) => name);

  it('are looked at together when more than half of a long wait is over', () => {
    const memory = new OperationMemory();
    memory.wait('drain', 0, 300_000);
    memory.wait('longhorn', 100_000, 300_000);
    memory.wait('volumes', 200_000, 300_000);
    const records = ['drain', 'longhorn', 'volumes'].map((name) => record(name));
    expect(due(memory, records, 299_999)).toEqual([]);
    expect(due(memory, records, 300_000)).toEqual(['drain', 'longhorn']);
  });

  it('are looked at together with one that was woken', () => {
    const memory = new OperationMemory();
    memory.wait('drain', 0, 300_000);
    memory.wait('longhorn', 0, 300_000);
    memory.wake('drain');
    const records = ['drain', 'longhorn'].map((name) => record(name));
    expect(due(memory, records, 149_999)).toEqual(['drain']);
    expect(due(memory, records, 150_000)).toEqual(['drain', 'longhorn']);
  });

  it.each<[string, number, Partial<TaskRecord>]>([
    ['for a short time, since something is expected then', 60_000, {}],
    ['after an error, since somebody else is in trouble', 300_000, { state: 'Retrying', attempts: 1 }],
  ])('%s are left alone until then', (_, ms, more) => {
    const memory = new OperationMemory();
    memory.wait('drain', 0, ms - 1);
    memory.wait('other', 0, ms);
    expect(due(memory, [record('drain'), record('other', more)], ms - 1)).toEqual(['drain']);
  });

  it('are left alone until then when somebody has asked for that time', () => {
    const memory = new OperationMemory();
    memory.wait('drain', 0, 299_999);
    memory.wait('hook', 0, 300_000, false);
    expect(
      due(
        memory,
        ['drain', 'hook'].map((name) => record(name)),
        299_999,
      ),
    ).toEqual(['drain']);
  });

  it('are not looked at for the sake of one that is over', () => {
    const memory = new OperationMemory();
    memory.wait('drain', 0, 300_000);
    memory.wake('job');
    expect(due(memory, [record('drain'), record('job', { state: 'Done' })], 200_000)).toEqual([]);
  });
});
