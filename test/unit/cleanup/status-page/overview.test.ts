import { describe, expect, test } from 'vitest';
import type { Phase } from '../../../../lib/cleanup/node-cleanup.ts';
import { overviewOf } from '../../../../lib/cleanup/status-page/overview.ts';
import { cleanup, KEYS, nodeRecord, plan, plannedTask, status } from '../sample.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

function removal(node: string, phase: Phase, requestedAt: string, more: object = {}) {
  const base = cleanup();
  return cleanup({
    name: `${node}-1`,
    spec: { ...base.spec, nodeName: node, requestedAt, plan: plan(plannedTask('cordon'), plannedTask('drain')) },
    status: status({ phase, ...more }),
  });
}

const overview = (...cleanups: readonly ReturnType<typeof cleanup>[]) => overviewOf([], cleanups, KEYS.finalizer, NOW);

describe('the overview', () => {
  test('counts the Nodes, those with our finalizer and those being deleted', () => {
    const nodes = [
      nodeRecord({ finalizers: [KEYS.finalizer] }),
      nodeRecord({ finalizers: [KEYS.finalizer, 'example.com/other'], deletedAt: '2026-11-21T11:00:00Z' }),
      nodeRecord({ finalizers: ['example.com/other'] }),
    ];
    expect(overviewOf(nodes, [], KEYS.finalizer, NOW)).toEqual({
      at: '2026-11-21T12:00:00.000Z',
      nodes: { total: 3, guarded: 2, beingDeleted: 1 },
      removals: [],
      more: 0,
    });
  });

  test('begins with what needs a person, then what has waited longest, and ends with what is over, the latest first', () => {
    const { removals } = overview(
      removal('done-early', 'Completed', '2026-11-21T08:00:00Z'),
      removal('young', 'Running', '2026-11-21T11:00:00Z'),
      removal('held', 'Held', '2026-11-21T09:30:00Z'),
      removal('done-late', 'Skipped', '2026-11-21T09:00:00Z'),
      removal('old', 'Running', '2026-11-21T10:00:00Z'),
      removal('blocked', 'Blocked', '2026-11-21T11:30:00Z'),
    );
    expect(removals.map(({ node }) => node)).toEqual(['blocked', 'old', 'young', 'held', 'done-late', 'done-early']);
  });

  test('has each task of the plan, also one that has no record yet, and none that only tells people', () => {
    const base = removal('worker-1', 'Running', '2026-11-21T11:00:00Z', {
      tasks: [{ name: 'cordon', state: 'Done', attempts: 1, startedAt: '2026-11-21T11:00:01Z' }],
    });
    const told = plannedTask('chat.blocked', { stage: { moment: 'blocked' } });
    const tasks = [...base.spec.plan.tasks, told];
    const [view] = overview({ ...base, spec: { ...base.spec, plan: plan(...tasks) } }).removals;
    expect(view?.tasks).toEqual([
      { name: 'cordon', state: 'Done', message: '', startedAt: '2026-11-21T11:00:01Z' },
      { name: 'drain', state: 'Pending', message: '', startedAt: undefined },
    ]);
  });

  test('has room for a hundred, and counts the others', () => {
    const storm = Array.from({ length: 130 }, (_, n) => removal(`worker-${n}`, 'Held', '2026-11-21T11:00:00Z'));
    const { removals, more } = overview(...storm);
    expect([removals.length, more]).toEqual([100, 30]);
  });
});
