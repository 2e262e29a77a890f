import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { TaskKind } from '../../../lib/config/task-kind.ts';
import { Discovery } from '../../../lib/kube/discovery.ts';
import { isObject } from '../../../lib/kube/json.ts';
import { SharedWatches } from '../../../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { DRAIN } from '../../../lib/tasks/drain/options.ts';
import { NOTIFY } from '../../../lib/tasks/notify/options.ts';
import { createTasks, TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { parseDuration } from '../../../lib/time/duration.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubeClient } from '../../support/fake-kube-client.ts';

const takes = ({ options }: TaskKind) =>
  new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    // Checked by lib/config, with the place of the mistake.
    formats: { 'label-selector': true },
  }).compile(options);

function propertiesOf({ options }: TaskKind): readonly [string, Readonly<Record<string, unknown>>][] {
  const properties = isObject(options.properties) ? options.properties : {};
  return Object.entries(properties).flatMap(([name, property]) => (isObject(property) ? [[name, property]] : []));
}

test('every kind of task that the configuration may name can be run, and no other', () => {
  const client = new FakeKubeClient();
  const clock = new FakeClock();
  const common = { client, clock, random: () => 0.5, log: silentLogger, metrics: noMetrics };
  const tasks = createTasks({
    ...common,
    discovery: new Discovery(client, clock),
    watches: new SharedWatches(common),
    keys: nodeKeys(),
  });
  expect([...tasks.keys()].toSorted()).toEqual(TASK_KINDS.map(({ name }) => name).toSorted());
});

describe.each(TASK_KINDS.map((kind) => [kind.name, kind] as const))('the kind %s', (_, kind) => {
  test('has options that are described, have a default, and take nothing unknown', () => {
    for (const [name, property] of propertiesOf(kind)) {
      expect(property, name).toMatchObject({ description: expect.stringMatching(/\.$/), default: expect.anything() });
    }
    expect(takes(kind)({ surely: 'not' })).toBe(false);
  });

  test('takes its own defaults', () => {
    const defaults = Object.fromEntries(propertiesOf(kind).map(([name, property]) => [name, property.default]));
    expect(takes(kind)(defaults)).toBe(true);
  });

  test('has a timeout that can be read', () => {
    expect(parseDuration(kind.timeout)).toBeDefined();
  });
});

test.each([
  [DRAIN, {}, true],
  [DRAIN, { gracePeriod: '' }, true],
  [DRAIN, { gracePeriod: '1m30s', forceAfter: '2h', maxParallel: 1 }, true],
  [DRAIN, { forceAfter: '10' }, false],
  [DRAIN, { forceAfter: '' }, false],
  [DRAIN, { forceAfter: '1d' }, false],
  [DRAIN, { maxParallel: 0 }, false],
  [DRAIN, { unmanaged: 'force' }, false],
  [NOTIFY, {}, false],
  [NOTIFY, { url: 'https://example.com' }, true],
  [NOTIFY, { urlFile: '/etc/secret/url' }, true],
  [NOTIFY, { url: 'example.com' }, false],
  [NOTIFY, { url: 'https:///path' }, false],
  [NOTIFY, { url: 'https://example.com', body: '{"a":"{{nod}}"}' }, false],
] as const)('%o with the options %j: %s', (kind, options, expected) => {
  expect(takes(kind)(options)).toBe(expected);
});
