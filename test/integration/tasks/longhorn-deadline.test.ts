import { beforeAll, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { Engine } from '../../../lib/operation/engine.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import { OperationScope } from '../../../lib/operation/scope.ts';
import { createLonghornEvacuate } from '../../../lib/tasks/longhorn/evacuate.ts';
import { LONGHORN_EVACUATE } from '../../../lib/tasks/longhorn/options.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { LONGHORN_DEFINITIONS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientFor, dependenciesOf, subjectOf } from './harness.ts';
import { Ahead, addStuckReplica, createWorld, MINUTE } from './longhorn-world.ts';

const cluster = useCluster();

let client: KubeClient;
beforeAll(async () => {
  await installDefinitions(cluster, LONGHORN_DEFINITIONS);
  client = await clientFor(cluster, [LONGHORN_EVACUATE]);
});

test.each([
  ['block', 'Blocked'],
  ['continue', 'TimedOut'],
] as const)('a deadline that says %s leaves the evacuation %s', async (onTimeout, expected) => {
  await using world = await createWorld(cluster);
  const { node } = world;
  await addStuckReplica(world);
  const clock = new Ahead();
  const deps = dependenciesOf(client, clock);
  using _watches = deps.watches;
  const engine = new Engine({
    tasks: new Map([['longhorn-evacuate', createLonghornEvacuate(deps)]]),
    ...{ clock, random: Math.random, log: silentLogger, metrics: noMetrics },
  });
  using scope = new OperationScope();
  const stage = 'before';
  const options = { stallAfter: '48h' };
  const common = { name: 'evacuate', task: 'longhorn-evacuate', needs: [] };
  const tasks = [{ ...common, stage, onTimeout, options, timeoutMs: 24 * 60 * MINUTE } as const];
  const plan = { tasks, deadlineMs: undefined, onDeadline: 'block', retry: { baseMs: 1, capMs: 1 } } as const;
  let records: readonly TaskRecord[] = [];
  const startedAt = clock.now();
  const pass = async () => {
    const advance = await engine.advance({
      plan,
      state: {
        records,
        startedAt,
        ...{ releasedAt: undefined, pivotedAt: undefined, skippedAt: undefined },
        skipTasks: new Set(),
      },
      subject: await subjectOf(client, node),
      operation: 'o1',
      scope,
      signal: AbortSignal.timeout(60_000),
      wake: () => {},
      journal: {
        save: async (next) => {
          records = next;
        },
      },
    });
    records = advance.records;
    return advance;
  };
  await eventually(pass, {
    describe: 'the evacuation to wait',
    until: () => records[0]?.reason === 'Evacuating',
    every: 1_000,
  });
  clock.advance(25 * 60 * MINUTE);
  const { verdict } = await pass();
  expect(records[0]).toMatchObject({ state: expected, reason: 'DeadlineExceeded' });
  expect(records[0]?.message).toMatch(/missed its timeout of 24h: 1 replica/);
  expect(verdict).toBe(onTimeout === 'continue' ? 'pivot' : 'working');
});
