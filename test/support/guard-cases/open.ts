import type { NodeKeys } from '../../../lib/node/keys.ts';
import type { Given, Shape } from './case.ts';
import { forgedBy } from './forgeries.ts';
import { annotated, FOREIGN, marked, plain, without } from './shapes.ts';

/** guard.skip: everybody may, but for kubelets and what looks like one. */
export const open = (keys: NodeKeys): readonly Given[] => {
  const [node, old] = [plain(keys), marked(keys)];
  const kubelet = { who: 'kubelet', allowed: false } as const;
  const status = { ...kubelet, through: 'nodes/status' } as const;
  const held: Shape = { annotations: { 'example.com/note': 'theirs' } };
  return [
    ...[keys.skipCleanup, keys.skipTasks, keys.skipReason, keys.confirmedOff, keys.outOfServiceBy, keys.cordonedBy]
      .concat(keys.cleanupStatus, keys.releaseHold)
      .map((key) => ({ ...kubelet, what: `sets ${key}`, after: annotated(node, { [key]: 'true' }) })),
    { ...kubelet, what: 'sets it to nothing', after: annotated(node, { [keys.skipCleanup]: '' }) },
    { ...kubelet, what: 'takes our finalizer off', after: { ...node, finalizers: [FOREIGN] } },
    { ...kubelet, what: 'takes all finalizers off', after: { ...node, finalizers: [] } },
    { ...kubelet, what: 'opts out', after: { ...node, labels: { ...node.labels, [keys.optOut]: 'true' } } },
    { ...kubelet, what: 'withdraws a word', before: old, after: without(old, keys.confirmedOff) },
    { ...kubelet, what: 'changes a word', before: old, after: annotated(old, { [keys.confirmedOff]: 'now' }) },
    { ...kubelet, what: 'takes every annotation off', before: old, after: { ...old, annotations: {} } },
    { ...status, what: 'sets skip', after: annotated(node, { [keys.skipCleanup]: 'true' }) },
    { ...status, what: 'takes our finalizer off', after: { ...node, finalizers: [FOREIGN] } },
    {
      ...status,
      what: 'sets skip with a heartbeat',
      after: annotated(node, { [keys.skipCleanup]: 'true' }),
      heartbeat: true,
    },
    { ...status, what: 'reports', after: node, heartbeat: true, allowed: true },
    { ...status, what: 'reports on a marked Node', before: old, after: old, heartbeat: true, allowed: true },
    {
      ...status,
      what: 'reports on a Node of which nothing is said',
      before: {},
      after: {},
      heartbeat: true,
      allowed: true,
    },
    {
      ...kubelet,
      what: 'sets an annotation of others',
      after: annotated(node, { 'csi.volume.kubernetes.io/nodeid': '{"driver":"node"}' }),
      allowed: true,
    },
    {
      ...kubelet,
      what: 'sets an annotation whose prefix only looks like ours',
      after: annotated(node, { [`x.${keys.skipCleanup}`]: 'true' }),
      allowed: true,
    },
    {
      ...kubelet,
      what: 'sets a label of others',
      after: { ...node, labels: { 'example.com/pool': 'red' } },
      allowed: true,
    },
    {
      ...kubelet,
      what: "takes another's finalizer off",
      after: { ...node, finalizers: [keys.finalizer] },
      allowed: true,
    },
    { ...kubelet, what: 'registers', before: undefined, after: { labels: { role: 'worker' } }, allowed: true },
    {
      ...kubelet,
      what: 'registers with the labels that it was started with',
      before: undefined,
      after: { labels: { [keys.optOut]: 'true' } },
      allowed: true,
    },
    {
      ...kubelet,
      what: 'registers with skip',
      before: undefined,
      after: { annotations: { [keys.skipCleanup]: 'true' } },
    },
    // NodeRestriction, too, keeps kubelets from taints; this account it does not know.
    { ...kubelet, who: 'lookalike', what: 'takes our taint off', before: old, after: { ...old, taints: [] } },
    {
      ...kubelet,
      who: 'lookalike',
      what: 'sets our taint',
      after: { ...node, taints: [{ key: keys.returnedTaint, effect: 'NoSchedule' }] },
    },
    {
      ...kubelet,
      who: 'lookalike',
      what: 'sets a taint of others',
      before: old,
      after: { ...old, taints: [...(old.taints ?? []), { key: 'example.com/full', effect: 'NoSchedule' }] },
      allowed: true,
    },
    {
      ...kubelet,
      who: 'lookalike',
      what: 'lets a held removal go',
      through: 'nodecleanups',
      before: held,
      after: annotated(held, { [keys.releaseHold]: 'true' }),
    },
    ...forgedBy('kubelet', false),
    ...forgedBy('lookalike', false),
    {
      ...kubelet,
      what: 'marks a record',
      through: 'nodecleanups',
      before: held,
      after: { annotations: { a: 'b' } },
      allowed: true,
    },
    ...forgedBy('bob', true),
    ...forgedBy('operator', true),
    { who: 'bob', what: 'sets skip', after: annotated(node, { [keys.skipCleanup]: 'true' }), allowed: true },
    { who: 'bob', what: 'takes our finalizer off', after: { ...node, finalizers: [FOREIGN] }, allowed: true },
    { who: 'bob', what: 'takes our taint off', before: old, after: { ...old, taints: [] }, allowed: true },
    {
      who: 'bob',
      what: 'lets a held removal go',
      through: 'nodecleanups',
      before: held,
      after: annotated(held, { [keys.releaseHold]: 'true' }),
      allowed: true,
    },
    {
      who: 'operator',
      what: 'puts a Node out of service',
      after: annotated(node, { [keys.outOfServiceBy]: 'NodeCleanup/x' }),
      allowed: true,
    },
    { who: 'operator', what: 'lets the Node go', after: { ...node, finalizers: [FOREIGN] }, allowed: true },
  ];
};
