import { expect, test } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { describeChange, EVICT, flagsPatch, hasFlags } from '../../../../lib/tasks/longhorn/flags.ts';
import { storageLifeOf } from '../../../../lib/tasks/longhorn/life.ts';
import { readMemory, writeMemory } from '../../../../lib/tasks/longhorn/memory.ts';
import { parseLonghornNode } from '../../../../lib/tasks/longhorn/node-record.ts';
import { readEvacuateOptions } from '../../../../lib/tasks/longhorn/options.ts';
import { markOf, progressAt, worthWriting } from '../../../../lib/tasks/longhorn/progress.ts';
import { isAtLeast, parseVersion, Settings } from '../../../../lib/tasks/longhorn/setting.ts';
import { servedBy } from '../../../../lib/tasks/longhorn/sources.ts';
import {
  ATTACHMENT_VIEW,
  BACKING_IMAGE_VIEW,
  ENGINE_VIEW,
  NODE_VIEW,
  REPLICA_VIEW,
  SETTING_VIEW,
  SHARD_VIEW,
  VOLUME_VIEW,
} from '../../../../lib/tasks/longhorn/views.ts';
import { node } from '../run.ts';
import { backingImage, condition, engine, lhn, picture, replica, volume } from './sample.ts';

const METADATA = { name: 'odd', uid: 'u', resourceVersion: '1' };
const ODD: readonly [string, KubeObject][] = [
  ['nothing but its name', { metadata: METADATA }],
  ['nulls', { metadata: METADATA, spec: null, status: null, value: null }],
  ['wrong types', { metadata: METADATA, spec: 'x', status: ['y'], value: 7 }],
  [
    'wrong types within',
    {
      metadata: { ...METADATA, labels: 7, annotations: null },
      spec: {
        disks: { a: null, b: 'x' },
        tags: [1, null],
        nodeID: 5,
        volumeName: {},
        volumeSize: 'large',
        numberOfReplicas: '3',
        attachmentTickets: { t: null, u: 'x' },
        diskFileSpecMap: { d: null },
      },
      status: {
        conditions: [null, 'x', { type: 'Ready', status: 7 }],
        diskStatus: { a: null, c: { scheduledReplica: [], conditions: {} } },
        rebuildStatus: { r: null },
        kubernetesStatus: 'x',
        diskFileStatusMap: [],
      },
    },
  ],
];

test.each(ODD)('a resource with %s is read', (_, object) => {
  for (const view of [NODE_VIEW, REPLICA_VIEW, ENGINE_VIEW, VOLUME_VIEW, SETTING_VIEW, SHARD_VIEW] as const) {
    const parse: (item: KubeObject) => unknown = view.parse;
    expect(parse(object)).toMatchObject({ name: 'odd' });
  }
  expect(ATTACHMENT_VIEW.keysOf(ATTACHMENT_VIEW.parse(object))).toEqual([]);
  expect(BACKING_IMAGE_VIEW.parse(object)).toMatchObject({ name: 'odd' });
});

test('the disks of a backing image are those that earlier releases name as well', () => {
  const files = { status: { diskFileStatusMap: { a: { state: 'ready' }, b: { state: 'failed' } } } };
  const copies = (spec: object) => [
    ...BACKING_IMAGE_VIEW.parse({ ...backingImage('ubuntu', {}), ...files, spec: { ...spec } }).copies,
  ];
  expect(copies({ disks: { a: '', b: '' } })).toEqual([
    ['a', true],
    ['b', false],
  ]);
  expect(copies({ disks: { b: '' }, diskFileSpecMap: { a: {} } })).toEqual([['a', true]]);
});

test('a size may be a number or a text', () => {
  const sizes = [5, '5', '', null, 'x', -1].map((size) => VOLUME_VIEW.parse(volume('v', { size })).bytes);
  expect(sizes).toEqual([5, 5, 0, 0, 0, 0]);
});

test.each([
  ['5', 'v1', 5],
  ['0', 'v1', 0],
  ['{"v1":"3","v2":"0"}', 'v2', 0],
  ['{"v1":"3"}', 'v2', 5],
  ['{"v1":', 'v1', 5],
  ['', 'v1', 5],
  ['many', 'v1', 5],
])('the rebuild limit %j is read for %s', (value, engineName, expected) => {
  const name = 'concurrent-replica-rebuild-per-node-limit';
  expect(new Settings([{ namespace: '', name, value }]).number(name, engineName)).toBe(expected);
});

test.each([
  ['v1.8.0', '1.8.0', true],
  ['v1.8.0-rc2', '1.8.0', true],
  ['v1.10.1', '1.9.9', true],
  ['v1.7.9', '1.8.0', false],
  ['v2.0.0', '1.12.1', true],
])('%s is at least %s: %s', (text, other, expected) => {
  const version = parseVersion(text);
  expect(version !== undefined && isAtLeast(version, other)).toBe(expected);
});

test('the first snapshot of a Node stays, that of another one under its name does not', () => {
  const annotation = 'infra.894.io/longhorn-flags';
  const context = { operation: 'o1', now: 0 };
  const first = flagsPatch(lhn('n1', { metadata: { resourceVersion: '7' } }), EVICT, annotation, context);
  expect(first).toMatchObject({
    kind: 'merge',
    body: { metadata: { resourceVersion: '7' }, spec: { allowScheduling: false, evictionRequested: true } },
  });
  const text = JSON.stringify(Object.values(Object(first.body).metadata.annotations)[0]);
  expect(JSON.parse(JSON.parse(text))).toEqual({
    operation: 'o1',
    uid: 'uid-n1',
    at: '1970-01-01T00:00:00.000Z',
    before: { allowScheduling: true, evictionRequested: false },
    set: { allowScheduling: false, evictionRequested: true },
  });
  const withAnnotation = (value: string) =>
    flagsPatch(lhn('n1', { metadata: { annotations: { [annotation]: value } } }), EVICT, annotation, context).body;
  expect(withAnnotation('{"uid":"uid-n1"}')).not.toHaveProperty('metadata.annotations');
  expect(withAnnotation('{"uid":"uid-before"}')).toHaveProperty('metadata.annotations');
  expect(withAnnotation('{')).toHaveProperty('metadata.annotations');
});

