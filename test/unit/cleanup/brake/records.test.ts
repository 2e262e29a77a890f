import { describe, expect, it } from 'vitest';
import { begunAt, heldAmong, isUndecided } from '../../../../lib/cleanup/brake/begun.ts';
import { movesOf } from '../../../../lib/cleanup/brake/mover.ts';
import { isHeld, type NodeCleanupStatus } from '../../../../lib/cleanup/node-cleanup.ts';
import type { TaskRecord } from '../../../../lib/operation/record.ts';
import { cleanup, plan, plannedTask, status } from '../sample.ts';

const CREATED = '2026-01-01T00:00:00Z';
const T = '2026-01-01T00:05:00Z';
const hold = { since: CREATED, why: 'no more than 3 removals may begin within 10m' };
const started: TaskRecord = { name: 'drain', state: 'Waiting', attempts: 0, startedAt: T };

describe('what a record says of the beginning of its removal', () => {
  it.each<[string, Partial<NodeCleanupStatus>, string | undefined, boolean]>([
    ['nothing was decided yet', { phase: 'Pending' }, undefined, false],
    ['it was never held', { phase: 'Running', tasks: [started] }, CREATED, false],
    ['it had nothing to do and is over', { phase: 'Completed', releasedAt: T, finishedAt: T }, CREATED, false],
    ['it is held', { phase: 'Held', hold }, undefined, true],
    ['it was let go', { phase: 'Running', hold: { ...hold, releasedAt: T } }, T, false],
    ['it was skipped while it was held', { phase: 'Skipped', hold, skippedAt: T, finishedAt: T }, undefined, false],
    ['it was skipped before it began', { phase: 'Skipped', skippedAt: T, finishedAt: T }, undefined, false],
    ['it was skipped in the middle', { phase: 'Skipped', skippedAt: T, tasks: [started] }, CREATED, false],
    [
      'somebody took our finalizer off while it was held',
      { phase: 'Finishing', hold, nodeGoneAt: T },
      undefined,
      false,
    ],
    ['its time is none', { phase: 'Running', hold: { ...hold, releasedAt: 'soon' } }, undefined, false],
  ])('%s', (_, more, begun, held) => {
    const record = cleanup({ createdAt: CREATED, status: status(more) });
    expect(begunAt(record)).toBe(begun === undefined ? undefined : Date.parse(begun));
    expect(isHeld(record.status)).toBe(held);
    expect(heldAmong([record])).toHaveLength(held ? 1 : 0);
    expect(isUndecided(record)).toBe(more.phase === 'Pending');
  });
});

describe('what a record says of its storage work', () => {
  const spec = {
    ...cleanup().spec,
    plan: plan(plannedTask('drain'), plannedTask('move'), plannedTask('forget', { stage: 'after', task: 'move' })),
  };
  const movesData = (kind: string) => kind === 'move';
  const move = (state: TaskRecord['state'], more: Partial<TaskRecord> = {}): TaskRecord => ({
    name: 'move',
    state,
    attempts: 0,
    ...(state === 'Pending' ? {} : { startedAt: T }),
    ...more,
  });
  const of = (tasks: readonly TaskRecord[], more: Partial<NodeCleanupStatus> = {}) =>
    movesOf(cleanup({ spec, status: status({ phase: 'Running', tasks, ...more }) }), movesData);
  const NONE = { atWork: false, queued: false };

  it.each(['Running', 'Waiting', 'Retrying'] as const)('it is at work: %s', (state) => {
    expect(of([move(state)])).toEqual({ atWork: true, queued: false });
  });

  it.each(['Blocked', 'Done', 'Skipped', 'TimedOut', 'Pending'] as const)('it takes no place: %s', (state) => {
    expect(of([move(state)])).toEqual(NONE);
  });

  it.each<[string, readonly TaskRecord[], Partial<NodeCleanupStatus>, object]>([
    ['it is in the queue', [move('Pending', { reason: 'Brake' })], {}, { atWork: false, queued: true }],
    ['another task is at work', [{ ...move('Running'), name: 'drain' }], {}, NONE],
    ['the Node is dead', [move('Waiting')], { node: { state: 'Dead', since: T } }, NONE],
    [
      'the Node is not ready',
      [move('Waiting')],
      { node: { state: 'NotReady', since: T } },
      { atWork: true, queued: false },
    ],
    ['the Node was let go', [move('Waiting')], { releasedAt: T }, NONE],
    ['it was skipped', [move('Waiting')], { skippedAt: T }, NONE],
    ['it is over', [move('Waiting')], { phase: 'Completed' }, NONE],
    [
      'it works after the Node',
      [{ ...move('Running'), name: 'forget' }],
      { releasedAt: T },
      { atWork: true, queued: false },
    ],
    ['somebody edited a task in that the plan does not have', [{ ...move('Running'), name: 'other' }], {}, NONE],
  ])('%s', (_, tasks, more, expected) => {
    expect(of(tasks, more)).toEqual(expected);
  });
});
