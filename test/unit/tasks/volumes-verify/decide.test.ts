import { describe, expect, it } from 'vitest';
import { decide, listLeftovers, type VerifyView } from '../../../../lib/tasks/volumes-verify/decide.ts';
import { isOnlyOn } from '../../../../lib/tasks/volumes-verify/names.ts';
import { readOptions } from '../../../../lib/tasks/volumes-verify/options.ts';
import { subject } from '../run.ts';
import { attachment, SINCE, volume } from '../volumes-detach/sample.ts';

const MINUTE = 60_000;
const DELETES = readOptions({ deleteReleased: true });

const released = (part: Parameters<typeof volume>[0] = {}) =>
  volume({ phase: 'Released', driver: 'topolvm.io', ...part });

const at = (goneMs: number, part: Partial<VerifyView>): VerifyView => ({
  volumes: [],
  attachments: [],
  pods: [],
  hasCsiNode: false,
  options: readOptions({}),
  goneMs,
  ...part,
});

const GHOST = { pod: 'shop/web-0', isHeld: false };

describe('what is left', () => {
  it.each<[string, number, Partial<VerifyView>, string]>([
    ['nothing', 0, {}, 'done'],
    ['an attachment, which the controller detaches in the end', 7 * MINUTE, { attachments: [attachment()] }, 'wait'],
    ['an attachment after that', 8 * MINUTE, { attachments: [attachment()] }, 'done'],
    ['a pod that the garbage collector is about to take', MINUTE, { pods: [GHOST] }, 'wait'],
    ['a pod after that', 2 * MINUTE, { pods: [GHOST] }, 'done'],
    ['a CSINode', 30_000, { hasCsiNode: true }, 'wait'],
    ['a CSINode that nobody takes', MINUTE, { hasCsiNode: true }, 'done'],
    ['a bound volume, when the controllers have just begun', 0, { volumes: [volume()] }, 'wait'],
    ['a bound volume', 30_000, { volumes: [volume()] }, 'done'],
    ['a Released volume within its provisioner’s time', 4 * MINUTE, { volumes: [released()] }, 'wait'],
    ['a Released volume after that', 5 * MINUTE, { volumes: [released()] }, 'done'],
    [
      'a Released volume that is to be deleted, too early',
      4 * MINUTE,
      { volumes: [released()], options: DELETES },
      'wait',
    ],
    ['a Released volume that is to be deleted', 5 * MINUTE, { volumes: [released()], options: DELETES }, 'delete'],
    ['a retained volume', 5 * MINUTE, { volumes: [released({ reclaimPolicy: 'Retain' })], options: DELETES }, 'done'],
    ['a volume of an unknown driver', 5 * MINUTE, { volumes: [released({ driver: 'x.y' })], options: DELETES }, 'done'],
    ['a failed volume', 5 * MINUTE, { volumes: [released({ phase: 'Failed' })], options: DELETES }, 'done'],
    ['a bound volume, whatever is asked', 5 * MINUTE, { volumes: [volume()], options: DELETES }, 'done'],
    ['one that is being deleted', 6 * MINUTE, { volumes: [released({ deletedAt: SINCE })], options: DELETES }, 'wait'],
    [
      'one that somebody holds for ever',
      8 * MINUTE,
      { volumes: [released({ deletedAt: SINCE })], options: DELETES },
      'done',
    ],
  ])('%s: %4$s', (_, goneMs, part, expected) => {
    expect(decide(at(goneMs, part)).is).toBe(expected);
  });

  it('is looked at again when the next of it should be gone', () => {
    const step = decide(at(MINUTE, { pods: [GHOST], attachments: [attachment()] }));
    expect(step).toMatchObject({ is: 'wait', lookAgainMs: MINUTE });
  });

  it('is listed with what will not go by itself first, the rest counted', () => {
    const pods = Array.from({ length: 1_000 }, (_, i) => ({ pod: `shop/web-${i}`, isHeld: false }));
    const { left } = decide(at(0, { pods, volumes: [volume({ phase: 'Failed' })] }));
    const text = listLeftovers(left);
    expect(text).toMatch(
      /^volume pv-1 \(disk.example.com\), Failed, reclaim policy Delete; pod shop\/web-0; .*; and 995 more$/,
    );
    expect(text.length).toBeLessThan(1_024);
  });
});

describe('a volume is only of the Node', () => {
  const HOST = 'kubernetes.io/hostname=';

  it.each<[string, readonly (readonly string[])[], string | undefined, boolean]>([
    ['without a nodeAffinity', [], undefined, false],
    ['with its name as hostname', [[`${HOST}n1`]], undefined, true],
    ['with another hostname', [[`${HOST}n2`]], undefined, false],
    ['with the hostname that it had', [[`${HOST}n1.example.com`]], 'n1.example.com', true],
    ['with its name as hostname, when it had another', [[`${HOST}n1`]], 'n1.example.com', false],
    ['with the label of a driver', [['topology.topolvm.io/node=n1']], 'n1.example.com', true],
    ['with its name in a zone', [['topology.kubernetes.io/zone=n1']], undefined, false],
    ['with a zone and its hostname', [['topology.kubernetes.io/zone=z', `${HOST}n1`]], undefined, true],
    ['with a second term for another Node', [[`${HOST}n1`], [`${HOST}n2`]], undefined, false],
    ['with a term that several Nodes meet', [[`${HOST}n1`], []], undefined, false],
  ])('%s: %4$s', (_, pins, hostname, expected) => {
    const gone = subject({ node: undefined, ...(hostname === undefined ? {} : { hostname }) });
    expect(isOnlyOn(gone, volume({ pins }))).toBe(expected);
  });
});

it('cleanDrivers has the known local drivers unless told, and nothing else when told', () => {
  expect(readOptions({}).cleanDrivers).toContain('topolvm.io');
  expect(readOptions({ cleanDrivers: [] }).cleanDrivers.size).toBe(0);
});
