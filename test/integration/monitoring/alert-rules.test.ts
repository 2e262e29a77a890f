import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALERT_RULES, alertRules } from '../../../hack/pages/alert-rules.ts';
import { promtool } from '../../support/promtool.ts';
import { type AlertCase, CASES, GOOD_DAYS, HEALTHY, type World } from './alert-cases.ts';

const RULES = resolve(ALERT_RULES);
const rules = alertRules();
const names = [...new Set(rules.map(({ alert }) => alert))];
const folder = mkdtempSync(join(tmpdir(), 'alert-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let run: Awaited<ReturnType<typeof promtool>>;
beforeAll(async () => {
  run = await promtool();
}, 1_200_000);

const seriesOf = (world: World) =>
  Object.entries({ ...HEALTHY, ...world })
    .filter(([, values]) => values !== '')
    .map(([series, values]) => ({ series, values }));

/** promtool plays hours of rules, minute by minute. */
const MINUTES = 300_000;
const RIGHT = { code: 0, text: expect.stringContaining('SUCCESS') };

/** All in one run, since to start promtool takes longer than to ask it. JSON is YAML. */
async function judge(
  tests: readonly { readonly name: string; readonly world: World; readonly checks: readonly object[] }[],
) {
  const file = join(folder, 'cases.json');
  const shared = { rule_files: [RULES], evaluation_interval: '1m' };
  const cases = tests.map(({ name, world, checks }) => {
    return { name, interval: '1m', input_series: seriesOf(world), alert_rule_test: checks };
  });
  writeFileSync(file, JSON.stringify({ ...shared, tests: cases }));
  return run('test', 'rules', file);
}

const quiet = (minute: number, alertname: string) => ({ eval_time: `${minute}m`, alertname, exp_alerts: [] });

function expected({ alert, fires }: AlertCase) {
  return Object.entries(fires).map(([severity, { labels = {}, description }]) => {
    const rule = rules.find((one) => one.alert === alert && one.labels.severity === severity);
    return { exp_labels: { severity, ...labels }, exp_annotations: { ...rule?.annotations, description } };
  });
}

it('the rules are well formed', async () => {
  expect(await run('check', 'rules', '--lint=all', '--lint-fatal', RULES)).toMatchObject({ code: 0 });
});

it(
  'each alert fires for what it is for, says what is the matter, and not at once',
  async () => {
    const verdict = await judge(
      CASES.map((one) => ({
        name: `${one.alert}, when ${one.when}`,
        world: one.world,
        checks: [
          quiet(one.quietAt, one.alert),
          { eval_time: `${one.firesAt}m`, alertname: one.alert, exp_alerts: expected(one) },
        ],
      })),
    );
    expect(verdict).toEqual(RIGHT);
  },
  MINUTES,
);

it(
  `no alert fires when ${Object.keys(GOOD_DAYS).join('; ')}`,
  async () => {
    const verdict = await judge(
      Object.entries(GOOD_DAYS).map(([name, world]) => ({
        name,
        world,
        checks: [1, 20, 32, 37, 45, 90, 149].flatMap((minute) => names.map((alert) => quiet(minute, alert))),
      })),
    );
    expect(verdict).toEqual(RIGHT);
  },
  MINUTES,
);

it('a case that is not so is found', async () => {
  const world = { 'config_last_reload_successful{job="node-cleanup-webhook", instance="b"}': '0x400' };
  const verdict = await judge([{ name: 'wrong', world, checks: [quiet(20, 'NodeCleanupConfigurationRefused')] }]);
  expect(verdict).toMatchObject({ code: 1, text: expect.stringContaining('FAILED') });
});

describe('every alert', () => {
  it('has a case in which it fires, in each severity', () => {
    const shown = CASES.flatMap(({ alert, fires }) => Object.keys(fires).map((severity) => `${alert} ${severity}`));
    expect([...new Set(shown)].toSorted()).toEqual(
      rules.map(({ alert, labels }) => `${alert} ${labels.severity}`).toSorted(),
    );
  });

  it.each(rules)(
    '$alert has a summary, a description, and a runbook with all that is needed',
    ({ alert, annotations }) => {
      expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook_url']);
      expect(annotations.runbook_url).toBe(`docs/runbooks/${alert}.md`);
      const headings = readFileSync(`docs/runbooks/${alert}.md`, 'utf8').match(/^#.*$/gm);
      expect(headings).toEqual([`# ${alert}`, '## Meaning', '## Impact', '## Diagnosis', '## Mitigation']);
    },
  );

  it('belongs to every runbook', () => {
    expect(existsSync('docs/runbooks')).toBe(true);
    expect(readdirSync('docs/runbooks').toSorted()).toEqual(names.map((name) => `${name}.md`).toSorted());
  });
});
