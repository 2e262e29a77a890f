import { expect, test } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { announcementOf } from '../../../../lib/tasks/local-volumes/delete-claims.ts';
import { describeHeld, farewell, notesOn, wayOut } from '../../../../lib/tasks/local-volumes/describe.ts';
import { addOwner } from '../../../../lib/tasks/local-volumes/owners.ts';
import { claim, local, situation } from './sample.ts';

const SKIP = 'infra.894.io/skip-tasks=local-volumes';
const LEAVE = 'infra.894.io/leave-on-node';

test('a claim that blocks is named with all that a person needs to decide', () => {
  const held = [local('held', 1, { reclaimPolicy: 'Retain' })];
  expect(describeHeld(held, new Map([['shop/data-1', 'StatefulSet web']]))).toBe(
    '1 claim has its only copy on this Node: shop/data-1 (10Gi, class local-ssd, volume pv-1, Retain, StatefulSet web)',
  );
  expect(wayOut(held, LEAVE, SKIP)).toBe(
    'save the data and delete the claims (kubectl delete pvc -n shop data-1), annotate claims whose data may stay behind with infra.894.io/leave-on-node=true, or skip this task with the annotation infra.894.io/skip-tasks=local-volumes',
  );
});

test('of a thousand claims with the longest names some are named, and what to do still fits', () => {
  const long = { namespace: 'n'.repeat(63), name: 'c'.repeat(253) };
  const held = Array.from({ length: 1_000 }, (_, n) => ({
    ...local('held', n, { storageClass: 's'.repeat(253), name: 'v'.repeat(253) }),
    claim: claim({ ...long, uid: `${n}` }),
  }));
  const message = `${describeHeld(held, new Map())}. To go on: ${wayOut(held, LEAVE, SKIP)}`;
  expect(message).toMatch(/^1000 claims have their only copy on this Node: /);
  // The record keeps 1,024 characters; what comes last may be cut only in names that nobody has.
  expect(message.indexOf('To go on')).toBeLessThan(650);
  const usual = Array.from({ length: 1_000 }, (_, n) => local('held', n));
  expect(`${describeHeld(usual, new Map())}. To go on: ${wayOut(usual, LEAVE, SKIP)}`.length).toBeLessThan(800);
});

test('two claims are announced in different words, however long their names', () => {
  const long = { namespace: 'n'.repeat(63), name: 'c'.repeat(253) };
  const [one, two] = [claim({ ...long, uid: 'a' }), claim({ ...long, uid: 'b' })].map(announcementOf);
  expect(one).not.toBe(two);
  expect(one?.length).toBeLessThanOrEqual(256);
});

test('what else is there is told, kind by kind', () => {
  const stock = [
    local('terminating', 1),
    local('terminating', 2),
    local('left', 3),
    local('ephemeral', 4),
    local('free', 5, { reclaimPolicy: 'Retain' }),
  ];
  expect(notesOn(situation({ stock }))).toEqual([
    '2 claims Terminating, until no pod uses them: shop/data-1, shop/data-2',
    '1 claim that goes with its pod: shop/data-4',
    '1 claim whose data may stay behind: shop/data-3',
    '1 volume without a claim: pv-5 (10Gi, class local-ssd, Released, Retain)',
  ]);
});

test('what TopoLVM and LVMS leave on the Node is told, and nothing more', () => {
  const topoLvm = { finalizers: ['topolvm.io/node'], orphans: [], unknown: [] };
  expect(farewell(situation({ topoLvm, isOverdue: true }), ['openshift-lvm-storage/n1'])).toBe(
    "no claim is left whose data is only on this Node. topolvm.io/node holds the Node for longer than TopoLVM's controller needs; see whether that runs. LVMS removes openshift-lvm-storage/n1 when the Node is gone",
  );
  expect(farewell(situation(), [])).toBe('no claim is left whose data is only on this Node');
});

const pod = (name: string, part: object, spec: object): KubeObject => ({
  metadata: { name, namespace: 'shop', uid: name, resourceVersion: '1', ...part },
  spec,
});

test('a claim’s owner is what manages the pod that uses it', () => {
  const owners = new Map<string, string>();
  const uses = (claimName: string) => ({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] });
  const web = {
    ownerReferences: [
      { kind: 'X', name: 'no' },
      { kind: 'StatefulSet', name: 'web', controller: true },
    ],
  };
  addOwner(owners, pod('web-0', web, uses('data-web-0')));
  addOwner(owners, pod('alone', {}, uses('mine')));
  addOwner(
    owners,
    pod('scratch', {}, { volumes: [{ name: 'tmp', ephemeral: {} }, null, { name: 'x', emptyDir: {} }] }),
  );
  addOwner(owners, pod('odd', { ownerReferences: null }, { volumes: 'x' }));
  expect(Object.fromEntries(owners)).toEqual({
    'shop/data-web-0': 'StatefulSet web',
    'shop/mine': 'pod alone',
    'shop/scratch-tmp': 'pod scratch',
  });
});
