import type { NodeCleanup, NodeCleanupStatus } from '../../../lib/cleanup/node-cleanup.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import type { NodeRecord } from '../../../lib/node/record.ts';
import type { Plan, PlannedTask } from '../../../lib/operation/plan.ts';

export const KEYS = nodeKeys();

export const plannedTask = (name: string, more: Partial<PlannedTask> = {}): PlannedTask => ({
  name,
  task: name,
  stage: 'before',
  needs: [],
  timeoutMs: undefined,
  onTimeout: 'block',
  options: {},
  ...more,
});

export const plan = (...tasks: readonly PlannedTask[]): Plan => ({
  tasks,
  deadlineMs: undefined,
  onDeadline: 'block',
  retry: { baseMs: 1_000, capMs: 60_000 },
});

export const status = (more: Partial<NodeCleanupStatus> = {}): NodeCleanupStatus => ({
  phase: 'Pending',
  tasks: [],
  conditions: [],
  ...more,
});

export const cleanup = (more: Partial<NodeCleanup> = {}): NodeCleanup => ({
  name: 'worker-1-1a2b3c4d',
  uid: 'cleanup-uid',
  resourceVersion: '7',
  createdAt: '2026-01-01T00:00:00Z',
  releaseHold: false,
  spec: {
    nodeName: 'worker-1',
    nodeUID: 'node-uid',
    requestedAt: '2026-01-01T00:00:00Z',
    finalizer: KEYS.finalizer,
    deadAfterMs: 300_000,
    plan: plan(plannedTask('cordon'), plannedTask('drain', { needs: ['cordon'] })),
  },
  status: status(),
  ...more,
});

export const nodeRecord = (more: Partial<NodeRecord> = {}): NodeRecord => ({
  name: 'worker-1',
  uid: 'node-uid',
  resourceVersion: '1',
  createdAt: '2026-01-01T00:00:00Z',
  deletedAt: undefined,
  labels: {},
  annotations: {},
  finalizers: [],
  unschedulable: false,
  taints: [],
  ready: { status: 'True', since: '2026-01-01T00:00:00Z' },
  machine: { machineID: '', systemUUID: '', bootID: '', providerID: '' },
  ...more,
});
