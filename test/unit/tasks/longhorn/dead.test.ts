import { expect, test } from 'vitest';
import { verdictOfDead } from '../../../../lib/tasks/longhorn/dead.ts';
import { backingImage, condition, engine, lhn, type Objects, picture, replica, shard, volume } from './sample.ts';

const DEAD = lhn('n1', { status: { conditions: [condition('Ready', 'False', 'KubernetesNodeNotReady')] } });
const NOT_READY = { status: { conditions: [condition('Ready', 'False', 'ManagerPodDown')] } };

function verdict(objects: Objects, stalledSince?: string) {
  const all = picture({ nodes: [DEAD, lhn('n2'), lhn('n3')], ...objects });
  return verdictOfDead(all, { stalledSince, checkAfterMs: 60_000, wayOut: 'skip it' });
}

const two = (...replicas: readonly ReturnType<typeof replica>[]): Objects => ({ volumes: [volume('v1')], replicas });
const FAILED = replica('r1', 'v1', 'n1', { failedAt: '2026-01-01T00:00:00Z' });
const attachedTo = (node: string, state = 'attached') => [volume('v1', {}, { state, currentNodeID: node })];

test('a Node without replicas is needed for nothing', () => {
  expect(verdict({})).toMatchObject({ answer: undefined, farewell: 'nothing of Longhorn is on the dead Node' });
});

test('volumes with all the copies they want elsewhere need the Node no more', () => {
  const { answer, farewell } = verdict(two(FAILED, replica('r2', 'v1', 'n2'), replica('r3', 'v1', 'n3')));
  expect(answer).toBeUndefined();
  expect(farewell).toBe('the dead Node is needed for none of 1 volume; 1 replica of theirs goes with it');
});

test.each<[string, Objects]>([
  ['nowhere else', two(FAILED)],
  ['failed elsewhere as well', two(FAILED, replica('r2', 'v1', 'n2', { failedAt: 'x' }))],
  ['elsewhere only half built', two(FAILED, replica('r2', 'v1', 'n2', { healthyAt: '' }))],
  [
    'elsewhere being deleted',
    two(FAILED, { ...replica('r2', 'v1', 'n2'), metadata: { ...FAILED.metadata, name: 'r2', deletionTimestamp: 'x' } }),
  ],
  [
    'on another Node that is not ready',
    { ...two(FAILED, replica('r2', 'v1', 'n2')), nodes: [DEAD, lhn('n2', NOT_READY)] },
  ],
  [
    'on a disk elsewhere that is lost',
    {
      ...two(FAILED, replica('r2', 'v1', 'n2')),
      nodes: [DEAD, lhn('n2', { disk: { status: { conditions: [condition('Ready', 'False', 'NoDiskInfo')] } } })],
    },
  ],
  ['on a disk that no Node has', two(FAILED, replica('r2', 'v1', 'n2', { diskID: 'taken-out' }))],
  ['on no disk yet', two(FAILED, replica('r2', 'v1', 'n2', { diskID: '' }))],
  ['on another Node that Longhorn does not know', { ...two(FAILED, replica('r2', 'v1', 'n9')) }],
])('a volume whose data are %s blocks, by name', (_, objects) => {
  const { answer, dispensable } = verdict(objects);
  expect(answer).toMatchObject({ state: 'blocked', reason: 'LastCopyOnDeadNode' });
  expect(answer?.message).toMatch(/^1 volume with no healthy copy.+: default\/data-v1 \(v1\)\. To go on: .+skip it$/);
  expect(dispensable).toEqual([]);
});

test.each<[string, Objects, 'waits' | 'goes']>([
  ['is attached elsewhere and can be rebuilt', { volumes: attachedTo('n2') }, 'waits'],
  ['is attached to the dead Node itself', { volumes: attachedTo('n1') }, 'goes'],
  ['has its engine on the dead Node still', { volumes: attachedTo('n2'), engines: [engine('v1', 'n1')] }, 'goes'],
  ['is detached', { volumes: attachedTo('', 'detached') }, 'goes'],
  ['finds no place', { volumes: attachedTo('n2'), nodes: [DEAD, lhn('n2')] }, 'goes'],
  [
    'may not be rebuilt',
    { volumes: attachedTo('n2'), settings: { 'concurrent-replica-rebuild-per-node-limit': '0' } },
    'goes',
  ],
  [
    'is being rebuilt on the last free Node',
    {
      volumes: attachedTo('n2'),
      replicas: [FAILED, replica('r2', 'v1', 'n2'), replica('r3', 'v1', 'n3', { healthyAt: '' })],
    },
    'waits',
  ],
  [
    'is being rebuilt, by its engine',
    {
      volumes: attachedTo('n2'),
      nodes: [DEAD, lhn('n2')],
      engines: [engine('v1', 'n2', { rebuildStatus: { a: { isRebuilding: true, progress: 3 } } })],
    },
    'waits',
  ],
])('with one healthy copy of two, a volume that %s: the Node %s', (_, objects, expected) => {
  const { answer } = verdict({ ...two(FAILED, replica('r2', 'v1', 'n2')), ...objects });
  if (expected === 'waits') expect(answer).toMatchObject({ state: 'waiting', reason: 'Rebuilding' });
  else expect(answer).toBeUndefined();
});

