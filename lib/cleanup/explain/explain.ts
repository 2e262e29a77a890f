import type { NodeRecord } from '../../node/record.ts';
import { readSkipTasks } from '../../node/skip.ts';
import type { NodeCleanup } from '../node-cleanup.ts';
import { blockersOf } from './blockers.ts';
import type { EarlierView, Explanation, NodeView, RemovalView, Unseen } from './document.ts';
import type { ExplainFacts } from './facts.ts';
import { finalizerView } from './finalizers.ts';
import { notesOf } from './notes.ts';
import { operatorView } from './operator.ts';
import { podsView } from './pods.ts';
import { storyOf } from './story.ts';
import { summarize } from './summary.ts';
import { operationDeadline, taskViews } from './tasks.ts';
import { waysOutOf } from './ways-out.ts';

/**
 * Why the Node is as it is and what to do about it, from what was found: nothing is read here and nothing changed.
 * Undefined when there is neither a Node nor a record of one.
 */
export function explain(facts: ExplainFacts): Explanation | undefined {
  const story = storyOf(facts);
  if (story === undefined) return undefined;
  const { node, cleanup, situation, earlier } = story;
  const tasks = cleanup === undefined ? [] : taskViews(cleanup, facts.now);
  const operator = operatorView(facts);
  const blockers = blockersOf(story, facts, tasks, operator);
  const pods = situation === 'Removing' && node !== undefined ? podsView(facts, node, cleanup) : undefined;
  const findings = { tasks, blockers, operator, pods };
  return {
    kind: 'NodeExplanation',
    version: 1,
    node: facts.nodeName,
    observedAt: new Date(facts.now).toISOString(),
    situation,
    blocks: blockers.length > 0,
    summary: summarize(story, facts, findings),
    blockers,
    object: node === undefined ? undefined : nodeView(node, facts),
    removal: cleanup === undefined ? undefined : removalView(cleanup, facts.now),
    tasks,
    forecast: situation === 'Guarded' ? facts.forecast?.view : undefined,
    pods,
    operator,
    earlier: earlier.map(earlierView),
    notes: notesOf(story, facts, findings),
    unseen: unseenOf(facts),
    waysOut: waysOutOf(story, facts, findings),
  };
}

function nodeView(node: NodeRecord, { keys }: ExplainFacts): NodeView {
  return {
    uid: node.uid,
    createdAt: node.createdAt,
    deletedAt: node.deletedAt,
    guarded: node.finalizers.includes(keys.finalizer),
    optedOut: node.labels[keys.optOut] === 'true',
    finalizers: node.finalizers.map((name) => finalizerView(name, keys.finalizer)),
    ready: node.ready,
    unschedulable: node.unschedulable,
    tainted: node.taints.some(({ key }) => key === keys.terminatingTaint),
    skipCleanup: node.annotations[keys.skipCleanup],
    skipTasks: readSkipTasks(node.annotations[keys.skipTasks]),
  };
}

function removalView({ name, createdAt, spec, status }: NodeCleanup, now: number): RemovalView {
  const { phase, message, currentTask, requestedBy, releasedAt, nodeGoneAt, finishedAt, skippedAt, skippedBy } = status;
  const { skipReason, hold } = status;
  const isOver = releasedAt !== undefined || nodeGoneAt !== undefined;
  return {
    name,
    nodeUID: spec.nodeUID,
    phase,
    message,
    currentTask,
    requestedAt: spec.requestedAt,
    requestedBy,
    startedAt: createdAt,
    releasedAt,
    nodeGoneAt,
    finishedAt,
    skippedAt,
    skippedBy,
    skipReason,
    hold,
    // The time for which it was held does not count.
    deadline: operationDeadline(spec.plan, hold === undefined ? createdAt : (hold.releasedAt ?? ''), isOver, now),
  };
}

const earlierView = ({ name, spec, status }: NodeCleanup): EarlierView => ({
  name,
  nodeUID: spec.nodeUID,
  phase: status.phase,
  requestedAt: spec.requestedAt,
  message: status.message,
});

function unseenOf({ node, cleanups, pods, budgets, leases, forecast }: ExplainFacts): readonly Unseen[] {
  const blind = (forecast?.view.tasks ?? []).filter(({ answer }) => answer === 'Unknown');
  const rights = forecast?.view.rights;
  return [
    ...[node, cleanups, pods, budgets, leases].flatMap((read) =>
      read.read ? [] : [{ what: read.what, why: read.why }],
    ),
    ...blind.map(({ name, message }) => ({ what: `what ${name} would do`, why: message })),
    ...(rights?.unknown === undefined ? [] : [{ what: `the rights of ${rights.of}`, why: rights.unknown }]),
  ];
}
