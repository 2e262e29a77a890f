import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { type PersistentVolume, parsePersistentVolume } from '../../../../lib/kube/storage/persistent-volume.ts';
import { type Claim, leaveKey, parseClaim } from '../../../../lib/tasks/local-volumes/claim.ts';
import { placeOf } from '../../../../lib/tasks/local-volumes/place.ts';
import { type Rules, type Standing, takeStock } from '../../../../lib/tasks/local-volumes/stock.ts';
import { node } from '../run.ts';
import { claim, options, PLACE, rules, scene, volume } from './sample.ts';

const NONE: Partial<PersistentVolume> = {};
const SSD = rules({ options: options({ deleteClaims: new Set(['local-ssd']) }) });
const TOPOLVM = rules({ topoLvmActsFor: 'n1' });
const LVM: Partial<PersistentVolume> = { driver: 'topolvm.io', storageClass: 'lvm' };
const KEY = leaveKey('infra.894.io');

type Case = readonly [
  what: string,
  pv: Partial<PersistentVolume>,
  pvc: Partial<Claim> | 'none',
  by: Rules,
  is: Standing,
];
const cases: readonly Case[] = [
  ['a claim that is bound', NONE, {}, rules(), 'held'],
  ['a claim of a class that may be deleted', NONE, {}, SSD, 'deletable'],
  ['a claim of another class', { storageClass: 'local-hdd' }, {}, SSD, 'held'],
  ['a claim without a class', { storageClass: '' }, {}, SSD, 'held'],
  [
    'a claim of a class that may be deleted, in a namespace that is kept',
    NONE,
    {},
    rules({ options: options({ deleteClaims: new Set(['local-ssd']), keepNamespaces: new Set(['shop']) }) }),
    'held',
  ],
  ['a claim that is Terminating', NONE, { deletedAt: '2026-01-01T00:00:00Z' }, rules(), 'terminating'],
  ['a claim whose data may stay', NONE, { leftBy: [KEY] }, SSD, 'left'],
  [
    'a claim that says so with the prefix of somebody else',
    NONE,
    { leftBy: [leaveKey('example.com')] },
    rules(),
    'held',
  ],
  ['a claim of one pod', NONE, { ephemeral: true }, rules(), 'ephemeral'],
  ['no claim', { claim: undefined, claimUID: undefined, phase: 'Available' }, 'none', rules(), 'free'],
  ['a claim that is gone', { phase: 'Released' }, 'none', SSD, 'free'],
  ['another claim of that name', { phase: 'Released' }, { uid: 'other', volumeName: 'pv-2' }, SSD, 'free'],
  ['another claim of that name, not bound yet', NONE, { uid: 'other', volumeName: '' }, SSD, 'free'],
  ['a claim that means another volume', NONE, { volumeName: 'pv-2' }, SSD, 'free'],
  ['a claim in the middle of binding', NONE, { volumeName: '' }, SSD, 'held'],
  ['a reservation for a claim that waits for no volume yet', { claimUID: undefined }, { volumeName: '' }, SSD, 'free'],
  ['a reservation that the claim means as well', { claimUID: undefined }, {}, SSD, 'held'],
  ['a volume that somebody has deleted, still bound', { deletedAt: '2026-01-01T00:00:00Z' }, {}, rules(), 'held'],
  ['a phase that nobody knows', { phase: 'Odd' }, {}, rules(), 'held'],
  ['a claim that TopoLVM made for this Node', LVM, { selectedNode: 'n1' }, TOPOLVM, 'topolvm'],
  [
    'the same of the legacy driver',
    { ...LVM, driver: 'topolvm.cybozu.com' },
    { selectedNode: 'n1' },
    TOPOLVM,
    'topolvm',
  ],
  ['a claim of TopoLVM that names no Node', LVM, {}, TOPOLVM, 'held'],
  ['a claim of TopoLVM when TopoLVM does nothing', LVM, { selectedNode: 'n1' }, rules(), 'held'],
  ['a claim for this Node of another driver', NONE, { selectedNode: 'n1' }, TOPOLVM, 'held'],
];

test.each(cases)('%s', (_, pv, pvc, by, standing) => {
  const claims = pvc === 'none' ? [] : [claim(pvc)];
  const [found, ...others] = takeStock(scene([volume(pv)], claims), PLACE, by);
  expect(found?.standing).toBe(standing);
  expect(others).toEqual([]);
});

test('a volume that can be used from elsewhere is no local one', () => {
  expect(takeStock(scene([volume({ pins: [[], []] })], [claim()]), PLACE, rules())).toEqual([]);
});

describe('where a volume is held on a Node', () => {
  const place = (labels: Readonly<Record<string, string>>, keys: readonly string[] = []) =>
    placeOf(node({ labels }), keys);

  test('the value of a label counts, not the name', () => {
    const found = place({ 'kubernetes.io/hostname': 'h1' });
    expect([found.has('kubernetes.io/hostname=h1'), found.has('kubernetes.io/hostname=n1')]).toEqual([true, false]);
  });

  test.each([
    'kubernetes.io/hostname',
    'topology.topolvm.io/node',
    'openebs.io/nodename',
    'topology.hostpath.csi/node',
  ])('the name counts where the label %s is missing', (key) => expect(place({}).has(`${key}=n1`)).toBe(true));

  test('labels of drivers that we do not know count by what they are called, a zone does not', () => {
    const found = place({ 'topology.lvm.csi/node': 'n1', 'topology.kubernetes.io/zone': 'a' });
    expect([found.has('topology.lvm.csi/node=n1'), found.has('topology.kubernetes.io/zone=a')]).toEqual([true, false]);
  });

  test('keys that the options name count when the Node has them', () => {
    expect(place({ rack: 'r1' }, ['rack', 'row'])).toContain('rack=r1');
    expect(place({ rack: 'r1' })).not.toContain('rack=r1');
  });
});

test('missing, null and odd fields are read without an error', () => {
  const metadata = { name: 'x', uid: 'u', resourceVersion: '1' };
  const odd: readonly KubeObject[] = [
    { metadata },
    { metadata: { ...metadata, annotations: null, ownerReferences: 'x' }, spec: null, status: 7 },
    { metadata: { ...metadata, annotations: { 'infra.894.io/leave-on-node': true } }, spec: { claimRef: { name: 3 } } },
  ];
  for (const object of odd) {
    expect(parseClaim(object)).toMatchObject({ volumeName: '', leftBy: [], ephemeral: false });
    expect(parsePersistentVolume(object)).toMatchObject({ claim: undefined, claimUID: undefined, pins: [], size: '' });
  }
});
