import { type Budget, judge } from './budget.ts';
import type { DrainOptions } from './options.ts';
import { standingOf } from './pod-filter.ts';
import type { PodRecord } from './pod-record.ts';

/** What the API server said when it was asked to evict or delete a pod. */
export type Answer =
  | { readonly is: 'accepted'; readonly how: Way }
  /** There is no such pod any more; another one may bear its name. */
  | { readonly is: 'gone' }
  /** 429 because of a disruption budget, 500 because of several. */
  | { readonly is: 'budget'; readonly text: string }
  /** 403: the namespace is being deleted, and so will be the pod. */
  | { readonly is: 'namespace' }
  /** 403 for any other reason. */
  | { readonly is: 'forbidden'; readonly text: string }
  /** 429 because the API server is busy, or any other error. */
  | { readonly is: 'failed'; readonly text: string };

export type Way = 'evict' | 'delete';

export interface Attempt {
  readonly answer: Answer;
  /** Not asked again before so many milliseconds have passed. */
  readonly waitMs: number;
  /** How often in a row the answer was of this kind. */
  readonly times: number;
}

export interface DrainView {
  readonly pods: readonly PodRecord[];
  /** Of the namespaces where a budget has refused; the API server is the judge, they explain. */
  readonly budgets: readonly Budget[];
  /** A change of theirs is told at once. */
  readonly areBudgetsWatched?: boolean | undefined;
  readonly options: DrainOptions;
  /** From when on the kubelet counts as dead: nobody ends the pods, and nobody says that they have ended. */
  readonly deadAt: number | undefined;
  /** By uid; what was asked for so far. */
  readonly attempts: ReadonlyMap<string, Attempt>;
  /** When deleting takes the place of evicting, in milliseconds since the epoch; undefined is never. */
  readonly forceAt: number | undefined;
  readonly now: number;
  /** Our own pod, which goes last. */
  readonly self?: { readonly namespace: string; readonly name: string } | undefined;
}

export type Step =
  | { readonly is: 'ask'; readonly how: Way }
  /** It was asked for, and the watch does not show it yet. */
  | { readonly is: 'asked' }
  /** `overdue`: its grace period is over and it is still there. */
  | { readonly is: 'terminating'; readonly overdue: boolean }
  /** Its kubelet is dead and its grace period over: accepted as gone. */
  | { readonly is: 'lost' }
  /** Evicted once the pods that come before it are gone. */
  | { readonly is: 'later' }
  | { readonly is: 'budget'; readonly text: string }
  | { readonly is: 'namespace' }
  | { readonly is: 'retry'; readonly text: string }
  /** The others wait for something; these wait for a person. */
  | { readonly is: 'stuck'; readonly reason: StuckReason; readonly text: string; readonly remedy: string };

export type StuckReason =
  | 'MoreThanOneBudget'
  | 'BudgetAllowsNoDisruption'
  | 'BudgetNotComputable'
  | 'EvictionForbidden'
  | 'UnmanagedPod'
  | 'LocalData';

export interface PodStep {
  readonly pod: PodRecord;
  readonly step: Step;
}

/** The margin for clocks that differ and for a kubelet's last words, after the end of the grace period. */
export const OVERDUE_MS = 30_000;

/**
 * A budget's numbers lag behind the pods for a moment (a StatefulSet's pod that is gone and not yet created again makes
 * `minAvailable` look like all there are), so only the second refusal, seconds later, is believed to be for good.
 */
const REFUSALS_FOR_GOOD = 2;

/** The least priorities of the system's classes (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/). */
const SYSTEM_CLUSTER_CRITICAL = 2_000_000_000;
const SYSTEM_NODE_CRITICAL = 2_000_001_000;

/**
 * For each pod that the drain is about, the next step, in the order in which to take them. It only reads: what a person
 * who wants to know "what would happen" is told is what happens. A pod that is known to be gone has no step.
 */
export function planDrain(view: DrainView): readonly PodStep[] {
  const pods = view.pods.filter(
    (pod) => standingOf(pod, view.options).is !== 'left' && view.attempts.get(pod.uid)?.answer.is !== 'gone',
  );
  const settled = new Map(pods.map((pod) => [pod.uid, settledStep(pod, view)]));
  const open = pods.filter((pod) => settled.get(pod.uid)?.is !== 'lost');
  const turn = Math.min(...open.map((pod) => tierOf(pod, view)));
  return pods
    .toSorted((a, b) => tierOf(a, view) - tierOf(b, view) || a.priority - b.priority)
    .map((pod) => ({ pod, step: settled.get(pod.uid) ?? nextStep(pod, view, tierOf(pod, view) <= turn) }));
}

