import { deadAt } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { PlannedTask } from '../../operation/plan.ts';
import { isOver } from '../../operation/record.ts';
import { budgetsOf } from '../../tasks/drain/budget.ts';
import { describeStep } from '../../tasks/drain/describe.ts';
import { type PodStep, planDrain, type Step } from '../../tasks/drain/drain-plan.ts';
import { withoutInstanceManagers } from '../../tasks/drain/instance-managers.ts';
import { DRAIN, type DrainOptions, readOptions, withoutOwnJobs } from '../../tasks/drain/options.ts';
import { standingOf } from '../../tasks/drain/pod-filter.ts';
import type { PodRecord } from '../../tasks/drain/pod-record.ts';
import { predictRefusals } from '../../tasks/drain/predict.ts';
import type { NodeCleanup } from '../node-cleanup.ts';
import { DEFAULT_DEAD_AFTER_MS } from '../node-cleanup.ts';
import type { PodReason, PodsView, PodView } from './document.ts';
import { type ExplainFacts, valueOr } from './facts.ts';

/**
 * The pods that hold the Node, each with its reason: what the drain itself would find now, worked out by its own rules.
 * Undefined when no drain waits for them.
 */
export function podsView(
  facts: ExplainFacts,
  node: NodeRecord,
  cleanup: NodeCleanup | undefined,
): PodsView | undefined {
  if (!facts.pods.read) return undefined;
  const drain = drainOf(cleanup);
  if (drain === undefined || isOver(drain.state)) return undefined;
  const kinds = new Set(cleanup?.spec.plan.tasks.map(({ task }) => task));
  const asked = withoutInstanceManagers(optionsOf(drain.task), kinds);
  const options = withoutOwnJobs(asked, cleanup?.uid ?? '', facts.keys);
  const pods = facts.pods.value;
  const budgets = valueOr(facts.budgets, []);
  const forced = forceAt(options, drain.startedAt);
  const steps = planDrain({
    pods,
    budgets,
    options,
    deadAt: deadAt(node.ready, cleanup?.spec.deadAfterMs ?? DEFAULT_DEAD_AFTER_MS),
    attempts: predictRefusals(pods, budgets, facts.now),
    forceAt: forced,
    now: facts.now,
  });
  const left = steps.map((found) => podView(found, facts));
  return {
    left: left.toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason)),
    forcedAt: forced === undefined ? undefined : new Date(forced).toISOString(),
    staying: stayingOf(pods, options),
  };
}

/** How many pods run there that a drain would not leave alone. */
export function workloadCount(pods: readonly PodRecord[]): number {
  const options = readOptions({});
  return pods.filter((pod) => standingOf(pod, options).is !== 'left').length;
}

interface Drain {
  readonly task: PlannedTask | undefined;
  readonly state: 'Pending' | NodeCleanup['status']['tasks'][number]['state'];
  readonly startedAt: string | undefined;
}

/** The drain of the plan; without a record nothing is known of the plan, and most have one. */
function drainOf(cleanup: NodeCleanup | undefined): Drain | undefined {
  if (cleanup === undefined) return { task: undefined, state: 'Pending', startedAt: undefined };
  const drains = cleanup.spec.plan.tasks
    .filter(({ task, stage }) => task === DRAIN.name && stage === 'before')
    .map((task): Drain => {
      const record = cleanup.status.tasks.find(({ name }) => name === task.name);
      return { task, state: record?.state ?? 'Pending', startedAt: record?.startedAt };
    });
  return drains.find(({ state }) => !isOver(state)) ?? drains[0];
}

/** Options that the drain cannot read stop it with an error of its own; the pods are shown all the same. */
function optionsOf(task: PlannedTask | undefined): DrainOptions {
  try {
    return readOptions(task?.options ?? {});
  } catch {
    return readOptions({});
  }
}

function forceAt({ forceAfterMs }: DrainOptions, startedAt: string | undefined): number | undefined {
  const start = Date.parse(startedAt ?? '');
  return forceAfterMs === undefined || Number.isNaN(start) ? undefined : start + forceAfterMs;
}

/** Those that need a person first. */
const REASONS: readonly PodReason[] = [
  'MoreThanOneBudget',
  'BudgetAllowsNoDisruption',
  'BudgetNotComputable',
  'UnmanagedPod',
  'LocalData',
  'TerminatingTooLong',
  'DisruptionBudget',
  'Terminating',
  'BeingCreated',
  'ToBeEvicted',
  'NotItsTurn',
  'KubeletDead',
];

function podView({ pod, step }: PodStep, facts: ExplainFacts): PodView {
  const reason = reasonOf(pod, step);
  const byBudget = step.is === 'budget' || (step.is === 'stuck' && /Budget/.test(step.reason));
  const concerned = byBudget ? budgetsOf(pod, valueOr(facts.budgets, [])) : [];
  return {
    namespace: pod.namespace,
    name: pod.name,
    uid: pod.uid,
    reason,
    message: messageOf(pod, step, reason),
    ...(step.is === 'stuck' ? { remedy: step.remedy } : {}),
    budgets: concerned.map(({ name }) => name),
    finalizers: pod.finalizers,
  };
}

function reasonOf(pod: PodRecord, step: Step): PodReason {
  switch (step.is) {
    case 'stuck':
      return step.reason === 'EvictionForbidden' ? 'ToBeEvicted' : step.reason;
    case 'budget':
      return 'DisruptionBudget';
    case 'terminating':
      return step.overdue ? 'TerminatingTooLong' : 'Terminating';
    case 'lost':
      return 'KubeletDead';
    case 'later':
      return 'NotItsTurn';
    default:
      return pod.phase === 'Pending' ? 'BeingCreated' : 'ToBeEvicted';
  }
}

function messageOf(pod: PodRecord, step: Step, reason: PodReason): string {
  switch (reason) {
    case 'Terminating': {
      const held = pod.finalizers.length > 0 ? `, held by the finalizers ${pod.finalizers.join(', ')}` : '';
      return `terminating; it has until ${pod.deletionTimestamp ?? 'an unknown time'}${held}`;
    }
    case 'BeingCreated':
      return 'being created: its containers have not started; it is evicted like the others';
    case 'ToBeEvicted':
      return 'nothing known keeps it; the drain evicts it when it comes to it';
    case 'NotItsTurn':
      return 'critical for the cluster or the Node: evicted once the workload is gone';
    default:
      return describeStep(pod, step);
  }
}

function stayingOf(pods: readonly PodRecord[], options: DrainOptions): PodsView['staying'] {
  const counts = { daemonSet: 0, mirror: 0, finished: 0, skipPods: 0 };
  for (const pod of pods) {
    const standing = standingOf(pod, options);
    if (standing.is === 'left') counts[standing.why === 'DaemonSet' ? 'daemonSet' : standing.why] += 1;
  }
  return counts;
}
