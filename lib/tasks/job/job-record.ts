import type { KubeObject } from '../../kube/client.ts';
import { booleanAt, isObject, type JsonObject, listAt, numberAt, stringAt, stringMapAt } from '../../kube/json.ts';
import { JOBS, PODS } from '../../kube/resource.ts';
import type { View } from '../../kube/shared-watch/view.ts';
import { jobLabels } from '../../node/job-labels.ts';
import type { NodeKeys } from '../../node/keys.ts';

/** What is looked at of a Job. Times are RFC 3339. */
export interface JobRecord {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly isDeleting: boolean;
  readonly isSuspended: boolean;
  readonly active: number;
  readonly failedPods: number;
  /** Of the conditions that end a Job, for good: https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
  readonly end: { readonly is: 'complete' } | { readonly is: 'failed'; readonly why: string } | undefined;
}

/** What is looked at of one of its pods. */
export interface JobPod {
  readonly namespace: string;
  readonly name: string;
  readonly jobUID: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly phase: string;
  readonly isDeleting: boolean;
  /** Why the scheduler has no place for it. */
  readonly unschedulable: string | undefined;
  /** Of the pod as a whole, such as an eviction. */
  readonly message: string | undefined;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  /** Why it does not start. */
  readonly waiting: { readonly reason: string; readonly message: string } | undefined;
  /** How it ended, or how it ended the last time. */
  readonly ended: { readonly exitCode: number; readonly reason: string } | undefined;
}

export interface JobViews {
  readonly jobs: View<JobRecord>;
  readonly pods: View<JobPod>;
}

/** All Jobs of operations in a namespace, and their pods, found by operation. */
export function viewsOf(namespace: string, keys: NodeKeys): JobViews {
  const { operation } = jobLabels(keys);
  const keysOf = ({ labels }: JobRecord | JobPod) => [labels[operation] ?? ''];
  const common = { namespace, labelSelector: operation, keysOf };
  return {
    jobs: { ...common, resource: JOBS, parse: parseJob },
    pods: { ...common, resource: PODS, parse: parsePod },
  };
}

export function parseJob(job: KubeObject): JobRecord {
  return {
    namespace: job.metadata.namespace ?? '',
    name: job.metadata.name,
    uid: job.metadata.uid,
    labels: stringMapAt(job, 'metadata', 'labels'),
    createdAt: job.metadata.creationTimestamp ?? '',
    isDeleting: job.metadata.deletionTimestamp !== undefined,
    isSuspended: booleanAt(job, 'spec', 'suspend') ?? false,
    active: numberAt(job, 'status', 'active') ?? 0,
    failedPods: numberAt(job, 'status', 'failed') ?? 0,
    end: endOf(job),
  };
}

function endOf(job: KubeObject): JobRecord['end'] {
  const holding = (type: string) =>
    listAt(job, 'status', 'conditions').find(
      (condition) => stringAt(condition, 'type') === type && stringAt(condition, 'status') === 'True',
    );
  const failed = holding('Failed');
  if (failed !== undefined) return { is: 'failed', why: both(stringAt(failed, 'reason'), stringAt(failed, 'message')) };
  return holding('Complete') === undefined ? undefined : { is: 'complete' };
}

export function parsePod(pod: KubeObject): JobPod {
  const owner = listAt(pod, 'metadata', 'ownerReferences').find((reference) => stringAt(reference, 'kind') === 'Job');
  const scheduled = listAt(pod, 'status', 'conditions').find((item) => stringAt(item, 'type') === 'PodScheduled');
  const isPlaced = stringAt(pod, 'spec', 'nodeName') !== undefined || stringAt(scheduled, 'status') !== 'False';
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    jobUID: stringAt(owner, 'uid') ?? '',
    labels: stringMapAt(pod, 'metadata', 'labels'),
    createdAt: pod.metadata.creationTimestamp ?? '',
    phase: stringAt(pod, 'status', 'phase') ?? '',
    isDeleting: pod.metadata.deletionTimestamp !== undefined,
    unschedulable: isPlaced ? undefined : both(stringAt(scheduled, 'reason'), stringAt(scheduled, 'message')),
    message: stringAt(pod, 'status', 'message'),
    containers: ['initContainerStatuses', 'containerStatuses'].flatMap((field) =>
      listAt(pod, 'status', field).filter(isObject).map(parseContainer),
    ),
  };
}

function parseContainer(status: JsonObject): Container {
  const waiting = stringAt(status, 'state', 'waiting', 'reason');
  const message = stringAt(status, 'state', 'waiting', 'message') ?? '';
  return {
    name: stringAt(status, 'name') ?? '',
    image: stringAt(status, 'image') ?? '',
    waiting: waiting === undefined ? undefined : { reason: waiting, message },
    ended: endedOf(status, 'state') ?? endedOf(status, 'lastState'),
  };
}

function endedOf(status: JsonObject, field: string): Container['ended'] {
  const exitCode = numberAt(status, field, 'terminated', 'exitCode');
  if (exitCode === undefined) return undefined;
  return { exitCode, reason: stringAt(status, field, 'terminated', 'reason') ?? '' };
}

const both = (reason = '', message = ''): string => [reason, message].filter((text) => text !== '').join(': ');
