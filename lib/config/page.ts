import { at, isObject, listAt, stringAt } from '../kube/json.ts';
import { SERVE_SETTINGS } from './environment.ts';
import { schemaFor } from './schema.ts';
import { isDuration, isShare } from './schema-parts.ts';
import { propertySchema, schemaAt } from './schema-walk.ts';
import type { Setting } from './setting.ts';
import type { JsonSchema, TaskKind } from './task-kind.ts';

/** docs/configuration.md, made from the schema that the configuration is checked against. */
export function configurationPage(kinds: readonly TaskKind[]): string {
  const schema = schemaFor(kinds);
  const task = schemaAt(schema, ['cleanup', 'tasks', 0], {});
  return [
    '<!-- Made by hack/generate.ts from lib/config/schema.ts and the kinds of task. Do not edit. -->',
    '# Configuration',
    '',
    INTRODUCTION,
    '',
    '## All keys',
    '',
    ...table(rows(schema, '', undefined)),
    '',
    '## Tasks',
    '',
    'An entry of `cleanup.tasks`:',
    '',
    ...table(rows(task, '', undefined)),
    '',
    TASKS,
    '',
    ...kinds.flatMap((kind) => kindSection(kind)),
    '## Settings of a replica',
    '',
    SETTINGS,
    '',
    ...settingsTable(),
    '',
  ].join('\n');
}

const INTRODUCTION = `One YAML file, given with \`serve --config FILE\`. Without it, or with an empty one, the defaults below hold, among them
[a plan](removal.md#the-default-plan) for pods and for whatever storage is installed, which a Node that is deleted waits for as long as it takes.

\`\`\`yaml
nodeSelector: node-role.kubernetes.io/worker
cleanup:
  deadline: 2h
  onDeadline: block
  tasks:
    - task: cordon
    - task: drain
      needs: [cordon]
      timeout: 1h
      onTimeout: continue
    - task: notify
      name: chat
      on: [blocked, released]
      options:
        url: https://chat.example.com/hook
\`\`\`

The file is checked as a whole before any of it is used: \`node-cleanup-webhook check-config FILE\` prints the plan as a graph,
or every mistake with its line and column. An unknown key is a mistake. A changed file is taken without a restart, but for what is
read at the start only: of that the log and \`/readyz?verbose\` say what waits for one. A wrong file
is refused, logged and counted (\`config_reloads_total\`), and the last good one stays in use. A ConfigMap that is mounted as a
folder is seen when the kubelet swaps it; one that is mounted with \`subPath\` never changes, so do not use that.

A duration is written as Go and Kubernetes write it: \`90s\`, \`1h30m\`, \`250ms\`, \`0s\`. A key without a value (\`tasks:\`) is a
mistake and not the default.`;

const TASKS = `A task that runs \`on\` several moments is one task for each, named \`NAME.MOMENT\`, such as \`chat.blocked\`. The moments: \`held\`,
the removal has to wait before it begins (\`cleanup.brake.hold\`); \`started\`, it begins; \`blocked\`, a task needs a person; \`failed\`, a task was given up at its timeout or has failed three times in
a row; \`released\`, the finalizer is off; \`skipped\`, the skip annotation let the Node go;
\`finished\`, everything else is over.

A task that waits is looked at again when what it watches changes, one that is blocked every 30 seconds, one that failed
after the waits of \`cleanup.retry\`. A single look that takes longer than 30 seconds counts as an error.`;

const SETTINGS = `What a single replica is told by flags of \`serve\` and by its environment, in contrast to the file, which all share. A flag
is stronger than its variable; an empty variable counts as not set.`;

