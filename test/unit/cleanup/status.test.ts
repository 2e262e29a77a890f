import { describe, expect, it } from 'vitest';
import { type Facts, statusOf } from '../../../lib/cleanup/status.ts';
import type { TaskRecord, TaskState } from '../../../lib/operation/record.ts';
import { cleanup, status } from './sample.ts';

const NOW = '2026-01-01T00:10:00Z';
const T = '2026-01-01T00:05:00Z';
const { spec } = cleanup();
const record = (name: string, state: TaskState, more: Partial<TaskRecord> = {}): TaskRecord => ({
  name,
  state,
  attempts: 0,
  ...more,
});
const at = (facts: Facts, ...tasks: readonly TaskRecord[]) => statusOf(spec, status(), facts, tasks, NOW);

describe('the phase of a removal', () => {
  const draining = [record('cordon', 'Done'), record('drain', 'Waiting')];
  it.each<[string, Facts, readonly TaskRecord[], string]>([
    ['Running while tasks are at work', {}, draining, 'Running'],
    ['Blocked when a task before the release needs a person', {}, [record('drain', 'Blocked')], 'Blocked'],
    [
      'Releasing while somebody else holds the Node',
      { releasedAt: T, foreignFinalizers: ['x/y'] },
      draining,
      'Releasing',
    ],
    ['Finishing when the Node is gone', { releasedAt: T, nodeGoneAt: T }, draining, 'Finishing'],
    ['Completed when nothing is left', { releasedAt: T, nodeGoneAt: T, finishedAt: T }, draining, 'Completed'],
    [
      'Skipped when the annotation let it go',
      { skippedAt: T, releasedAt: T, nodeGoneAt: T, finishedAt: T },
      [],
      'Skipped',
    ],
  ])('is %s', (_, facts, tasks, phase) => {
    expect(at(facts, ...tasks).phase).toBe(phase);
  });
});

describe('what kubectl get shows', () => {
  it('names the blocking task even when another one is at work', () => {
    const shown = at({}, record('cordon', 'Waiting'), record('drain', 'Blocked', { reason: 'Budget', message: 'web' }));
    expect(shown.currentTask).toBe('drain');
  });

  it('names who else holds the Node', () => {
    expect(at({ releasedAt: T, foreignFinalizers: ['karpenter.sh/termination'] }).message).toContain(
      'karpenter.sh/termination',
    );
  });

  it('says which tasks were given up', () => {
    const facts = { releasedAt: T, nodeGoneAt: T, finishedAt: T };
    expect(at(facts, record('drain', 'TimedOut')).message).toContain('drain');
  });

  it('says who set the skip annotation, and why', () => {
    const facts = { skippedAt: T, skippedBy: 'kubectl-annotate at noon', finishedAt: T };
    expect(at(facts).message).toBe('released by the skip annotation (kubectl-annotate at noon)');
    expect(at({ ...facts, skipReason: 'scrap' }).message).toBe(
      'released by the skip annotation (kubectl-annotate at noon): scrap',
    );
  });
});

describe('the conditions that kubectl wait can use', () => {
  const conditions = (facts: Facts, ...tasks: readonly TaskRecord[]) =>
    Object.fromEntries(at(facts, ...tasks).conditions.map(({ type, status: value }) => [type, value]));

  it.each<[string, Facts, readonly TaskRecord[], object]>([
    ['at work', {}, [record('drain', 'Waiting')], { Completed: 'False', Blocked: 'False', Progressing: 'True' }],
    ['blocked', {}, [record('drain', 'Blocked')], { Completed: 'False', Blocked: 'True', Progressing: 'False' }],
    ['over', { finishedAt: T }, [], { Completed: 'True', Blocked: 'False', Progressing: 'False' }],
  ])('tell that it is %s', (_, facts, tasks, expected) => {
    expect(conditions(facts, ...tasks)).toEqual(expected);
  });

  it('keep the time of their last change', () => {
    const first = at({}, record('drain', 'Waiting'));
    const second = statusOf(
      spec,
      first,
      {},
      [record('drain', 'Waiting', { message: 'two pods' })],
      '2026-01-01T01:00:00Z',
    );
    expect(second.conditions.map((condition) => condition.lastTransitionTime)).toEqual([NOW, NOW, NOW]);
    const third = statusOf(spec, second, {}, [record('drain', 'Blocked')], '2026-01-01T02:00:00Z');
    expect(third.conditions.find(({ type }) => type === 'Blocked')?.lastTransitionTime).toBe('2026-01-01T02:00:00Z');
  });
});
