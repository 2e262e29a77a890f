import { expect, test } from 'vitest';
import { answerOfLiving } from '../../../../lib/tasks/longhorn/living.ts';
import { hazardOf, warningOf } from '../../../../lib/tasks/longhorn/obstacles.ts';
import {
  attachment,
  backingImage,
  condition,
  engine,
  GIB,
  lhn,
  type NodeParts,
  type Objects,
  picture,
  replica,
  shard,
  volume,
} from './sample.ts';

const EVICTED = { spec: { allowScheduling: false, evictionRequested: true } };
const evicted = (parts: NodeParts = {}) => lhn('n1', { ...EVICTED, ...parts });

function answer(objects: Objects, stalledSince?: string) {
  const all = picture({ nodes: [evicted(), lhn('n2'), lhn('n3')], ...objects });
  if (all.node === undefined) throw new Error('no Node');
  return answerOfLiving(all, all.node, { stalledSince, checkAfterMs: 60_000, wayOut: 'skip it' });
}

const ONE = { volumes: [volume('v1')], replicas: [replica('r1', 'v1', 'n1'), replica('r2', 'v1', 'n2')] };

test('an empty Node is done', () => {
  expect(answer({})).toBeUndefined();
});

test('replicas are counted, with the size of their volumes and the claims', () => {
  expect(answer(ONE)).toEqual({
    state: 'waiting',
    reason: 'Evacuating',
    message: '1 replica (10 GiB) left: default/data-v1 (v1)',
    checkAfterMs: 60_000,
  });
});

test.each<[string, Objects, object]>([
  ['an engine', { engines: [engine('v9', 'n1')] }, { reason: 'VolumesInUse' }],
  ['a volume that is attached', { volumes: [volume('v9', {}, { currentNodeID: 'n1' })] }, { reason: 'VolumesInUse' }],
  ['a volume that is to be attached', { volumes: [volume('v9', { nodeID: 'n1' })] }, { reason: 'VolumesInUse' }],
  [
    'the ticket of an eviction',
    { attachments: [attachment('v9', 'n1', 'volume-eviction-controller')] },
    { reason: 'VolumesInUse' },
  ],
  ['a shard', { shards: [shard('s1', 'n1')] }, { reason: 'Evacuating', message: 'still here: 1 shard' }],
  [
    "a replica in the disk's account",
    { nodes: [evicted({ disk: { status: { scheduledReplica: { r1: 1 } } } })] },
    { message: "still here: by Longhorn's account of its disks 1 replica on default" },
  ],
  [
    "a backing image in the disk's account",
    { nodes: [evicted({ disk: { status: { scheduledBackingImage: { ubuntu: 1 } } } })] },
    { message: "still here: by Longhorn's account of its disks 1 backing image (ubuntu) on default" },
  ],
  [
    'space that is still taken',
    { nodes: [evicted({ disk: { status: { storageScheduled: GIB } } })] },
    { message: "still here: by Longhorn's account of its disks reserved space on default" },
  ],
  [
    'the only copy of a backing image',
    { backingImages: [backingImage('ubuntu', { 'disk-n1': 'ready', 'disk-n2': 'in-progress' })] },
    { message: 'still here: the only copy of 1 backing image: ubuntu' },
  ],
])('%s is waited for', (_, objects, expected) => {
  expect(answer(objects)).toMatchObject({ state: 'waiting', ...expected });
});

test('a backing image with another complete copy is not waited for', () => {
  expect(
    answer({ backingImages: [backingImage('ubuntu', { 'disk-n1': 'ready', 'disk-n2': 'ready' })] }),
  ).toBeUndefined();
});

test('a replica whose label is old counts where its field says', () => {
  const moved = replica('r1', 'v1', 'n2');
  expect(
    answer({ replicas: [{ ...moved, metadata: { ...moved.metadata, labels: { longhornnode: 'n1' } } }] }),
  ).toBeUndefined();
});

