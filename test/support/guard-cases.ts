import { type NodeKeys, nodeKeys } from '../../lib/node/keys.ts';

/** What of an object the guard may look at. */
export interface Shape {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly taints?: readonly { readonly key: string; readonly effect: string }[];
}

/**
 * Who asks: the Node's kubelet; an account in the kubelets' group that is none; people, of whom `alice` is named in guard.skip
 * and `carol` is in a group of it; the garbage collector; the operator's ServiceAccount and that of release-all.
 */
export type Who = 'kubelet' | 'lookalike' | 'bob' | 'alice' | 'carol' | 'collector' | 'operator' | 'release-all';

/** guard.skip and guard.requireReason: everybody may; some may; everybody may who says why. */
export type Rules = 'open' | 'listed' | 'reason';

export interface GuardCase {
  readonly what: string;
  readonly rules: Rules;
  readonly who: Who;
  readonly through: 'nodes' | 'nodes/status' | 'nodecleanups' | 'nodecleanups/status';
  /** Undefined: it is created. */
  readonly before: Shape | undefined;
  /** Undefined: it is deleted. */
  readonly after: Shape | undefined;
  /** With the change comes a heartbeat. */
  readonly heartbeat?: boolean;
  readonly allowed: boolean;
}

export const ALICE = 'alice@example.com';
export const COLLECTOR = 'system:serviceaccount:kube-system:generic-garbage-collector';
export const OPERATORS_GROUP = 'node-operators';

/** Who may do what, for both that decide: the policy on the API server and /validate-node. */
export function guardCases(rules: Rules, prefix: string): readonly GuardCase[] {
  const keys = nodeKeys(prefix);
  return CASES[rules](keys).map((given) => ({ through: 'nodes', before: plain(keys), ...given, rules }));
}

type Given = Pick<GuardCase, 'what' | 'who' | 'after' | 'allowed'> & Partial<GuardCase>;

const FOREIGN = 'example.com/foreign';

/** A Node that is guarded. */
const plain = (keys: NodeKeys): Shape => ({
  annotations: { 'example.com/note': 'theirs' },
  labels: { 'example.com/pool': 'blue' },
  finalizers: [keys.finalizer, FOREIGN],
});

/** A Node of which much was said already. */
const marked = (keys: NodeKeys): Shape => ({
  annotations: {
    [keys.skipCleanup]: 'true',
    [keys.skipTasks]: 'drain',
    [keys.skipReason]: 'it burns',
    [keys.confirmedOff]: '2026-01-01T00:00:00Z bob',
  },
  labels: { [keys.optOut]: 'false' },
  finalizers: [keys.finalizer],
  taints: [{ key: keys.terminatingTaint, effect: 'NoSchedule' }],
});

/** What can be done to the record of a removal, apart from letting it begin, so that the operator goes by something else. */
const FORGERIES = [
  { what: 'makes a record', through: 'nodecleanups', before: undefined, after: {} },
  { what: 'says that the tasks of a removal are over', through: 'nodecleanups/status', before: {}, after: {} },
  { what: 'deletes a record', through: 'nodecleanups', before: {}, after: undefined },
] as const;

const forgedBy = (who: Who, allowed: boolean): readonly Given[] =>
  FORGERIES.map((given) => ({ ...given, who, allowed }));

const annotated = (shape: Shape, annotations: Readonly<Record<string, string>>): Shape => ({
  ...shape,
  annotations: { ...shape.annotations, ...annotations },
});

function without(shape: Shape, ...gone: readonly string[]): Shape {
  const kept = Object.entries(shape.annotations ?? {}).filter(([key]) => !gone.includes(key));
  return { ...shape, annotations: Object.fromEntries(kept) };
}

const open = (keys: NodeKeys): readonly Given[] => {
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

const listed = (keys: NodeKeys): readonly Given[] => {
  const [node, old] = [plain(keys), marked(keys)];
  const bob = { who: 'bob', allowed: false } as const;
  const skips = { what: 'sets skip', after: annotated(node, { [keys.skipCleanup]: 'true' }) };
  const lets = { what: 'takes our finalizer off', after: { ...node, finalizers: [FOREIGN] } };
  const held: Shape = {};
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
    { who: 'alice', allowed: true, ...skips },
    { who: 'alice', allowed: true, ...lets },
    { who: 'alice', allowed: true, ...begins },
    { who: 'carol', allowed: true, ...skips },
    { who: 'kubelet', allowed: false, ...skips },
    { who: 'operator', allowed: true, ...lets },
    { who: 'release-all', allowed: true, ...lets },
  ];
};

const reason = (keys: NodeKeys): readonly Given[] => {
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

const CASES: Readonly<Record<Rules, (keys: NodeKeys) => readonly Given[]>> = { open, listed, reason };