test('a volume with fewer copies than it wants is named when the Node is let go', () => {
  const { farewell } = verdict({ ...two(FAILED, replica('r2', 'v1', 'n2')), volumes: attachedTo('', 'detached') });
  expect(farewell).toMatch(/With fewer healthy copies than wanted: default\/data-v1 \(v1\)$/);
});

test('a rebuild that does not get on is for a person', () => {
  const objects = { ...two(FAILED, replica('r2', 'v1', 'n2')), volumes: attachedTo('n2') };
  expect(verdict(objects, '2026-01-01T00:00:00Z').answer).toMatchObject({ state: 'blocked', reason: 'Stalled' });
});

test('replicas of a volume that is deleted hold nothing back, and are left to Longhorn', () => {
  expect(verdict({ replicas: [FAILED] })).toMatchObject({ answer: undefined, dispensable: [] });
  const deleted = { volumes: [volume('v1', {}, {}, { deletionTimestamp: 'x' })], replicas: [FAILED] };
  expect(verdict(deleted)).toMatchObject({ answer: undefined, dispensable: [] });
});

test('the only copy of a backing image, and shards that nobody can judge, block', () => {
  expect(verdict({ backingImages: [backingImage('ubuntu', { 'disk-n1': 'ready' })] }).answer).toMatchObject({
    state: 'blocked',
    reason: 'LastCopyOnDeadNode',
    message: expect.stringContaining('ubuntu'),
  });
  expect(verdict({ shards: [shard('s1', 'n1')] }).answer).toMatchObject({
    state: 'blocked',
    reason: 'ShardsOnDeadNode',
  });
});

test('a copy of a backing image counts on a disk that is ready only', () => {
  const nodes = [DEAD, lhn('n2', NOT_READY)];
  const backingImages = [backingImage('ubuntu', { 'disk-n1': 'ready', 'disk-n2': 'ready' })];
  expect(verdict({ backingImages }).answer).toBeUndefined();
  expect(verdict({ backingImages, nodes }).answer).toMatchObject({ reason: 'LastCopyOnDeadNode' });
});

test('as long as Longhorn takes the dead Node for ready, it is not believed about others', () => {
  const nodes = [lhn('n1'), lhn('n2'), lhn('n3')];
  const objects = { ...two(FAILED, replica('r2', 'v1', 'n2'), replica('r3', 'v1', 'n3')), nodes };
  expect(verdict(objects).answer).toMatchObject({ state: 'waiting', reason: 'LonghornNotReady' });
  const { answer } = verdict(objects, '2026-01-01T00:00:00Z');
  expect(answer).toMatchObject({ state: 'blocked', reason: 'Stalled', message: expect.stringMatching(/or skip it$/) });
  expect(verdict({ nodes }).answer).toBeUndefined();
});

test.each([
  ['failed', FAILED, true],
  ['stopped', replica('r1', 'v1', 'n1', {}, { currentState: 'stopped' }), true],
  ['running', replica('r1', 'v1', 'n1'), false],
  ['unknown', replica('r1', 'v1', 'n1', {}, { currentState: 'unknown' }), false],
  [
    'unknown, and was to be stopped',
    replica('r1', 'v1', 'n1', { desireState: 'stopped' }, { currentState: 'unknown' }),
    true,
  ],
  [
    'unknown, and was to run',
    replica('r1', 'v1', 'n1', { desireState: 'running' }, { currentState: 'unknown' }),
    false,
  ],
  ['of no known state', replica('r1', 'v1', 'n1', {}, { currentState: null }), false],
])('a replica that is %s may be deleted when the data are elsewhere: %#', (_, here, expected) => {
  const { dispensable } = verdict(two(here, replica('r2', 'v1', 'n2'), replica('r3', 'v1', 'n3')));
  expect(dispensable.map(({ name }) => name)).toEqual(expected ? ['r1'] : []);
});