function settingsTable(): readonly string[] {
  const settings: readonly Setting[] = SERVE_SETTINGS;
  return [
    '| flag | variable | default | meaning |',
    '|---|---|---|---|',
    ...settings.map(({ name, value, env, default: preset, choices, description }) => {
      const flag = `\`--${name} ${choices?.join('\\|') ?? value}\``;
      return `| ${flag} | ${env ? `\`${env}\`` : ''} | ${preset ? `\`${preset}\`` : ''} | ${cell(description)} |`;
    }),
  ];
}

interface Row {
  readonly key: string;
  readonly type: string;
  readonly preset: string;
  readonly meaning: string;
}

/** The keys of a map, those of maps within it after their own. `data` tells which kind of task it is about. */
function rows(schema: JsonSchema, prefix: string, data: unknown): readonly Row[] {
  return Object.keys(propertiesOf(schema)).flatMap((name): readonly Row[] => {
    const property = propertySchema(schema, name, data);
    const key = `${prefix}${name}`;
    const row: Row = {
      key: `\`${key}\``,
      type: typeOf(property, listAt(schema, 'required').includes(name)),
      preset: presetOf(property),
      meaning: [stringAt(property, 'description') ?? '', exampleOf(property)].filter((text) => text !== '').join(' '),
    };
    const inner = property.type === 'object' ? rows(property, `${key}.`, data) : [];
    return inner.length > 0 && row.meaning === '' ? inner : [row, ...inner];
  });
}

function table(rows: readonly Row[]): readonly string[] {
  return [
    '| key | value | default | meaning |',
    '|---|---|---|---|',
    ...rows.map(({ key, type, preset, meaning }) => `| ${[key, type, preset, meaning].map(cell).join(' | ')} |`),
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

function typeOf(schema: JsonSchema, isRequired: boolean): string {
  const allowed = listAt(schema, 'enum');
  const choices = allowed.map((value) => `\`${String(value)}\``).join(', ');
  const list = schema.type === 'array' ? `list of ${itemsOf(schema)}` : undefined;
  if (isShare(schema)) return 'whole number or percentage';
  const plain = choices || list || (isDuration(schema) ? 'duration' : (NAMES[String(schema.type)] ?? ''));
  return [plain + rangeOf(schema), ...(isRequired ? ['required'] : [])].join('; ');
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true` or `false`',
  object: 'map',
};

function itemsOf(schema: JsonSchema): string {
  const items = at(schema, 'items');
  const choices = listAt(items, 'enum').map((value) => `\`${String(value)}\``);
  if (choices.length > 0) return choices.join(', ');
  return isObject(items) && items.type === 'object' ? 'tasks' : 'texts';
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined && maximum === undefined) return '';
  return ` from ${String(minimum ?? '-∞')} to ${String(maximum ?? '∞')}`;
}

function presetOf(schema: JsonSchema): string {
  if (!('default' in schema)) return '';
  const preset = schema.default;
  if (preset === '') return 'empty';
  if (typeof preset === 'string' && preset.includes('\n')) return 'below';
  if (Array.isArray(preset) && preset.some(isObject)) {
    const tasks = preset.map((entry) => `\`${stringAt(entry, 'task')}\``);
    return `${tasks.join(', ')}: [the default plan](removal.md#the-default-plan)`;
  }
  return `\`${typeof preset === 'string' ? preset : JSON.stringify(preset)}\``;
}

function exampleOf(schema: JsonSchema): string {
  const examples = listAt(schema, 'examples').map((example) => `\`${String(example)}\``);
  return examples.length === 0 ? '' : `For example ${examples.join(', ')}.`;
}

function kindSection(kind: TaskKind): readonly string[] {
  const options = rows(kind.options, '', undefined);
  const long = Object.entries(propertiesOf(kind.options)).filter(([, property]) => presetOf(property) === 'below');
  return [
    `### \`${kind.name}\``,
    '',
    kind.description,
    '',
    `- Where: ${kind.stages.map((stage) => (stage === 'moment' ? '`on` moments' : `\`stage: ${stage}\``)).join(', or ')}.`,
    `- Without \`timeout\`: ${kind.timeout === '0s' ? 'none' : `\`${kind.timeout}\``}; without \`onTimeout\`: \`${kind.onTimeout}\`.`,
    `- Rights beyond the operator's own: ${rightsOf(kind)}.`,
    '',
    ...(options.length === 0 ? ['It has no options.'] : table(options)),
    '',
    ...long.flatMap(([name, property]) => [
      `The default of \`${name}\`:`,
      '',
      '```json',
      String(property.default),
      '```',
      '',
    ]),
  ];
}

function rightsOf({ rights }: TaskKind): string {
  if (rights.length === 0) return 'none';
  return rights
    .map(
      ({ apiGroup, resource, verbs }) => `${verbs.join(', ')} \`${apiGroup ? `${resource}.${apiGroup}` : resource}\``,
    )
    .join('; ');
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const { properties } = schema;
  if (!isObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, JsonSchema] => isObject(entry[1])),
  );
}
