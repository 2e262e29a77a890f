import { stringMapAt } from '../kube/json.ts';
import type { NodeKeys } from '../node/keys.ts';
import type { Life } from '../node/readiness.ts';
import type { NodeRecord } from '../node/record.ts';
import type { NodeSubject } from '../node/subject.ts';
import type { PlannedTask } from '../operation/plan.ts';
import type { TaskRecord } from '../operation/record.ts';
import { hasCome } from '../operation/state.ts';
import type { Released } from './finalizer.ts';
import { courseOf, NODE_CLEANUPS, type NodeCleanup, type NodeCleanupStatus, type Phase } from './node-cleanup.ts';
import { skipReason } from './skip-reason.ts';
import { whoSetAnnotation } from './skipped-by.ts';
import { type Facts, statusOf } from './status.ts';

/** An object has room for a status, not for every finalizer that a Node may have. */
const NAMED_FINALIZERS = 20;

/** Why a task was not done that had to be done before the Node went. */
export const NODE_RELEASED = 'NodeReleased';

export function factsOf({ status }: NodeCleanup): Facts {
  const { requestedBy, releasedAt, nodeGoneAt, finishedAt, skippedAt, skippedBy, foreignFinalizers } = status;
  const { skipReason, node, hold, returned } = status;
  return {
    requestedBy,
    releasedAt,
    nodeGoneAt,
    finishedAt,
    skippedAt,
    skippedBy,
    skipReason,
    foreignFinalizers,
    node,
    hold,
    returned,
  };
}

/** Who else holds the Node. */
export function foreign(finalizers: readonly string[]): Pick<Facts, 'foreignFinalizers'> {
  if (finalizers.length === 0) return { foreignFinalizers: undefined };
  const more = finalizers.length - NAMED_FINALIZERS;
  const named = finalizers.slice(0, NAMED_FINALIZERS);
  return { foreignFinalizers: more > 0 ? [...named, `and ${more} more`] : named };
}

/** That our finalizer is off now, and what became of the Node. */
export function releaseFacts(released: Released, now: string): Facts {
  return { releasedAt: now, ...(released.state === 'gone' ? { nodeGoneAt: now } : foreign(released.by)) };
}

/** The same where the skip annotation let it go, `node` being as the watch has it. */
export function skipFacts(released: Released, node: NodeRecord, keys: NodeKeys, now: string): Facts {
  const { object } = released;
  const annotations = object === undefined ? node.annotations : stringMapAt(object, 'metadata', 'annotations');
  return {
    ...releaseFacts(released, now),
    skippedAt: now,
    skippedBy: whoSetAnnotation(object, keys.skipCleanup),
    skipReason: skipReason(annotations, keys),
  };
}

/** Whether what is written down lacks one of the facts. */
export function lacks(cleanup: NodeCleanup, facts: Facts): boolean {
  return JSON.stringify(factsOf(cleanup)) !== JSON.stringify({ ...factsOf(cleanup), ...facts });
}

/** What of a Node tasks go by, that time may have made it dead included; neither its heartbeats nor what we tell people on it. */
export function stateOf(node: NodeRecord, life: Life | undefined, keys: NodeKeys): string {
  const { labels, annotations, finalizers, unschedulable, taints, ready } = node;
  const theirs = Object.entries(annotations).filter(([key]) => key !== keys.cleanupStatus);
  return JSON.stringify([labels, theirs, finalizers, unschedulable, taints, ready, life]);
}

/** How far it is, for those who tell people of it. */
export function progressOf({ spec, status }: NodeCleanup, facts: Facts): { phase: Phase; message: string } {
  const tasks = new Map(status.tasks.map((task) => [task.name, task]));
  // Whoever is told that all is over is told so before it can be written down.
  const isOver = hasCome('finished', spec.plan.tasks, tasks, courseOf(facts));
  const endedAt = facts.skippedAt ?? (isOver ? facts.nodeGoneAt : undefined);
  const end = endedAt === undefined ? {} : { finishedAt: endedAt };
  const { phase, message = '' } = statusOf(spec, status, { ...facts, ...end }, status.tasks, '');
  return { phase, message };
}

/** The Node's hostname label where that is not its name: nothing tells it any more once the Node is gone. */
export function hostnameOf({ name, labels }: NodeRecord): string | undefined {
  const hostname = labels['kubernetes.io/hostname'];
  return hostname === name || hostname === '' ? undefined : hostname;
}

export function subjectOf(cleanup: NodeCleanup, node: NodeRecord | undefined): NodeSubject {
  const { nodeName, nodeUID, hostname, deadAfterMs, requestedAt } = cleanup.spec;
  const record = { kind: NODE_CLEANUPS.kind, name: cleanup.name };
  const kinds = new Set(cleanup.spec.plan.tasks.map(({ task }) => task));
  return { nodeName, nodeUID, node, hostname, deadAfterMs, requestedAt, record, kinds };
}

const isOfTheEnd = ({ stage }: PlannedTask): boolean =>
  typeof stage === 'string' ? stage === 'after' : stage.moment === 'finished';

/**
 * The status of a record that says the Node was let go, when it was not: what was skipped for that reason, what comes
 * after the Node, and what tells that all is over, is to be done again.
 */
export function reopened({ spec, status }: NodeCleanup, now: string): NodeCleanupStatus {
  const after = new Set(spec.plan.tasks.filter(isOfTheEnd).map(({ name }) => name));
  const tasks = status.tasks.map(
    (task): TaskRecord =>
      task.reason === NODE_RELEASED || after.has(task.name)
        ? { name: task.name, state: 'Pending', attempts: 0, changes: task.changes }
        : task,
  );
  const { requestedBy, hold, returned } = status;
  return statusOf(spec, status, { requestedBy, hold, returned }, tasks, now);
}
