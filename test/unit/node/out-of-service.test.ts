import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { outOfServiceOf, putBackInService, putOutOfService } from '../../../lib/node/out-of-service.ts';
import { parseNode } from '../../../lib/node/record.ts';

const keys = nodeKeys();
const OURS = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' };
const OTHER = { key: 'example.com/x', effect: 'NoSchedule' };

const object = (taints: unknown, annotations?: object): KubeObject => ({
  metadata: { name: 'n1', uid: 'u1', resourceVersion: '1', ...(annotations ? { annotations } : {}) },
  spec: taints === undefined ? {} : { taints },
  status: {
    conditions: [
      { type: 'MemoryPressure', status: 'Unknown' },
      { type: 'Ready', status: 'Unknown', lastTransitionTime: '2026-01-01T12:00:00Z' },
    ],
  },
});

const bodyOf = (patch: { readonly body: object } | undefined) => JSON.parse(JSON.stringify(patch?.body ?? null));

describe('whose the out-of-service taint is', () => {
  it.each([
    [[], { [keys.outOfServiceBy]: 'x' }, 'no'],
    [[OURS], { [keys.outOfServiceBy]: 'x' }, 'ours'],
    [[OURS], {}, 'foreign'],
    [[{ ...OURS, value: 'other' }], { [keys.outOfServiceBy]: 'x' }, 'foreign'],
    [[{ ...OURS, effect: 'NoSchedule' }], {}, 'foreign'],
    [[OTHER], {}, 'no'],
    ['odd', {}, 'no'],
  ])('taints %j, annotations %j: %s', (taints, annotations, expected) => {
    expect(outOfServiceOf(parseNode(object(taints, annotations), keys.prefix), keys)).toBe(expected);
  });
});

describe('to put it', () => {
  it('insists on the uid, the silence, the proof and the taints as they were read', () => {
    const body = bodyOf(putOutOfService(object([OTHER], { a: 'b' }), keys, 'NodeCleanup/n1', 'proof'));
    expect(body.filter(({ op }: { op: string }) => op === 'test')).toEqual([
      { op: 'test', path: '/metadata/uid', value: 'u1' },
      { op: 'test', path: '/status/conditions/1/type', value: 'Ready' },
      { op: 'test', path: '/status/conditions/1/status', value: 'Unknown' },
      { op: 'test', path: '/status/conditions/1/lastTransitionTime', value: '2026-01-01T12:00:00Z' },
      { op: 'test', path: '/metadata/annotations/infra.894.io~1confirmed-off', value: 'proof' },
      { op: 'test', path: '/spec/taints', value: [OTHER] },
    ]);
    expect(body).toContainEqual({ op: 'add', path: '/spec/taints', value: [OTHER, OURS] });
  });

  it('works on a Node without taints and annotations', () => {
    const body = bodyOf(putOutOfService(object(undefined), keys, 'x', undefined));
    expect(body).toContainEqual({ op: 'test', path: '/spec/taints', value: null });
    expect(body).toContainEqual({ op: 'add', path: '/metadata/annotations', value: {} });
  });
});

describe('to take it off', () => {
  it('needs our mark', () => {
    expect(putBackInService(object([OURS]), keys)).toBeUndefined();
  });

  it('leaves all other taints', () => {
    const body = bodyOf(putBackInService(object([OTHER, OURS], { [keys.outOfServiceBy]: 'x' }), keys));
    expect(body).toContainEqual({ op: 'replace', path: '/spec/taints', value: [OTHER] });
  });

  it('takes the mark alone when somebody has taken the taint', () => {
    const body = bodyOf(putBackInService(object([OTHER], { [keys.outOfServiceBy]: 'x' }), keys));
    expect(body.map(({ path }: { path: string }) => path)).not.toContain('/spec/taints');
    expect(body.at(-1)).toMatchObject({ op: 'remove' });
  });
});
