import { describe, expect, test } from 'vitest';
import { assessCopies, describeCopies, judgeCopies } from '../../../../lib/tasks/portworx/copies.ts';
import type { PxNode, PxVolume } from '../../../../lib/tasks/portworx/px-records.ts';
import { pxNode, volume } from './sample.ts';

const NODES = ['a', 'b', 'c'].map((name) => pxNode(name));
const down = (name: string, status = 'STATUS_OFFLINE'): readonly PxNode[] =>
  NODES.map((node) => (node.id === `px-${name}` ? { ...node, status } : node));

const judge = (volumes: readonly PxVolume[], nodes: readonly PxNode[] = NODES, emptyNode = false) =>
  judgeCopies({ id: 'px-a', volumes, nodes, emptyNode });

const set = (on: readonly string[], current?: readonly string[]) => ({
  nodes: on.map((name) => `px-${name}`),
  current: current?.map((name) => `px-${name}`),
});

test.each<[string, PxVolume, readonly PxNode[], 'last' | 'behind' | 'safe' | undefined]>([
  ['no copy here', volume('v', ['b', 'c']), NODES, undefined],
  ['no copy anywhere yet', volume('v', [], { replicaSets: [] }), NODES, undefined],
  ['the only copy', volume('v', ['a']), NODES, 'last'],
  ['one copy wanted, a second one under way', volume('v', ['a', 'b'], { haLevel: 1 }), NODES, 'last'],
  ['two copies wanted, one there', volume('v', ['a'], { haLevel: 2 }), NODES, 'last'],
  [
    'the only copy of one of its parts',
    volume('v', [], { haLevel: 2, replicaSets: [set(['a', 'b']), set(['a'])] }),
    NODES,
    'last',
  ],
  [
    'the only copy of another part elsewhere',
    volume('v', [], { haLevel: 2, replicaSets: [set(['a', 'b']), set(['c'])] }),
    NODES,
    'safe',
  ],
  ['in the trash can', volume('v', ['a'], { isTrash: true }), NODES, undefined],
  ['a second copy', volume('v', ['a', 'b']), NODES, 'safe'],
  ['how many are wanted is not said', volume('v', ['a', 'b'], { haLevel: Number.NaN }), NODES, 'safe'],
  ['a second copy on a node that is offline', volume('v', ['a', 'b']), down('b'), 'behind'],
  ['a second copy on a node that is degraded', volume('v', ['a', 'b']), down('b', 'STATUS_STORAGE_DEGRADED'), 'behind'],
  ['a second copy on a node that nobody knows', volume('v', ['a', 'x']), NODES, 'behind'],
  [
    'a second copy that is not current',
    volume('v', [], { haLevel: 2, replicaSets: [set(['a', 'b'], ['a'])] }),
    NODES,
    'behind',
  ],
  [
    'a third copy that is current',
    volume('v', [], { haLevel: 3, replicaSets: [set(['a', 'b', 'c'], ['a', 'c'])] }),
    down('b'),
    'safe',
  ],
  [
    'copies of which nobody says whether they are current',
    volume('v', [], { haLevel: 2, replicaSets: [set(['a', 'b'])] }),
    NODES,
    'safe',
  ],
  [
    'the same, degraded',
    volume('v', [], { haLevel: 2, status: 'VOLUME_STATUS_DEGRADED', replicaSets: [set(['a', 'b'])] }),
    NODES,
    'behind',
  ],
  [
    'the same, degraded since this node is down',
    volume('v', [], { haLevel: 2, status: 'VOLUME_STATUS_DEGRADED', replicaSets: [set(['a', 'b'])] }),
    down('a'),
    'safe',
  ],
  [
    'degraded since this node is down',
    volume('v', ['a', 'b'], { status: 'VOLUME_STATUS_DEGRADED' }),
    down('a'),
    'safe',
  ],
  ['a volume that is down', volume('v', ['a', 'b'], { status: 'VOLUME_STATUS_DOWN' }), NODES, 'behind'],
  ['a volume whose status is not said', volume('v', ['a', 'b'], { status: '' }), NODES, 'behind'],
])('%s', (_, given, nodes, expected) => {
  expect(assessCopies({ id: 'px-a', volumes: [given], nodes })[0]?.is).toBe(expected);
});

describe('what is said', () => {
  test('the only copy needs a person, who is told which and how', () => {
    const found = judge([volume('ns/db (pvc-1)', ['a']), volume('other', ['a', 'b'])]);
    expect(found).toMatchObject({ is: 'block', reason: 'LastCopy' });
    expect(found?.message).toMatch(/^1 volume with the only copy .*ns\/db \(pvc-1\)\..*ha-update --repl 2/);
  });

  test('the only copy is told before what gets better by itself', () => {
    const volumes = [volume('behind', ['a', 'b'], { status: 'VOLUME_STATUS_DOWN' }), volume('last', ['a'])];
    expect(judge(volumes)?.reason).toBe('LastCopy');
  });

  test('what is not healthy elsewhere is named with the reason', () => {
    const found = judge([volume('v', ['a', 'b'])], down('b'));
    expect(found).toEqual({
      is: 'wait',
      reason: 'CopiesNotHealthy',
      message: '1 volume would have no healthy copy left: v has no healthy copy elsewhere: px-b is STATUS_OFFLINE',
    });
  });

  test('a thousand volumes fit into a message, with the longest names that there are, and so does what to do', () => {
    const claim = `${'n'.repeat(63)}/${'c'.repeat(253)} (pvc-1)`;
    const last = Array.from({ length: 1_000 }, () => volume(claim, ['a']));
    const message = judge(last)?.message ?? '';
    expect(message).toMatch(/^1000 volumes .* and 995 more\. To go on, add a copy/);
    expect(message.length).toBeLessThan(1_024);
    const behind = Array.from({ length: 1_000 }, () => volume(claim, ['a', 'b'], { status: 'VOLUME_STATUS_DOWN' }));
    expect((judge(behind)?.message ?? '').length).toBeLessThan(1_024);
  });

  test('a replica may stay, unless the node is to be empty', () => {
    expect(judge([volume('v', ['a', 'b'])])).toBeUndefined();
    expect(judge([volume('v', ['a', 'b'])], NODES, true)).toMatchObject({ is: 'wait', reason: 'ReplicasOnNode' });
    expect(judge([volume('v', ['b', 'c'])], NODES, true)).toBeUndefined();
  });

  test('what is in the trash can is told of', () => {
    const volumes = [volume('v', ['a'], { isTrash: true }), volume('w', ['a', 'b'])];
    expect(describeCopies({ id: 'px-a', volumes, nodes: NODES })).toBe(
      '1 volume with a replica here, each healthy elsewhere; 1 volume in the trash can not counted',
    );
    expect(describeCopies({ id: 'px-a', volumes: [], nodes: NODES })).toBe('no volume has a replica here');
  });
});
