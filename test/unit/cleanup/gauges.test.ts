import { describe, expect, it } from 'vitest';
import { Gauges } from '../../../lib/cleanup/gauges.ts';
import type { NodeCleanup, NodeCleanupStatus } from '../../../lib/cleanup/node-cleanup.ts';
import type { NodeRecord } from '../../../lib/node/record.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { cleanup, KEYS, nodeRecord, plan, plannedTask, status } from './sample.ts';

async function measured(nodes: readonly NodeRecord[], cleanups: readonly NodeCleanup[]) {
  const metrics = createPrometheusMetrics();
  const gauges = new Gauges({
    metrics,
    finalizer: KEYS.finalizer,
    selects: ({ labels }) => labels.excluded === undefined,
    knows: (kind) => ['cordon', 'drain'].includes(kind),
  });
  gauges.measure(nodes, cleanups);
  const lines = async (name: string) =>
    (await metrics.render()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return { gauges, lines };
}

const finalizers = [KEYS.finalizer];
const deletedAt = '2026-01-01T00:00:00Z';
const task = (more: Partial<TaskRecord>): TaskRecord => ({ name: 'drain', state: 'Waiting', attempts: 0, ...more });
const withStatus = (more: Partial<NodeCleanupStatus>) => cleanup({ status: status(more) });

describe('Nodes', () => {
  it.each([
    ['guarded', nodeRecord({ finalizers })],
    ['unguarded', nodeRecord()],
    ['excluded', nodeRecord({ labels: { excluded: '' } })],
    ['guarded', nodeRecord({ finalizers, labels: { excluded: '' } })],
    ['removing', nodeRecord({ finalizers, deletedAt })],
    ['held_by_others', nodeRecord({ finalizers: ['other'], deletedAt })],
  ])('counts as %s', async (state, node) => {
    const { lines } = await measured([node], []);
    const counted = (await lines('cleanup_nodes')).filter((line) => line.endsWith(' 1'));
    expect(counted).toEqual([`cleanup_nodes{state="${state}"} 1`]);
  });
});

describe('how long a phase lasts', () => {
  const later = '2026-01-01T01:00:00Z';
  const condition = (type: 'Blocked' | 'Progressing') =>
    [{ type, status: 'True', reason: 'X', message: '', lastTransitionTime: later }] as const;
  it.each<[NodeCleanupStatus['phase'], Partial<NodeCleanupStatus>]>([
    ['Held', { hold: { since: later, why: '' } }],
    ['Blocked', { conditions: condition('Blocked') }],
    ['Running', { conditions: condition('Progressing') }],
    ['Releasing', { releasedAt: later }],
    ['Finishing', { nodeGoneAt: later }],
  ])('%s: since it began', async (phase, more) => {
    const { lines } = await measured([], [withStatus({ phase, ...more })]);
    const name = 'cleanup_phase_start_timestamp_seconds';
    expect(await lines(name)).toContain(`${name}{phase="${phase}"} ${Date.parse(later) / 1_000}`);
  });

  it.each(['Held', 'Blocked', 'Running', 'Pending'] as const)(
    '%s: since the deletion, when nothing says more',
    async (phase) => {
      const { lines } = await measured([], [withStatus({ phase })]);
      const name = 'cleanup_phase_start_timestamp_seconds';
      expect(await lines(name)).toContain(`${name}{phase="${phase}"} ${Date.parse(deletedAt) / 1_000}`);
    },
  );

  it('the oldest counts, and those that are over do not', async () => {
    const old = cleanup({ status: status({ phase: 'Completed' }) });
    const young = cleanup({ spec: { ...cleanup().spec, requestedAt: later }, status: status({ phase: 'Running' }) });
    const { lines } = await measured([], [old, young]);
    const name = 'cleanup_oldest_operation_start_timestamp_seconds';
    expect(await lines(name)).toEqual([`${name} ${Date.parse(later) / 1_000}`]);
  });
});

describe('open tasks', () => {
  it.each([
    ['task="drain",state="Waiting",reason="Budget"', task({ reason: 'Budget' })],
    ['task="drain",state="Queued",reason="Brake"', task({ state: 'Pending', reason: 'Brake' })],
    ['task="unknown",state="Blocked",reason=""', task({ name: 'made-up', state: 'Blocked' })],
    ['task="drain",state="Waiting",reason=""', task({ reason: 'written by hand "x"' })],
  ])('{%s}', async (labels, record) => {
    const { lines } = await measured([], [withStatus({ phase: 'Running', tasks: [record] })]);
    expect(await lines('cleanup_open_tasks')).toEqual([`cleanup_open_tasks{${labels}} 1`]);
  });

  it.each([task({ state: 'Pending' }), task({ state: 'Done' })])('$state says nothing', async (record) => {
    const { lines } = await measured([], [withStatus({ phase: 'Running', tasks: [record] })]);
    expect(await lines('cleanup_open_tasks')).toEqual([]);
  });

  it('has no more series than it may, however many reasons there are', async () => {
    const records = Array.from({ length: 500 }, (_, i) => task({ name: `drain-${i}`, reason: `Reason${i}` }));
    const tasks = records.map(({ name }) => plannedTask(name, { task: 'drain' }));
    const removal = cleanup({
      spec: { ...cleanup().spec, plan: plan(...tasks) },
      status: status({ phase: 'Running', tasks: records }),
    });
    const { lines } = await measured([], [removal]);
    expect(await lines('cleanup_open_tasks')).toHaveLength(41);
    expect(await lines('cleanup_open_tasks')).toContain(
      'cleanup_open_tasks{task="drain",state="Waiting",reason="Other"} 460',
    );
  });
});

it('who leads no more says nothing', async () => {
  const { gauges, lines } = await measured([nodeRecord()], [withStatus({ phase: 'Running', tasks: [task({})] })]);
  gauges.clear();
  const said = [
    ...(await lines('cleanup_nodes')),
    ...(await lines('cleanup_operations')),
    ...(await lines('cleanup_open_tasks')),
  ];
  expect(said.filter((line) => !line.endsWith(' 0'))).toEqual([]);
});
