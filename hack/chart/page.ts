import { stringify } from 'yaml';
import type { JsonSchema } from '../../lib/config/task-kind.ts';
import { isObject, listAt } from '../../lib/kube/json.ts';
import type { Value } from './values.ts';

/** The chart's README.md: how it is installed, and every value. */
export function chartPage(values: readonly Value[]): string {
  return [
    '<!-- Made by hack/generate.ts from values.yaml. Do not edit. -->',
    '# node-cleanup-webhook',
    '',
    INTRODUCTION,
    '',
    '## Values',
    '',
    VALUES,
    '',
    '| value | what it may be | default | meaning |',
    '|---|---|---|---|',
    ...values.map(rowOf),
    '',
  ].join('\n');
}

const INTRODUCTION = `Guards every Kubernetes Node with a finalizer and cleans up before it goes: cordon, drain, storage, notifications.

Build the image from the project's \`Dockerfile\` and put it where your cluster pulls from, with the chart's version for a tag. Then, where
[cert-manager](https://cert-manager.io) is installed,

    helm install node-cleanup charts/node-cleanup-webhook -n node-cleanup --create-namespace --wait \\
      --set image.repository=registry.example.com/node-cleanup-webhook

and where it is not, the same with \`--set tls.mode=self-managed\`. Then

    helm test node-cleanup -n node-cleanup --logs

tells whether a new Node gets the finalizer. There is one installation in a cluster.
How to upgrade, roll back and remove it without stranding a Node is in the project's \`docs/upgrade.md\` and
\`docs/uninstall.md\`.`;

const VALUES = `A value that is wrong, or that there is not, ends \`helm install\` and \`helm upgrade\` with a sentence that names it. \`config\` is the
operator's configuration, checked by the operator's own schema; \`docs/configuration.md\` explains its keys.`;

function rowOf({ path, description, preset, schema }: Value): string {
  const meaning = [description, exampleOf(schema)].filter((text) => text !== '').join(' ');
  return `| ${[`\`${path.join('.')}\``, kindOf(schema), presetOf(preset), meaning].map(cell).join(' | ')} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function kindOf(schema: JsonSchema): string {
  // `false` stands beside `off`, which is the same in YAML 1.1.
  const choices = listAt(schema, 'enum')
    .filter(isText)
    .map((choice) => `\`${String(choice)}\``);
  if (choices.length > 0) return choices.join(', ');
  const types = [schema.type].flat().map((type) => NAMES[String(type)] ?? String(type));
  const { hint } = schema;
  return types.join(' or ') + rangeOf(schema) + (typeof hint === 'string' ? `: ${hint}` : '');
}

const isText = (value: unknown): value is string => typeof value === 'string';

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: '`true` or `false`',
  array: 'list',
  object: 'map',
};

function rangeOf({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${String(minimum)} to ${String(maximum)}`;
  return minimum === undefined ? '' : `, at least ${String(minimum)}`;
}

function presetOf(preset: unknown): string {
  if (preset === '') return 'empty';
  return `\`${inline(preset)}\``;
}

function exampleOf(schema: JsonSchema): string {
  const [example] = listAt(schema, 'examples');
  return example === undefined ? '' : `For example \`${inline(example)}\`.`;
}

/** YAML on one line, as one would write it into a values file. */
function inline(value: unknown): string {
  if (!Array.isArray(value) && !isObject(value)) return String(value);
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trim();
}
