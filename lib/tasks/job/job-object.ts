import { createHash } from 'node:crypto';
import { at, isObject, type JsonObject, listAt, stringMapAt } from '../../kube/json.ts';
import { apiVersionOf, JOBS } from '../../kube/resource.ts';
import { type JobLabels, jobLabels } from '../../node/job-labels.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { JobOptions } from './options.ts';
import { fillIn } from './template.ts';

/** Of the records of operations, whatever the prefix of the finalizer. */
export const RECORDS_API_VERSION = 'infra.894.io/v1alpha1';

/** The operation's record, which the Job goes with. */
export interface Purpose {
  readonly subject: NodeSubject;
  /** The uid of the record. */
  readonly operation: string;
  readonly task: string;
}

/**
 * Pods are named after their Job, and those of an indexed one have their number in a host name, which has 63 characters
 * at most.
 */
const LONGEST_NAME = 52;
const HASH_LENGTH = 10;

/** The same for each run of this task of this operation, and of no other. */
export function jobName({ subject, operation, task }: Purpose): string {
  const hash = createHash('sha256').update(`${operation}\0${task}`).digest('hex').slice(0, HASH_LENGTH);
  const words = `${task}-${subject.nodeName}`.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
  const start = words.slice(0, LONGEST_NAME - HASH_LENGTH - 1).replaceAll(/^-+|-+$/g, '');
  return start === '' ? `job-${hash}` : `${start}-${hash}`;
}

/** The Job that the template stands for. Throws for a placeholder whose value is not harmless. */
export function newJob(options: JobOptions, purpose: Purpose, keys: NodeKeys): JsonObject {
  const { subject, operation, task } = purpose;
  const { kind, name: record } = subject.record;
  const { nodeName: node, nodeUID, requestedAt } = subject;
  const filled = fillIn(options.template, { node, nodeUID, kind, record, operation, task, requestedAt });
  const labels = labelsOf(jobLabels(keys), purpose);
  const spec = objectAt(filled, 'spec');
  const pod = objectAt(spec, 'template');
  return {
    apiVersion: apiVersionOf(JOBS),
    kind: JOBS.kind,
    metadata: {
      ...metadataWith(labels, objectAt(filled, 'metadata')),
      name: jobName(purpose),
      namespace: options.namespace,
      // Not blockOwnerDeletion, which would take rights on the record's finalizers.
      ownerReferences: [{ apiVersion: RECORDS_API_VERSION, kind, name: record, uid: operation }],
    },
    spec: {
      ...spec,
      template: {
        ...pod,
        metadata: metadataWith(labels, objectAt(pod, 'metadata')),
        spec: placed({ restartPolicy: 'Never', ...objectAt(pod, 'spec') }, options.on, subject, keys),
      },
    },
  };
}

const labelsOf = (names: JobLabels, { operation, task }: Purpose): Readonly<Record<string, string>> => ({
  [names.operation]: operation,
  [names.task]: task,
});

const metadataWith = (labels: Readonly<Record<string, string>>, metadata: JsonObject): JsonObject => ({
  ...metadata,
  labels: { ...stringMapAt(metadata, 'labels'), ...labels },
});

/**
 * On the Node, or on any but it. By its name and not by its label kubernetes.io/hostname, which may be another or missing:
 * https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled
 */
function placed(pod: JsonObject, on: JobOptions['on'], subject: NodeSubject, keys: NodeKeys): JsonObject {
  const here = { key: 'metadata.name', operator: on === 'node' ? 'In' : 'NotIn', values: [subject.nodeName] };
  const affinity = objectAt(pod, 'affinity');
  const nodeAffinity = objectAt(affinity, 'nodeAffinity');
  const terms = listAt(nodeAffinity, REQUIRED, 'nodeSelectorTerms').filter(isObject);
  // Terms are alternatives: the name belongs into each.
  const nodeSelectorTerms = (terms.length > 0 ? terms : [{}]).map((term) => ({
    ...term,
    matchFields: [...listAt(term, 'matchFields'), here],
  }));
  return {
    ...pod,
    affinity: { ...affinity, nodeAffinity: { ...nodeAffinity, [REQUIRED]: { nodeSelectorTerms } } },
    ...(on === 'node' ? { tolerations: [...listAt(pod, 'tolerations'), ...tolerationsFor(subject, keys)] } : {}),
  };
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** A kubelet that does not answer starts no pod: the scheduler had better say so than bind one to it. */
const UNRESPONSIVE: ReadonlySet<string> = new Set([
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/out-of-service',
]);

/**
 * The cordon, and whatever else the Node is tainted with now: the Job is meant for it. A pod that runs is left running
 * while the kubelet is away for a moment.
 */
function tolerationsFor({ node }: NodeSubject, keys: NodeKeys): readonly JsonObject[] {
  const exists = (key: string, effect: string) => ({ key, operator: 'Exists', effect });
  const own = (node?.taints ?? []).filter(({ key }) => !UNRESPONSIVE.has(key));
  const all = [
    exists(keys.terminatingTaint, 'NoSchedule'),
    exists('node.kubernetes.io/unschedulable', 'NoSchedule'),
    exists('node.kubernetes.io/not-ready', 'NoExecute'),
    exists('node.kubernetes.io/unreachable', 'NoExecute'),
    ...own.map(({ key, effect }) => exists(key, effect)),
  ];
  return [...new Map(all.map((toleration) => [`${toleration.key} ${toleration.effect}`, toleration])).values()];
}

function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}
