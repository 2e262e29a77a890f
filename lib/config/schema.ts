import { brakeSchema } from './brake-schema.ts';
import { guardSchema } from './guard-schema.ts';
import { duration, SELECTOR_FORMAT } from './schema-parts.ts';
import type { JsonSchema, TaskKind } from './task-kind.ts';
import { taskSchema } from './task-schema.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const PREFIX_PATTERN = '^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$';

/** What happens to a Node when nobody has said anything, as the kinds say of themselves. */
function defaultTasks(
  kinds: readonly TaskKind[],
): readonly { readonly task: string; readonly needs?: readonly string[] }[] {
  return kinds.flatMap(({ name: task, byDefault }) => {
    if (byDefault === undefined) return [];
    const needs = byDefault.needs.filter((need) => kinds.some(({ name }) => name === need));
    return [needs.length === 0 ? { task } : { task, needs }];
  });
}

/**
 * The configuration file as a JSON Schema (draft 2020-12): the one source of what is allowed, of the defaults and of
 * docs/configuration.md. What a schema cannot say (cycles, label selectors) is in checks.ts.
 */
export function schemaFor(kinds: readonly TaskKind[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The configuration of node-cleanup-webhook',
    type: 'object',
    additionalProperties: false,
    properties: {
      prefix: {
        type: 'string',
        maxLength: 253,
        pattern: PREFIX_PATTERN,
        default: 'infra.894.io',
        description:
          'A DNS name that the finalizer, the annotations and the taint begin with. Nodes keep the finalizer that they have: run `release-all --stop-operator` before you change it. Read at the start only.',
      },
      nodeSelector: {
        type: 'string',
        format: SELECTOR_FORMAT,
        default: '',
        description:
          'A Kubernetes label selector: the Nodes that get the finalizer. Empty selects every Node. A Node with the label `infra.894.io/exclude: "true"` never gets it.',
        examples: ['node-role.kubernetes.io/worker,environment in (prod, staging)'],
      },
      guard: guardSchema(),
      cleanup: cleanupSchema(kinds),
    },
  };
}

function cleanupSchema(kinds: readonly TaskKind[]): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    description: 'What happens between the deletion of a Node and its end.',
    properties: {
      concurrency: {
        type: 'integer',
        minimum: 1,
        maximum: 1_000,
        default: 10,
        description:
          'How many Nodes are worked on at the same time. Nodes that wait do not count. Read at the start only.',
      },
      deadline: duration(
        '0s',
        'For everything before the release of the Node, counted from the start of the removal; `0s` is none.',
        { examples: ['2h'] },
      ),
      onDeadline: {
        type: 'string',
        enum: ['block', 'continue'],
        default: 'block',
        description:
          'What a missed deadline means. `block`: a person must look; the tasks are still tried. `continue`: what is not over is given up and the Node goes.',
      },
      deadAfter: duration(
        '5m',
        'A Node whose Ready has been `False` or `Unknown` for this long counts as dead: nothing waits for its kubelet any more. A removal that has begun keeps the value that it began with.',
      ),
      keepFinished: duration('24h', 'How long the record of a finished removal (NodeCleanup) is kept.'),
      retry: {
        type: 'object',
        additionalProperties: false,
        description: 'The waits after errors of a task: they double from `base` up to `cap`, with full jitter.',
        properties: {
          base: duration('1s', 'At most this long after the first error; at least `100ms`.'),
          cap: duration('5m', 'Never longer than this.'),
        },
      },
      brake: brakeSchema(),
      returnedMachines: {
        type: 'string',
        enum: ['warn', 'taint'],
        default: 'warn',
        description:
          'What happens when the machine of a removed Node registers again, as another Node, while the record of the removal is kept. `warn`: a Warning Event on the new Node, a metric and `status.returned` of the record. `taint`: also the taint `infra.894.io/returned:NoSchedule`, once; whoever takes it off has decided.',
      },
      tasks: {
        type: 'array',
        maxItems: 100,
        items: taskSchema(kinds),
        default: defaultTasks(kinds),
        description:
          'The plan. `[]` is a plan without tasks: the Node goes at once. A removal that has begun keeps the plan that it began with.',
      },
    },
  };
}
