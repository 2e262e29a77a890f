import { expect, test } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import type { View } from '../../../../lib/kube/shared-watch/view.ts';
import { verdictOfDead } from '../../../../lib/tasks/longhorn/dead.ts';
import { answerOfLiving } from '../../../../lib/tasks/longhorn/living.ts';
import { keysOfCopies, keysOfPicture, pictureOf } from '../../../../lib/tasks/longhorn/picture.ts';
import {
  ATTACHMENT_VIEW,
  BACKING_IMAGE_VIEW,
  diskKey,
  ENGINE_VIEW,
  NODE_VIEW,
  REPLICA_VIEW,
  SETTING_VIEW,
  SETTINGS_KEY,
  VOLUME_VIEW,
  volumeKey,
} from '../../../../lib/tasks/longhorn/views.ts';
import {
  attachment,
  backingImage,
  condition,
  engine,
  lhn,
  type Objects,
  picture,
  replica,
  setting,
  sources,
  volume,
} from './sample.ts';

function isNews<T>(view: View<T>, before: KubeObject, now: KubeObject): boolean | undefined {
  const later = { ...now, metadata: { ...now.metadata, resourceVersion: '2' } };
  return view.matters?.(view.parse(before), view.parse(later));
}

const fuller = (bytes: number) => ({ disk: { status: { storageAvailable: bytes, storageMaximum: bytes } } });
const unschedulable = (message: string) => [
  condition('Ready', 'True'),
  condition('Schedulable', 'False', 'DiskPressure', message),
];
const crowded = (message: string) => lhn('n1', { disk: { status: { conditions: unschedulable(message) } } });

test.each<[string, boolean | undefined]>([
  ['how full a disk is', isNews(NODE_VIEW, lhn('n1', fuller(7)), lhn('n1', fuller(6)))],
  ['by how much a disk is too full', isNews(NODE_VIEW, crowded('7 bytes left'), crowded('6 bytes left'))],
  ['what is in a volume', isNews(VOLUME_VIEW, volume('v', {}, { actualSize: 1 }), volume('v', {}, { actualSize: 2 }))],
  ['a write of a replica that changes nothing', isNews(REPLICA_VIEW, replica('r', 'v', 'n1'), replica('r', 'v', 'n1'))],
  ['the snapshots of an engine', isNews(ENGINE_VIEW, engine('v', 'n1'), engine('v', 'n1', { snapshots: { s: {} } }))],
  ['that a setting was applied', isNews(SETTING_VIEW, setting('s', '1'), { ...setting('s', '1'), status: {} })],
])('%s wakes nobody', (_, news) => {
  expect(news).toBe(false);
});

const notReady = lhn('n1', { status: { conditions: [condition('Ready', 'False', 'ManagerPodDown')] } });
const full = lhn('n1', { disk: { status: { conditions: unschedulable('') } } });
const rebuilding = engine('v', 'n1', { rebuildStatus: { r: { isRebuilding: true, progress: 3 } } });

test.each<[string, boolean | undefined]>([
  ['a Node that is not ready any more', isNews(NODE_VIEW, lhn('n1'), notReady)],
  ['a disk that takes no more', isNews(NODE_VIEW, lhn('n1'), full)],
  [
    'a replica that leaves a disk',
    isNews(NODE_VIEW, lhn('n1', { disk: { status: { scheduledReplica: { r: 1 } } } }), lhn('n1')),
  ],
  ['a volume that is detached', isNews(VOLUME_VIEW, volume('v'), volume('v', {}, { state: 'detached' }))],
  ['a replica that fails', isNews(REPLICA_VIEW, replica('r', 'v', 'n1'), replica('r', 'v', 'n1', { failedAt: 'x' }))],
  ['a rebuild that gets on', isNews(ENGINE_VIEW, engine('v', 'n1'), rebuilding)],
  ['another value of a setting', isNews(SETTING_VIEW, setting('s', '1'), setting('s', '2'))],
  ['another ticket', isNews(ATTACHMENT_VIEW, attachment('v', 'n1', 'csi'), attachment('v', 'n1', 'longhorn-api'))],
  [
    'a backing image that is complete',
    isNews(BACKING_IMAGE_VIEW, backingImage('i', { d: 'in-progress' }), backingImage('i', { d: 'ready' })),
  ],
])('%s is news', (_, news) => {
  expect(news).toBe(true);
});

const COPIES: Objects = {
  nodes: [lhn('n1'), lhn('n2'), lhn('n3')],
  volumes: [volume('v1')],
  replicas: [replica('r1', 'v1', 'n1'), replica('r2', 'v1', 'n2')],
  backingImages: [backingImage('ubuntu', { 'disk-n1': 'ready', 'disk-n3': 'ready' })],
};

test('an evacuation hears of its Node, its disks, its volumes and every setting', () => {
  expect(keysOfPicture(picture(COPIES))).toEqual(new Set(['n1', SETTINGS_KEY, diskKey('disk-n1'), volumeKey('v1')]));
  expect(SETTING_VIEW.keysOf(SETTING_VIEW.parse(setting('s', '1')))).toEqual([SETTINGS_KEY]);
});

test('of a dead Node it also hears of the Nodes whose disks have the other copies', () => {
  const keys = keysOfCopies(picture(COPIES));
  expect(keys).toEqual(expect.arrayContaining([diskKey('disk-n2'), diskKey('disk-n3')]));
  expect(NODE_VIEW.keysOf(NODE_VIEW.parse(lhn('n2')))).toEqual(['n2', diskKey('disk-n2')]);
});

test('a look at one Node does not go through all the others, unless another copy needs a place', () => {
  const all = sources({ ...COPIES, volumes: [volume('v1', { numberOfReplicas: 1 })] });
  const list = () => {
    throw new Error('somebody looks at every Node');
  };
  const seen = pictureOf({ ...all, nodes: { under: (key) => all.nodes.under(key), list } }, 'n1');
  expect(verdictOfDead(seen, { stalledSince: undefined, checkAfterMs: 1, wayOut: '' }).answer?.state).toBe('waiting');
});

test('what is blocked is looked at as seldom as what waits, since the watches tell of what a person does', () => {
  const checkAfterMs = 60_000;
  const waiting = { stalledSince: '2026-01-01T00:00:00Z', checkAfterMs, wayOut: 'skip it' };
  const living = picture({ ...COPIES, nodes: [lhn('n1')] });
  const stalled = picture(COPIES);
  const lost = picture({ ...COPIES, nodes: [notReady] });
  if (living.node === undefined || stalled.node === undefined) throw new Error('no Node');
  const answers = [
    answerOfLiving(living, living.node, waiting),
    answerOfLiving(stalled, stalled.node, waiting),
    verdictOfDead(lost, waiting).answer,
  ];
  expect(answers).toMatchObject([
    { reason: 'NoPlaceForReplica', checkAfterMs },
    { reason: 'Stalled', checkAfterMs },
    { reason: 'LastCopyOnDeadNode', checkAfterMs },
  ]);
});
