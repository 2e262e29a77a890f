import { describe, expect, it } from 'vitest';
import type { NodeCleanup, NodeCleanupStatus } from '../../../../lib/cleanup/node-cleanup.ts';
import { describeReturn } from '../../../../lib/cleanup/returned/describe-return.ts';
import { findReturn } from '../../../../lib/cleanup/returned/find-return.ts';
import { type Id, sameBy, wasRebooted } from '../../../../lib/cleanup/returned/same-machine.ts';
import { type Machine, UNKNOWN_MACHINE } from '../../../../lib/node/machine.ts';
import type { NodeRecord } from '../../../../lib/node/record.ts';
import { cleanup, nodeRecord, status } from '../sample.ts';

const M: Machine = {
  machineID: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  systemUUID: '4C4C4544-0043-3010-8053-B4C04F4A5931',
  bootID: 'a1b2c3d4-0000-4000-8000-000000000001',
  providerID: 'cloud:///zone-a/i-1',
};
const machine = (more: Partial<Machine> = {}): Machine => ({ ...M, ...more });
const OTHER: Partial<Machine> = {
  machineID: 'ffeeddccbbaa99887766554433221100',
  systemUUID: '11112222-3333-4444-5555-666677778888',
};

describe('two machines', () => {
  it.each<[string, Machine, readonly Machine[], readonly Id[]]>([
    ['are the same by all that they have in common', M, [], ['systemUUID', 'machineID', 'providerID']],
    ['also after a reboot', machine({ bootID: 'another' }), [], ['systemUUID', 'machineID', 'providerID']],
    [
      'also when a UUID is written in small letters',
      machine({ ...OTHER, systemUUID: M.systemUUID.toLowerCase() }),
      [],
      ['systemUUID', 'providerID'],
    ],
    [
      'by hardware alone, when it was installed anew',
      machine({ machineID: OTHER.machineID ?? '', providerID: '' }),
      [],
      ['systemUUID'],
    ],
    [
      'by the installation alone, when nothing else is known',
      { ...UNKNOWN_MACHINE, machineID: M.machineID },
      [],
      ['machineID'],
    ],
    [
      'are not the same by the provider alone before more is reported',
      { ...UNKNOWN_MACHINE, providerID: M.providerID },
      [],
      [],
    ],
    ['are not the same when the machine behind the name was replaced', machine(OTHER), [], []],
    ['are not the same when one of the two ids is another', machine({ ...OTHER, machineID: '' }), [], []],
    ['are not the same when nothing is known', UNKNOWN_MACHINE, [], []],
    [
      'by what a clone of the image does not have',
      M,
      [machine({ ...OTHER, machineID: M.machineID, providerID: 'x' })],
      ['systemUUID', 'providerID'],
    ],
    [
      'are not the same by what clones have',
      machine({ systemUUID: 'x-1', providerID: '' }),
      [machine({ systemUUID: 'x-2' })],
      [],
    ],
  ])('%s', (_, now, others, ids) => {
    expect(sameBy(M, now, others)).toEqual(ids);
  });

  it.each([
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '03000200-0400-0500-0006-000700080009',
    'Not Settable',
    'Not Specified',
    'To Be Filled By O.E.M.',
    'uninitialized',
    ' ',
    '',
  ])('are not told by %j, which many have', (nobodys) => {
    const one = { ...UNKNOWN_MACHINE, systemUUID: nobodys, machineID: nobodys };
    expect(sameBy(one, one, [])).toEqual([]);
  });

  it('are the same by the provider alone when nothing else was known', () => {
    const before = { ...UNKNOWN_MACHINE, providerID: M.providerID };
    expect(sameBy(before, M, [])).toEqual(['providerID']);
  });

  it('are told apart by a reboot when both boots are known', () => {
    expect(wasRebooted(M, M)).toBe(false);
    expect(wasRebooted(M, machine({ bootID: 'another' }))).toBe(true);
    expect(wasRebooted(M, machine({ bootID: '' }))).toBeUndefined();
  });
});

