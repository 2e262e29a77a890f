import { createHash } from 'node:crypto';
import { at, isObject, type JsonObject, listAt, numberAt, stringAt, stringMapAt, stringsAt } from '../kube/json.ts';
import { apiVersionOf, type Resource } from '../kube/resource.ts';
import { type NodeKeys, nodeKeys } from '../node/keys.ts';
import { type Machine, UNKNOWN_MACHINE } from '../node/machine.ts';
import type { Life } from '../node/readiness.ts';
import { MOMENTS, type OnTimeout, type Plan, type PlannedTask, type Stage } from '../operation/plan.ts';
import type { TaskRecord, TaskState } from '../operation/record.ts';
import { formatDuration, parseDuration } from '../time/duration.ts';

export const NODE_CLEANUPS: Resource = {
  group: 'infra.894.io',
  version: 'v1alpha1',
  plural: 'nodecleanups',
  kind: 'NodeCleanup',
  namespaced: false,
};

/** For a record of which nobody knows how it began. */
export const DEFAULT_DEAD_AFTER_MS = 300_000;

export const PHASES = [
  'Pending',
  'Held',
  'Running',
  'Blocked',
  'Releasing',
  'Finishing',
  'Completed',
  'Skipped',
] as const;
/**
 * Held: too many removals have begun of late, and it waits for its turn. Running and Blocked are before the pivot. Releasing: our finalizer is off, somebody else's still holds the Node.
 * Finishing: the Node is gone, tasks after it are left. Completed and Skipped are final.
 */
export type Phase = (typeof PHASES)[number];

/** The record of one removal, bound to one Node object by uid. Times are RFC 3339. */
export interface NodeCleanup {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly createdAt: string;
  /** The annotation that lets a held removal begin is set, to exactly `true`. */
  readonly releaseHold: boolean;
  readonly spec: NodeCleanupSpec;
  readonly status: NodeCleanupStatus;
}

export interface NodeCleanupSpec {
  readonly nodeName: string;
  readonly nodeUID: string;
  /** Its label kubernetes.io/hostname, where that is not its name. */
  readonly hostname?: string | undefined;
  /** When the deletion of the Node was asked for. */
  readonly requestedAt: string;
  /** The finalizer that this removal holds. */
  readonly finalizer: string;
  /** How long the Node must not have been Ready to count as dead, in milliseconds. */
  readonly deadAfterMs: number;
  /** The machine that the Node was, as far as it was known. */
  readonly machine?: Machine | undefined;
  /** As it was when the removal began; a changed configuration does not change it. */
  readonly plan: Plan;
}

export interface NodeCleanupStatus {
  readonly phase: Phase;
  readonly tasks: readonly TaskRecord[];
  readonly message?: string | undefined;
  /** The task that holds things up now. */
  readonly currentTask?: string | undefined;
  /** Who asked for the deletion, as far as Events tell. */
  readonly requestedBy?: string | undefined;
  readonly releasedAt?: string | undefined;
  /** When the Node was seen to be gone. */
  readonly nodeGoneAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly skippedAt?: string | undefined;
  /** The field manager that set the skip annotation, and when. */
  readonly skippedBy?: string | undefined;
  readonly foreignFinalizers?: readonly string[] | undefined;
  /** Whether the Node could do its part when it was last looked at, and since when. */
  readonly node?: Life | undefined;
  /** That it had to wait before it began. */
  readonly hold?: Hold | undefined;
  /** That the machine came back after the Node was gone. */
  readonly returned?: Returned | undefined;
  readonly conditions: readonly Condition[];
}

export interface Hold {
  readonly since: string;
  /** The rule that it waits for, for people. */
  readonly why: string;
  /** In the queue, from 1, when it was last looked at; only while it waits. */
  readonly position?: number | undefined;
  /** When it was let go. */
  readonly releasedAt?: string | undefined;
  /** Who or what let it go. */
  readonly releasedBy?: string | undefined;
}

/** The Node as which a machine registered again. */
export interface Returned {
  readonly nodeName: string;
  readonly nodeUID: string;
  /** When it was noticed. */
  readonly at: string;
}

