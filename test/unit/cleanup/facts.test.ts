import { expect, test } from 'vitest';
import { progressOf, reopened } from '../../../lib/cleanup/facts.ts';
import type { Facts } from '../../../lib/cleanup/status.ts';
import type { TaskRecord, TaskState } from '../../../lib/operation/record.ts';
import { cleanup, plan, plannedTask, status } from './sample.ts';

const T = '2026-01-01T00:05:00Z';
const GONE: Facts = { releasedAt: T, nodeGoneAt: T };
const SPEC = {
  ...cleanup().spec,
  plan: plan(
    plannedTask('drain'),
    plannedTask('forget', { stage: 'after' }),
    plannedTask('chat.blocked', { stage: { moment: 'blocked' } }),
    plannedTask('chat.finished', { stage: { moment: 'finished' } }),
  ),
};
const recordOf = (states: Readonly<Record<string, TaskState>>): readonly TaskRecord[] =>
  Object.entries(states).map(([name, state]) => ({ name, state, attempts: 0, startedAt: T }));
const of = (states: Readonly<Record<string, TaskState>>) =>
  cleanup({ spec: SPEC, status: status({ tasks: recordOf(states) }) });

test.each<[string, Readonly<Record<string, TaskState>>, Facts, string, string]>([
  ['at work', { drain: 'Waiting' }, {}, 'Running', 'drain waits'],
  ['after the Node', { drain: 'Done', forget: 'Running' }, GONE, 'Finishing', 'forget is running'],
  [
    'whoever is told of trouble late is not told that all is over',
    { drain: 'Done', forget: 'Done', 'chat.blocked': 'Retrying' },
    GONE,
    'Finishing',
    'chat.blocked failed and is tried again: no reason given',
  ],
  [
    'whoever is told of the end is told how it ended',
    { drain: 'TimedOut', forget: 'Done', 'chat.finished': 'Running' },
    GONE,
    'Completed',
    'the Node is gone; given up at their deadline: drain',
  ],
  ['skipped', { drain: 'Waiting' }, { skippedAt: T }, 'Skipped', 'released by the skip annotation'],
])('what people are told of the progress: %s', (_, states, facts, phase, message) => {
  expect(progressOf(of(states), facts)).toEqual({ phase, message });
});

test('a removal that was not over after all tells of its end again', () => {
  const { tasks } = reopened(of({ drain: 'Done', forget: 'Done', 'chat.blocked': 'Done', 'chat.finished': 'Done' }), T);
  expect(tasks.map(({ name, state }) => [name, state])).toEqual([
    ['drain', 'Done'],
    ['forget', 'Pending'],
    ['chat.blocked', 'Done'],
    ['chat.finished', 'Pending'],
  ]);
});
