import type { CommandSpec, OptionSpec } from './command-line.ts';
import { hanging, PAGE_WIDTH, wrap } from './text.ts';

export const PROGRAM = 'node-cleanup-webhook';

/** What `COMMAND --help` prints. */
export function helpOf(spec: CommandSpec): string {
  const usage = [PROGRAM, spec.name, ...spec.arguments, ...(spec.options.length > 0 ? ['[options]'] : [])].join(' ');
  return [
    `Usage: ${usage}`,
    '',
    ...wrap(spec.description.trim(), PAGE_WIDTH),
    '',
    'Options',
    ...spec.options.flatMap((option) => entry(optionName(option), optionText(option), 26)),
    '',
    'Exit status',
    ...Object.entries(spec.exits).flatMap(([status, meaning]) => entry(status, meaning, 6)),
    ...(spec.examples.length === 0 ? [] : ['', 'Examples', ...spec.examples.map((example) => `  ${example}`)]),
    '',
  ].join('\n');
}

/** What `--help` without a command prints. */
export function overview(commands: readonly { readonly name: string; readonly summary: string }[]): string {
  return [
    `Usage: ${PROGRAM} COMMAND [options]`,
    '',
    'Guards every Kubernetes Node with a finalizer and cleans up before it goes.',
    '',
    'Commands',
    ...commands.flatMap(({ name, summary }) => entry(name, summary, 16)),
    '',
    'Options',
    ...entry('--help', `What a command does and takes: ${PROGRAM} COMMAND --help`, 16),
    ...entry('--version', 'The version of this program', 16),
    '',
    'Without a command it serves. docs/commands.md has the details.',
    '',
  ].join('\n');
}

function optionName({ name, short, value }: OptionSpec): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}

function optionText({ description, choices, default: preset, env }: OptionSpec): string {
  const details = [
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(preset === undefined ? [] : [`default: ${preset}`]),
    ...(env === undefined ? [] : [`environment: ${env}`]),
  ];
  return details.length === 0 ? description : `${description} (${details.join('; ')})`;
}

const entry = (name: string, text: string, indent: number): readonly string[] => hanging(`  ${name}`, text, indent + 2);
