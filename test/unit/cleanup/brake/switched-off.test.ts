import { expect, it } from 'vitest';
import { StorageBrake } from '../../../../lib/cleanup/brake/storage-brake.ts';
import { Ledger } from '../../../../lib/cleanup/ledger.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { cleanup, KEYS, plan, plannedTask, status } from '../sample.ts';

const T = '2026-01-01T00:00:00Z';
const PER = 'topology.kubernetes.io/zone';

/** The Nodes of both removals are gone, and storage work comes after. */
function brakeWith(percent: number) {
  const clock = new FakeClock();
  const ledger = new Ledger(new FakeKubeClient(clock), clock);
  const tasks = [{ name: 'move', state: 'Running', attempts: 0, startedAt: T } as const];
  const base = cleanup({ status: status({ phase: 'Finishing', releasedAt: T, nodeGoneAt: T }) });
  const of = (nodeName: string) => ({
    ...base,
    spec: { ...base.spec, nodeName, nodeUID: nodeName, plan: plan(plannedTask('move', { stage: 'after' })) },
  });
  ledger.observe({ ...of('worker-1'), status: { ...base.status, tasks } });
  const brake = new StorageBrake({
    ledger,
    finalizer: KEYS.finalizer,
    config: () => ({ hold: undefined, storage: { max: { percent }, per: PER } }),
    nodes: () => [],
    nodeNamed: () => undefined,
    movesData: () => true,
    clock,
    wake: () => {},
  });
  return brake.queueFor(of('worker-2'));
}

it('a share of all Nodes switches the queue off, also for removals whose Nodes are gone', () => {
  expect(brakeWith(100)).toBeUndefined();
  expect(brakeWith(99)).toMatch(/^1st in the queue for storage work/);
});
