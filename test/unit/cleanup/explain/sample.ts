import type { Explanation } from '../../../../lib/cleanup/explain/document.ts';
import { explain } from '../../../../lib/cleanup/explain/explain.ts';
import { type ExplainFacts, type FoundLease, seen } from '../../../../lib/cleanup/explain/facts.ts';
import type { NodeCleanup, NodeCleanupStatus } from '../../../../lib/cleanup/node-cleanup.ts';
import type { NodeRecord } from '../../../../lib/node/record.ts';
import { EVERYTHING } from '../../../../lib/node/selector.ts';
import type { Plan } from '../../../../lib/operation/plan.ts';
import type { Budget } from '../../../../lib/tasks/drain/budget.ts';
import type { PodRecord } from '../../../../lib/tasks/drain/pod-record.ts';
import { cleanup, KEYS, nodeRecord, status } from '../sample.ts';

/** Ten minutes after the deletion of the samples was asked for. */
export const NOW = Date.parse('2026-01-01T00:10:00Z');

export const lease = (more: Partial<FoundLease> = {}): FoundLease => ({
  namespace: 'node-cleanup',
  name: 'node-cleanup-webhook',
  holder: 'operator-1',
  durationMs: 15_000,
  renewTime: '2026-01-01T00:09:58.000000Z',
  acquireTime: '2026-01-01T00:00:00.000000Z',
  transitions: 0,
  ...more,
});

export const DEAD_LEASE = lease({ renewTime: '2026-01-01T00:03:00.000000Z' });

export const pod = (more: Partial<PodRecord> = {}): PodRecord => ({
  namespace: 'shop',
  name: 'web-0',
  uid: `uid-${more.name ?? 'web-0'}`,
  labels: { app: 'web' },
  phase: 'Running',
  ready: true,
  deletionTimestamp: undefined,
  deletionGraceSeconds: 0,
  finalizers: [],
  priority: 0,
  controller: { kind: 'ReplicaSet', name: 'web' },
  mirror: false,
  emptyDir: false,
  ...more,
});

export const budget = (more: Partial<Budget> = {}): Budget => ({
  namespace: 'shop',
  name: 'web',
  selector: EVERYTHING,
  current: true,
  disruptionsAllowed: 0,
  currentHealthy: 1,
  desiredHealthy: 2,
  expectedPods: 3,
  unhealthyPodEvictionPolicy: 'IfHealthyBudget',
  syncFailed: undefined,
  ...more,
});

export const guarded = (more: Partial<NodeRecord> = {}): NodeRecord =>
  nodeRecord({ finalizers: [KEYS.finalizer], ...more });

export const deleting = (more: Partial<NodeRecord> = {}): NodeRecord =>
  guarded({ deletedAt: '2026-01-01T00:00:00Z', unschedulable: true, ...more });

export const removal = (more: Partial<NodeCleanupStatus> = {}, plan?: Plan): NodeCleanup => {
  const sample = cleanup({ status: status({ phase: 'Running', ...more }) });
  return plan === undefined ? sample : { ...sample, spec: { ...sample.spec, plan } };
};

export interface Found extends Partial<Omit<ExplainFacts, 'node' | 'cleanups' | 'pods' | 'budgets' | 'leases'>> {
  readonly node?: NodeRecord | undefined;
  readonly cleanups?: readonly NodeCleanup[];
  readonly pods?: readonly PodRecord[];
  readonly budgets?: readonly Budget[];
  readonly leases?: readonly FoundLease[];
}

/** With an operator that is alive, unless told. */
export function factsOf(found: Found): ExplainFacts {
  const { node, cleanups = [], pods = [], budgets = [], leases = [lease()], ...more } = found;
  return {
    nodeName: 'worker-1',
    keys: KEYS,
    leaseName: 'node-cleanup-webhook',
    commands: { kubectl: 'kubectl', program: 'node-cleanup-webhook', options: [] },
    now: NOW,
    node: seen(node),
    cleanups: seen(cleanups),
    pods: seen(pods),
    budgets: seen(budgets),
    leases: seen(leases),
    ...more,
  };
}

export function explanationOf(facts: ExplainFacts): Explanation {
  const explanation = explain(facts);
  if (explanation === undefined) throw new Error('there is nothing to explain');
  return explanation;
}

export const explained = (found: Found): Explanation => explanationOf(factsOf(found));

export const commandsOf = ({ waysOut }: Explanation): readonly string[] => waysOut.flatMap(({ commands }) => commands);
