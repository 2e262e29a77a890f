import { expect, test } from 'vitest';
import { judgeOthers, judgeQuorum, type QuorumView, troubledPeers } from '../../../../lib/tasks/portworx/quorum.ts';
import { nodesNamed, offline, pxNode, storageNode } from './sample.ts';

const view = (part: Partial<QuorumView> = {}): QuorumView => ({
  own: storageNode('a'),
  deletedAt: '2026-11-21T11:00:00Z',
  all: [storageNode('a'), storageNode('b'), storageNode('c')],
  nodeOf: nodesNamed('a', 'b', 'c'),
  px: { nodes: [pxNode('a'), pxNode('b'), pxNode('c')] },
  ...part,
});

const deleted = (name: string, deletedAt: string) => ({ name, uid: name, deletedAt });

test.each<[string, Partial<QuorumView>, string | undefined]>([
  ['all others are online', {}, undefined],
  ['this one is the one that is offline', { own: offline('a'), all: [offline('a'), storageNode('b')] }, undefined],
  ['another one is offline', { all: [storageNode('a'), offline('b')] }, 'QuorumAtRisk'],
  ['another one is in maintenance', { all: [offline('b', { state: 'Maintenance' })] }, 'QuorumAtRisk'],
  ['another one without storage is offline', { all: [offline('b', { hasStorage: false })] }, undefined],
  [
    'the same, with a part of the key-value store',
    { all: [offline('b', { hasStorage: false, hasKvdb: true })] },
    'QuorumAtRisk',
  ],
  [
    'an older operator does not say whether it has storage',
    { all: [offline('b', { hasStorage: undefined })] },
    'QuorumAtRisk',
  ],
  ['one of another cluster is offline', { all: [offline('b', { namespace: 'other' })] }, undefined],
  [
    'this one has neither storage nor key-value store',
    { own: storageNode('a', { hasStorage: false }), all: [offline('b')] },
    undefined,
  ],
  [
    'Portworx knows that another is offline, its operator not yet',
    { px: { nodes: [pxNode('b', { status: 'STATUS_OFFLINE' })] } },
    'QuorumAtRisk',
  ],
  [
    'Portworx knows another as degraded, its operator as online',
    { px: { nodes: [pxNode('b', { status: 'STATUS_STORAGE_DEGRADED' })] } },
    undefined,
  ],
  ['the Node of another member is gone', { nodeOf: nodesNamed('a', 'b') }, 'MemberWithoutNode'],
  [
    'another one goes, and its deletion was asked for before',
    { nodeOf: nodesNamed('a', 'b', deleted('c', '2026-11-21T10:59:59Z')) },
    'AnotherRemoval',
  ],
  [
    'another one goes, and its deletion was asked for later',
    { nodeOf: nodesNamed('a', 'b', deleted('c', '2026-11-21T11:00:01Z')) },
    undefined,
  ],
  [
    'another one goes since the same second',
    { nodeOf: nodesNamed('a', 'b', deleted('c', '2026-11-21T11:00:00Z')) },
    undefined,
  ],
  [
    'another one goes, this one is only asked about',
    { deletedAt: undefined, nodeOf: nodesNamed('a', 'b', deleted('c', '2026-11-21T11:00:00Z')) },
    'AnotherRemoval',
  ],
])('%s', (_, part, expected) => {
  expect(judgeQuorum(view(part))?.reason).toBe(expected);
});

test('of two that go in the same second, exactly one goes first', () => {
  const at = '2026-11-21T11:00:00Z';
  const nodeOf = nodesNamed(deleted('a', at), deleted('b', at), 'c');
  const reasons = ['a', 'b'].map((name) => judgeQuorum(view({ own: storageNode(name), nodeOf }))?.reason);
  expect(reasons).toEqual([undefined, 'AnotherRemoval']);
});

test('what is in the way is named, and how to get it out of the way', () => {
  expect(judgeQuorum(view({ all: [offline('b'), storageNode('c')] }))?.message).toBe(
    "1 other member of Portworx's cluster must be Online first: b is Offline",
  );
  expect(judgeQuorum(view({ nodeOf: nodesNamed('a', 'c') }))?.message).toContain('b (px-b)');
  expect(judgeQuorum(view({ nodeOf: nodesNamed('a', 'c') }))?.message).toContain('pxctl cluster delete ID');
});

test('a member without a Node is waited for at first, since its own removal may be about to end', () => {
  expect(judgeQuorum(view({ nodeOf: nodesNamed('a', 'c') }))).toMatchObject({ is: 'wait', patienceMs: 1_200_000 });
});

test('to remove a node that is offline, those without a Node are not waited for', () => {
  expect(judgeOthers(view({ nodeOf: nodesNamed('c'), all: [offline('b'), storageNode('c')] }))).toBeUndefined();
  expect(judgeOthers(view({ nodeOf: nodesNamed('b', 'c'), all: [offline('b'), storageNode('c')] }))).toMatchObject({
    reason: 'QuorumAtRisk',
  });
  expect(judgeOthers(view({ own: storageNode('a', { hasStorage: false }), all: [offline('b')] }))).toBeUndefined();
});

test('only members that are in the way are followed', () => {
  const all = [storageNode('a'), offline('b'), storageNode('c'), storageNode('d'), storageNode('e')];
  const nodeOf = nodesNamed('a', 'b', 'c', deleted('d', 'x'));
  const followed = { own: storageNode('a'), all, nodeOf };
  expect(troubledPeers({ ...followed, px: undefined })).toEqual(['b', 'd', 'e']);
  const nodes = [pxNode('c', { status: 'STATUS_OFFLINE' })];
  expect(troubledPeers({ ...followed, px: { nodes } })).toEqual(['b', 'c', 'd', 'e']);
});