test.each<[string, NodeParts]>([
  ['the Node', { status: { conditions: [condition('Ready', 'False', 'ManagerPodDown')] } }],
  ['the Node, of which nothing is written down', { status: { conditions: null } }],
  ['a disk', { disk: { status: { conditions: [condition('Ready', 'False', 'NoDiskInfo')] } } }],
  ['a disk that no manager has looked at', { status: { conditions: [condition('Ready', 'True')], diskStatus: null } }],
])('as long as Longhorn does not find %s ready, nobody knows whether it is empty', (_, parts) => {
  expect(answer({ nodes: [evicted(parts)] })).toMatchObject({ state: 'waiting', reason: 'LonghornNotReady' });
});

test.each<[string, Objects, string, RegExp]>([
  [
    'is strict-local',
    { ...ONE, volumes: [volume('v1', { dataLocality: 'strict-local' })] },
    'StrictLocalVolume',
    /v1\): strict-local/,
  ],
  [
    'has a replica that is tied to the Node',
    { ...ONE, replicas: [replica('r1', 'v1', 'n1', { hardNodeAffinity: 'n1' })] },
    'StrictLocalVolume',
    /v1/,
  ],
  ['is faulted', { ...ONE, volumes: [volume('v1', {}, { robustness: 'faulted' })] }, 'VolumeFaulted', /salvage/],
  [
    'cannot be rebuilt at all',
    { ...ONE, settings: { 'concurrent-replica-rebuild-per-node-limit': '0' } },
    'RebuildLimitZero',
    /concurrent-replica-rebuild-per-node-limit/,
  ],
  [
    'cannot be rebuilt with its data engine',
    { ...ONE, settings: { 'concurrent-replica-rebuild-per-node-limit': '{"v1":"0","v2":"5"}' } },
    'RebuildLimitZero',
    /rebuild nothing/,
  ],
  [
    'is detached before 1.5',
    { ...ONE, volumes: [volume('v1', {}, { state: 'detached' })], settings: { 'current-longhorn-version': 'v1.4.4' } },
    'DetachedVolume',
    /attach them/,
  ],
  ['finds no place', { ...ONE, nodes: [evicted(), lhn('n2')] }, 'NoPlaceForReplica', /every other Node has a copy/],
  [
    'was attached by hand',
    { attachments: [attachment('v9', 'n1', 'longhorn-api')] },
    'AttachedByHand',
    /v9: attached to this Node by hand/,
  ],
])('a volume that %s blocks, by name', (_, objects, reason, message) => {
  expect(answer(objects)).toMatchObject({ state: 'blocked', reason, message: expect.stringMatching(message) });
  expect(answer(objects)?.message).toMatch(/To go on: .+; or skip it$/);
});

test.each<[string, Objects]>([
  [
    'is being deleted',
    { ...ONE, volumes: [volume('v1', { dataLocality: 'strict-local' }, {}, { deletionTimestamp: 'x' })] },
  ],
  [
    'is detached since 1.5',
    { ...ONE, volumes: [volume('v1', {}, { state: 'detached' })], settings: { 'current-longhorn-version': 'v1.5.0' } },
  ],
  [
    'is being rebuilt on the last free Node',
    {
      ...ONE,
      nodes: [evicted(), lhn('n2')],
      engines: [engine('v1', 'n2', { rebuildStatus: { a: { isRebuilding: true } } })],
    },
  ],
  [
    'has as many copies elsewhere as it wants',
    {
      ...ONE,
      nodes: [evicted(), lhn('n2'), lhn('n3')],
      replicas: [...ONE.replicas, replica('r3', 'v1', 'n3', { healthyAt: '' })],
    },
  ],
  [
    'was attached by hand, where Longhorn detaches such when cordoned',
    {
      attachments: [attachment('v9', 'n1', 'longhorn-api')],
      settings: { 'detach-manually-attached-volumes-when-cordoned': 'true' },
    },
  ],
])('a volume that %s does not block', (_, objects) => {
  expect(answer(objects)).toMatchObject({ state: 'waiting' });
});

