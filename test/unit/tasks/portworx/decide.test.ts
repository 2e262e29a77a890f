import { describe, expect, test } from 'vitest';
import { type AfterView, decideAfter } from '../../../../lib/tasks/portworx/decide-after.ts';
import { type BeforeView, decideBefore } from '../../../../lib/tasks/portworx/decide-before.ts';
import { delayed } from '../../../../lib/tasks/portworx/outcome.ts';
import { block, wait } from '../../../../lib/tasks/portworx/step.ts';
import { minutes, NOW, nodesNamed, offline, pxNode, storageNode, view, volume } from './sample.ts';

const said = (step: { readonly is: string; readonly reason?: string }) =>
  step.reason === undefined ? step.is : `${step.is} ${step.reason}`;

const px = (part: Partial<BeforeView['px']>): BeforeView['px'] => ({ ...view().px, ...part });
const UNDONE = { ...view().drain, cordonedAt: undefined, job: undefined, jobs: 0, isDrained: false };
const DEAD = { state: 'Dead', since: '2026-11-21T10:00:00Z' } as const;
const LAST = px({ volumes: [volume('last', ['a'])] });
const BEHIND = px({ volumes: [volume('v', ['a', 'b'], { status: 'VOLUME_STATUS_DOWN' })] });

describe('before the Node goes', () => {
  test.each<[string, Partial<BeforeView>, string]>([
    ['all is well', {}, 'done'],
    ['Portworx does not have the node', { px: px({ nodes: [pxNode('b')] }) }, 'done'],
    [
      'it has joined anew, and the operator knows its old id',
      { px: { ...LAST, nodes: [pxNode('a', { id: 'px-new' }), pxNode('b')] } },
      'wait IdentityUnclear',
    ],
    [
      'the operator does not know its id, and Portworx not where one of its nodes is',
      {
        own: storageNode('a', { id: '' }),
        all: [storageNode('a', { id: '' }), storageNode('b')],
        px: { ...LAST, nodes: [pxNode('a', { nodeName: '' }), pxNode('b')] },
      },
      'wait IdentityUnclear',
    ],
    [
      'the operator does not know its id, and those without a name are known to be others',
      { own: storageNode('a', { id: '' }), px: px({ nodes: [pxNode('b', { nodeName: '' })] }) },
      'done',
    ],
    ['it has never joined', { own: storageNode('a', { id: '' }), px: px({ nodes: [pxNode('b')] }) }, 'done'],
    [
      'it has joined, which the operator does not know yet',
      { own: storageNode('a', { id: '' }), px: LAST },
      'block LastCopy',
    ],
    [
      'its id is that of another Node now',
      { px: px({ nodes: [pxNode('a', { nodeName: 'z' })] }) },
      'wait IdentityUnclear',
    ],
    [
      'Portworx does not know on which Node it is',
      { px: px({ nodes: [pxNode('a', { nodeName: '' }), pxNode('b')] }) },
      'done',
    ],
    ['a last copy is there: nothing is changed', { px: LAST, drain: UNDONE }, 'block LastCopy'],
    [
      'another member is offline: nothing is changed',
      { all: [storageNode('a'), offline('b')], drain: UNDONE },
      'wait QuorumAtRisk',
    ],
    ['a last copy, and another member is offline: a person first', { px: LAST, all: [offline('b')] }, 'block LastCopy'],
    ['copies elsewhere are not healthy: attachments are moved meanwhile', { px: BEHIND, drain: UNDONE }, 'cordon'],
    ['copies elsewhere are not healthy, attachments are moved', { px: BEHIND }, 'wait CopiesNotHealthy'],
    ['nothing has been done yet', { drain: UNDONE }, 'cordon'],
    ['a dead Node: attachments are left', { life: DEAD, drain: UNDONE }, 'done'],
    ['a dead Node with a last copy', { life: DEAD, px: LAST }, 'block LastCopy'],
    ['a dead Node, copies elsewhere not healthy', { life: DEAD, px: BEHIND }, 'wait CopiesNotHealthy'],
    ['a dead Node, another member is offline', { life: DEAD, all: [offline('a'), offline('b')] }, 'wait QuorumAtRisk'],
    ['a Node that is not Ready for a moment', { life: { state: 'NotReady', since: '' }, drain: UNDONE }, 'cordon'],
    [
      'Portworx is in maintenance there',
      { px: px({ nodes: [pxNode('a', { status: 'STATUS_MAINTENANCE' }), pxNode('b')] }), drain: UNDONE },
      'done',
    ],
    [
      'Portworx is offline there',
      { px: px({ nodes: [pxNode('a', { status: 'STATUS_OFFLINE' }), pxNode('b')] }), drain: UNDONE },
      'done',
    ],
    [
      'a node without storage: attachments are moved all the same',
      { own: storageNode('a', { hasStorage: false }), all: [offline('b')], drain: UNDONE, px: px({ volumes: [] }) },
      'cordon',
    ],
    ['a replica stays, and the node is to be empty', { emptyNode: true }, 'wait ReplicasOnNode'],
  ])('%s', (_, part, expected) => {
    expect(said(decideBefore(view(part)))).toBe(expected);
  });

  test('what was left out for a dead Node is said', () => {
    const step = decideBefore(view({ life: DEAD }));
    expect(step).toMatchObject({
      message:
        'Portworx node px-a: attachments are left as they are, since the Node has not answered since 2026-11-21T10:00:00Z; 1 volume with a replica here, each healthy elsewhere',
    });
  });
});

