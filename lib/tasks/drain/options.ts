import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { TaskKind } from '../../config/task-kind.ts';
import { numberAt, stringAt } from '../../kube/json.ts';
import { isOfOperation } from '../../node/job-labels.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { parseSelector, selects } from '../../node/selector.ts';
import { parseDuration } from '../../time/duration.ts';
import type { FilterOptions } from './pod-filter.ts';

export const DRAIN: TaskKind = {
  name: 'drain',
  description: 'Evicts the pods of the Node and waits until they are gone.',
  stages: ['before'],
  byDefault: { needs: ['cordon', 'local-volumes'] },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      gracePeriod: {
        type: 'string',
        pattern: `^$|${DURATION_PATTERN}`,
        default: '',
        description:
          "How long a pod may take to end; empty is the pod's own terminationGracePeriodSeconds. At least 1s.",
      },
      forceAfter: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: '0s',
        description:
          'From this long after the start of the drain pods are deleted, past their disruption budgets, instead of evicted; 0s is never.',
      },
      skipPods: {
        type: 'string',
        format: 'label-selector',
        default: '',
        description: 'A label selector of pods that are left where they are; empty is none.',
      },
      unmanaged: {
        type: 'string',
        enum: ['evict', 'block'],
        default: 'evict',
        description: 'What to do with pods that no controller would create again: evict them, or wait for a person.',
      },
      emptyDir: {
        type: 'string',
        enum: ['evict', 'block'],
        default: 'evict',
        description:
          'What to do with pods whose emptyDir volumes are lost with them: evict them, or wait for a person.',
      },
      maxParallel: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 10,
        description: 'How many evictions of one Node are asked for at the same time.',
      },
    },
  },
  timeout: '0s',
  onTimeout: 'block',
  rights: [
    { apiGroup: '', resource: 'pods', verbs: ['get', 'list', 'watch'], why: 'Which pods are on the Node.' },
    { apiGroup: '', resource: 'pods/eviction', verbs: ['create'], why: 'To evict them.' },
    {
      apiGroup: '',
      resource: 'pods',
      verbs: ['delete'],
      why: 'Pods of a dead Node that a disruption budget holds; with `forceAfter` any.',
    },
    {
      apiGroup: 'policy',
      resource: 'poddisruptionbudgets',
      verbs: ['list', 'watch'],
      why: 'To say which budget refuses an eviction, and to ask again once it allows one.',
    },
  ],
};

export interface DrainOptions extends FilterOptions {
  /** undefined is each pod's own. */
  readonly graceSeconds: number | undefined;
  /** undefined is never. */
  readonly forceAfterMs: number | undefined;
  readonly maxParallel: number;
}

/**
 * The options as the configuration gives them, with the defaults for those that it does not. Throws for a label selector
 * that cannot be read: to skip the wrong pods would be worse than to drain none.
 */
export function readOptions(raw: Readonly<Record<string, unknown>>): DrainOptions {
  const graceMs = parseDuration(stringAt(raw, 'gracePeriod') ?? '');
  const forceAfterMs = parseDuration(stringAt(raw, 'forceAfter') ?? '0s') ?? 0;
  const selector = parseSelector(stringAt(raw, 'skipPods') ?? '');
  if (selector.outcome === 'invalid') throw new Error(`reading the option skipPods: ${selector.message}`);
  const { requirements } = selector.selector;
  return {
    // Without any grace a pod of the same name may run twice: the API server forgets it before the kubelet has ended it.
    graceSeconds: graceMs === undefined ? undefined : Math.max(1, Math.ceil(graceMs / 1_000)),
    forceAfterMs: forceAfterMs > 0 ? forceAfterMs : undefined,
    maxParallel: numberAt(raw, 'maxParallel') ?? 10,
    skips: (labels) => requirements.length > 0 && selects(selector.selector, labels),
    unmanaged: raw.unmanaged === 'block' ? 'block' : 'evict',
    emptyDir: raw.emptyDir === 'block' ? 'block' : 'evict',
  };
}

/** The operation waits for its own Jobs to end: to evict their pods would be to wait for ever. */
export const withoutOwnJobs = (
  options: DrainOptions,
  operation: string,
  keys: Pick<NodeKeys, 'prefix'>,
): DrainOptions => ({
  ...options,
  skips: (labels) => isOfOperation(labels, operation, keys) || options.skips(labels),
});
