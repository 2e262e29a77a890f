import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { JsonSchema } from '../../config/task-kind.ts';
import { OPTIONAL_ADDRESS_PATTERN } from '../../http-client/address.ts';
import { TEMPLATE_PATTERN } from './template.ts';

export const FORMATS = ['json', 'cloudevents', 'slack', 'alertmanager'] as const;
export type Format = (typeof FORMATS)[number];

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

export const DEFAULT_TEXT = 'Node {{node}}: {{task}}. {{phase}}: {{message}}';
export const DEFAULT_SOURCE = '/node-cleanup-webhook';

export const OPTIONS: Readonly<Record<string, JsonSchema>> = {
  url: {
    type: 'string',
    pattern: OPTIONAL_ADDRESS_PATTERN,
    default: '',
    description:
      'Where to send it: http:// or https://, without a password. Of Alertmanager the address that its own page has.',
  },
  urlFile: {
    type: 'string',
    default: '',
    description: 'A file that holds the url, for one that is a secret itself; read each time.',
  },
  format: {
    type: 'string',
    enum: [...FORMATS],
    default: 'json',
    description:
      'What is sent: `json`, the body below; `cloudevents`, a CloudEvent 1.0; `slack`, for Slack and those who take its incoming webhooks; `alertmanager`, an alert that ends at the moment `finished`.',
  },
  body: {
    type: 'string',
    pattern: TEMPLATE_PATTERN,
    default: DEFAULT_BODY,
    description:
      'With json: a JSON text with placeholders such as {{node}} inside of its strings; docs/tasks/notify.md lists them.',
  },
  text: {
    type: 'string',
    pattern: TEMPLATE_PATTERN,
    default: DEFAULT_TEXT,
    description: "With slack: the message. With alertmanager: the alert's summary. With placeholders.",
  },
  channel: {
    type: 'string',
    default: '',
    description: 'With slack: another channel than that of the webhook, where the receiver allows it.',
  },
  username: {
    type: 'string',
    default: '',
    description: 'With slack: another name of the sender, where the receiver allows it.',
  },
  source: {
    type: 'string',
    pattern: "^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$",
    default: DEFAULT_SOURCE,
    description: 'With cloudevents: the attribute `source`, a URI or the path of one, such as one for each cluster.',
  },
  labels: {
    type: 'object',
    propertyNames: { pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$', not: { enum: ['alertname', 'node', 'record'] } },
    additionalProperties: { type: 'string' },
    default: {},
    description:
      'With alertmanager: more labels, such as `cluster`, or another `severity`. Names are letters, digits and `_`, without alertname, node and record.',
  },
  alertFor: {
    type: 'string',
    pattern: DURATION_PATTERN,
    default: '168h',
    description: 'With alertmanager: how long an alert lasts that nobody ends.',
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
    pattern: DURATION_PATTERN,
    default: '10s',
    description: 'For one attempt, from the connection to the answer.',
  },
};
