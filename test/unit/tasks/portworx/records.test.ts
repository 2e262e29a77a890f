import { expect, test } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { gatewayIn, managementIn } from '../../../../lib/tasks/portworx/addresses.ts';
import { readOptions } from '../../../../lib/tasks/portworx/options.ts';
import { parsePxJob, parsePxNode, parsePxVolume } from '../../../../lib/tasks/portworx/px-records.ts';
import { isMember, parseStorageNode } from '../../../../lib/tasks/portworx/storage-node.ts';

const object = (rest: object): KubeObject => ({
  metadata: { name: 'a', namespace: 'portworx', uid: 'u', resourceVersion: '1' },
  ...rest,
});
const status = (fields: object) => parseStorageNode(object({ status: fields }));
const condition = (type: string, state: string) => ({ conditions: [{ type, status: state }] });

test.each([
  ['nothing', {}, false, 'Unknown'],
  ['the phase alone', { phase: 'Online' }, true, 'Online'],
  ['the condition alone', condition('NodeState', 'Online'), true, 'Online'],
  ['both', { phase: 'Online', ...condition('NodeState', 'Online') }, true, 'Online'],
  ['a phase that lags', { phase: 'Online', ...condition('NodeState', 'Offline') }, false, 'Offline'],
  ['a condition that lags', { phase: 'Initializing', ...condition('NodeState', 'Online') }, false, 'Initializing'],
  ['another condition', { phase: 'Online', ...condition('NodeKVDB', 'Offline') }, true, 'Online'],
  ['odd things', { phase: 7, conditions: [null, 'x', {}] }, false, 'Unknown'],
])('whether a StorageNode is online, of %s', (_, fields, isOnline, state) => {
  expect(status(fields)).toMatchObject({ isOnline, state });
});

test('a StorageNode without a status, or with null in it, is read all the same', () => {
  for (const node of [
    parseStorageNode(object({})),
    status({ nodeUid: null, nodeAttributes: null, conditions: null }),
  ]) {
    expect(node).toMatchObject({ id: '', hasStorage: undefined, hasKvdb: false, isOnline: false });
    expect(isMember(node)).toBe(true);
  }
});

test.each([
  [{ storage: true }, true],
  [{ storage: false }, false],
  [{ storage: false, kvdb: true }, true],
  [{ kvdb: false }, true],
])('the attributes %j of a member of the quorum: %s', (nodeAttributes, expected) => {
  expect(isMember(status({ nodeAttributes }))).toBe(expected);
});

test('what Portworx leaves out, or gives oddly, never throws', () => {
  for (const odd of [
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { volume: null },
    { volume: { replica_sets: [null, { nodes: 7 }] } },
  ]) {
    expect(() => [parsePxNode(odd), parsePxVolume(odd), parsePxJob(odd)]).not.toThrow();
  }
  expect(parsePxVolume({ volume: { id: '7', replica_sets: [{ nodes: ['a', 7, null] }] } })).toEqual({
    ...{ id: '7', title: '7', haLevel: Number.NaN, status: '', isTrash: false },
    replicaSets: [{ nodes: ['a'], current: undefined }],
  });
});

test('numbers that come as text are numbers, and labels name the claim', () => {
  const volume_labels = { namespace: 'shop', pvc: 'db' };
  const volume = { id: '1', locator: { name: 'pvc-1', volume_labels }, spec: { ha_level: '2' } };
  expect(parsePxVolume({ volume })).toMatchObject({ haLevel: 2, title: 'shop/db (pvc-1)' });
  expect(parsePxVolume({ volume: { id: '1' }, name: 'n', labels: { pvc: 'db' } })).toMatchObject({ title: 'n' });
});

const service = (name: string, ports: readonly object[]): KubeObject => ({
  metadata: { name, namespace: 'kube-system', uid: name, resourceVersion: '1' },
  spec: { ports },
});
const FULL = service('portworx-service', [
  { name: 'px-api', port: 9001 },
  { name: 'px-sdk', port: 9020 },
  { name: 'px-rest-gateway', port: 9021 },
]);

test('the addresses are found by the names of the ports', () => {
  const options = readOptions({});
  expect(gatewayIn([FULL], options)).toBe('http://portworx-service.kube-system.svc:9021');
  expect(gatewayIn([FULL], { ...options, caFile: '/ca' })).toBe('https://portworx-service.kube-system.svc:9021');
  expect(managementIn([FULL])).toBe('http://portworx-service.kube-system.svc:9001');
});

test('a Service that lacks the port is passed over, one with TLS comes first', () => {
  const poor = service('portworx-service', [
    { name: 'px-sdk', port: 9020 },
    null as never,
    { name: 'px-rest-gateway' },
  ]);
  const other = service('portworx-api', [
    { name: 'px-api-tls', port: 9023 },
    { name: 'px-api', port: 9001 },
    { name: 'px-rest-gateway', port: 9021 },
  ]);
  expect(gatewayIn([poor, other], readOptions({}))).toBe('http://portworx-api.kube-system.svc:9021');
  expect(managementIn([poor, other])).toBe('https://portworx-api.kube-system.svc:9023');
  expect(gatewayIn([poor], readOptions({}))).toBeUndefined();
  expect(managementIn([])).toBeUndefined();
});

test('options that are left out have their defaults', () => {
  expect(readOptions({})).toEqual({
    ...{ endpoint: '', managementEndpoint: '', tokenFile: '', caFile: '', timeoutMs: 10_000 },
    ...{ emptyNode: false, decommission: false, storagelessTimeoutMs: 3_600_000 },
  });
});
