import type { NodeRecord } from '../../../lib/node/record.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import type { Scope, TaskRun } from '../../../lib/operation/task.ts';

const RECORD: NodeRecord = {
  name: 'n1',
  uid: 'node-uid',
  resourceVersion: '1',
  createdAt: '2025-01-01T00:00:00Z',
  deletedAt: '2026-01-01T00:00:00Z',
  labels: {},
  annotations: {},
  finalizers: ['infra.894.io/node-cleanup'],
  unschedulable: false,
  taints: [],
  ready: { status: 'True', since: '2025-01-01T00:00:00Z' },
  machine: { machineID: '', systemUUID: '', bootID: '', providerID: '' },
};

export const node = (part: Partial<NodeRecord> = {}): NodeRecord => ({ ...RECORD, ...part });

export const subject = (part: Partial<NodeSubject> = {}): NodeSubject => ({
  nodeName: 'n1',
  nodeUID: 'node-uid',
  node: node(),
  deadAfterMs: 300_000,
  requestedAt: '2026-01-01T00:00:00Z',
  record: { kind: 'NodeCleanup', name: 'n1-12345678' },
  ...part,
});

export interface TestRun extends TaskRun<NodeSubject>, Disposable {
  /** How often another run was asked for. */
  readonly woken: () => number;
}

/** A run of a task as the engine makes it; several runs of one operation share what the task keeps. */
export function taskRun(part: Partial<TaskRun<NodeSubject>> = {}): TestRun {
  const kept = new Map<string, Disposable>();
  const stop = new AbortController();
  let woken = 0;
  const scope: Scope = {
    keep: <T extends Disposable>(key: string, create: () => T): T => {
      const found = kept.get(key) ?? create();
      kept.set(key, found);
      // The contract of Scope: a key is always used for the same type.
      return found as T;
    },
  };
  return {
    subject: subject(),
    operation: 'operation-uid',
    name: 'task',
    options: {},
    record: { name: 'task', state: 'Running', attempts: 0 },
    startedAt: Date.parse('2026-01-01T00:00:00Z'),
    signal: stop.signal,
    scope,
    wake: () => {
      woken += 1;
    },
    ...part,
    woken: () => woken,
    [Symbol.dispose]: () => {
      stop.abort();
      for (const disposable of kept.values()) disposable[Symbol.dispose]();
    },
  };
}
