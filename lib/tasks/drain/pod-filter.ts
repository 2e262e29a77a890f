import type { PodRecord } from './pod-record.ts';

/** Why a pod stays where it is. */
export type Leaving = 'finished' | 'mirror' | 'DaemonSet' | 'skipPods';

/** What keeps a pod that ought to go: only a person may decide to lose what it holds. */
export type Keeping = 'unmanaged' | 'emptyDir';

export type Standing =
  | { readonly is: 'candidate' }
  | { readonly is: 'left'; readonly why: Leaving }
  | { readonly is: 'kept'; readonly why: Keeping };

export interface FilterOptions {
  readonly skips: (labels: Readonly<Record<string, string>>) => boolean;
  /** Pods that nothing would re-create. */
  readonly unmanaged: 'evict' | 'block';
  /** Pods with an emptyDir, whose content goes with them. */
  readonly emptyDir: 'evict' | 'block';
}

/**
 * Whether a drain is about this pod, as `kubectl drain --ignore-daemonsets` sees it
 * (https://github.com/kubernetes/kubectl/blob/master/pkg/drain/filters.go), except that a finished pod is left for the
 * pod garbage collector: nothing runs in it, and a Job may still want to count it.
 */
export function standingOf(pod: PodRecord, options: FilterOptions): Standing {
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return { is: 'left', why: 'finished' };
  // A mirror pod is not even a wish: deleting it only makes the kubelet create it again.
  if (pod.mirror) return { is: 'left', why: 'mirror' };
  // Its DaemonSet would put it back at once, since it tolerates an unschedulable Node.
  if (pod.controller?.kind === 'DaemonSet') return { is: 'left', why: 'DaemonSet' };
  if (options.skips(pod.labels)) return { is: 'left', why: 'skipPods' };
  // What is terminating already is lost already.
  if (pod.deletionTimestamp !== undefined) return { is: 'candidate' };
  if (options.unmanaged === 'block' && pod.controller === undefined) return { is: 'kept', why: 'unmanaged' };
  if (options.emptyDir === 'block' && pod.emptyDir) return { is: 'kept', why: 'emptyDir' };
  return { is: 'candidate' };
}