/**
 * Workload first, then what keeps the cluster and then the Node working, and last whoever does all this. Without a
 * kubelet that ends them one by one, or out of time, the order is worth nothing.
 */
function tierOf(pod: PodRecord, view: DrainView): number {
  if (view.self !== undefined && pod.namespace === view.self.namespace && pod.name === view.self.name) return 3;
  if (isDeadNow(view) || isForced(view)) return 0;
  if (pod.priority >= SYSTEM_NODE_CRITICAL) return 2;
  return pod.priority >= SYSTEM_CLUSTER_CRITICAL ? 1 : 0;
}

export const isForced = ({ forceAt, now }: DrainView): boolean => forceAt !== undefined && now >= forceAt;
export const isDeadNow = ({ deadAt, now }: DrainView): boolean => deadAt !== undefined && now >= deadAt;

/** The step of a pod that will be deleted already; undefined when it still has to be asked for. */
function settledStep(pod: PodRecord, view: DrainView): Step | undefined {
  if (pod.deletionTimestamp === undefined) return undefined;
  const overdue = view.now >= Date.parse(pod.deletionTimestamp) + OVERDUE_MS;
  return isDeadNow(view) && overdue ? { is: 'lost' } : { is: 'terminating', overdue };
}

function nextStep(pod: PodRecord, view: DrainView, itsTurn: boolean): Step {
  const attempt = view.attempts.get(pod.uid);
  if (attempt?.answer.is === 'accepted' && attempt.waitMs > 0) return { is: 'asked' };
  const kept = keptStep(pod, view);
  if (kept !== undefined) return kept;
  if (!itsTurn) return { is: 'later' };
  const how = wayFor(attempt, view);
  // Another way is tried at once: what refused the first does not refuse the second.
  if (attempt === undefined || attempt.waitMs <= 0 || isRefusedEviction(attempt, how)) return { is: 'ask', how };
  return waitingStep(pod, attempt, view);
}

function wayFor(attempt: Attempt | undefined, view: DrainView): Way {
  // A budget guards pods that serve. Those of a dead kubelet do not, and a request to delete them ends nothing yet.
  if (isDeadNow(view) && attempt?.answer.is === 'budget') return 'delete';
  return isForced(view) ? 'delete' : 'evict';
}

const isRefusedEviction = (attempt: Attempt, how: Way): boolean =>
  how === 'delete' && (attempt.answer.is === 'budget' || attempt.answer.is === 'namespace');

function keptStep(pod: PodRecord, view: DrainView): Step | undefined {
  const standing = standingOf(pod, view.options);
  if (standing.is !== 'kept') return undefined;
  return standing.why === 'unmanaged'
    ? { is: 'stuck', reason: 'UnmanagedPod', text: 'nothing would create it again', remedy: DELETE_BY_HAND }
    : { is: 'stuck', reason: 'LocalData', text: 'its emptyDir would be lost', remedy: DELETE_BY_HAND };
}

const DELETE_BY_HAND = 'save what it holds and delete it by hand';

function waitingStep(pod: PodRecord, attempt: Attempt, view: DrainView): Step {
  const { answer } = attempt;
  switch (answer.is) {
    case 'budget': {
      const verdict = judge(pod, view.budgets, view.now);
      if (verdict.is !== 'hopeless') return { is: 'budget', text: answer.text };
      // It ends by itself where deleting is allowed later, and a first refusal may be a budget that lags behind.
      const final = verdict.reason === 'MoreThanOneBudget' || attempt.times >= REFUSALS_FOR_GOOD;
      if (!final || view.forceAt !== undefined) return { is: 'budget', text: verdict.text };
      return { is: 'stuck', reason: verdict.reason, text: verdict.text, remedy: verdict.remedy };
    }
    case 'namespace':
      return { is: 'namespace' };
    case 'forbidden':
      return { is: 'stuck', reason: 'EvictionForbidden', text: answer.text, remedy: 'grant what is missing' };
    case 'failed':
      return { is: 'retry', text: answer.text };
    default:
      return { is: 'asked' };
  }
}
