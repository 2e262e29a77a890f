import { applyPatch, type Operation } from 'fast-json-patch';
import { expect, test } from 'vitest';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { addFinalizer, annotate, cordon, removeFinalizer, taint } from '../../../lib/node/patches.ts';

const keys = nodeKeys();
const OURS = { key: 'infra.894.io/terminating', effect: 'NoSchedule' };
const metadata = { name: 'n1', uid: 'u1', resourceVersion: '7' };
const OTHER = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };

function operations(spec: object, more: object = {}): readonly Operation[] | undefined {
  const patch = cordon({ metadata: { ...metadata, ...more }, spec }, keys, 'NodeCleanup/n1')?.patch;
  return patch === undefined ? undefined : JSON.parse(JSON.stringify(patch.body));
}

/** The Node after the patch; its conditions are left to the real API server, which takes what is absent for null. */
function applied(spec: object, more: object = {}): unknown {
  const changes = (operations(spec, more) ?? []).filter(({ op }) => op !== 'test');
  return applyPatch({ metadata: { ...metadata, ...more }, spec: { ...spec } }, changes).newDocument;
}

test('every patch names the uid, so that it cannot reach another Node of that name', () => {
  const patches = [
    addFinalizer('u1', keys.finalizer),
    removeFinalizer('u1', keys.finalizer),
    annotate('u1', { [keys.cleanupStatus]: 'draining' }),
  ];
  for (const patch of patches) expect(patch.body).toMatchObject({ metadata: { uid: 'u1' } });
  expect(operations({})?.[0]).toEqual({ op: 'test', path: '/metadata/uid', value: 'u1' });
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
  expect(cordon({ metadata, spec: {} }, keys, 'NodeCleanup/n1')).toMatchObject({ cordons: true, taints: true });
  expect(applied({})).toEqual({
    metadata: { ...metadata, annotations: { 'infra.894.io/cordoned-by': 'NodeCleanup/n1' } },
    spec: { unschedulable: true, taints: [OURS] },
  });
});

test('annotations of others stay', () => {
  const annotations = { a: 'b' };
  expect(applied({}, { annotations })).toMatchObject({
    metadata: { annotations: { a: 'b', [keys.cordonedBy]: 'NodeCleanup/n1' } },
  });
});

test('taints of others are sent back as they were, also two with the same key', () => {
  const foreign = [
    { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule', timeAdded: '2026-01-01T00:00:00Z' },
    { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded: '2026-01-01T00:00:05Z' },
    { key: 'infra.894.io/terminating', effect: 'NoExecute', value: 'by-hand' },
  ];
  expect(applied({ taints: foreign })).toMatchObject({ spec: { taints: [...foreign, OURS] } });
});

test('what was relied on is a condition of the patch', () => {
  expect(operations({ taints: [OTHER] })).toEqual(
    expect.arrayContaining([
      { op: 'test', path: '/spec/taints', value: [OTHER] },
      { op: 'test', path: '/spec/unschedulable', value: null },
      { op: 'test', path: '/metadata/annotations', value: null },
    ]),
  );
});

test('a taint of its own is added once, on the condition that the others are as they were read', () => {
  const added = { key: keys.returnedTaint, effect: 'NoSchedule' };
  expect(taint({ metadata, spec: { taints: [OTHER] } }, keys.returnedTaint)).toEqual({
    kind: 'json',
    body: [
      { op: 'test', path: '/metadata/uid', value: 'u1' },
      { op: 'test', path: '/spec/taints', value: [OTHER] },
      { op: 'add', path: '/spec/taints', value: [OTHER, added] },
    ],
  });
  expect(taint({ metadata, spec: { taints: [OTHER, added] } }, keys.returnedTaint)).toBeUndefined();
});

test("a cordon of somebody else's stays theirs", () => {
  expect(cordon({ metadata, spec: { unschedulable: true } }, keys, 'x')).toMatchObject({
    cordons: false,
    taints: true,
  });
  expect(applied({ unschedulable: true })).toEqual({ metadata, spec: { unschedulable: true, taints: [OURS] } });
});

test('a Node with our taint is cordoned without touching its taints', () => {
  expect(operations({ taints: [OURS] })).not.toContainEqual(expect.objectContaining({ path: '/spec/taints' }));
});

test('where nothing is missing nothing is sent', () => {
  expect(operations({ unschedulable: true, taints: [OURS] })).toBeUndefined();
});
