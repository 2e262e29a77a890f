import type { NodeKeys } from '../../../lib/node/keys.ts';
import type { Given } from './case.ts';
import { forgedBy } from './forgeries.ts';
import { annotated, marked, plain, without } from './shapes.ts';

/** guard.requireReason: everybody may who says why. */
export const reason = (keys: NodeKeys): readonly Given[] => {
  const [node, old] = [plain(keys), marked(keys)];
  const bob = { who: 'bob', allowed: false } as const;
  const silent = without(old, keys.skipReason);
  return [
    { ...bob, what: 'skips', after: annotated(node, { [keys.skipCleanup]: 'true' }) },
    { ...bob, what: 'skips a task', after: annotated(node, { [keys.skipTasks]: 'drain' }) },
    {
      ...bob,
      what: 'skips for a blank reason',
      after: annotated(node, { [keys.skipCleanup]: 'true', [keys.skipReason]: ' \t\n' }),
    },
    {
      ...bob,
      what: 'skips for a reason of spaces that are not ASCII, or have no width',
      after: annotated(node, { [keys.skipCleanup]: 'true', [keys.skipReason]: '\u00a0\u2003\u3000\u200b\ufeff' }),
    },
    { ...bob, what: 'takes the reason off', before: old, after: silent },
    { ...bob, what: 'empties the reason', before: old, after: annotated(old, { [keys.skipReason]: '' }) },
    {
      ...bob,
      what: 'skips more without one',
      before: silent,
      after: annotated(silent, { [keys.skipTasks]: 'drain,cordon' }),
    },
    {
      ...bob,
      what: 'skips and says why',
      after: annotated(node, { [keys.skipCleanup]: 'true', [keys.skipReason]: 'the machine is scrap' }),
      allowed: true,
    },
    {
      ...bob,
      what: 'skips a task and says why',
      after: annotated(node, { [keys.skipTasks]: 'drain', [keys.skipReason]: '故障' }),
      allowed: true,
    },
    { ...bob, what: 'asks for nothing', after: annotated(node, { [keys.skipCleanup]: 'false' }), allowed: true },
    { ...bob, what: 'names no task', after: annotated(node, { [keys.skipTasks]: ' ' }), allowed: true },
    {
      ...bob,
      what: 'withdraws all',
      before: old,
      after: without(old, keys.skipCleanup, keys.skipTasks, keys.skipReason),
      allowed: true,
    },
    { ...bob, what: 'writes something else', before: silent, after: annotated(silent, { a: 'b' }), allowed: true },
    { ...bob, what: 'takes our finalizer off', before: silent, after: { ...silent, finalizers: [] }, allowed: true },
    {
      who: 'kubelet',
      what: 'skips and says why',
      after: annotated(node, { [keys.skipCleanup]: 'true', [keys.skipReason]: 'x' }),
      allowed: false,
    },
    { who: 'operator', what: 'lets the Node go', before: silent, after: { ...silent, finalizers: [] }, allowed: true },
    ...forgedBy('bob', true),
  ];
};
