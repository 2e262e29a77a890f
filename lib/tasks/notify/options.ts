import type { EntryMistake, TaskEntry, TaskKind } from '../../config/task-kind.ts';
import { stringAt, stringMapAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';
import { DEFAULT_BODY, DEFAULT_SOURCE, DEFAULT_TEXT, FORMATS, type Format, OPTIONS } from './schema.ts';
import { FIELDS, fillIn, insideJson, type Values } from './template.ts';

export const NOTIFY: TaskKind = {
  name: 'notify',
  description: 'Tells somebody by an HTTP POST: any JSON, CloudEvents, Slack, or Alertmanager.',
  stages: ['moment', 'before', 'after'],
  options: {
    type: 'object',
    additionalProperties: false,
    anyOf: [{ required: ['url'] }, { required: ['urlFile'] }],
    properties: OPTIONS,
  },
  timeout: '10m',
  onTimeout: 'continue',
  rights: [],
  mistakesIn,
};

export interface NotifyOptions {
  readonly url: string;
  readonly urlFile: string;
  readonly format: Format;
  readonly body: string;
  readonly text: string;
  readonly channel: string;
  readonly username: string;
  readonly source: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly alertForMs: number;
  readonly headersFile: string;
  readonly caFile: string;
  readonly timeoutMs: number;
}

export function readOptions(raw: Readonly<Record<string, unknown>>): NotifyOptions {
  return {
    url: stringAt(raw, 'url') ?? '',
    urlFile: stringAt(raw, 'urlFile') ?? '',
    format: FORMATS.find((format) => format === raw.format) ?? 'json',
    body: stringAt(raw, 'body') || DEFAULT_BODY,
    text: stringAt(raw, 'text') || DEFAULT_TEXT,
    channel: stringAt(raw, 'channel') ?? '',
    username: stringAt(raw, 'username') ?? '',
    source: stringAt(raw, 'source') || DEFAULT_SOURCE,
    labels: stringMapAt(raw, 'labels'),
    alertForMs: parseDuration(stringAt(raw, 'alertFor') ?? '') ?? 604_800_000,
    headersFile: stringAt(raw, 'headersFile') ?? '',
    caFile: stringAt(raw, 'caFile') ?? '',
    timeoutMs: parseDuration(stringAt(raw, 'timeout') ?? '') ?? 10_000,
  };
}

/** Options that only some formats look at. */
const ONLY_WITH: Readonly<Record<string, readonly Format[]>> = {
  body: ['json'],
  text: ['slack', 'alertmanager'],
  channel: ['slack'],
  username: ['slack'],
  source: ['cloudevents'],
  labels: ['alertmanager'],
  alertFor: ['alertmanager'],
};

function mistakesIn({ on, options: raw }: TaskEntry): readonly EntryMistake[] {
  const { format, body } = readOptions(raw);
  const useless = Object.entries(ONLY_WITH).flatMap(([option, formats]): readonly EntryMistake[] =>
    formats.includes(format) || isPreset(option, raw[option])
      ? []
      : [{ path: ['options', option], message: `the format ${format} has no use for it` }],
  );
  const endless = format === 'alertmanager' && !on.includes('finished');
  return [
    ...useless,
    ...(format !== 'json' || isJson(fillIn(body, SAMPLE, insideJson))
      ? []
      : [{ path: ['options', 'body'], message: NO_JSON }]),
    ...(endless ? [{ path: on.length > 0 ? ['on'] : [], message: ENDLESS }] : []),
  ];
}

const SAMPLE = Object.fromEntries(FIELDS.map((field) => [field, field])) as Values;
const NO_JSON = 'this is not JSON once its placeholders are filled in';
const ENDLESS = 'an alert needs an end: with the format alertmanager, "on" has the moment finished';

const isPreset = (option: string, value: unknown): boolean =>
  value === undefined || JSON.stringify(value) === JSON.stringify(OPTIONS[option]?.default);

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
