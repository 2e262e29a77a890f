import { describe, expect, it } from 'vitest';
import { parsePodHolder } from '../../../../lib/tasks/volumes-detach/pod-holder.ts';

const metadata = { name: 'web-0', namespace: 'shop', uid: 'u', resourceVersion: '1' };
const parse = (part: object, more: object = {}) => parsePodHolder({ metadata: { ...metadata, ...more }, ...part });

it('a pod holds the claims that it names, and those made for it alone', () => {
  const volumes = [
    { name: 'a', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'cache', ephemeral: { volumeClaimTemplate: {} } },
    { name: 'config', configMap: { name: 'x' } },
  ];
  expect(parse({ spec: { volumes } }).claims).toEqual(['shop/data', 'shop/web-0-cache']);
});

it.each<[object, boolean]>([
  [{ awsElasticBlockStore: { volumeID: 'vol-1' } }, true],
  [{ cinder: { volumeID: 'vol-1' } }, true],
  [{ persistentVolumeClaim: { claimName: 'data' } }, false],
  [{ csi: { driver: 'secrets.example.com' } }, false],
  [{ emptyDir: {} }, false],
  [{ awsElasticBlockStore: null }, false],
])('the volume %j of a pod is attached without a claim: %s', (volume, expected) => {
  expect(parse({ spec: { volumes: [{ name: 'a', ...volume }] } }).hasOwnVolume).toBe(expected);
});

it.each<[string, object, boolean]>([
  ['a DaemonSet', { ownerReferences: [{ kind: 'DaemonSet', controller: true }] }, true],
  ['a StatefulSet', { ownerReferences: [{ kind: 'StatefulSet', controller: true }] }, false],
  ['a DaemonSet that does not control it', { ownerReferences: [{ kind: 'DaemonSet' }] }, false],
  ['a file on the machine', { annotations: { 'kubernetes.io/config.mirror': 'x' } }, true],
  ['nobody', {}, false],
])('a pod of %s stays: %3$s', (_, more, expected) => {
  expect(parse({}, more).isResident).toBe(expected);
});

describe('odd fields are no error:', () => {
  it.each([
    [{}],
    [{ spec: null, status: null }],
    [{ spec: { volumes: 'x' } }],
    [
      {
        spec: { volumes: [null, 1, {}, { persistentVolumeClaim: null }, { persistentVolumeClaim: { claimName: 5 } }] },
      },
    ],
  ])('%j', (part) => {
    expect(parse(part, { ownerReferences: 'x', finalizers: null })).toMatchObject({
      claims: [],
      isResident: false,
      isHeld: false,
    });
  });
});
