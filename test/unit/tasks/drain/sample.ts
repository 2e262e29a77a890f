import type { Budget } from '../../../../lib/tasks/drain/budget.ts';
import type { Attempt, DrainView } from '../../../../lib/tasks/drain/drain-plan.ts';
import { readOptions } from '../../../../lib/tasks/drain/options.ts';
import type { PodRecord } from '../../../../lib/tasks/drain/pod-record.ts';

export const NOW = Date.parse('2026-01-01T00:00:00Z');

/** A pod of a Deployment that runs and is ready. */
export function pod(name: string, part: Partial<PodRecord> = {}): PodRecord {
  return {
    namespace: 'default',
    name,
    uid: `uid-${name}`,
    labels: { app: name.split('-')[0] ?? name },
    phase: 'Running',
    ready: true,
    deletionTimestamp: undefined,
    deletionGraceSeconds: 0,
    finalizers: [],
    priority: 0,
    controller: { kind: 'ReplicaSet', name: 'r' },
    mirror: false,
    emptyDir: false,
    ...part,
  };
}

/** Asked to end with 30 s of grace, `ago` milliseconds before NOW. */
export function terminating(name: string, ago = 0, part: Partial<PodRecord> = {}): PodRecord {
  const deletionTimestamp = new Date(NOW - ago + 30_000).toISOString().replace('.000Z', 'Z');
  return pod(name, { deletionTimestamp, deletionGraceSeconds: 30, ...part });
}

/** A budget that selects the pods with `app: NAME`: three pods, all healthy, one may go. */
export function budget(name: string, part: Partial<Budget> = {}): Budget {
  return {
    namespace: 'default',
    name,
    selector: { text: '', requirements: [{ key: 'app', operator: 'in', values: new Set([name]) }] },
    current: true,
    disruptionsAllowed: 1,
    currentHealthy: 3,
    desiredHealthy: 2,
    expectedPods: 3,
    unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    syncFailed: undefined,
    ...part,
  };
}

export function view(part: Partial<DrainView> = {}): DrainView {
  return {
    pods: [],
    budgets: [],
    options: readOptions({}),
    deadAt: undefined,
    attempts: new Map(),
    forceAt: undefined,
    now: NOW,
    ...part,
  };
}

export const refused: Attempt = {
  answer: { is: 'budget', text: 'the disruption budget web needs 2 healthy pods and has 2 currently' },
  waitMs: 5_000,
  times: 2,
};
export const accepted: Attempt = { answer: { is: 'accepted', how: 'evict' }, waitMs: 10_000, times: 1 };
