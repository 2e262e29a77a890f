import { expect, it } from 'vitest';
import { type Need, needsOfOperator, needsOfTasks } from '../../../lib/config/rights.ts';
import { ApiError } from '../../../lib/kube/errors.ts';
import { at, stringAt } from '../../../lib/kube/json.ts';
import { installationOf } from '../../../lib/rights/operator-rights.ts';
import { RightsCheck } from '../../../lib/rights/rights-check.ts';
import type { Metrics } from '../../../lib/telemetry/metrics.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubeClient } from '../../support/fake-kube-client.ts';
import { recordLog } from '../kube/harness.ts';

const EVICT = { apiGroup: '', resource: 'pods/eviction', verbs: ['create'] };
const REPLICAS = { apiGroup: 'longhorn.io', resource: 'replicas', verbs: ['watch'] };
const UPDATE = { apiGroup: '', resource: 'nodes', verbs: ['patch'] };

/** Answers reviews: what is in `denied`, as `verb plural/subresource`, is not allowed. */
class Reviewer extends FakeKubeClient {
  denied = new Set<string>();
  groups: readonly string[] = ['longhorn.io'];
  broken: Error | undefined;
  reviews = 0;

  override async create(_: unknown, body: object) {
    if (this.broken) throw this.broken;
    this.reviews += 1;
    const asked = at(body, 'spec', 'resourceAttributes');
    const part = stringAt(asked, 'subresource');
    const what = `${stringAt(asked, 'verb')} ${stringAt(asked, 'resource')}${part === undefined ? '' : `/${part}`}`;
    return { status: { allowed: !this.denied.has(what) } };
  }

  override async getPath() {
    if (this.broken) throw this.broken;
    return { groups: this.groups.map((name) => ({ name })) };
  }
}

function begin(denied: readonly string[] = [], groups: readonly string[] = ['longhorn.io']) {
  const clock = new FakeClock();
  const client = new Reviewer(clock);
  client.denied = new Set(denied);
  client.groups = groups;
  const { log, lines } = recordLog();
  const gauges: unknown[] = [];
  const metrics: Metrics = { ...noMetrics, replace: (_, samples) => void gauges.push(samples) };
  const kinds = [
    { name: 'drain', rights: [EVICT] },
    { name: 'longhorn-evacuate', rights: [REPLICAS] },
  ].map((kind) => ({
    ...kind,
    description: '',
    stages: ['before' as const],
    options: {},
    timeout: '0s',
    onTimeout: 'block' as const,
  }));
  const tasks = kinds.map(({ name: task }) => ({ task, options: {} }));
  let needs: readonly Need[] = [...needsOfOperator([UPDATE]), ...needsOfTasks(kinds, tasks)];
  const stop = new AbortController();
  const check = new RightsCheck({
    client,
    clock,
    random: () => 0.5,
    log,
    metrics,
    needs: () => needs,
    installation: installationOf('ops', 'lease'),
  });
  const running = check.run(stop.signal);
  const plan = (next: readonly Need[]) => {
    needs = next;
    check.again();
  };
  const end = () => {
    stop.abort();
    return running;
  };
  return { client, clock, check, lines, gauges, plan, end };
}

it('says once that nothing is missing, and looks again when all is read, and every ten minutes', async () => {
  const { client, clock, check, lines, gauges, end } = begin();
  await clock.advance(0);
  expect(check.message).toBe('');
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'RBAC allows all that the plan needs'],
  ]);
  expect(client.reviews).toBe(3);
  await clock.advance(30_000);
  expect(client.reviews).toBe(6);
  await clock.advance(599_000);
  expect(client.reviews).toBe(6);
  await clock.advance(1_000);
  expect(client.reviews).toBe(9);
  expect(lines).toHaveLength(1);
  expect(gauges).toEqual([[], [], []]);
  await end();
});

it('names what is missing and for whom, in the log once, in the metric and for the readiness page', async () => {
  const { clock, check, lines, gauges, end } = begin(['create pods/eviction', 'patch nodes']);
  await clock.advance(0);
  await clock.advance(60_000);
  const missing = ['patch nodes (the operator itself)', 'create pods/eviction (drain)'];
  expect(lines).toMatchObject([{ level: 'error', fields: { code: 'RIGHTS_MISSING', missing } }]);
  expect(check.message).toBe(`missing: ${missing.join(', ')}`);
  expect(gauges.at(-1)).toEqual([
    { labels: { user: 'operator', verb: 'patch', resource: 'nodes' }, value: 1 },
    { labels: { user: 'drain', verb: 'create', resource: 'pods/eviction' }, value: 1 },
  ]);
  await end();
});

it('asks ever less often while nobody mends it', async () => {
  const { client, clock, end } = begin(['patch nodes']);
  await clock.advance(0);
  const asked = () => client.reviews / 3;
  for (const seconds of [30, 60, 120]) {
    const before = asked();
    await clock.advance((seconds - 1) * 1_000);
    expect(asked()).toBe(before);
    await clock.advance(1_000);
    expect(asked()).toBe(before + 1);
  }
  await end();
});

it('sees within half a minute that it was mended, and says so', async () => {
  const { client, clock, check, lines, gauges, end } = begin(['patch nodes']);
  await clock.advance(0);
  client.denied = new Set();
  await clock.advance(30_000);
  expect(check.message).toBe('');
  expect(lines.at(-1)).toMatchObject({ level: 'info', message: 'RBAC allows all that the plan needs again' });
  expect(gauges.at(-1)).toEqual([]);
  await end();
});

it('looks at once when the configuration has changed', async () => {
  const { clock, check, plan, end } = begin(['create pods/eviction']);
  await clock.advance(0);
  expect(check.message).toContain('drain');
  plan(needsOfOperator([UPDATE]));
  await clock.advance(0);
  expect(check.message).toBe('');
  await end();
});

it('does not miss the rights of software that is not installed', async () => {
  const { client, clock, check, end } = begin(['watch replicas'], []);
  await clock.advance(0);
  expect(check.message).toBe('');
  client.groups = ['longhorn.io'];
  await clock.advance(600_000);
  expect(check.message).toBe('missing: watch replicas (longhorn.io) (longhorn-evacuate)');
  await end();
});

it.each([
  ['does not let us ask', new ApiError('create', 403, { message: 'forbidden' })],
  ['has no such API', new ApiError('create', 404, {})],
  ['does not answer', new Error('connection refused')],
])('goes on when the API server %s, and says so once', async (_, error) => {
  const { client, clock, check, lines, end } = begin();
  client.broken = error;
  await clock.advance(0);
  await clock.advance(120_000);
  expect(check.message).toContain(`not known: `);
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['warn', 'cannot ask which rights we have; going on'],
  ]);
  client.broken = undefined;
  await clock.advance(30_000);
  expect(check.message).toBe('');
  await end();
});
