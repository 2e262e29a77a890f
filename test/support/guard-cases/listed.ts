import type { NodeKeys } from '../../../lib/node/keys.ts';
import type { Given, Shape } from './case.ts';
import { forgedBy } from './forgeries.ts';
import { annotated, FOREIGN, marked, NOBODY, plain, without } from './shapes.ts';

/** guard.skip names who may. */
export const listed = (keys: NodeKeys): readonly Given[] => {
  const [node, old] = [plain(keys), marked(keys)];
  const bob = { who: 'bob', allowed: false } as const;
  const skips = { what: 'sets skip', after: annotated(node, { [keys.skipCleanup]: 'true' }) };
  const lets = { what: 'takes our finalizer off', after: { ...node, finalizers: [FOREIGN] } };
  const held: Shape = {};
  // The finalizer outlasts the garbage collector.
  const owned: Shape = { finalizers: [FOREIGN], ownerReferences: [NOBODY] };
  const ofOwned = { ...bob, through: 'nodecleanups', before: owned } as const;
  const begins = {
    what: 'lets a held removal go',
    through: 'nodecleanups',
    before: held,
    after: annotated(held, { [keys.releaseHold]: 'true' }),
  } as const;
  return [
    ...[keys.skipCleanup, keys.skipTasks, keys.skipReason, keys.confirmedOff, keys.outOfServiceBy].map((key) => ({
      ...bob,
      what: `sets ${key}`,
      after: annotated(node, { [key]: 'true' }),
    })),
    { ...bob, ...lets },
    { ...bob, ...begins },
    ...forgedBy('bob', false),
    ...forgedBy('alice', true),
    ...forgedBy('carol', true),
    ...forgedBy('kubelet', false),
    ...forgedBy('operator', true),
    // Somebody has given the record an owner that is not there.
    ...forgedBy('collector', false).filter(({ after }) => after === undefined),
    { ...bob, ...skips, what: 'sets skip through the status', through: 'nodes/status' },
    {
      ...bob,
      what: 'creates a Node with skip',
      before: undefined,
      after: { annotations: { [keys.skipCleanup]: 'true' } },
    },
    { ...bob, what: 'changes a word', before: old, after: annotated(old, { [keys.confirmedOff]: 'now' }) },
    { ...bob, what: 'withdraws skip', before: old, after: without(old, keys.skipCleanup), allowed: true },
    { ...bob, what: 'withdraws a word', before: old, after: without(old, keys.confirmedOff), allowed: true },
    { ...bob, what: 'opts out', after: { ...node, labels: { [keys.optOut]: 'true' } }, allowed: true },
    {
      ...bob,
      what: 'writes something else',
      before: old,
      after: annotated(old, { 'example.com/a': 'b' }),
      allowed: true,
    },
    {
      ...bob,
      what: 'marks a held removal',
      through: 'nodecleanups',
      before: held,
      after: { annotations: { a: 'b' } },
      allowed: true,
    },
    {
      ...ofOwned,
      what: 'gives a record another owner',
      after: { ...owned, ownerReferences: [{ ...NOBODY, uid: 'x' }] },
    },
    { ...ofOwned, what: 'takes the owner of a record off', after: { finalizers: [FOREIGN] }, allowed: true },
    { ...ofOwned, what: 'marks a record that has an owner', after: annotated(owned, { a: 'b' }), allowed: true },
    { who: 'alice', allowed: true, ...skips },
    { who: 'alice', allowed: true, ...lets },
    { who: 'alice', allowed: true, ...begins },
    { who: 'carol', allowed: true, ...skips },
    { who: 'kubelet', allowed: false, ...skips },
    { who: 'operator', allowed: true, ...lets },
    { who: 'release-all', allowed: true, ...lets },
  ];
};
