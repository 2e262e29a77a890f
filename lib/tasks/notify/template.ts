/** What `{{ ... }}` in the texts of a notification may name. */
export const FIELDS = [
  'node',
  'nodeUID',
  'kind',
  'record',
  'operation',
  'task',
  'moment',
  'phase',
  'message',
  'requestedAt',
  'time',
] as const;

export type Field = (typeof FIELDS)[number];

export type Values = Readonly<Record<Field, string>>;

const PLACEHOLDER = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/** A text in which every `{{` begins a known field, for the configuration's schema: a mistake is found when it is read. */
export const TEMPLATE_PATTERN = `^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:${FIELDS.join('|')})\\s*[}][}])*$`;

/** The template with each value as `escaped` makes it fit for the place where it stands. */
export function fillIn(template: string, values: Values, escaped: (value: string) => string): string {
  return template.replace(PLACEHOLDER, (placeholder, name) => {
    const field = FIELDS.find((known) => known === name);
    return field === undefined ? placeholder : escaped(values[field]);
  });
}

/** For the inside of a JSON string. */
export const insideJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
export const insideSlack = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const asItIs = (value: string): string => value;
