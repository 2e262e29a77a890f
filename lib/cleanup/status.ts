import { describeOperation } from '../operation/describe.ts';
import { hasWord, isOver, type TaskRecord } from '../operation/record.ts';
import { ordinal } from './brake/ordinal.ts';
import {
  type Condition,
  isHeld,
  keysOf,
  type NodeCleanupSpec,
  type NodeCleanupStatus,
  nodeCleanupName,
  type Phase,
} from './node-cleanup.ts';

/** What happened to the operation itself, apart from its tasks. Times are RFC 3339. */
export type Facts = Pick<
  NodeCleanupStatus,
  | 'requestedBy'
  | 'releasedAt'
  | 'nodeGoneAt'
  | 'finishedAt'
  | 'skippedAt'
  | 'skippedBy'
  | 'skipReason'
  | 'foreignFinalizers'
  | 'node'
  | 'hold'
  | 'returned'
>;

/** The status that follows from the tasks' records and the facts: nothing in it can contradict them. */
export function statusOf(
  spec: NodeCleanupSpec,
  previous: NodeCleanupStatus,
  facts: Facts,
  tasks: readonly TaskRecord[],
  now: string,
): NodeCleanupStatus {
  const phase = phaseOf(spec, facts, tasks);
  const blocked = phase === 'Blocked' ? tasks.find((task) => task.state === 'Blocked') : undefined;
  const rests = facts.finishedAt !== undefined || phase === 'Held';
  const current = blocked ?? (!rests ? currentOf(spec, facts, tasks) : undefined);
  const message = messageOf(spec, facts, phase, tasks);
  return {
    phase,
    message,
    currentTask: current?.name,
    ...facts,
    tasks,
    conditions: conditionsOf(phase, blocked, message).map((condition) => dated(condition, previous.conditions, now)),
  };
}

function phaseOf(spec: NodeCleanupSpec, facts: Facts, tasks: readonly TaskRecord[]): Phase {
  if (facts.finishedAt !== undefined) return facts.skippedAt === undefined ? 'Completed' : 'Skipped';
  if (facts.nodeGoneAt !== undefined) return 'Finishing';
  if (facts.releasedAt !== undefined) return 'Releasing';
  if (isHeld(facts)) return 'Held';
  if (tasks.some((task) => task.state === 'Blocked' && stageOf(spec, task) === 'before')) return 'Blocked';
  return 'Running';
}

/** The task that holds up what comes next: before the Node is gone one of those before it, then one of those after. */
function currentOf(spec: NodeCleanupSpec, facts: Facts, tasks: readonly TaskRecord[]): TaskRecord | undefined {
  const stage = facts.nodeGoneAt === undefined ? 'before' : 'after';
  const open = tasks.filter((task) => !isOver(task.state) && stageOf(spec, task) === stage);
  return open.find(hasWord) ?? open[0];
}

const stageOf = (spec: NodeCleanupSpec, task: TaskRecord) =>
  spec.plan.tasks.find((planned) => planned.name === task.name)?.stage;

function messageOf(spec: NodeCleanupSpec, facts: Facts, phase: Phase, tasks: readonly TaskRecord[]): string {
  switch (phase) {
    case 'Completed': {
      const givenUp = tasks.filter((task) => task.state === 'TimedOut').map((task) => task.name);
      if (givenUp.length > 0) return `the Node is gone; given up at their deadline: ${givenUp.join(', ')}`;
      return 'the Node is gone and nothing is left to do';
    }
    case 'Skipped':
      return skippedMessage(facts);
    case 'Held':
      return heldMessage(spec, facts);
    case 'Releasing':
      return facts.foreignFinalizers === undefined
        ? 'our finalizer is removed'
        : `our finalizer is removed; the Node is still held by ${facts.foreignFinalizers.join(', ')}`;
    default:
      return describeOperation(spec.plan, tasks, phase === 'Finishing' ? 'after' : 'before');
  }
}

function skippedMessage({ skippedBy, skipReason }: Facts): string {
  const who = skippedBy === undefined ? '' : ` (${skippedBy})`;
  return `released by the skip annotation${who}${skipReason === undefined ? '' : `: ${skipReason}`}`;
}

function heldMessage(spec: NodeCleanupSpec, { hold }: Facts): string {
  const place = hold?.position === undefined ? '' : `; ${ordinal(hold.position)} in the queue`;
  const name = nodeCleanupName(spec.nodeName, spec.nodeUID);
  const goOn = `kubectl annotate ncl ${name} ${keysOf(spec).releaseHold}=true`;
  return `${hold?.why ?? 'held'}${place}; it begins by itself in its turn, or at once with: ${goOn}`;
}

type Undated = Omit<Condition, 'lastTransitionTime'>;

function conditionsOf(phase: Phase, blocked: TaskRecord | undefined, message: string): readonly Undated[] {
  const finished = phase === 'Completed' || phase === 'Skipped';
  return [
    { type: 'Completed', status: finished ? 'True' : 'False', reason: finished ? phase : 'InProgress', message },
    {
      type: 'Blocked',
      status: blocked === undefined ? 'False' : 'True',
      reason: blocked?.reason ?? 'NotBlocked',
      message: blocked?.message ?? '',
    },
    {
      type: 'Progressing',
      status: finished || phase === 'Held' || blocked !== undefined ? 'False' : 'True',
      reason: blocked === undefined ? phase : 'Blocked',
      message,
    },
  ];
}

/** lastTransitionTime moves only when the status does (Kubernetes API conventions, conditions). */
function dated(condition: Undated, previous: readonly Condition[], now: string): Condition {
  const before = previous.find(({ type }) => type === condition.type);
  const since = before?.status === condition.status ? before.lastTransitionTime : now;
  return { ...condition, lastTransitionTime: since };
}
