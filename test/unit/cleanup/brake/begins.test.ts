import { expect, it } from 'vitest';
import { HoldBrake } from '../../../../lib/cleanup/brake/hold-brake.ts';
import { Ledger } from '../../../../lib/cleanup/ledger.ts';
import type { NodeCleanup } from '../../../../lib/cleanup/node-cleanup.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { cleanup, KEYS, status } from '../sample.ts';

const removal = (name: string, more: Partial<NodeCleanup> = {}): NodeCleanup => {
  const base = cleanup();
  return { ...base, name, uid: name, spec: { ...base.spec, nodeName: name, nodeUID: name }, ...more };
};

it('a removal that may begin counts, until it is skipped before it could', () => {
  const clock = new FakeClock();
  const ledger = new Ledger(new FakeKubeClient(clock), clock);
  const hold = { above: { count: 1 }, withinMs: 600_000, atLeast: 1 };
  const config = () => ({ hold, storage: { max: { count: 1 }, per: '' } });
  const brake = new HoldBrake({ ledger, finalizer: KEYS.finalizer, config, nodeCount: () => 9, clock });
  const [first, second] = [removal('worker-1'), removal('worker-2')];
  for (const each of [first, second]) ledger.observe(each);
  expect(brake.verdictOn(first)).toMatchObject({ may: 'begin' });
  expect(brake.verdictOn(second)).toMatchObject({ may: 'wait' });
  const skippedAt = '2026-01-01T00:00:01Z';
  ledger.observe({
    ...first,
    resourceVersion: '8',
    status: status({ phase: 'Skipped', skippedAt, finishedAt: skippedAt }),
  });
  expect(brake.verdictOn(second)).toMatchObject({ may: 'begin' });
});
