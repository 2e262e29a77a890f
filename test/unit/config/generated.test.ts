import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SERVE_SETTINGS } from '../../../lib/config/environment.ts';
import { loadConfig } from '../../../lib/config/load.ts';
import { configurationPage } from '../../../lib/config/page.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { checkSelector } from './sample.ts';

const PAGE = readFileSync('docs/configuration.md', 'utf8');
const rules = { kinds: TASK_KINDS, checkSelector };

/** As docs/removal.md has it. */
const DEFAULT_PLAN = [
  { task: 'cordon' },
  { task: 'local-volumes', needs: ['cordon'] },
  { task: 'longhorn-evacuate', needs: ['cordon'] },
  { task: 'drain', needs: ['cordon', 'local-volumes'] },
  { task: 'portworx', needs: ['drain'] },
  { task: 'volumes-detach', needs: ['drain'] },
  { task: 'longhorn-forget' },
  { task: 'volumes-verify' },
];

describe('what the product knows of its own configuration', () => {
  it('the page is current (node hack/generate.ts)', () => {
    expect(configurationPage(TASK_KINDS)).toBe(PAGE);
  });

  it.each([
    ['docs/configuration.md', /^\| `cleanup\.tasks` .*the default plan.*$/m],
    ['docs/removal.md', /^## The default plan\n(?:\n|[^#\n].*\n)*?\n(?=\[`http`)/m],
  ])('%s names the tasks of the default plan, in their order', (file, where) => {
    const [text = ''] = where.exec(readFileSync(file, 'utf8')) ?? [];
    const names = [...text.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
    const planned = DEFAULT_PLAN.map(({ task }) => task);
    expect(names.filter((name, index) => planned.includes(name) && names.indexOf(name) === index)).toEqual(planned);
  });

  it('the page has every option of every task, and every setting', () => {
    for (const { name, options } of TASK_KINDS) {
      expect(PAGE).toContain(`### \`${name}\``);
      for (const option of Object.keys(options.properties ?? {})) expect(PAGE).toContain(`| \`${option}\` |`);
    }
    for (const { name } of SERVE_SETTINGS) expect(PAGE).toContain(`\`--${name} `);
  });

  it.each(['README.md', 'docs/configuration.md'])('every example in %s is a configuration', async (file) => {
    const examples = [...readFileSync(file, 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples) expect(await loadConfig(text, rules)).toMatchObject({ outcome: 'config', notes: [] });
  });

  it('every kind of task can be configured, and is checked by what was generated', async () => {
    for (const { name } of TASK_KINDS) {
      const wrong = `cleanup: {tasks: [{task: ${name}, options: {no-such-option: 1}}]}`;
      const loaded = await loadConfig(wrong, rules);
      const messages = loaded.outcome === 'invalid' ? loaded.problems.map(({ message }) => message) : [];
      expect(messages).toContainEqual(expect.stringMatching(/^unknown key; /));
    }
  });

  it('the defaults are what a file would say', async () => {
    const text = `cleanup: {tasks: ${JSON.stringify(DEFAULT_PLAN)}}`;
    const [said, unsaid] = await Promise.all([loadConfig(text, rules), loadConfig('{}', rules)]);
    expect(said).toEqual(unsaid);
  });
});
