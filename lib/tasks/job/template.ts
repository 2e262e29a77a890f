import type { JsonSchema } from '../../config/task-kind.ts';
import { isObject } from '../../kube/json.ts';

/** What `{{ ... }}` in the texts of a template may name. Each is made of letters, digits and `.:-_` alone. */
export const FIELDS = ['node', 'nodeUID', 'kind', 'record', 'operation', 'task', 'requestedAt'] as const;

export type Field = (typeof FIELDS)[number];
export type Values = Readonly<Record<Field, string>>;

const PLACEHOLDER = /\{\{\s*([A-Za-z]+)\s*\}\}/g;
/** A text in which every `{{` begins a known field, for the schema: a mistake is found when the configuration is read. */
const TEXT_PATTERN = `^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:${FIELDS.join('|')})\\s*[}][}])*$`;

/** Nothing that a shell, a URL or a label's key would take for more than a part of a word. */
const HARMLESS = /^[A-Za-z0-9._:-]*$/;

/**
 * The same data with every placeholder in its texts filled in; keys stay as they are. What is filled in becomes part of a
 * text and never of the structure, and often of a shell's command line: so a value with any other character is refused.
 */
export function fillIn(template: unknown, values: Values): unknown {
  if (typeof template === 'string') return fillInText(template, values);
  if (Array.isArray(template)) return template.map((item) => fillIn(item, values));
  if (!isObject(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillIn(value, values)]));
}

function fillInText(text: string, values: Values): string {
  return text.replace(PLACEHOLDER, (placeholder, name) => {
    const field = FIELDS.find((known) => known === name);
    if (field === undefined) return placeholder;
    if (HARMLESS.test(values[field])) return values[field];
    throw new Error(`filling in the template: {{${field}}} is not made of letters, digits and .:-_ alone`);
  });
}

const map = (properties: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  // Not `type: object`: of what has that type and is left out, an empty one would be made.
  type: ['object'],
  properties,
  ...more,
});

const METADATA = map({ labels: {}, annotations: {} }, { additionalProperties: false });

const CONTAINERS: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: map(
    { name: { type: 'string', minLength: 1 }, image: { type: 'string', minLength: 1 } },
    { required: ['name', 'image'] },
  ),
};

const POD = map(
  {
    metadata: METADATA,
    spec: map(
      {
        restartPolicy: { type: 'string', enum: ['Never', 'OnFailure'] },
        containers: CONTAINERS,
        // Where it runs is what the option `on` says.
        nodeName: false,
      },
      { required: ['containers'] },
    ),
  },
  { required: ['spec'], additionalProperties: false },
);

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobSpec, but for what is ours to set. */
const JOB_SPEC = map(
  {
    template: POD,
    activeDeadlineSeconds: { type: 'integer', minimum: 1 },
    backoffLimit: { type: 'integer', minimum: 0 },
    backoffLimitPerIndex: {},
    completionMode: {},
    completions: {},
    managedBy: {},
    maxFailedIndexes: {},
    parallelism: {},
    podFailurePolicy: {},
    podReplacementPolicy: {},
    successPolicy: {},
    suspend: {},
  },
  { required: ['template'], additionalProperties: false },
);

/** As far as a schema can tell a Job from a mistake; the rest the API server says when it is asked to create it. */
export const TEMPLATE_SCHEMA: JsonSchema = {
  $id: 'job-template',
  $defs: {
    filled: {
      pattern: TEXT_PATTERN,
      items: { $ref: '#/$defs/filled' },
      additionalProperties: { $ref: '#/$defs/filled' },
    },
  },
  $ref: '#/$defs/filled',
  type: 'object',
  additionalProperties: false,
  required: ['spec'],
  properties: {
    metadata: { ...METADATA, description: 'Its `labels` and `annotations`.' },
    spec: {
      ...JOB_SPEC,
      description:
        'As in a Job, but for `ttlSecondsAfterFinished`; `restartPolicy` is `Never` unless told otherwise. Of placeholders only those of docs/tasks/job.md are possible.',
    },
  },
};
