/** What `{{ ... }}` in the body of a notification may name. */
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

const PLACEHOLDER = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/** A body in which every `{{` begins a known field, for the configuration's schema: a mistake is found when it is read. */
export const TEMPLATE_PATTERN = `^(?:[^{]|[{](?![{])|[{][{]\\s*(?:${FIELDS.join('|')})\\s*[}][}])*$`;

/** Each value is escaped for the inside of a JSON string, where the placeholders stand. */
export function fillIn(template: string, values: Readonly<Record<Field, string>>): string {
  return template.replace(PLACEHOLDER, (placeholder, name) => {
    const field = FIELDS.find((known) => known === name);
    return field === undefined ? placeholder : JSON.stringify(values[field]).slice(1, -1);
  });
}