describe('a Node', () => {
  const REMOVED = '2026-01-01T10:00:00Z';
  const removal = (name: string, more: Partial<NodeCleanupStatus> = {}, requestedAt = REMOVED, of = M): NodeCleanup =>
    cleanup({
      name,
      spec: { ...cleanup().spec, nodeName: name, nodeUID: `${name}-uid`, requestedAt, machine: of },
      status: status({ phase: 'Completed', ...more }),
    });
  const joined = (more: Partial<NodeRecord> = {}) =>
    nodeRecord({ name: 'new', uid: 'new-uid', createdAt: '2026-01-01T10:05:00Z', machine: M, ...more });
  const found = (node: NodeRecord, cleanups: readonly NodeCleanup[], others: readonly NodeRecord[] = []) =>
    findReturn(node, { cleanups, nodes: () => [node, ...others] })?.cleanup.name;

  it.each<[string, NodeRecord, readonly NodeCleanup[], readonly NodeRecord[], string | undefined]>([
    ['that is the machine of a removed one is found', joined(), [removal('old')], [], 'old'],
    ['that joined in the second of the deletion is found', joined({ createdAt: REMOVED }), [removal('old')], [], 'old'],
    [
      'is found before the record of the removal is closed',
      joined(),
      [removal('old', { phase: 'Finishing' })],
      [],
      'old',
    ],
    [
      'is the machine of the last removal',
      joined(),
      [removal('older', {}, '2026-01-01T09:00:00Z'), removal('old')],
      [],
      'old',
    ],
    [
      'is the machine of the last removal, also when it was removed twice within a second',
      joined(),
      [
        removal('first', { returned: { nodeName: 'again', nodeUID: 'again-uid', at: REMOVED } }),
        removal('again', { returned: undefined }),
      ],
      [],
      'again',
    ],
    ['was there before the removal', joined({ createdAt: '2026-01-01T09:59:59Z' }), [removal('old')], [], undefined],
    [
      'joins while the other is still there',
      joined(),
      [removal('old')],
      [nodeRecord({ name: 'old', uid: 'old-uid', machine: M })],
      undefined,
    ],
    [
      'was noticed before',
      joined(),
      [removal('old', { returned: { nodeName: 'new', nodeUID: 'new-uid', at: REMOVED } })],
      [],
      undefined,
    ],
    [
      'is noticed again as another Node',
      joined(),
      [removal('old', { returned: { nodeName: 'new', nodeUID: 'first', at: REMOVED } })],
      [],
      'old',
    ],
    [
      'noticed for the last removal is not told of an earlier one',
      joined(),
      [
        removal('older', {}, '2026-01-01T09:00:00Z'),
        removal('old', { returned: { nodeName: 'new', nodeUID: 'new-uid', at: REMOVED } }),
      ],
      [],
      undefined,
    ],
    [
      'is another machine',
      joined({ machine: machine({ ...OTHER, providerID: 'x' }) }),
      [removal('old')],
      [],
      undefined,
    ],
    [
      'shares its ids with a clone',
      joined(),
      [removal('old')],
      [nodeRecord({ name: 'clone', uid: 'clone', machine: M })],
      undefined,
    ],
    ['is being deleted itself', joined({ deletedAt: REMOVED }), [removal('old')], [], undefined],
    ['is the one of the record', joined({ uid: 'old-uid' }), [removal('old')], [], undefined],
    [
      'of which nothing is known',
      joined({ machine: UNKNOWN_MACHINE }),
      [removal('old', {}, REMOVED, UNKNOWN_MACHINE)],
      [],
      undefined,
    ],
  ])('%s', (_, node, cleanups, others, expected) => {
    expect(found(node, cleanups, others)).toBe(expected);
  });

  it('of a removal without a machine, written by an older version, is nobody known', () => {
    const { machine: _, ...spec } = removal('old').spec;
    expect(found(joined(), [cleanup({ spec })])).toBeUndefined();
  });

  it.each<[boolean | undefined, string | undefined, string]>([
    [
      false,
      undefined,
      'It has the same system UUID, machine ID; the boot ID is the same, too: its kubelet was restarted, and the machine never rebooted',
    ],
    [true, undefined, 'It has the same system UUID, machine ID; it was rebooted since'],
    [
      undefined,
      'infra.894.io/returned',
      'It has the same system UUID, machine ID. It was given the taint infra.894.io/returned:NoSchedule',
    ],
  ])('that came back, rebooted: %s, taint: %s', (rebooted, taint, text) => {
    expect(describeReturn({ cleanup: removal('old'), by: ['systemUUID', 'machineID'] }, rebooted, taint)).toBe(
      `This machine was removed as Node old (uid old-uid): deleted at ${REMOVED}, NodeCleanup old. ${text}`,
    );
  });
});