test('what Longhorn says of a volume that it cannot place is told', () => {
  const conditions = [condition('Scheduled', 'False', 'ReplicaSchedulingFailure', 'precheck new replica failed')];
  expect(answer({ ...ONE, volumes: [volume('v1', {}, { conditions })] })?.message).toContain(
    'Longhorn says: default/data-v1 (v1): precheck new replica failed',
  );
});

test('when nothing moves for too long a person is asked', () => {
  const stalled = answer(ONE, '2026-01-01T00:00:00Z');
  expect(stalled).toMatchObject({ state: 'blocked', reason: 'Stalled' });
  expect(stalled?.message).toMatch(/^nothing has moved since 2026-01-01T00:00:00Z\. 1 replica.+or skip it$/);
});

test('volumes that wait for their pods are no stall', () => {
  expect(answer({ engines: [engine('v9', 'n1')] }, '2026-01-01T00:00:00Z')).toMatchObject({ reason: 'VolumesInUse' });
});

test('a thousand volumes make a message that fits', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `pvc-${index}-${'x'.repeat(40)}`);
  const many = {
    volumes: names.map((name) => volume(name, { dataLocality: 'strict-local' })),
    replicas: names.map((name) => replica(`${name}-r`, name, 'n1')),
  };
  const message = answer(many)?.message ?? '';
  expect(message).toContain('1000 replicas (10000 GiB) left');
  expect(message).toContain('and 997 more');
  expect(message.length).toBeLessThan(1_024);
  expect(message).toMatch(/or skip it$/);
});

test('the way out stays, however many ways on there are', () => {
  const kinds = [{ dataLocality: 'strict-local' }, { dataEngine: 'v2' }, {}, {}];
  const volumes = kinds.map((spec, index) =>
    volume(`pvc-${index}-${'x'.repeat(200)}`, spec, { robustness: index === 2 ? 'faulted' : 'healthy' }),
  );
  const all = picture({
    nodes: [evicted()],
    volumes,
    replicas: volumes.map(({ metadata: { name } }) => replica(`${name}-r`, name, 'n1')),
    attachments: [attachment('v9', 'n1', 'longhorn-api')],
    settings: { 'concurrent-replica-rebuild-per-node-limit': '{"v1":"5","v2":"0"}' },
  });
  const wayOut = `skip this task with the annotation infra.894.io/skip-tasks=${'t'.repeat(63)}`;
  if (all.node === undefined) throw new Error('no Node');
  const found = answerOfLiving(all, all.node, { stalledSince: undefined, checkAfterMs: 60_000, wayOut });
  const message = found?.message ?? '';
  expect(message.length).toBeLessThanOrEqual(1_024);
  expect(message.endsWith(`; or ${wayOut}`)).toBe(true);
});

test.each([
  ['v1.6.4', false, true],
  ['v1.7.0', true, true],
  ['v1.7.3', true, true],
  ['v1.8.0', true, true],
  ['v1.8.1', false, true],
  ['v1.8.2', false, false],
  ['v1.9.0', false, true],
  ['v1.9.1', false, false],
  ['v1.12.1', false, false],
  ['v2.0.0', false, false],
  ['master-head', false, false],
])('in %s the eviction of a backing image is dangerous: %s, doubtful: %s', (version, dangerous, doubtful) => {
  const settings = { 'current-longhorn-version': version };
  const all = picture({ ...ONE, volumes: [volume('v1', { backingImage: 'ubuntu' })], settings });
  expect([hazardOf(all) !== undefined, warningOf(all) !== undefined]).toEqual([dangerous, doubtful]);
  const plain = picture({ ...ONE, settings });
  expect([hazardOf(plain), warningOf(plain)]).toEqual([undefined, undefined]);
});
