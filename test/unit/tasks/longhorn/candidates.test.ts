import { expect, test } from 'vitest';
import { noPlaceFor } from '../../../../lib/tasks/longhorn/candidates.ts';
import type { Objects } from './sample.ts';
import { condition, GIB, lhn, picture, replica, volume } from './sample.ts';

const REPLICAS = [replica('r1', 'v1', 'n1'), replica('r2', 'v1', 'n2')];

/** A volume with copies on n1, which goes, and n2; whether n3 takes one is what each case is about. */
function why(third: ReturnType<typeof lhn>, objects: Objects = {}): string | undefined {
  const all = picture({
    nodes: [lhn('n1'), lhn('n2'), third],
    volumes: [volume('v1')],
    replicas: REPLICAS,
    ...objects,
  });
  const [only] = all.volumes;
  if (only === undefined) throw new Error('no volume');
  return noPlaceFor(only, all);
}

const NOBODY = 'no other Node of Longhorn takes new replicas';
const NO_DISK = 'no other Node has a disk that takes new replicas';
const TAGS = 'no other Node and disk has the tags that the volume asks for';
const COPIES = 'every other Node has a copy already (replica-soft-anti-affinity is off)';
const ZONES = 'every other zone has a copy already (replica-zone-soft-anti-affinity is off)';
const SPACE = 'no disk that could take it has enough space';
const zone = (name: string, zone: string) => lhn(name, { status: { zone } });

test('a free Node takes it', () => {
  expect(why(lhn('n3'))).toBeUndefined();
});

test.each([
  ['is closed for new replicas', lhn('n3', { spec: { allowScheduling: false } })],
  ['is not ready', lhn('n3', { status: { conditions: [condition('Ready', 'False')] } })],
  [
    'is cordoned',
    lhn('n3', { status: { conditions: [condition('Ready', 'True'), condition('Schedulable', 'False')] } }),
  ],
  ['is being deleted', lhn('n3', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })],
])('a Node that %s takes none', (_, third) => {
  expect(why(third)).toBe(COPIES);
  expect(why(third, { nodes: [lhn('n1'), third], replicas: REPLICAS.slice(0, 1) })).toBe(NOBODY);
});

test.each([
  ['is closed', { spec: { allowScheduling: false } }],
  ['is evicted', { spec: { evictionRequested: true } }],
  ['is not ready', { status: { conditions: [condition('Ready', 'False')] } }],
  ['is under pressure', { status: { conditions: [condition('Ready', 'True'), condition('Schedulable', 'False')] } }],
])('a disk that %s takes none', (_, disk) => {
  expect(why(lhn('n3', { disk }), { nodes: [lhn('n1'), lhn('n3', { disk })], replicas: REPLICAS.slice(0, 1) })).toBe(
    NO_DISK,
  );
});

test.each<[string, Objects, string | undefined]>([
  ['every Node has a copy', { nodes: [lhn('n1'), lhn('n2')] }, COPIES],
  [
    'every Node has a copy, and they may share one',
    { nodes: [lhn('n1'), lhn('n2')], settings: { 'replica-soft-anti-affinity': 'true' } },
    undefined,
  ],
  [
    'they may share one by the value of its data engine',
    { nodes: [lhn('n1'), lhn('n2')], settings: { 'replica-soft-anti-affinity': '{"v1":"true","v2":"false"}' } },
    undefined,
  ],
  [
    'they may share one, but not for this volume',
    {
      nodes: [lhn('n1'), lhn('n2')],
      settings: { 'replica-soft-anti-affinity': 'true' },
      volumes: [volume('v1', { replicaSoftAntiAffinity: 'disabled' })],
    },
    COPIES,
  ],
  [
    'they may share one for this volume',
    { nodes: [lhn('n1'), lhn('n2')], volumes: [volume('v1', { replicaSoftAntiAffinity: 'enabled' })] },
    undefined,
  ],
  [
    'the volume leaves it to the setting',
    { nodes: [lhn('n1'), lhn('n2')], volumes: [volume('v1', { replicaSoftAntiAffinity: 'ignored' })] },
    COPIES,
  ],
  [
    'a failed copy takes no place',
    {
      nodes: [lhn('n1'), lhn('n2')],
      replicas: [replica('r1', 'v1', 'n1'), replica('r2', 'v1', 'n2', { failedAt: 'x' })],
    },
    undefined,
  ],
  [
    'every zone has a copy',
    { nodes: [lhn('n1'), zone('n2', 'a'), zone('n3', 'a')], settings: { 'replica-zone-soft-anti-affinity': 'false' } },
    ZONES,
  ],
  [
    'a zone is free',
    { nodes: [lhn('n1'), zone('n2', 'a'), zone('n3', 'b')], settings: { 'replica-zone-soft-anti-affinity': 'false' } },
    undefined,
  ],
  ['a tag is missing on the Node', { volumes: [volume('v1', { nodeSelector: ['fast'] })] }, TAGS],
  ['a tag is missing on the disk', { volumes: [volume('v1', { diskSelector: ['ssd'] })] }, TAGS],
  [
    'tags are there',
    {
      nodes: [lhn('n1'), lhn('n3', { spec: { tags: ['fast', 'x'] }, disk: { spec: { tags: ['ssd'] } } })],
      replicas: REPLICAS.slice(0, 1),
      volumes: [volume('v1', { nodeSelector: ['fast'], diskSelector: ['ssd'] })],
    },
    undefined,
  ],
  [
    'a tagged disk takes only who asks for it',
    {
      nodes: [lhn('n1'), lhn('n3', { disk: { spec: { tags: ['ssd'] } } })],
      replicas: REPLICAS.slice(0, 1),
      settings: { 'allow-empty-disk-selector-volume': 'false' },
    },
    TAGS,
  ],
  ['the volume is larger than what may be promised', { volumes: [volume('v1', { size: String(101 * GIB) })] }, SPACE],
  [
    'more may be promised than there is',
    {
      volumes: [volume('v1', { size: String(101 * GIB) })],
      settings: { 'storage-over-provisioning-percentage': '200' },
    },
    undefined,
  ],
  [
    'its content does not fit',
    { volumes: [volume('v1', { size: String(90 * GIB) }, { actualSize: 80 * GIB })] },
    SPACE,
  ],
  ['nothing is known of the volume', { volumes: [], nodes: [lhn('n1')] }, undefined],
])('%s', (_, objects, expected) => {
  expect(why(lhn('n3'), objects)).toBe(expected);
});

test('a volume of the engine v2 needs a block disk', () => {
  const v2 = { volumes: [volume('v1', { dataEngine: 'v2' })] };
  expect(why(lhn('n3'), v2)).toBe('no disk of the kind that the data engine v2 needs');
  expect(why(lhn('n3', { disk: { spec: { diskType: 'block' } } }), v2)).toBeUndefined();
});
