import { count, listFew } from '../../operation/text.ts';
import type { PodStep, Step } from './drain-plan.ts';
import { nameOfPod, type PodRecord } from './pod-record.ts';

export const listPods = (pods: readonly PodRecord[]): string => listFew(pods.map(nameOfPod));

export const countPods = (number: number): string => count(number, 'pod');

/**
 * Why each pod is still there, pods with the same reason together, what needs a person first. Nothing in it changes
 * with time alone, so that it can be written down without being written again and again.
 */
export function describeSteps(steps: readonly PodStep[]): string {
  const groups = new Map<string, { readonly rank: number; readonly pods: PodRecord[] }>();
  for (const { pod, step } of steps) {
    const text = describeStep(pod, step);
    const group = groups.get(text) ?? { rank: RANK.indexOf(step.is), pods: [] };
    group.pods.push(pod);
    groups.set(text, group);
  }
  return [...groups]
    .toSorted(([, a], [, b]) => a.rank - b.rank)
    .map(([text, { pods }]) => `${listPods(pods)}: ${text}`)
    .join('; ');
}

const RANK: readonly Step['is'][] = [
  'stuck',
  'budget',
  'retry',
  'terminating',
  'namespace',
  'asked',
  'ask',
  'lost',
  'later',
];

/** One pod's step in words, without its name. */
export function describeStep(pod: PodRecord, step: Step): string {
  switch (step.is) {
    case 'stuck':
    case 'budget':
      return step.text;
    case 'retry':
      return `could not be evicted and is tried again: ${step.text}`;
    case 'terminating':
      return step.overdue ? describeOverdue(pod) : 'terminating';
    case 'namespace':
      return 'its namespace is being deleted, which takes it along';
    case 'asked':
      return 'asked to end';
    case 'ask':
      return step.how === 'evict' ? 'about to be evicted' : 'about to be deleted';
    case 'lost':
      return 'its kubelet is dead and its grace period is over, so it counts as gone';
    case 'later':
      return 'evicted after those';
  }
}

function describeOverdue(pod: PodRecord): string {
  const { deletionGraceSeconds: grace, finalizers } = pod;
  // Once the kubelet has ended its containers it deletes the pod with no grace at all; only finalizers hold it then.
  const late = grace > 0 ? `, longer than its grace period of ${grace} s` : '';
  const held = finalizers.length > 0 ? `, held by the finalizers ${finalizers.join(', ')}` : '';
  return `terminating since ${deletionRequestedAt(pod)}${late}${held}`;
}

/** deletionTimestamp is the request plus the grace period. */
function deletionRequestedAt(pod: PodRecord): string {
  const end = Date.parse(pod.deletionTimestamp ?? '');
  if (Number.isNaN(end)) return 'an unknown time';
  return new Date(end - pod.deletionGraceSeconds * 1_000).toISOString().replace('.000Z', 'Z');
}
