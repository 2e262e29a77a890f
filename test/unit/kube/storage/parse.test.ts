import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { parseNodeAffinity } from '../../../../lib/kube/storage/node-affinity.ts';
import { parsePersistentVolume } from '../../../../lib/kube/storage/persistent-volume.ts';
import { parseVolumeAttachment } from '../../../../lib/kube/storage/volume-attachment.ts';

const metadata = { name: 'x', uid: 'u', resourceVersion: '1' };
const volume = (part: object) => parsePersistentVolume({ metadata, ...part });

const ODD: readonly (readonly [string, Omit<KubeObject, 'metadata'>])[] = [
  ['nothing', {}],
  ['null', { spec: null, status: null }],
  ['text', { spec: 'x', status: 'y' }],
  ['lists', { spec: [], status: [] }],
  [
    'fields of other types',
    { spec: { nodeName: 1, source: 'x', claimRef: 7, accessModes: 'RWO' }, status: { attached: 'yes' } },
  ],
  [
    'null inside',
    { spec: { claimRef: null, source: null, nodeAffinity: { required: { nodeSelectorTerms: [null, 1, {}] } } } },
  ],
];

describe.each(ODD)('an object with %s', (_, part) => {
  it('is read without an error', () => {
    expect(parseVolumeAttachment({ metadata, ...part })).toMatchObject({ name: 'x', attached: false, nodeName: '' });
    expect(volume(part)).toMatchObject({ name: 'x', claim: undefined, phase: '', driver: '' });
  });
});

it('an attachment of a volume that a pod describes itself has no volume', () => {
  const spec = { nodeName: 'n1', attacher: 'd', source: { inlineVolumeSpec: {} } };
  expect(parseVolumeAttachment({ metadata, spec })).toMatchObject({ volumeName: undefined, nodeName: 'n1' });
});

it.each([
  [{}, undefined],
  [{ detachError: null }, undefined],
  [{ detachError: { message: 'busy' } }, 'busy'],
  [{ detachError: {} }, 'no message'],
  [{ detachError: { message: '' } }, 'no message'],
])('the status %j has the error %j', (status, error) => {
  expect(parseVolumeAttachment({ metadata, status }).detachError).toBe(error);
});

it.each<[string, object, object, string]>([
  ['a CSI volume', { csi: { driver: 'a.b' } }, { 'pv.kubernetes.io/provisioned-by': 'c.d' }, 'a.b'],
  [
    'a provisioned path',
    { hostPath: {} },
    { 'pv.kubernetes.io/provisioned-by': 'rancher.io/local-path' },
    'rancher.io/local-path',
  ],
  [
    'a static local volume',
    { local: {} },
    { 'pv.kubernetes.io/provisioned-by': 'local-volume-provisioner-n1-1234' },
    'local-volume-provisioner',
  ],
  ['a local volume made by hand', { local: {} }, {}, 'kubernetes.io/no-provisioner'],
  ['a path made by hand', { hostPath: {} }, {}, ''],
])('%s has its driver', (_, spec, annotations, driver) => {
  expect(parsePersistentVolume({ metadata: { ...metadata, annotations }, spec }).driver).toBe(driver);
});

it('both expressions and fields of a term are requirements', () => {
  const matchExpressions = [{ key: 'a', operator: 'In', values: ['1'] }];
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['n1'] }];
  const required = { nodeSelectorTerms: [{ matchExpressions, matchFields }] };
  expect(parseNodeAffinity({ spec: { nodeAffinity: { required } } })).toEqual([[...matchExpressions, ...matchFields]]);
});