const gone = (part: Partial<AfterView> = {}): AfterView => ({
  own: offline('a'),
  deletedAt: '2026-11-21T11:00:00Z',
  all: [offline('a'), storageNode('b'), storageNode('c')],
  nodeOf: nodesNamed('b', 'c'),
  px: px({ nodes: [pxNode('a', { status: 'STATUS_OFFLINE' }), pxNode('b'), pxNode('c')] }),
  options: { decommission: true, storagelessTimeoutMs: minutes(60) },
  isBack: false,
  removed: undefined,
  ...part,
});
const LEFT = { decommission: false, storagelessTimeoutMs: minutes(60) };

describe('after it', () => {
  test.each<[string, Partial<AfterView>, string]>([
    ['not asked to do anything: it stays', { options: LEFT }, 'done'],
    [
      'not asked to do anything, a node without storage',
      { options: LEFT, own: offline('a', { hasStorage: false }) },
      'wait AutoDecommission',
    ],
    [
      'a node without storage, with a part of the key-value store',
      { options: LEFT, own: offline('a', { hasStorage: false, hasKvdb: true }) },
      'done',
    ],
    ['it is offline', {}, 'remove'],
    [
      'it is in maintenance',
      { px: px({ nodes: [pxNode('a', { status: 'STATUS_MAINTENANCE' }), pxNode('b')] }) },
      'remove',
    ],
    ['it is online', { px: px({ nodes: [pxNode('a'), pxNode('b')] }) }, 'wait StillOnline'],
    ['nobody says how it is', { px: px({ nodes: [pxNode('a', { status: '' }), pxNode('b')] }) }, 'wait StillOnline'],
    ['the operator does not know its id', { own: offline('a', { id: '' }) }, 'remove'],
    ['a Node of the name has come back', { isBack: true }, 'skip NodeCameBack'],
    [
      'its id is that of another Node now',
      { px: px({ nodes: [pxNode('a', { nodeName: 'z', status: 'STATUS_OFFLINE' })] }) },
      'done',
    ],
    [
      'it has the only copy of something',
      { px: { ...LAST, nodes: [pxNode('a', { status: 'STATUS_OFFLINE' }), pxNode('b')] } },
      'block LastCopy',
    ],
    ['another member is offline', { all: [offline('a'), offline('b')] }, 'wait QuorumAtRisk'],
    ['another member without a Node is offline too', { all: [offline('a'), offline('z')] }, 'remove'],
    ['Portworx has been asked', { removed: 'px-a' }, 'wait Decommissioning'],
    ['Portworx has been asked to remove another', { removed: 'px-z' }, 'remove'],
    ['Portworx has forgotten it, the operator not yet', { px: px({ nodes: [pxNode('b')] }) }, 'wait StorageNodeStays'],
  ])('%s', (_, part, expected) => {
    expect(said(decideAfter(gone(part)))).toBe(expected);
  });

  test('what stays behind says how a person removes it', () => {
    expect(decideAfter(gone({ options: LEFT }))).toMatchObject({
      message: expect.stringContaining('pxctl cluster delete px-a'),
    });
  });
});

describe('patience', () => {
  const settings = { memory: { job: 'job-1' }, now: NOW, againMs: 60_000 };
  const ago = (ms: number, reason = 'StillOnline') => `${reason}@${new Date(NOW - ms).toISOString()}`;

  test('what is waited for without an end is only waited for', () => {
    expect(delayed(wait('QuorumAtRisk', 'm'), { ...settings, since: ago(minutes(999)) })).toEqual({
      ...{ state: 'waiting', reason: 'QuorumAtRisk', message: 'm', checkAfterMs: 60_000 },
      memory: { job: 'job-1' },
    });
  });

  test('it begins with the first look, and is remembered', () => {
    const outcome = delayed(wait('StillOnline', 'm', minutes(15)), { ...settings, since: undefined });
    expect(outcome).toMatchObject({ state: 'waiting', memory: { job: 'job-1', since: ago(0) } });
  });

  test('it begins anew with another reason, and with a memory that makes no sense', () => {
    for (const since of [ago(minutes(60), 'Other'), 'StillOnline', 'StillOnline@never', '']) {
      expect(delayed(wait('StillOnline', 'm', minutes(15)), { ...settings, since })).toMatchObject({
        state: 'waiting',
        memory: { since: ago(0) },
      });
    }
  });

  test('it is looked at again when it ends, not later', () => {
    const outcome = delayed(wait('StillOnline', 'm', minutes(15)), { ...settings, since: ago(minutes(15) - 5_000) });
    expect(outcome).toMatchObject({ state: 'waiting', checkAfterMs: 5_000 });
  });

  test('when it is lost, a person is asked, and since when is still known', () => {
    const outcome = delayed(wait('StillOnline', 'm', minutes(15)), { ...settings, since: ago(minutes(15)) });
    expect(outcome).toEqual({
      ...{ state: 'blocked', reason: 'StillOnline', message: 'm' },
      memory: { job: 'job-1', since: ago(minutes(15)) },
    });
  });

  test('a clock that was set back does not make it longer', () => {
    expect(delayed(wait('StillOnline', 'm', minutes(15)), { ...settings, since: ago(-minutes(60)) })).toMatchObject({
      memory: { since: ago(0) },
    });
  });

  test('what blocks, blocks', () => {
    expect(delayed(block('LastCopy', 'm'), { ...settings, since: undefined })).toMatchObject({ state: 'blocked' });
  });
});
