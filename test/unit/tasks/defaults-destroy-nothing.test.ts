import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../../lib/config/schema-walk.ts';
import type { TaskKind } from '../../../lib/config/task-kind.ts';
import { Discovery } from '../../../lib/kube/discovery.ts';
import { isObject, listAt } from '../../../lib/kube/json.ts';
import { readOnly } from '../../../lib/kube/read-only-client.ts';
import { SharedWatches } from '../../../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { parseNode } from '../../../lib/node/record.ts';
import { fold } from '../../../lib/operation/fold.ts';
import { readOutcome } from '../../../lib/operation/outcome.ts';
import { isOver, type TaskRecord } from '../../../lib/operation/record.ts';
import type { NodeTask } from '../../../lib/tasks/node-task.ts';
import { createTasks, TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { type AnyWorld, anyWorld } from './any-world.ts';
import { subject, taskRun } from './run.ts';
import { type Change, WholeWorld } from './whole-world.ts';

/** More for a night: FC_RUNS=10000. */
const RUNS = Number(process.env.FC_RUNS ?? 40);
const KEYS = nodeKeys();

/** What a kind of task may change when nobody has asked it for more: everything else is a mistake. */
type Allowance = (change: Change, world: AnyWorld) => boolean;

const NOTHING: Allowance = () => false;
const isPatchOf =
  (resource: string, name: string, paths: RegExp): Allowance =>
  (change) =>
    change.verb === 'patch' && change.resource === resource && change.name === name && touches(change.body, paths);

/** Whether the patch touches these paths alone, whatever its kind. */
function touches(body: unknown, paths: RegExp): boolean {
  const touched = Array.isArray(body)
    ? body.filter((step) => isObject(step) && step.op !== 'test').map((step) => String(step.path))
    : leaves(body, '').filter((path) => !/^\/metadata\/(?:uid|resourceVersion)$/.test(path));
  return touched.every((path) => paths.test(path));
}

function leaves(value: unknown, path: string): readonly string[] {
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

/** One row for each kind: a new one has to say what it may do. */
const MAY: Readonly<Record<string, Allowance>> = {
  cordon: isPatchOf('nodes', 'n1', /^\/spec\/(?:taints|unschedulable)$|^\/metadata\/annotations/),
  drain: (change, { things }) =>
    (change.verb === 'create' && change.resource === 'pods/eviction') ||
    // A dead kubelet ends no pod: what a budget refuses is deleted, with its uid.
    (change.verb === 'delete' && change.resource === 'pods' && change.uid !== undefined && isNotReady(things)),
  http: NOTHING,
  job: (change) =>
    (change.verb === 'create' && change.resource === 'jobs.batch') ||
    (change.verb === 'patch' && change.resource === 'jobs.batch' && touches(change.body, /ttlSecondsAfterFinished$/)),
  'local-volumes': NOTHING,
  'longhorn-evacuate': isPatchOf('nodes.longhorn.io', 'n1', /(?:allowScheduling|evictionRequested|longhorn-flags)$/),
  // Longhorn's own Node, by its own rules, once the Node itself is gone.
  'longhorn-forget': (change, world) =>
    !world.isThere &&
    (isPatchOf('nodes.longhorn.io', 'n1', /(?:allowScheduling|evictionRequested|longhorn-flags)$/)(change, world) ||
      (change.verb === 'delete' &&
        change.resource === 'nodes.longhorn.io' &&
        change.name === 'n1' &&
        change.uid !== undefined)),
  notify: NOTHING,
  portworx: NOTHING,
  // Of the taint out-of-service only what we have put ourselves is taken off.
  'volumes-detach': isPatchOf('nodes', 'n1', /^\/spec\/taints|^\/metadata\/annotations/),
  'volumes-verify': NOTHING,
};

const isNotReady = (things: AnyWorld['things']): boolean => {
  const node = things.find(({ resource, object }) => resource === 'nodes' && object.metadata.name === 'n1')?.object;
  return listAt(node, 'status', 'conditions').some((condition) => isObject(condition) && condition.status !== 'True');
};

const template = { spec: { template: { spec: { containers: [{ name: 'main', image: 'example.test/tool:1' }] } } } };
/** What nobody can guess; nobody listens at that address. */
const REQUIRED: Readonly<Record<string, object>> = {
  job: { namespace: 'tools', template },
  http: { url: 'http://127.0.0.1:1/' },
  notify: { url: 'http://127.0.0.1:1/' },
  portworx: { endpoint: 'http://127.0.0.1:1' },
};

function optionsOf({ name, options }: TaskKind, more: object): Readonly<Record<string, unknown>> {
  const filled = withDefaults(options, { ...REQUIRED[name], ...more });
  return isObject(filled) ? filled : {};
}

interface Scene {
  readonly server: WholeWorld;
  readonly clock: FakeClock;
  readonly task: NodeTask;
  readonly watches: SharedWatches;
}

function sceneOf(world: AnyWorld, kind: TaskKind, isDryRun: boolean): Scene {
  const server = new WholeWorld(world.things, world.answers);
  const clock = new FakeClock();
  const client = isDryRun ? readOnly(server) : server;
  const common = { client, clock, random: () => 0.5, log: silentLogger, metrics: noMetrics };
  const watches = new SharedWatches(common);
  const task = createTasks({ ...common, discovery: new Discovery(client, clock), watches, keys: KEYS }).get(kind.name);
  if (task === undefined) throw new Error(`there is no task ${kind.name}`);
  return { server, clock, task, watches };
}

/** The Node as the operator's watch shows it. */
function subjectOf({ things, isThere }: AnyWorld) {
  const found = things.find(({ resource, object }) => resource === 'nodes' && object.metadata.name === 'n1');
  const node = isThere && found !== undefined ? parseNode(found.object, KEYS.prefix) : undefined;
  return subject({ nodeUID: 'n1-uid', node });
}

/** What the promise comes to; whatever the task throws is as good as an answer. */
async function whileTimePasses<T>(clock: FakeClock, promise: Promise<T>): Promise<T | undefined> {
  let isOpen = true;
  const end = () => {
    isOpen = false;
  };
  promise.then(end, end);
  for (let turn = 0; isOpen && turn < 200; turn++) {
    await settle();
    if (isOpen) await clock.advance(250);
  }
  return await Promise.race([promise.catch(() => undefined), settle().then(() => undefined)]);
}

/** A change, and what stood in the record when it was made. */
interface Recorded {
  readonly change: Change;
  readonly announced: readonly string[];
}

const changesOf = async (world: AnyWorld, kind: TaskKind, more: object = {}): Promise<readonly Change[]> =>
  (await recordedChangesOf(world, kind, more)).map(({ change }) => change);

/** Runs of one operation, as the engine would have them, until it is over or has had every chance. */
async function recordedChangesOf(world: AnyWorld, kind: TaskKind, more: object = {}): Promise<readonly Recorded[]> {
  const { server, clock, task, watches } = sceneOf(world, kind, false);
  const startedAt = clock.now();
  let record: TaskRecord = {
    name: kind.name,
    state: 'Running',
    attempts: 0,
    startedAt: new Date(startedAt).toISOString(),
  };
  const common = { subject: subjectOf(world), name: kind.name, options: optionsOf(kind, more), startedAt };
  using operation = taskRun(common);
  using _watches = watches;
  const recorded: Recorded[] = [];
  for (let look = 0; look < 6 && !isOver(record.state); look++) {
    const { changes: announced = [] } = record;
    const outcome = await whileTimePasses(clock, task.run({ ...operation, record }));
    const context = { now: clock.now(), retry: { baseMs: 1_000, capMs: 60_000 }, random: () => 0.5 };
    if (outcome !== undefined) record = fold(record, { is: 'outcome', outcome: readOutcome(outcome) }, context).record;
    await clock.advance(look % 2 === 0 ? 1_000 : 400_000);
    recorded.push(...server.changes.slice(recorded.length).map((change) => ({ change, announced })));
  }
  return recorded;
}

describe.each(TASK_KINDS.map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
  test('changes nothing by default but what it is known to', { timeout: 60_000 }, async () => {
    const may = MAY[name];
    if (may === undefined) throw new Error(`nothing is said of what the task ${name} may change by default`);
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const changes = await changesOf(world, kind);
        expect(changes.filter((change) => !may(change, world))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('changes nothing in a dry run', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { server, clock, task, watches } = sceneOf(world, kind, true);
        using _watches = watches;
        const { signal } = new AbortController();
        await whileTimePasses(
          clock,
          task.foresee({ subject: subjectOf(world), name, options: optionsOf(kind, {}), signal }),
        );
        expect(server.changes).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});

/** The worlds are such that the options do make a difference: otherwise nothing above would be worth anything. */
test.each([
  ['local-volumes', { deleteClaims: ['local'] }, 'delete persistentvolumeclaims'],
  ['longhorn-evacuate', { deleteFailedReplicas: true }, 'delete replicas.longhorn.io'],
  ['volumes-detach', { forceDetach: true }, 'delete volumeattachments.storage.k8s.io'],
  ['volumes-verify', { deleteReleased: true }, 'delete persistentvolumes'],
  ['cordon', {}, 'patch nodes'],
  ['drain', {}, 'create pods/eviction'],
  ['longhorn-evacuate', {}, 'patch nodes.longhorn.io'],
  ['job', {}, 'create jobs.batch'],
])('%s with %j can do more: %s', { timeout: 120_000 }, async (name, options, expected) => {
  const kind = TASK_KINDS.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`there is no task ${name}`);
  const seen = await fc.check(
    fc.asyncProperty(anyWorld, async (world) => {
      const changes = await changesOf(world, kind, options);
      return !changes.some(({ verb, resource }) => `${verb} ${resource}` === expected);
    }),
    // With others it may take a thousand worlds.
    { numRuns: 2_000, endOnFailure: true, seed: 3 },
  );
  expect(seen.failed).toBe(true);
});

test.each<[string, object]>([
  ['local-volumes', { deleteClaims: ['local'] }],
  ['longhorn-evacuate', { deleteFailedReplicas: true }],
  ['longhorn-forget', {}],
  ['volumes-detach', { forceDetach: true, outOfService: true }],
  ['volumes-verify', { deleteReleased: true }],
])(
  '%s with %j deletes nothing that does not stand in the record before, by name, nor anything but that very object',
  {
    timeout: 120_000,
  },
  async (name, options) => {
    const kind = TASK_KINDS.find((each) => each.name === name);
    if (kind === undefined) throw new Error(`there is no task ${name}`);
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const deletions = (await recordedChangesOf(world, kind, options)).filter(
          ({ change }) => change.verb === 'delete',
        );
        const wrong = deletions.filter(
          ({ change, announced }) =>
            change.uid === undefined || !announced.some((text) => text.includes(String(change.name))),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS * 2 },
    );
  },
);
