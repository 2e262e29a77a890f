import { at, isObject, type JsonObject, listAt, numberAt, stringAt, stringMapAt, stringsAt } from '../kube/json.ts';
import { apiVersionOf } from '../kube/resource.ts';
import { type Machine, UNKNOWN_MACHINE } from '../node/machine.ts';
import type { Life } from '../node/readiness.ts';
import type { TaskRecord, TaskState } from '../operation/record.ts';
import { formatDuration, parseDuration } from '../time/duration.ts';
import {
  type Condition,
  DEFAULT_DEAD_AFTER_MS,
  type Hold,
  keysOf,
  NODE_CLEANUPS,
  type NodeCleanup,
  type NodeCleanupSpec,
  type NodeCleanupStatus,
  nodeCleanupName,
  PHASES,
  type Returned,
} from './node-cleanup.ts';
import { parsePlan, planToJson } from './plan-json.ts';

/** What is sent to create it. */
export function newNodeCleanup(spec: NodeCleanupSpec): JsonObject {
  const { deadAfterMs, plan, machine, ...rest } = spec;
  return {
    apiVersion: apiVersionOf(NODE_CLEANUPS),
    kind: NODE_CLEANUPS.kind,
    metadata: { name: nodeCleanupName(spec.nodeName, spec.nodeUID) },
    spec: { ...rest, ...machineToJson(machine), deadAfter: formatDuration(deadAfterMs), plan: planToJson(plan) },
  };
}

/** Reads what a person or an older version may have written; what cannot be read is read as the safe choice. */
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
    skipReason: stringAt(status, 'skipReason'),
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
