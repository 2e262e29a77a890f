import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../../cmd/commands.ts';
import { foreseen, releasedNode } from '../../../cmd/release-report.ts';
import type { ForecastView } from '../../../lib/cleanup/explain/document.ts';
import { isObject } from '../../../lib/kube/json.ts';
import { budget, DEAD_LEASE, deleting, explained, guarded, pod, removal } from '../cleanup/explain/sample.ts';
import { plan, plannedTask } from '../cleanup/sample.ts';

const page = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8');

/** Every name of a field in it, however deep. */
function fieldsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => [field, ...fieldsOf(inner)]);
}

const undocumented = (value: unknown) =>
  [...new Set(fieldsOf(value))].filter((field) => !page.includes(`\`${field}\``) && !page.includes(`\`${field}[]\``));

it('names every command', () => {
  for (const name of Object.keys(COMMANDS)) expect(page).toMatch(new RegExp(`^\\| \\[?\`${name}`, 'm'));
});

const FORECAST: ForecastView = {
  plan: 'defaults',
  tasks: [
    {
      name: 'chat.blocked',
      task: 'notify',
      stage: 'moment',
      moment: 'blocked',
      answer: 'Blocked',
      reason: 'r',
      message: 'm',
      details: ['d'],
    },
  ],
  rights: { of: 'you', missing: [{ right: 'get nodes', tasks: ['cordon'] }], unknown: 'why' },
};

it('names every field of the JSON of explain', () => {
  const full = removal(
    {
      tasks: [
        { name: 'drain', state: 'Blocked', reason: 'r', message: 'm', attempts: 1, startedAt: '2026-01-01T00:00:00Z' },
      ],
      requestedBy: 'somebody',
    },
    { ...plan(plannedTask('drain', { timeoutMs: 1, options: { forceAfter: '1h' } })), deadlineMs: 1 },
  );
  const earlier = { ...full, name: 'earlier', spec: { ...full.spec, nodeUID: 'earlier' } };
  const explanation = explained({
    node: deleting({ finalizers: ['infra.894.io/node-cleanup', 'karpenter.sh/termination'] }),
    cleanups: [full, earlier],
    pods: [pod()],
    budgets: [budget({ desiredHealthy: 3 })],
    leases: [DEAD_LEASE],
  });
  const living = explained({ node: guarded(), forecast: { view: FORECAST, ofOperator: true } });
  expect(fieldsOf(explanation).length).toBeGreaterThan(100);
  expect(undocumented({ ...explanation, forecast: living.forecast })).toEqual([]);
});

it('names every field of a Node in the JSON of release-all', () => {
  const node = { name: 'a', uid: 'u', deleting: true, others: [] };
  expect(undocumented(releasedNode(foreseen(node), new Map()))).toEqual([]);
});
