import { describe, expect, test } from 'vitest';
import { decide, isTopoLvmBusy, type Situation, type Verdict } from '../../../../lib/tasks/local-volumes/decide.ts';
import type { LogicalVolume } from '../../../../lib/tasks/local-volumes/topolvm.ts';
import { local, situation } from './sample.ts';

const BUSY = { finalizers: ['topolvm.io/node'], orphans: [], unknown: [] };
const IDLE = { finalizers: [], orphans: [], unknown: [] };
const ODD = { finalizers: [], orphans: [], unknown: ['topolvm.io: v2'] };
const lv = (part: Partial<LogicalVolume> = {}): LogicalVolume => ({
  name: 'lv-1',
  nodeName: 'n1',
  volumeName: 'pv-1',
  going: false,
  ...part,
});
const claims = { ofTopoLvm: local('topolvm', 1, { driver: 'topolvm.io' }) };

type Case = readonly [what: string, given: Partial<Situation>, is: Verdict['is']];
const cases: readonly Case[] = [
  ['nothing local', {}, 'decided'],
  [
    'claims that go, and volumes without one',
    { stock: [local('terminating'), local('ephemeral', 2), local('left', 3), local('free', 4)] },
    'decided',
  ],
  ['a claim that holds data', { stock: [local('terminating'), local('held', 2)] }, 'held'],
  ['a claim that may be deleted', { stock: [local('deletable')] }, 'delete'],
  ['one that may be deleted beside one that holds data', { stock: [local('deletable'), local('held', 2)] }, 'held'],
  ['TopoLVM at work', { stock: [claims.ofTopoLvm], topoLvm: BUSY }, 'topolvm'],
  ['TopoLVM at work without any claim', { topoLvm: BUSY }, 'topolvm'],
  [
    'TopoLVM at work beside a claim that holds data',
    { stock: [claims.ofTopoLvm, local('held', 2)], topoLvm: BUSY },
    'held',
  ],
  [
    'TopoLVM at work beside one that may be deleted',
    { stock: [claims.ofTopoLvm, local('deletable', 2)], topoLvm: BUSY },
    'topolvm',
  ],
  ['TopoLVM that has had its time', { topoLvm: BUSY, isOverdue: true }, 'decided'],
  ['a finalizer of a TopoLVM that is gone', { topoLvm: { ...IDLE, orphans: ['topolvm.io/node'] } }, 'decided'],
  ['a LogicalVolume on its way out', { topoLvm: IDLE, logicalVolumes: [lv({ going: true })] }, 'going'],
  [
    'one on its way out for too long',
    { topoLvm: IDLE, logicalVolumes: [lv({ going: true })], isOverdue: true },
    'decided',
  ],
  [
    'one on its way out on a dead machine',
    { topoLvm: IDLE, logicalVolumes: [lv({ going: true })], isDead: true },
    'decided',
  ],
  ['a LogicalVolume that nobody deletes', { topoLvm: IDLE, logicalVolumes: [lv()] }, 'decided'],
  [
    'one of a claim that is Terminating',
    { topoLvm: IDLE, logicalVolumes: [lv()], stock: [local('terminating')] },
    'decided',
  ],
  ['one of a volume that is being deleted', { topoLvm: IDLE, logicalVolumes: [lv()], stock: [local('free')] }, 'going'],
  [
    'one of a volume that is kept',
    { topoLvm: IDLE, logicalVolumes: [lv()], stock: [local('free', 1, { reclaimPolicy: 'Retain' })] },
    'decided',
  ],
  [
    'one of a volume that nobody has used',
    { topoLvm: IDLE, logicalVolumes: [lv()], stock: [local('free', 1, { phase: 'Available' })] },
    'decided',
  ],
  [
    'another TopoLVM with a finalizer on the Node',
    { topoLvm: { ...ODD, orphans: ['topolvm.io/node'] } },
    'unsupported',
  ],
  [
    'another TopoLVM with a volume on the Node',
    { topoLvm: ODD, stock: [local('free', 1, { driver: 'topolvm.io' })] },
    'unsupported',
  ],
  ['another TopoLVM that has nothing here', { topoLvm: ODD, stock: [local('free')] }, 'decided'],
];

test.each(cases)('%s', (_, given, is) => {
  expect(decide(situation(given)).is).toBe(is);
});

describe('the time that TopoLVM has', () => {
  test.each([
    ['runs while its finalizer is on the Node', { topoLvm: BUSY, isOverdue: true }, true],
    [
      'runs while a LogicalVolume goes',
      { topoLvm: IDLE, logicalVolumes: [lv({ going: true })], isOverdue: true },
      true,
    ],
    ['does not run for a claim that somebody else decides about', { stock: [local('held')], topoLvm: IDLE }, false],
    ['does not run where it is not installed', { topoLvm: { ...IDLE, orphans: ['topolvm.io/node'] } }, false],
  ] as const)('%s', (_, given, busy) => {
    expect(isTopoLvmBusy(situation(given))).toBe(busy);
  });
});
