import type { KubeClient } from '../../kube/client.ts';
import { POD_DISRUPTION_BUDGETS } from '../../kube/resource.ts';
import { deadAt } from '../../node/readiness.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { parseBudget } from './budget.ts';
import { countPods, describeStep } from './describe.ts';
import { type DrainView, isDeadNow, type PodStep, planDrain } from './drain-plan.ts';
import { withoutInstanceManagers } from './instance-managers.ts';
import { listPodsOf } from './live-pods.ts';
import { type DrainOptions, readOptions } from './options.ts';
import { nameOfPod } from './pod-record.ts';
import { predictRefusals } from './predict.ts';

/** What a drain that began now would find: the drain's own plan, with the budgets' answers worked out in place of asked for. */
export async function foreseeDrain(client: KubeClient, look: TaskLook, now: number): Promise<Forecast> {
  const { node, nodeName, deadAfterMs } = look.subject;
  if (node === undefined) return NODE_GONE;
  const options = withoutInstanceManagers(readOptions(look.options), look.subject.kinds);
  const pods = await listPodsOf(client, nodeName, look.signal);
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))];
  const lists = namespaces.map((namespace) => client.list(POD_DISRUPTION_BUDGETS, { namespace, signal: look.signal }));
  const budgets = (await Promise.all(lists)).flatMap(({ items }) => items.map(parseBudget));
  const attempts = predictRefusals(pods, budgets, now);
  const view = { pods, budgets, options, attempts, deadAt: deadAt(node.ready, deadAfterMs), now };
  return forecastOf(planDrain({ ...view, forceAt: undefined }), { ...view, forceAt: undefined });
}

function forecastOf(steps: readonly PodStep[], view: DrainView): Forecast {
  const details = steps.map(({ pod, step }) => `${nameOfPod(pod)}: ${wordsFor({ pod, step })}`);
  if (steps.length === 0) return { state: 'done', message: 'no pod would have to be evicted' };
  const dead = isDeadNow(view)
    ? '; the kubelet counts as dead, so they would be waited for no longer than their grace period'
    : '';
  const stuck = steps.flatMap(({ step }) => (step.is === 'stuck' ? [step] : []));
  const [first] = stuck;
  if (first !== undefined) {
    const remedies = [...new Set(stuck.map(({ remedy }) => remedy))].join(', or ');
    const message = `${countPods(steps.length)} would have to be evicted, and ${stuck.length} of them cannot be. To go on: ${remedies}${dead}`;
    return { state: 'blocked', reason: first.reason, message, details };
  }
  const held = steps.filter(({ step }) => step.is === 'budget');
  const budgets = held.length === 0 ? '' : `; disruption budgets would hold ${countPods(held.length)} back for a while`;
  const forced = forcedNote(held.length, view.options);
  return {
    state: 'waiting',
    message: `${countPods(steps.length)} would be evicted${budgets}${forced}${dead}`,
    details,
  };
}

const forcedNote = (held: number, { forceAfterMs }: DrainOptions): string =>
  held > 0 && forceAfterMs !== undefined ? `, and be deleted after ${forceAfterMs / 1_000} s (forceAfter)` : '';

function wordsFor({ pod, step }: PodStep): string {
  switch (step.is) {
    case 'ask':
      return step.how === 'evict' ? 'evicted' : 'deleted';
    case 'later':
      return 'evicted once the workload is gone';
    default:
      return describeStep(pod, step);
  }
}
