import { parseArgs } from 'node:util';
import { Failure } from '../lib/telemetry/failure.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Env } from './io.ts';

/** One option as data: what parses it, what explains it. */
export interface OptionSpec {
  /** Without dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; a switch has none. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly description: string;
  /** The environment variable that it comes from when it is not given; an empty one counts as not set. */
  readonly env?: string;
  readonly default?: string;
}

export interface CommandSpec {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What it does, for whoever asks for help; the help wraps it. */
  readonly description: string;
  /** Its arguments in order; all are required. */
  readonly arguments: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly exits: Readonly<Record<number, string>>;
  readonly examples: readonly string[];
}

/** What was asked for on the command line, with environment and defaults. */
export class CommandLine {
  readonly arguments: readonly string[];
  readonly #values: ReadonlyMap<string, string>;

  constructor(given: readonly string[], values: ReadonlyMap<string, string>) {
    this.arguments = given;
    this.#values = values;
  }

  value(option: string): string | undefined {
    return this.#values.get(option);
  }

  isSet(option: string): boolean {
    return this.#values.get(option) === 'true';
  }
}

/** Throws Failure USAGE, which names the mistake and, where it can, what was meant. */
export function parseCommandLine(spec: CommandSpec, argv: readonly string[], env: Env): CommandLine {
  const values = new Map<string, string>();
  for (const option of spec.options) {
    const value = (option.env === undefined ? undefined : env[option.env]) || option.default;
    if (value !== undefined) values.set(option.name, checked(option, value, option.env ?? `--${option.name}`));
  }
  // Not `strict`: its messages neither know our commands nor what was meant.
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      spec.options.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) } as const,
      ]),
    ),
  });
  const given: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') given.push(token.value);
    if (token.kind !== 'option') continue;
    const option = spec.options.find(({ name }) => name === token.name);
    if (option === undefined) throw unknownOption(spec, token.rawName, token.name);
    values.set(option.name, readValue(option, token.rawName, token.value, token.inlineValue));
  }
  checkArguments(spec, given);
  return new CommandLine(given, values);
}

function readValue(
  option: OptionSpec,
  rawName: string,
  value: string | undefined,
  inline: boolean | undefined,
): string {
  if (option.value === undefined) {
    if (value === undefined || value === 'true') return 'true';
    if (value === 'false') return 'false';
    throw usage(`${rawName} is a switch: it is true or false, not ${JSON.stringify(value)}`);
  }
  // `--kubeconfig --context x`: an option where a value should be is a forgotten value.
  if (value === undefined || value === '' || (inline !== true && /^--?\w/.test(value))) {
    throw usage(`${rawName} needs a value: ${rawName} ${option.value}`);
  }
  return checked(option, value, rawName);
}

function checked({ choices }: OptionSpec, value: string, where: string): string {
  if (choices === undefined || choices.includes(value)) return value;
  throw usage(`${where} is one of ${choices.join(', ')}, not ${JSON.stringify(value)}${didYouMean(value, choices)}`);
}

function unknownOption(spec: CommandSpec, rawName: string, name: string): Failure {
  const known = spec.options.map((option) => option.name);
  return usage(`${spec.name} has no option ${rawName}${didYouMean(name, known, '--')}`);
}

function checkArguments({ name, arguments: wanted }: CommandSpec, given: readonly string[]): void {
  const missing = wanted[given.length];
  if (missing !== undefined) throw usage(`${name} needs the argument ${missing}`);
  const extra = given[wanted.length];
  if (extra !== undefined) {
    const takes = wanted.length === 0 ? 'takes no arguments' : `takes ${wanted.join(' ')} and no more`;
    throw usage(`${name} ${takes}: ${JSON.stringify(extra)}`);
  }
}

export const usage = (message: string): Failure => new Failure('USAGE', message);
