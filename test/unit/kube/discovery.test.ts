import { afterEach, beforeEach, expect, test } from 'vitest';
import { Discovery } from '../../../lib/kube/discovery.ts';
import { type Harness, startHarness } from './harness.ts';

let h: Harness;
let discovery: Discovery;
beforeEach(async () => {
  h = await startHarness();
  discovery = new Discovery(h.client, h.clock);
});
afterEach(() => h[Symbol.asyncDispose]());

const at = (path: string) => h.server.next((visit) => visit.path === path, path);

test('tells the versions of a group, the preferred one first, and what each has', async () => {
  const found = discovery.versionsOf('longhorn.io');
  (await at('/apis/longhorn.io')).json(200, {
    versions: [{ version: 'v1beta1' }, { version: 'v1beta2' }],
    preferredVersion: { version: 'v1beta2' },
  });
  (await at('/apis/longhorn.io/v1beta2')).json(200, {
    resources: [{ name: 'nodes' }, { name: 'nodes/status' }, { name: 'replicas' }],
  });
  (await at('/apis/longhorn.io/v1beta1')).json(200, { resources: [{ name: 'nodes' }] });
  expect(await found).toEqual([
    { version: 'v1beta2', resources: new Set(['nodes', 'replicas']) },
    { version: 'v1beta1', resources: new Set(['nodes']) },
  ]);
});

test('a group that is not there has no versions, which is known for half a minute', async () => {
  const ask = () => discovery.versionsOf('longhorn.io');
  const first = Promise.all([ask(), ask()]);
  (await at('/apis/longhorn.io')).refuse(404, 'NotFound');
  expect(await first).toEqual([[], []]);
  await h.clock.advance(29_000);
  expect(await ask()).toEqual([]);
  await h.clock.advance(2_000);
  const later = ask();
  (await at('/apis/longhorn.io')).json(200, { versions: [] });
  expect(await later).toEqual([]);
  expect(h.server.unanswered).toEqual([]);
});

test('not to know is not the same as not to have: a failure is told, and asked again', async () => {
  const first = discovery.versionsOf('longhorn.io');
  (await at('/apis/longhorn.io')).refuse(500, 'InternalError');
  await expect(first).rejects.toThrow('InternalError');
  const second = discovery.versionsOf('longhorn.io');
  (await at('/apis/longhorn.io')).refuse(404, 'NotFound');
  expect(await second).toEqual([]);
});
