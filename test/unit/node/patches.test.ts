import { expect, test } from 'vitest';
import type { KubeObject } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { addFinalizer, annotate, cordon, removeFinalizer } from '../../../lib/node/patches.ts';

const keys = nodeKeys();
const OURS = { key: 'infra.894.io/terminating', effect: 'NoSchedule' };
const metadata = { name: 'n1', uid: 'u1', resourceVersion: '7' };
const node = (spec: object): KubeObject => ({ metadata, spec });

test('every patch names the uid, so that it cannot reach another Node of that name', () => {
  const patches = [
    addFinalizer('u1', keys.finalizer),
    removeFinalizer('u1', keys.finalizer),
    annotate('u1', { [keys.cleanupStatus]: 'draining' }),
    cordon(node({}), keys, 'NodeCleanup/n1')?.patch,
  ];
  for (const patch of patches) expect(patch?.body).toMatchObject({ metadata: { uid: 'u1' } });
});

test('the finalizer is added and removed as a member of a set', () => {
  expect(addFinalizer('u1', 'f')).toEqual({
    kind: 'strategic',
    body: { metadata: { uid: 'u1', finalizers: ['f'] } },
  });
  expect(removeFinalizer('u1', 'f')).toEqual({
    kind: 'strategic',
    body: { metadata: { uid: 'u1', '$deleteFromPrimitiveList/finalizers': ['f'] } },
  });
});

test('a fresh Node is cordoned and tainted in one patch that says who did it', () => {
  expect(cordon(node({}), keys, 'NodeCleanup/n1')).toEqual({
    cordons: true,
    taints: true,
    patch: {
      kind: 'strategic',
      body: {
        metadata: { uid: 'u1', resourceVersion: '7', annotations: { 'infra.894.io/cordoned-by': 'NodeCleanup/n1' } },
        spec: { unschedulable: true, taints: [OURS] },
      },
    },
  });
});

test('taints of others are sent back as they were, also two with the same key', () => {
  const foreign = [
    { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule', timeAdded: '2026-01-01T00:00:00Z' },
    { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded: '2026-01-01T00:00:05Z' },
    { key: 'infra.894.io/terminating', effect: 'NoExecute', value: 'by-hand' },
  ];
  expect(cordon(node({ taints: foreign }), keys, 'x')?.patch.body).toMatchObject({
    spec: { taints: [...foreign, OURS] },
  });
});

test("a cordon of somebody else's stays theirs", () => {
  const added = cordon(node({ unschedulable: true }), keys, 'x');
  expect(added).toMatchObject({ cordons: false, taints: true });
  expect(added?.patch.body).toEqual({ metadata: { uid: 'u1', resourceVersion: '7' }, spec: { taints: [OURS] } });
});

test('a Node with our taint is cordoned without touching its taints', () => {
  expect(cordon(node({ taints: [OURS] }), keys, 'x')?.patch.body).toMatchObject({ spec: { unschedulable: true } });
  expect(cordon(node({ taints: [OURS] }), keys, 'x')?.patch.body).not.toHaveProperty('spec.taints');
});

test('where nothing is missing nothing is sent', () => {
  expect(cordon(node({ unschedulable: true, taints: [OURS] }), keys, 'x')).toBeUndefined();
});
