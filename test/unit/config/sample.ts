import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Config } from '../../../lib/config/config.ts';
import { type ConfigRules, loadConfig } from '../../../lib/config/load.ts';
import { showProblem } from '../../../lib/config/problem.ts';
import { schemaFor } from '../../../lib/config/schema.ts';
import { SELECTOR_FORMAT } from '../../../lib/config/schema-parts.ts';
import type { TaskKind } from '../../../lib/config/task-kind.ts';
import type { ValidationError } from '../../../lib/config/validator.ts';
import { parseSelector } from '../../../lib/node/selector.ts';

const kind = (name: string, more: Partial<TaskKind> = {}): TaskKind => ({
  name,
  description: `Does ${name}.`,
  stages: ['before'],
  options: { type: 'object', additionalProperties: false, properties: {} },
  timeout: '0s',
  onTimeout: 'block',
  rights: [],
  ...more,
});

/** Like the product's, but ours, so that these tests fail for their own reasons alone. */
export const KINDS: readonly TaskKind[] = [
  kind('cordon', { byDefault: { needs: [] } }),
  kind('drain', {
    byDefault: { needs: ['cordon', 'not-there'] },
    timeout: '30m',
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        gracePeriod: { type: 'string', pattern: '^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$', default: '' },
        skipPods: { type: 'string', format: SELECTOR_FORMAT, default: '' },
        unmanaged: { type: 'string', enum: ['evict', 'block'], default: 'evict' },
        maxParallel: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
        force: { type: 'boolean', default: false },
      },
    },
  }),
  kind('forget', { stages: ['after'] }),
  kind('check', { stages: ['before', 'after'] }),
  kind('notify', {
    stages: ['moment', 'before', 'after'],
    timeout: '10m',
    onTimeout: 'continue',
    options: {
      type: 'object',
      additionalProperties: false,
      anyOf: [{ required: ['url'] }, { required: ['urlFile'] }],
      properties: {
        url: { type: 'string', pattern: '^https?://', description: 'Where to send it: http:// or https://.' },
        urlFile: { type: 'string', default: '' },
      },
    },
  }),
  kind('alarm', { stages: ['moment'], timeout: '1m', onTimeout: 'continue' }),
];

export const checkSelector = (text: string): string | undefined => {
  const parsed = parseSelector(text);
  return parsed.outcome === 'invalid' ? parsed.message : undefined;
};

const compiled = new Ajv2020({
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  formats: { [SELECTOR_FORMAT]: true },
}).compile(schemaFor(KINDS));

const validate = (data: unknown): readonly ValidationError[] => (compiled(data) ? [] : (compiled.errors ?? []));

export const RULES: ConfigRules = { kinds: KINDS, checkSelector, validate };

/** What is wrong with the text, as people see it. */
export async function problemsOf(text: string | Uint8Array): Promise<readonly string[]> {
  const loaded = await loadConfig(text, RULES);
  return loaded.outcome === 'invalid' ? loaded.problems.map((problem) => showProblem('c.yaml', problem)) : [];
}

/** The configuration that the text is; throws when it is none. */
export async function configOf(text: string): Promise<Config> {
  const loaded = await loadConfig(text, RULES);
  if (loaded.outcome === 'config') return loaded.config;
  throw new Error(loaded.problems.map((problem) => showProblem('c.yaml', problem)).join('\n'));
}
