import { WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import type { Outcome } from '../../operation/task.ts';
import { cut } from '../../operation/text.ts';
import { countPods, describeSteps } from './describe.ts';
import { type DrainView, isDeadNow, isForced, OVERDUE_MS, type PodStep, type Step } from './drain-plan.ts';

/** So that what a person can do, which comes last, still finds room in the record. */
const DESCRIPTION = 640;

const SOONEST_MS = 100;
/** How often what no watch tells is looked at. */
const UNWATCHED_MS = 30_000;

/** What the drain answers while pods are left: blocked when only a person can get any of them moving. */
export function outcomeOf(steps: readonly PodStep[], view: DrainView, wayOut: string): Outcome {
  const left = steps.filter(({ step }) => step.is !== 'lost');
  const what = [`${countPods(left.length)} left`, ...notesOn(view), cut(describeSteps(left), DESCRIPTION)].join('. ');
  const stuck = left.flatMap(({ step }) => (step.is === 'stuck' ? [step] : []));
  const [first] = stuck;
  if (first !== undefined && left.every(({ step }) => step.is === 'stuck' || step.is === 'later')) {
    const remedies = [...new Set(stuck.map(({ remedy }) => remedy))].join(', or ');
    const message = `${what}. To go on: ${remedies}, or ${wayOut}`;
    // A right that is given, or a webhook that changes its mind, shows only when one asks again.
    const isWatched = stuck.every(({ reason }) => reason !== 'EvictionForbidden');
    return { state: 'blocked', reason: first.reason, message, ...(isWatched ? { checkAfterMs: latestMs(view) } : {}) };
  }
  return { state: 'waiting', reason: reasonOf(left), message: what, checkAfterMs: checkAfterMs(left, view) };
}

/** What is out of the ordinary about the whole drain. */
export function notesOn(view: DrainView): readonly string[] {
  const notes: string[] = [];
  if (isDeadNow(view)) notes.push('The kubelet is not ready for so long that it counts as dead');
  if (isForced(view)) notes.push('The time for evictions is over (forceAfter), so pods are deleted');
  return notes;
}

/** The most telling of what is waited for. */
function reasonOf(left: readonly PodStep[]): string {
  const has = (is: Step['is']) => left.some(({ step }) => step.is === is);
  if (has('budget')) return 'DisruptionBudget';
  if (has('retry')) return 'EvictionFailed';
  if (left.some(({ step }) => step.is === 'terminating' && step.overdue)) return 'PodStuckTerminating';
  return has('namespace') ? 'NamespaceTerminating' : 'PodsTerminating';
}

function checkAfterMs(left: readonly PodStep[], view: DrainView): number {
  const most = latestMs(view);
  const waits = left.map(({ pod, step }) => {
    switch (step.is) {
      case 'ask':
        return SOONEST_MS;
      case 'terminating':
        return step.overdue ? most : Date.parse(pod.deletionTimestamp ?? '') + OVERDUE_MS - view.now;
      default:
        return view.attempts.get(pod.uid)?.waitMs ?? most;
    }
  });
  const ahead = [view.forceAt, view.deadAt].filter((time) => time !== undefined && time > view.now);
  const soonest = Math.min(...waits, ...ahead.map((time) => (time ?? 0) - view.now));
  // A date that cannot be read gives no number.
  return Number.isNaN(soonest) ? most : Math.ceil(Math.min(most, Math.max(SOONEST_MS, soonest)));
}

const latestMs = ({ areBudgetsWatched }: DrainView): number =>
  areBudgetsWatched === true ? WATCHED_RECHECK_MS : UNWATCHED_MS;
