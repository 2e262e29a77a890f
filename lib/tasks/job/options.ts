import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { TaskKind } from '../../config/task-kind.ts';
import { at, isObject, type JsonObject, numberAt, stringAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';
import { TEMPLATE_SCHEMA } from './template.ts';

/** Nowhere else: whoever may create Jobs anywhere may do anything. */
const namespace = { option: 'namespace' };

export const JOB: TaskKind = {
  name: 'job',
  description: 'Runs a Job, on the Node or elsewhere, and waits until it has succeeded.',
  stages: ['before', 'after'],
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['namespace', 'template'],
    properties: {
      namespace: {
        type: 'string',
        pattern: '^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$',
        description: 'The namespace of the Job; it must exist.',
      },
      template: {
        ...TEMPLATE_SCHEMA,
        description:
          'The Job: `metadata.labels`, `metadata.annotations` and `spec`, with placeholders such as {{node}} in its texts; docs/tasks/job.md lists them.',
      },
      on: {
        type: 'string',
        enum: ['node', 'anywhere'],
        default: 'node',
        description:
          'Where its pods run: `node`, on the Node that is removed, whatever its taints; `anywhere`, on any other Node, as the scheduler decides.',
      },
      whenDead: {
        type: 'string',
        enum: ['block', 'skip'],
        default: 'block',
        description:
          'What to do when it should run on a Node that is dead: wait for a person, or go on without the Job.',
      },
      keep: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: '1h',
        description:
          'How long a Job that has succeeded is kept. Any other is kept until it is deleted, or the record of the operation is.',
      },
      logLines: {
        type: 'integer',
        minimum: 0,
        maximum: 100,
        default: 20,
        description:
          "How many of the last lines of a failed pod's log are read for the message; 0 is none. They end up in the record and in Events.",
      },
    },
  },
  timeout: '0s',
  onTimeout: 'block',
  rights: [
    {
      apiGroup: 'batch',
      resource: 'jobs',
      verbs: ['get', 'list', 'watch', 'create', 'patch'],
      why: 'The Job, and when it is to go.',
      namespace,
    },
    {
      apiGroup: '',
      resource: 'pods',
      verbs: ['list', 'watch'],
      why: 'Why its pod does not start or fails.',
      namespace,
    },
    { apiGroup: '', resource: 'pods/log', verbs: ['get'], why: 'Its last lines.', namespace },
    { apiGroup: '', resource: 'events', verbs: ['list'], why: 'Why its pod was not created.', namespace },
  ],
};

export interface JobOptions {
  readonly namespace: string;
  readonly template: JsonObject;
  readonly on: 'node' | 'anywhere';
  readonly whenDead: 'block' | 'skip';
  readonly keepSeconds: number;
  readonly logLines: number;
}

export function readOptions(raw: Readonly<Record<string, unknown>>): JobOptions {
  const template = at(raw, 'template');
  return {
    namespace: stringAt(raw, 'namespace') ?? '',
    template: isObject(template) ? template : {},
    on: raw.on === 'anywhere' ? 'anywhere' : 'node',
    whenDead: raw.whenDead === 'skip' ? 'skip' : 'block',
    keepSeconds: Math.ceil((parseDuration(stringAt(raw, 'keep') ?? '1h') ?? 3_600_000) / 1_000),
    logLines: numberAt(raw, 'logLines') ?? 20,
  };
}
