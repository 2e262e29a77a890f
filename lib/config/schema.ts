import { MOMENTS } from '../operation/plan.ts';
import { SHARE_PATTERN } from './share.ts';
import type { JsonSchema, TaskKind } from './task-kind.ts';

/** A Go duration, as lib/time/duration.ts reads it. */
export const DURATION_PATTERN = '^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$';

/** Whether what the schema is of is a duration; some may be empty, too. */
export const isDuration = ({ pattern }: JsonSchema): boolean =>
  pattern === DURATION_PATTERN || pattern === `^$|${DURATION_PATTERN}`;

const duration = (preset: string, description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  pattern: DURATION_PATTERN,
  default: preset,
  description,
  ...more,
});

/** Whether what the schema is of is a number of Nodes or a share of them. */
export const isShare = ({ pattern }: JsonSchema): boolean => pattern === SHARE_PATTERN;

const share = (least: number, preset: number | string, description: string): JsonSchema => ({
  type: ['integer', 'string'],
  minimum: least,
  pattern: SHARE_PATTERN,
  default: preset,
  description,
});

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set, or empty. */
const LABEL_PATTERN =
  '^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$';

/**
 * `format` of a text that is a label selector. The schema's validator lets every text pass; checks.ts reads it, so that
 * there is one grammar of selectors in the house. Kinds of task may use it for their options.
 */
export const SELECTOR_FORMAT = 'label-selector';

/** Part of the skip annotation, of Events and of the record: letters, digits, dashes and dots, 63 at most. */
const NAME_PATTERN = '^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$';

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
          'A DNS name that the finalizer, the annotations and the taint begin with. Nodes keep the finalizer that they have: run `release-all` before you change it. Read at the start only.',
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

/** A name of a user or group is whatever the cluster's authentication makes of it. */
const names = (description: string): JsonSchema => ({
  type: 'array',
  maxItems: 1_000,
  items: { type: 'string', minLength: 1 },
  default: [],
  description,
});

function guardSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    description:
      'Who may let a Node go without its clean-up (docs/guard.md). `/validate-node` goes by it; where a policy guards, the chart puts the same into the policy. The chart writes it.',
    properties: {
      operators: names(
        'Users who may do everything: the operator itself and its `release-all`, as the API server names them.',
      ),
      skip: {
        type: 'object',
        additionalProperties: false,
        description: 'Who may. With both lists empty: everybody but kubelets.',
        properties: {
          users: names('Names of users.'),
          groups: names('Names of groups.'),
        },
      },
      requireReason: {
        type: 'boolean',
        default: false,
        description: 'Whether a skip needs a reason, in the annotation `infra.894.io/skip-reason`.',
      },
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

function brakeSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    description: 'What keeps a mistake, or a storm of deletions, from doing its harm everywhere at once.',
    properties: {
      hold: {
        type: 'object',
        additionalProperties: false,
        description:
          'When so many removals have begun within `within`, a new one waits in phase `Held`, until fewer have or a person lets it go: `kubectl annotate nodecleanup NAME infra.894.io/release-hold=true`. The skip annotation works all the same.',
        properties: {
          above: share(
            0,
            '20%',
            'How many: a number, or a percentage of the Nodes in the cluster, those being deleted included, rounded up. `0` or `0%` switches the hold off and lets go whatever is held.',
          ),
          within: duration('10m', 'The time in which they count; at least `1s`.'),
          atLeast: {
            type: 'integer',
            minimum: 1,
            default: 10,
            description: 'Never fewer than these, however small the cluster: a few Nodes never wait.',
          },
        },
      },
      storage: {
        type: 'object',
        additionalProperties: false,
        description:
          'Tasks that move data off a Node queue up: one begins while fewer than `max` other removals are at such a task. What has begun is not stopped; what is blocked, and a Node that is dead, makes room.',
        properties: {
          max: share(
            1,
            1,
            'How many removals at once: a number, or a percentage of the Nodes (with `per`, of those with the same value), rounded up. One always may; `100%` switches the queue off.',
          ),
          per: {
            type: 'string',
            pattern: LABEL_PATTERN,
            default: '',
            description:
              'A label of Nodes: `max` counts for each of its values, and for the Nodes without it. Empty: for the cluster.',
            examples: ['topology.kubernetes.io/zone'],
          },
        },
      },
    },
  };
}

function taskSchema(kinds: readonly TaskKind[]): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['task'],
    properties: {
      task: {
        type: 'string',
        enum: kinds.map(({ name }) => name),
        description: 'The kind of task.',
      },
      name: {
        type: 'string',
        pattern: NAME_PATTERN,
        description:
          'What `needs`, the record and the skip annotation call it: small letters, digits, `-` and `.`. Without it the kind is the name, so a second task of a kind must have one.',
      },
      stage: {
        type: 'string',
        enum: ['before', 'after'],
        description: 'Before the release of the Node, or after the Node is gone.',
      },
      on: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', enum: [...MOMENTS] },
        description:
          'In place of `stage`: the moments at which it runs, each once. It holds up nothing but the end of the record, and is given up at its timeout.',
      },
      needs: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description:
          'Names of tasks of the same stage that must be over first: done, skipped or given up. Tasks that do not need each other run in parallel.',
      },
      timeout: {
        type: 'string',
        pattern: DURATION_PATTERN,
        description: 'Counted from the first run of the task; `0s` is none.',
        examples: ['30m'],
      },
      onTimeout: {
        type: 'string',
        enum: ['block', 'continue'],
        description:
          'What a missed timeout means. `block`: a person must look; the task is still tried. `continue`: it is given up, and what needs it goes on.',
      },
      options: { type: 'object', description: 'Those of the kind: see below.' },
    },
    allOf: [
      ...kinds.map((kind) => ({
        if: { required: ['task'], properties: { task: { const: kind.name } } },
        // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
        then: kindRules(kind),
      })),
      {
        if: { required: ['on'] },
        // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
        then: { properties: { stage: false, onTimeout: { const: 'continue' } } },
      },
    ],
  };
}

/** What depends on the kind of task: its options, and where it may stand. */
function kindRules({ stages, options }: TaskKind): JsonSchema {
  const optionsRequired = isRequired(options) ? ['options'] : [];
  // Which moments cannot be guessed.
  const mustSayWhen = stages[0] === 'moment';
  return {
    required: optionsRequired,
    properties: {
      options,
      stage: stages.every((stage) => stage === 'moment')
        ? false
        : { enum: stages.filter((stage) => stage !== 'moment') },
      ...(stages.includes('moment') ? {} : { on: false }),
    },
    ...(mustSayWhen ? { anyOf: [{ required: ['on'] }, { required: ['stage'] }] } : {}),
  };
}

/** Whether no options at all are as wrong as empty ones. */
const isRequired = (options: JsonSchema): boolean => 'required' in options || 'anyOf' in options;
