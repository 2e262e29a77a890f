import { at, listAt, numberAt, stringAt, stringsAt } from '../kube/json.ts';
import type { OnTimeout } from '../operation/plan.ts';
import { parseDuration } from '../time/duration.ts';
import { type BuiltTasks, buildTasks } from './build-plan.ts';
import { type CheckSelector, checkMeaning } from './checks.ts';
import type { BrakeConfig, Config } from './config.ts';
import { type Mistake, mistakesOf } from './messages.ts';
import { type ConfigProblem, inOrder } from './problem.ts';
import { schemaFor } from './schema.ts';
import { withDefaults } from './schema-walk.ts';
import { parseShare, shareOf } from './share.ts';
import type { TaskKind } from './task-kind.ts';
import type { Validator } from './validator.ts';
import { parseText, type Source } from './yaml-text.ts';

/** What the configuration is checked against. */
export interface ConfigRules {
  readonly kinds: readonly TaskKind[];
  readonly checkSelector: CheckSelector;
  /** Compiled from `schemaFor(kinds)`; without it, what the build has generated for the product's kinds. */
  readonly validate?: Validator;
}

export type LoadedConfig =
  /** `notes` tell a person what they may not expect. */
  | { readonly outcome: 'config'; readonly config: Config; readonly notes: readonly string[] }
  /** In the order of the file. */
  | { readonly outcome: 'invalid'; readonly problems: readonly ConfigProblem[] };

/** The configuration when there is no file, or nothing in it. */
export function defaultConfig(kinds: readonly TaskKind[]): Config {
  const data = withDefaults(schemaFor(kinds), {});
  return configOf(data, buildTasks(listAt(data, 'cleanup', 'tasks'), kinds));
}

/** Reads the text of a configuration file: a configuration, or everything that is wrong with it. Never throws. */
export async function loadConfig(content: string | Uint8Array, rules: ConfigRules): Promise<LoadedConfig> {
  const { kinds } = rules;
  const parsed = await parseText(content);
  if (parsed.outcome === 'invalid') return { outcome: 'invalid', problems: inOrder(parsed.problems) };
  if (parsed.outcome === 'empty') {
    return { outcome: 'config', config: defaultConfig(kinds), notes: ['the file is empty: the defaults are used'] };
  }
  const { value, source } = parsed;
  const schema = schemaFor(kinds);
  const validate = rules.validate ?? (await generatedValidator());
  const invalid = mistakesOf(validate(value), schema, value);
  if (invalid.length > 0) return { outcome: 'invalid', problems: placed(invalid, source) };
  const data = withDefaults(schema, value);
  const built = buildTasks(listAt(data, 'cleanup', 'tasks'), kinds);
  const senseless = checkMeaning(schema, data, built, rules);
  if (senseless.length > 0) return { outcome: 'invalid', problems: placed(senseless, source) };
  return { outcome: 'config', config: configOf(data, built), notes: notesOn(built) };
}

/** Only those who have a configuration file pay for its validator. */
async function generatedValidator(): Promise<Validator> {
  const { validate } = await import('./validator.generated.mjs');
  return (data) => (validate(data) ? [] : (validate.errors ?? []));
}

function placed(mistakes: readonly Mistake[], source: Source): readonly ConfigProblem[] {
  return inOrder(mistakes.map(({ path, of, message }) => ({ path, message, ...source.place(path, of) })));
}

/** Reads what the schema has let through, so that every value has its type. */
function configOf(data: unknown, { tasks }: BuiltTasks): Config {
  const durationAt = (...path: readonly string[]) => parseDuration(stringAt(data, ...path) ?? '') ?? 0;
  const deadlineMs = durationAt('cleanup', 'deadline');
  return {
    prefix: stringAt(data, 'prefix') ?? '',
    nodeSelector: stringAt(data, 'nodeSelector') ?? '',
    guard: {
      operators: stringsAt(data, 'guard', 'operators'),
      skip: { users: stringsAt(data, 'guard', 'skip', 'users'), groups: stringsAt(data, 'guard', 'skip', 'groups') },
      requireReason: at(data, 'guard', 'requireReason') === true,
    },
    cleanup: {
      concurrency: numberAt(data, 'cleanup', 'concurrency') ?? 1,
      keepFinishedMs: durationAt('cleanup', 'keepFinished'),
      deadAfterMs: durationAt('cleanup', 'deadAfter'),
      brake: brakeOf(at(data, 'cleanup', 'brake')),
      returnedMachines: at(data, 'cleanup', 'returnedMachines') === 'taint' ? 'taint' : 'warn',
      plan: {
        tasks,
        deadlineMs: deadlineMs > 0 ? deadlineMs : undefined,
        onDeadline: onTimeoutAt(data, 'cleanup', 'onDeadline'),
        retry: { baseMs: durationAt('cleanup', 'retry', 'base'), capMs: durationAt('cleanup', 'retry', 'cap') },
      },
    },
  };
}

function brakeOf(data: unknown): BrakeConfig {
  const above = parseShare(at(data, 'hold', 'above'));
  const withinMs = parseDuration(stringAt(data, 'hold', 'within') ?? '') ?? 0;
  const atLeast = numberAt(data, 'hold', 'atLeast') ?? 1;
  return {
    hold: shareOf(above, 100) === 0 ? undefined : { above, withinMs, atLeast },
    storage: { max: parseShare(at(data, 'storage', 'max')), per: stringAt(data, 'storage', 'per') ?? '' },
  };
}

const onTimeoutAt = (data: unknown, ...path: readonly string[]): OnTimeout =>
  at(data, ...path) === 'continue' ? 'continue' : 'block';

function notesOn({ tasks }: BuiltTasks): readonly string[] {
  if (tasks.length === 0) return ['the plan has no tasks: a Node that is deleted goes at once'];
  if (!tasks.some(({ stage }) => stage === 'before'))
    return ['no task runs before the release: a Node that is deleted goes at once'];
  return [];
}
