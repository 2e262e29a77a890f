import type { TaskKind } from '../../config/task-kind.ts';
import { stringAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';
import { TEMPLATE_PATTERN } from './template.ts';

/** Understood as it is by whoever takes Slack's incoming webhooks (`text`), and readable by programs. */
export const DEFAULT_BODY = `{
  "text": "Node {{node}}: {{task}}. {{phase}}: {{message}}",
  "task": "{{task}}",
  "moment": "{{moment}}",
  "node": "{{node}}",
  "nodeUID": "{{nodeUID}}",
  "kind": "{{kind}}",
  "record": "{{record}}",
  "operation": "{{operation}}",
  "phase": "{{phase}}",
  "message": "{{message}}",
  "requestedAt": "{{requestedAt}}",
  "time": "{{time}}"
}`;

export const NOTIFY: TaskKind = {
  name: 'notify',
  description: 'Sends an HTTP POST with a JSON body.',
  stages: ['moment', 'before', 'after'],
  options: {
    type: 'object',
    additionalProperties: false,
    anyOf: [{ required: ['url'] }, { required: ['urlFile'] }],
    properties: {
      url: {
        type: 'string',
        pattern: '^$|^https?://[^\\s/]+',
        default: '',
        description: 'Where to send it: http:// or https://.',
      },
      urlFile: {
        type: 'string',
        default: '',
        description: 'A file that holds the url, for one that is a secret itself; read each time.',
      },
      body: {
        type: 'string',
        pattern: TEMPLATE_PATTERN,
        default: DEFAULT_BODY,
        description:
          'A JSON text with placeholders such as {{node}} inside of its strings; docs/tasks/notify.md lists them.',
      },
      headersFile: {
        type: 'string',
        default: '',
        description: 'A file with lines `Name: value`, for tokens; read each time, never logged.',
      },
      caFile: {
        type: 'string',
        default: '',
        description: "A file with PEM certificates to trust in place of the system's.",
      },
      timeout: {
        type: 'string',
        pattern: '^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$',
        default: '10s',
        description: 'For one attempt, from the connection to the answer.',
      },
    },
  },
  timeout: '10m',
  onTimeout: 'continue',
  rights: [],
};

export interface NotifyOptions {
  readonly url: string;
  readonly urlFile: string;
  readonly body: string;
  readonly headersFile: string;
  readonly caFile: string;
  readonly timeoutMs: number;
}

export function readOptions(raw: Readonly<Record<string, unknown>>): NotifyOptions {
  return {
    url: stringAt(raw, 'url') ?? '',
    urlFile: stringAt(raw, 'urlFile') ?? '',
    body: stringAt(raw, 'body') || DEFAULT_BODY,
    headersFile: stringAt(raw, 'headersFile') ?? '',
    caFile: stringAt(raw, 'caFile') ?? '',
    timeoutMs: parseDuration(stringAt(raw, 'timeout') ?? '') ?? 10_000,
  };
}
