import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { TaskKind } from '../../../lib/config/task-kind.ts';
import { Discovery } from '../../../lib/kube/discovery.ts';
import { isObject, stringsAt } from '../../../lib/kube/json.ts';
import { SharedWatches } from '../../../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { DRAIN } from '../../../lib/tasks/drain/options.ts';
import { HTTP } from '../../../lib/tasks/http/options.ts';
import { JOB } from '../../../lib/tasks/job/options.ts';
import { LOCAL_VOLUMES } from '../../../lib/tasks/local-volumes/options.ts';
import { LONGHORN_EVACUATE, LONGHORN_FORGET } from '../../../lib/tasks/longhorn/options.ts';
import { NOTIFY } from '../../../lib/tasks/notify/options.ts';
import { PORTWORX } from '../../../lib/tasks/portworx/options.ts';
import { createTasks, TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { VOLUMES_DETACH } from '../../../lib/tasks/volumes-detach/options.ts';
import { VOLUMES_VERIFY } from '../../../lib/tasks/volumes-verify/options.ts';
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

const pod = (spec: object = {}) => ({
  spec: { containers: [{ name: 'main', image: 'example.test/tool:1' }], ...spec },
});
const template = (spec: object = {}) => ({ spec: { template: pod(), ...spec } });
/** Of an image with another name, and so on: the only container of the only pod. */
const container = (part: object) => template({ template: { spec: { containers: [part] } } });

/** What nobody can guess. */
const REQUIRED: Readonly<Record<string, object>> = {
  http: { url: 'https://example.com/ask' },
  job: { namespace: 'tools', template: template() },
};

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
      const preset = stringsAt(kind.options, 'required').includes(name) ? {} : { default: expect.anything() };
      expect(property, name).toMatchObject({ description: expect.stringMatching(/\.$/), ...preset });
    }
    expect(takes(kind)({ surely: 'not' })).toBe(false);
  });

  test('takes its own defaults', () => {
    const defaults = propertiesOf(kind).flatMap(([name, property]) =>
      'default' in property ? [[name, property.default]] : [],
    );
    expect(takes(kind)({ ...Object.fromEntries(defaults), ...REQUIRED[kind.name] })).toBe(true);
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
  [HTTP, {}, false],
  [HTTP, { url: '' }, false],
  [HTTP, { url: 7 }, false],
  [HTTP, { url: 'example.com' }, false],
  [HTTP, { url: 'ftp://example.com' }, false],
  [HTTP, { url: 'https://me:secret@example.com' }, false],
  [HTTP, { url: 'https://example.com:8443/nodes?x=a@b#c' }, true],
  [HTTP, { url: 'https://example.com', tokenFile: '/run/token', caFile: '/run/ca', timeout: '1m' }, true],
  [HTTP, { url: 'https://example.com', certFile: '/run/crt', keyFile: '/run/key', headersFile: '/run/h' }, true],
  [HTTP, { url: 'https://example.com', timeout: '10' }, false],
  [HTTP, { url: 'https://example.com', timeout: 10 }, false],
  [HTTP, { url: 'https://example.com', tokenFile: true }, false],
  [HTTP, { url: 'https://example.com', token: 's3cr3t' }, false],
  [JOB, {}, false],
  [JOB, { namespace: 'tools' }, false],
  [JOB, { template: template() }, false],
  [JOB, { namespace: 'tools', template: template() }, true],
  [JOB, { namespace: 'Tools', template: template() }, false],
  [JOB, { namespace: 'tools', template: template(), on: 'anywhere', keep: '0s', logLines: 0, whenDead: 'skip' }, true],
  [JOB, { namespace: 'tools', template: template(), on: 'nodes' }, false],
  [JOB, { namespace: 'tools', template: template(), logLines: 1_000 }, false],
  [JOB, { namespace: 'tools', template: {} }, false],
  [JOB, { namespace: 'tools', template: { spec: {} } }, false],
  [JOB, { namespace: 'tools', template: { ...template(), kind: 'CronJob' } }, false],
  [JOB, { namespace: 'tools', template: { ...template(), metadata: { name: 'mine' } } }, false],
  [JOB, { namespace: 'tools', template: template({ backofLimit: 1 }) }, false],
  [JOB, { namespace: 'tools', template: template({ backoffLimit: 1, activeDeadlineSeconds: 60 }) }, true],
  [JOB, { namespace: 'tools', template: template({ ttlSecondsAfterFinished: 1 }) }, false],
  [JOB, { namespace: 'tools', template: template({ template: pod({ nodeName: 'n1' }) }) }, false],
  [JOB, { namespace: 'tools', template: template({ template: pod({ restartPolicy: 'Always' }) }) }, false],
  [JOB, { namespace: 'tools', template: template({ template: pod({ hostPID: true, tolerations: [] }) }) }, true],
  [JOB, { namespace: 'tools', template: template({ template: { spec: { containers: [] } } }) }, false],
  [JOB, { namespace: 'tools', template: container({ name: 'main' }) }, false],
  [JOB, { namespace: 'tools', template: container({ name: 'a', image: 'b', args: ['{{node}}', 7] }) }, true],
  [JOB, { namespace: 'tools', template: container({ name: 'a', image: 'b', args: ['{{nod}}'] }) }, false],
  [JOB, { namespace: 'tools', template: container({ name: 'a', image: 'b', env: [{ value: '{{' }] }) }, false],
  [LOCAL_VOLUMES, {}, true],
  [LOCAL_VOLUMES, { deleteClaims: ['local-ssd', 'lvm.v2'], keepNamespaces: ['prod'] }, true],
  [LOCAL_VOLUMES, { topologyKeys: ['rack', 'topology.example.com/Disk_1'] }, true],
  [LOCAL_VOLUMES, { deleteClaims: ['*'] }, false],
  [LOCAL_VOLUMES, { deleteClaims: [''] }, false],
  [LOCAL_VOLUMES, { deleteClaims: true }, false],
  [LOCAL_VOLUMES, { deleteClaims: ['a', 'a'] }, false],
  [LOCAL_VOLUMES, { keepNamespaces: ['a.b'] }, false],
  [LOCAL_VOLUMES, { topologyKeys: ['/x'] }, false],
  [LONGHORN_EVACUATE, {}, true],
  [LONGHORN_EVACUATE, { stallAfter: '1h30m', deleteFailedReplicas: true }, true],
  [LONGHORN_EVACUATE, { stallAfter: '1d' }, false],
  [LONGHORN_EVACUATE, { stallAfter: '' }, false],
  [LONGHORN_EVACUATE, { deleteFailedReplicas: 'yes' }, false],
  [LONGHORN_EVACUATE, { deletePods: true }, false],
  [LONGHORN_FORGET, {}, true],
  [LONGHORN_FORGET, { force: true }, false],
  [NOTIFY, {}, false],
  [NOTIFY, { url: 'https://example.com' }, true],
  [NOTIFY, { urlFile: '/etc/secret/url' }, true],
  [NOTIFY, { url: 'example.com' }, false],
  [NOTIFY, { url: 'https:///path' }, false],
  [NOTIFY, { url: 'https://example.com', body: '{"a":"{{nod}}"}' }, false],
  [PORTWORX, {}, true],
  [PORTWORX, { endpoint: 'https://px.example.com:9021', tokenFile: '/etc/px/token', decommission: true }, true],
  [PORTWORX, { endpoint: 'px.example.com:9021' }, false],
  [PORTWORX, { endpoint: 'https://px.example.com:9021/v1' }, false],
  [PORTWORX, { managementEndpoint: 'ftp://px.example.com' }, false],
  [PORTWORX, { decommission: 'force' }, false],
  [PORTWORX, { forceRemove: true }, false],
  [PORTWORX, { timeout: '' }, false],
  [PORTWORX, { storagelessTimeout: '20' }, false],
  [VOLUMES_DETACH, {}, true],
  [VOLUMES_DETACH, { outOfService: true, forceDetach: true, proofURL: 'https://bmc.example.com/off' }, true],
  [VOLUMES_DETACH, { outOfService: 'yes' }, false],
  [VOLUMES_DETACH, { proofURL: 'bmc.example.com' }, false],
  [VOLUMES_DETACH, { proofTimeout: '' }, false],
  [VOLUMES_VERIFY, {}, true],
  [VOLUMES_VERIFY, { deleteReleased: true, cleanDrivers: ['topolvm.io'] }, true],
  [VOLUMES_VERIFY, { cleanDrivers: [''] }, false],
  [VOLUMES_VERIFY, { cleanDrivers: 'topolvm.io' }, false],
] as const)('%o with the options %j: %s', (kind, options, expected) => {
  expect(takes(kind)(options)).toBe(expected);
});

test('a right that only an option needs names an option that there is', () => {
  const wrong = TASK_KINDS.flatMap((kind) => {
    const options = propertiesOf(kind).map(([name]) => name);
    return kind.rights.filter(({ onlyWith }) => onlyWith !== undefined && !options.includes(onlyWith));
  });
  expect(wrong).toEqual([]);
});
