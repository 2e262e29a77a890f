import { MOMENTS } from '../operation/plan.ts';
import { DURATION_PATTERN } from './schema-parts.ts';
import type { JsonSchema, TaskKind } from './task-kind.ts';

/** Part of the skip annotation, of Events and of the record: letters, digits, dashes and dots, 63 at most. */
const NAME_PATTERN = '^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$';

/** An entry of the plan. */
export function taskSchema(kinds: readonly TaskKind[]): JsonSchema {
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
