import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { usageIn } from '../../support/rights/audit.ts';
import { judge } from '../../support/rights/ledger.ts';

const OURS = 'node-cleanup-webhook/0.1.0';

interface Asked {
  readonly account?: string;
  readonly agent?: string;
  readonly verb?: string;
  readonly what?: object;
  readonly decision?: string;
  readonly at?: string;
  /** Default: at once. */
  readonly answered?: string;
}

function line(asked: Asked) {
  const { account = 'node-cleanup-webhook', agent = OURS, verb = 'list', what, decision = 'allow', at } = asked;
  return JSON.stringify({
    requestReceivedTimestamp: at,
    stageTimestamp: asked.answered ?? at,
    verb,
    user: { username: `system:serviceaccount:ops:${account}` },
    userAgent: agent,
    requestURI: '/api/v1/pods',
    objectRef: { resource: 'pods', ...what },
    annotations: { 'authorization.k8s.io/decision': decision },
  });
}

function auditLog(...files: readonly (readonly string[])[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  files.forEach((lines, index) => {
    writeFileSync(join(folder, index === 0 ? '0.log' : `0-rotated-${index}.log`), lines.join('\n'));
  });
  return join(folder, '0.log');
}

it('tells what our product has used, also of what was rotated away, and leaves out a half-written line', async () => {
  const file = auditLog(
    [line({}), line({}), line({ verb: 'create', what: { subresource: 'eviction' } }), line({}).slice(0, 50)],
    [line({ account: 'node-cleanup-webhook-t01234567-89abcdef', what: { apiGroup: 'policy', resource: 'budgets' } })],
  );
  expect(await usageIn(file)).toEqual({
    used: { 'node-cleanup-webhook': ['create  pods/eviction', 'list  pods', 'list policy budgets'] },
    forbidden: {},
  });
});

it('leaves out what a test did with the same token, and what others did', async () => {
  const file = auditLog([line({ agent: 'kubectl/v1.36' }), line({ account: 'node-cleanup-webhook-else' }), '{}']);
  expect(await usageIn(file)).toEqual({ used: {}, forbidden: {} });
});

const OF_A_TEST = 'node-cleanup-webhook-t01234567-89abcdef';

it.each([
  ['a namespace', { resource: 'namespaces', name: 'ops' }, 'node-cleanup-webhook', 1],
  ['the binding that a test had made', { resource: 'clusterrolebindings', name: OF_A_TEST }, OF_A_TEST, 1],
  [
    'the binding of an installation, after which there may be another',
    { resource: 'clusterrolebindings', name: 'node-cleanup-webhook' },
    'node-cleanup-webhook',
    2,
  ],
])('of what is refused after the deletion of %s', async (_, what, account, faults) => {
  const deletion = line({ account: 'admin', verb: 'delete', what, at: '2026-01-01T00:00:10Z' });
  const again = line({ account: 'admin', verb: 'delete', what, at: '2026-01-01T00:00:30Z' });
  const refused = (at: string) => line({ account, decision: 'forbid', at });
  const file = auditLog([deletion, refused('2026-01-01T00:00:09Z'), refused('2026-01-01T00:00:11Z'), again]);
  expect(Object.values((await usageIn(file)).forbidden)).toEqual([faults]);
});

it('of what had waited while the binding was deleted, nothing is a fault', async () => {
  const what = { resource: 'clusterrolebindings', name: OF_A_TEST };
  const deletion = line({ account: 'admin', verb: 'delete', what, at: '2026-01-01T00:00:10Z' });
  const waited = {
    account: OF_A_TEST,
    decision: 'forbid',
    at: '2026-01-01T00:00:09Z',
    answered: '2026-01-01T00:00:11Z',
  };
  expect((await usageIn(auditLog([deletion, line(waited)]))).forbidden).toEqual({});
});

it('tells what was forbidden to an operator with the rights of the chart, and not to a task that was given fewer', async () => {
  const file = auditLog([line({ decision: 'forbid' }), line({ decision: 'forbid', account: 'operator' })]);
  const { forbidden } = await usageIn(file);
  expect(forbidden).toEqual({
    'list  pods by system:serviceaccount:ops:node-cleanup-webhook at /api/v1/pods': 1,
  });
});

it('finds what is granted and not used; a list is used where a watch is', () => {
  const nothing = judge([]);
  expect(nothing.unused).toHaveLength(nothing.granted);
  expect(nothing.unused).toContain('delete  pods (operator)');
  const some = judge([
    { used: { operator: ['delete  pods'] }, forbidden: {} },
    { used: { 'node-cleanup-webhook': ['watch  pods'], 'node-cleanup-webhook-release-all': [] }, forbidden: { x: 2 } },
  ]);
  expect(nothing.unused.filter((right) => !some.unused.includes(right))).toEqual([
    'delete  pods (operator)',
    'list  pods (operator)',
    'watch  pods (operator)',
  ]);
  expect(some.forbidden).toEqual(['x, 2×']);
});