test('a change tells the object, and fits into the record', () => {
  const short = describeChange(parseLonghornNode(lhn('n1')), EVICT);
  expect(short).toBe(
    "set allowScheduling=false and evictionRequested=true on Longhorn's Node (uid uid-n1) longhorn-system/n1",
  );
  expect(describeChange(parseLonghornNode(lhn('n'.repeat(253))), EVICT).length).toBe(256);
});

test('flags of a person count', () => {
  const flags = (allowScheduling: boolean, evictionRequested: boolean) =>
    hasFlags(parseLonghornNode(lhn('n1', { spec: { allowScheduling, evictionRequested } })), EVICT);
  expect([flags(false, true), flags(true, false), flags(false, false)]).toEqual([true, false, false]);
});

const AT = Date.parse('2026-01-01T00:00:00Z');
const manager = (reason: string, status = 'False') =>
  parseLonghornNode(lhn('n1', { status: { conditions: [condition('Ready', status, reason)] } }));

test.each([
  ['all is well', 'True', manager('', 'True'), 0, 'living'],
  ['the kubelet is away for a while', 'Unknown', manager('KubernetesNodeNotReady'), 60_000, 'unknown'],
  ['the kubelet is away for good', 'Unknown', manager('KubernetesNodeNotReady'), 300_000, 'dead'],
  ['the kubelet is away, and Longhorn has no Node', 'False', undefined, 300_000, 'dead'],
  ['the manager is away for a while', 'True', manager('ManagerPodMissing'), 60_000, 'unknown'],
  ['the manager is away for good', 'True', manager('ManagerPodMissing'), 300_000, 'dead'],
  ['the manager does not run for good', 'True', manager('ManagerPodDown'), 300_000, 'dead'],
  ['the Node is under pressure', 'True', manager('KubernetesNodePressure'), 3_000_000, 'living'],
] as const)('when %s', (_, status, longhorn, afterMs, expected) => {
  const kube = node({ ready: { status, since: '2026-01-01T00:00:00Z' } });
  expect(storageLifeOf(kube, longhorn, 300_000, AT + afterMs)).toBe(expected);
});

test('only what moves is progress', () => {
  const base = { nodes: [lhn('n1')], volumes: [volume('v1')], replicas: [replica('r1', 'v1', 'n1')] };
  const mark = (more: object) => markOf(picture({ ...base, ...more }));
  const still = mark({});
  expect(mark({ volumes: [volume('v1', {}, { actualSize: 5 })] })).toBe(still);
  expect(mark({ replicas: [] })).not.toBe(still);
  expect(mark({ replicas: [...base.replicas, replica('r2', 'v1', 'n2')] })).not.toBe(still);
  const rebuilding = (progress: number) =>
    mark({ engines: [engine('v1', 'n2', { rebuildStatus: { a: { isRebuilding: true, progress } } })] });
  expect(rebuilding(1)).not.toBe(rebuilding(2));
  expect(rebuilding(2)).toBe(rebuilding(2));
});

test('progress is written down when that is worth a write', () => {
  const first = progressAt(undefined, 'a', 0);
  expect(progressAt(first, 'a', 5_000)).toBe(first);
  const second = progressAt(first, 'b', 60_000);
  expect(second).toEqual({ mark: 'b', at: 60_000 });
  expect(worthWriting(undefined, first, 1_800_000)).toBe(first);
  expect(worthWriting(first, second, 1_800_000)).toBe(first);
  expect(worthWriting(first, { mark: 'c', at: 90_000 }, 1_800_000)).toEqual({ mark: 'c', at: 90_000 });
});

test('what is remembered is read back, and what is not readable is not', () => {
  const memory = { progress: { mark: 'm', at: 1_000 }, emptySince: 2_000, refusedSince: 3_000 };
  expect(readMemory(writeMemory(memory))).toEqual(memory);
  const nothing = { progress: undefined, emptySince: undefined, refusedSince: undefined };
  expect(readMemory(undefined)).toEqual(nothing);
  expect(readMemory({ progress: 'm', progressAt: 'x', emptySince: 'y' })).toEqual(nothing);
});

test('options have their defaults, and no stall is shorter than a minute', () => {
  expect(readEvacuateOptions({})).toEqual({ stallAfterMs: 1_800_000, deleteFailedReplicas: false });
  expect(readEvacuateOptions({ stallAfter: '1s', deleteFailedReplicas: true })).toEqual({
    stallAfterMs: 60_000,
    deleteFailedReplicas: true,
  });
});

test('a release without the resources that a decision needs is not decided on', () => {
  const all = ['nodes', 'replicas', 'engines', 'volumes', 'settings'];
  const served = (version: string, resources: readonly string[]) =>
    servedBy([{ version, resources: new Set(resources) }]);
  expect(served('v1beta2', all)).toEqual({ attachments: false, shards: false, backingImages: false });
  expect(served('v1beta2', [...all, 'shards', 'volumeattachments'])).toMatchObject({ attachments: true, shards: true });
  expect(served('v1beta1', all)).toBeUndefined();
  expect(served('v1beta2', all.slice(1))).toBeUndefined();
});
