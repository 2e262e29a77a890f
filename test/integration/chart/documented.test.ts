import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Output, run } from '../../../hack/control-plane/command.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { commandsOf } from '../../unit/docs/markdown.ts';
import { CHART, helmProgram } from './rendering.ts';

const cluster = useCluster();
const PAGES = [
  'README.md',
  'docs/install.md',
  'docs/upgrade.md',
  'docs/uninstall.md',
  'charts/node-cleanup-webhook/README.md',
];
let helm: string;

beforeAll(async () => {
  helm = await helmProgram();
}, 600_000);

const call = (args: readonly string[], input?: string): Promise<Output> =>
  run(helm, args, {
    ...(input === undefined ? {} : { input }),
    env: { PATH: process.env.PATH, HOME: cluster.layout.root },
  });

const commands = (word: string): readonly string[] => {
  const lines = PAGES.flatMap(commandsOf).flatMap(({ line }) => (line.startsWith(`${word} `) ? [line] : []));
  return [...new Set(lines)];
};

/** `key=value` for the values that a page names between backquotes in a table or a sentence. */
const settings = (): readonly string[] => {
  const found = PAGES.flatMap(
    (page) => readFileSync(page, 'utf8').match(/`[a-zA-Z]+(?:\.[a-zA-Z]+)?=[a-z0-9"-]*`/g) ?? [],
  );
  return [...new Set(found.map((text) => text.slice(1, -1)))];
};

describe('what the pages on installation say', () => {
  it.each(commands('helm'))('%s: helm has that command, and each of its flags', async (line) => {
    const [, command = '', ...words] = line.split(' ');
    const { stdout: help } = await call([command, '--help']);
    expect(help).toContain(`helm ${command}`);
    const flags = words.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/, ''));
    for (const flag of flags) expect(help).toMatch(new RegExp(`(?:^|\\s)${flag}(?:,|\\s)`, 'm'));
  });

  it.each([...commands('helm'), ...commands('npm')].filter((line) => line.includes('--set ')))(
    '%s: the chart has these values',
    async (line) => {
      const sets = [...line.matchAll(/--set (\S+)/g)].flatMap(([, setting = '']) => ['--set', setting]);
      expect(await call(['template', 'node-cleanup', CHART, ...sets])).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it.each(settings())('the chart has %s', async (setting) => {
    const name = setting.replace(/=.*/, '');
    const { stdout } = await call(['show', 'values', CHART]);
    expect(stringAt(parse(stdout), 'tls', 'mode')).toBe('cert-manager');
    const others = name === 'tls.mode' ? [] : ['--set', 'tls.mode=self-managed'];
    expect(await call(['template', 'node-cleanup', CHART, '--set', setting, ...others])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it.each(['README.md', 'docs/install.md', 'charts/node-cleanup-webhook/README.md'])(
    '%s: the image is built before it is installed from where it is, and waited for before it is tested',
    (page) => {
      const text = readFileSync(page, 'utf8').replace(/ \\\n\s*/g, ' ');
      const [built, installed, tested] = [/Build the image/, /^ +helm install .*$/m, /helm test/].map((what) =>
        text.search(what),
      );
      expect(built).toBeGreaterThan(0);
      expect(installed).toBeGreaterThan(built ?? 0);
      expect(tested).toBeGreaterThan(installed ?? 0);
      const [line] = commandsOf(page).flatMap((command) => (/^helm install /.test(command.line) ? [command.line] : []));
      expect(line).toMatch(/ --wait /);
      // The tag is the chart's own version, which a page would have to be told at each release.
      expect(line).toMatch(/ --set image\.repository=\S+$/);
    },
  );

  it('helm shows the values, and nothing that is for others than those who set them', async () => {
    const { stdout } = await call(['show', 'values', CHART]);
    expect(stdout).not.toMatch(/hack\/|generate/);
    expect(stdout).toMatch(/^# -- /);
  });

  it('a values file in them is one that the chart takes', async () => {
    const [, example = ''] = /```yaml\n([^`]*)```/.exec(readFileSync('docs/install.md', 'utf8')) ?? [];
    expect(await call(['template', 'node-cleanup', CHART, '--values', '-'], example)).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});