export interface Condition {
  readonly type: 'Completed' | 'Blocked' | 'Progressing';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

export const isFinished = (cleanup: NodeCleanup): boolean =>
  cleanup.status.phase === 'Completed' || cleanup.status.phase === 'Skipped';

/** Whether it waits to begin; whatever has let its Node go has ended that. */
export const isHeld = (
  status: Pick<NodeCleanupStatus, 'hold' | 'releasedAt' | 'nodeGoneAt' | 'skippedAt' | 'finishedAt'>,
): boolean => {
  const { hold, releasedAt, nodeGoneAt, skippedAt, finishedAt } = status;
  if (hold === undefined || hold.releasedAt !== undefined) return false;
  return [releasedAt, nodeGoneAt, skippedAt, finishedAt].every((time) => time === undefined);
};

/** The keys of the operator that made the record: its prefix is that of the finalizer. */
export const keysOf = ({ finalizer }: Pick<NodeCleanupSpec, 'finalizer'>): NodeKeys =>
  nodeKeys(finalizer.slice(0, Math.max(0, finalizer.lastIndexOf('/'))));

/** The same for every attempt to create it, different for a Node of the same name that comes back. */
export function nodeCleanupName(nodeName: string, nodeUID: string): string {
  const suffix = createHash('sha256').update(nodeUID).digest('hex').slice(0, 8);
  // A name has at most 253 characters and no part of it may end in a dot or dash.
  return `${nodeName.slice(0, 253 - 9).replace(/[.-]+$/, '')}-${suffix}`;
}

export function newNodeCleanup(spec: NodeCleanupSpec): JsonObject {
  const { deadAfterMs, plan, machine, ...rest } = spec;
  return {
    apiVersion: apiVersionOf(NODE_CLEANUPS),
    kind: NODE_CLEANUPS.kind,
    metadata: { name: nodeCleanupName(spec.nodeName, spec.nodeUID) },
    spec: { ...rest, ...machineToJson(machine), deadAfter: formatDuration(deadAfterMs), plan: planToJson(plan) },
  };
}

export function parseNodeCleanup(object: JsonObject): NodeCleanup {
  const createdAt = stringAt(object, 'metadata', 'creationTimestamp') ?? '';
  const finalizer = stringAt(object, 'spec', 'finalizer') ?? '';
  return {
    name: stringAt(object, 'metadata', 'name') ?? '',
    uid: stringAt(object, 'metadata', 'uid') ?? '',
    resourceVersion: stringAt(object, 'metadata', 'resourceVersion') ?? '',
    createdAt,
    releaseHold: stringAt(object, 'metadata', 'annotations', keysOf({ finalizer }).releaseHold) === 'true',
    spec: {
      nodeName: stringAt(object, 'spec', 'nodeName') ?? '',
      nodeUID: stringAt(object, 'spec', 'nodeUID') ?? '',
      hostname: stringAt(object, 'spec', 'hostname'),
      requestedAt: stringAt(object, 'spec', 'requestedAt') ?? createdAt,
      finalizer,
      deadAfterMs: parseDuration(stringAt(object, 'spec', 'deadAfter') ?? '') ?? DEFAULT_DEAD_AFTER_MS,
      machine: parseMachine(at(object, 'spec', 'machine')),
      plan: parsePlan(at(object, 'spec', 'plan')),
    },
    status: parseStatus(at(object, 'status')),
  };
}

function parseStatus(status: unknown): NodeCleanupStatus {
  const foreign = stringsAt(status, 'foreignFinalizers');
  return {
    phase: PHASES.find((phase) => phase === stringAt(status, 'phase')) ?? 'Pending',
    tasks: listAt(status, 'tasks').map(parseTaskRecord),
    message: stringAt(status, 'message'),
    currentTask: stringAt(status, 'currentTask'),
    requestedBy: stringAt(status, 'requestedBy'),
    releasedAt: stringAt(status, 'releasedAt'),
    nodeGoneAt: stringAt(status, 'nodeGoneAt'),
    finishedAt: stringAt(status, 'finishedAt'),
    skippedAt: stringAt(status, 'skippedAt'),
    skippedBy: stringAt(status, 'skippedBy'),
    foreignFinalizers: foreign.length > 0 ? foreign : undefined,
    node: parseLife(at(status, 'node')),
    hold: parseHold(at(status, 'hold')),
    returned: parseReturned(at(status, 'returned')),
    conditions: listAt(status, 'conditions').flatMap(parseCondition),
  };
}

/** Only what is known. */
function machineToJson(machine: Machine = UNKNOWN_MACHINE): JsonObject {
  const known = Object.entries(machine).filter(([, id]) => id !== '');
  return known.length === 0 ? {} : { machine: Object.fromEntries(known) };
}

function parseMachine(machine: unknown): Machine | undefined {
  if (!isObject(machine)) return undefined;
  return {
    machineID: stringAt(machine, 'machineID') ?? '',
    systemUUID: stringAt(machine, 'systemUUID') ?? '',
    bootID: stringAt(machine, 'bootID') ?? '',
    providerID: stringAt(machine, 'providerID') ?? '',
  };
}

function parseHold(hold: unknown): Hold | undefined {
  const since = stringAt(hold, 'since');
  if (since === undefined) return undefined;
  return {
    since,
    why: stringAt(hold, 'why') ?? '',
    position: numberAt(hold, 'position'),
    releasedAt: stringAt(hold, 'releasedAt'),
    releasedBy: stringAt(hold, 'releasedBy'),
  };
}

function parseReturned(returned: unknown): Returned | undefined {
  const nodeUID = stringAt(returned, 'nodeUID');
  if (nodeUID === undefined) return undefined;
  return { nodeName: stringAt(returned, 'nodeName') ?? '', nodeUID, at: stringAt(returned, 'at') ?? '' };
}

function parseLife(life: unknown): Life | undefined {
  const state = (['Ready', 'NotReady', 'Dead'] as const).find((name) => name === stringAt(life, 'state'));
  return state === undefined ? undefined : { state, since: stringAt(life, 'since') ?? '' };
}

const TASK_STATES: readonly TaskState[] = [
  'Pending',
  'Running',
  'Waiting',
  'Blocked',
  'Retrying',
  'Done',
  'Skipped',
  'TimedOut',
];

function parseTaskRecord(record: unknown): TaskRecord {
  const changes = stringsAt(record, 'changes');
  const memory = stringMapAt(record, 'memory');
  return {
    name: stringAt(record, 'name') ?? '',
    state: TASK_STATES.find((state) => state === stringAt(record, 'state')) ?? 'Pending',
    reason: stringAt(record, 'reason'),
    message: stringAt(record, 'message'),
    attempts: numberAt(record, 'attempts') ?? 0,
    startedAt: stringAt(record, 'startedAt'),
    finishedAt: stringAt(record, 'finishedAt'),
    nextAttemptAt: stringAt(record, 'nextAttemptAt'),
    changes: changes.length > 0 ? changes : undefined,
    memory: Object.keys(memory).length > 0 ? memory : undefined,
  };
}

function parseCondition(condition: unknown): readonly Condition[] {
  const type = (['Completed', 'Blocked', 'Progressing'] as const).find((name) => name === stringAt(condition, 'type'));
  if (type === undefined) return [];
  return [
    {
      type,
      status: stringAt(condition, 'status') === 'True' ? 'True' : 'False',
      reason: stringAt(condition, 'reason') ?? '',
      message: stringAt(condition, 'message') ?? '',
      lastTransitionTime: stringAt(condition, 'lastTransitionTime') ?? '',
    },
  ];
}

function planToJson(plan: Plan): JsonObject {
  return {
    ...(plan.deadlineMs === undefined ? {} : { deadline: formatDuration(plan.deadlineMs) }),
    onDeadline: plan.onDeadline,
    retry: { base: formatDuration(plan.retry.baseMs), cap: formatDuration(plan.retry.capMs) },
    tasks: plan.tasks.map((task) => ({
      name: task.name,
      task: task.task,
      ...(typeof task.stage === 'string' ? { stage: task.stage } : { stage: 'moment', moment: task.stage.moment }),
      needs: task.needs,
      ...(task.timeoutMs === undefined ? {} : { timeout: formatDuration(task.timeoutMs) }),
      onTimeout: task.onTimeout,
      options: task.options,
    })),
  };
}

/** What cannot be read is read as the safe choice: block, no deadline, and a task before the pivot. */
function parsePlan(plan: unknown): Plan {
  return {
    tasks: listAt(plan, 'tasks').map(parsePlannedTask),
    deadlineMs: parseDuration(stringAt(plan, 'deadline') ?? ''),
    onDeadline: parseOnTimeout(at(plan, 'onDeadline')),
    retry: {
      baseMs: parseDuration(stringAt(plan, 'retry', 'base') ?? '') ?? 1_000,
      capMs: parseDuration(stringAt(plan, 'retry', 'cap') ?? '') ?? 300_000,
    },
  };
}

function parsePlannedTask(task: unknown): PlannedTask {
  const options = at(task, 'options');
  return {
    name: stringAt(task, 'name') ?? '',
    task: stringAt(task, 'task') ?? '',
    stage: parseStage(task),
    needs: stringsAt(task, 'needs'),
    timeoutMs: parseDuration(stringAt(task, 'timeout') ?? ''),
    onTimeout: parseOnTimeout(at(task, 'onTimeout')),
    options: isObject(options) ? options : {},
  };
}

function parseStage(task: unknown): Stage {
  const moment = MOMENTS.find((name) => name === stringAt(task, 'moment'));
  if (moment !== undefined) return { moment };
  return stringAt(task, 'stage') === 'after' ? 'after' : 'before';
}

const parseOnTimeout = (value: unknown): OnTimeout => (value === 'continue' ? 'continue' : 'block');
