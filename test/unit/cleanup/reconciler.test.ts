import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../lib/cleanup/announcer.ts';
import { Brake } from '../../../lib/cleanup/brake/brake.ts';
import { Ledger } from '../../../lib/cleanup/ledger.ts';
import { NODE_CLEANUPS, type NodeCleanup, type NodeCleanupStatus } from '../../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup, parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import { Reconciler } from '../../../lib/cleanup/reconciler.ts';
import type { BrakeConfig } from '../../../lib/config/config.ts';
import type { ObjectOptions } from '../../../lib/kube/client.ts';
import { EventRecorder } from '../../../lib/kube/events/event-recorder.ts';
import { stringsAt } from '../../../lib/kube/json.ts';
import { NODES, type Resource } from '../../../lib/kube/resource.ts';
import { type NodeRecord, parseNode } from '../../../lib/node/record.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import { Engine } from '../../../lib/operation/engine.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import type { TaskLook } from '../../../lib/tasks/node-task.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { apiError, FakeKubeClient } from '../../support/fake-kube-client.ts';
import { KEYS, plan, plannedTask, status } from './sample.ts';

const OTHERS = 'example.com/held';
const TIME = '2026-01-01T00:00:00Z';
const CHECK_AFTER_MS = 1_000;
const DONE: Outcome = { state: 'done' };
const WAITING: Outcome = { state: 'waiting', reason: 'NotYet', message: 'not yet', checkAfterMs: CHECK_AFTER_MS };
const { signal: leading } = new AbortController();

/** A status that is written leaves the rest of the object as it is. */
class Server extends FakeKubeClient {
  override replace(resource: Resource, name: string, body: object, options: ObjectOptions = {}) {
    return super.replace(resource, name, { ...this.peek(resource, name), ...body }, options);
  }
}

/** A reconciler whose view of the Nodes is what a test has let it see. */
class World {
  readonly clock = new FakeClock();
  readonly client: FakeKubeClient;
  readonly ledger: Ledger;
  readonly reconciler: Reconciler;
  /** What the task of the plan answers. */
  answer = DONE;
  brake: BrakeConfig = { hold: undefined, storage: { max: { count: 1 }, per: '' } };
  /** For removals that begin. */
  plan = plan(plannedTask('task'));
  /** Whether the task moves data. */
  moves = false;
  /** When the brake asked what the task would do. */
  readonly looks: TaskLook[] = [];
  readonly woken: string[] = [];
  /** What people were told of the Node's life. */
  readonly told: string[] = [];
  runs = 0;
  readonly #seen = new Map<string, NodeRecord>();

  constructor() {
    const { clock } = this;
    this.client = new Server(clock);
    this.ledger = new Ledger(this.client, clock);
    const common = { client: this.client, clock, random: () => 0.5, log: silentLogger, metrics: noMetrics };
    const brake = new Brake({
      ...common,
      ledger: this.ledger,
      keys: KEYS,
      config: () => this.brake,
      nodes: () => [...this.#seen.values()],
      nodeNamed: (name) => this.#seen.get(name),
      kinds: {
        movesData: () => this.moves,
        foresee: async (_, look) => {
          this.looks.push(look);
          return { state: 'waiting', reason: 'R', message: 'm' };
        },
      },
      wake: (name) => this.woken.push(name),
    });
    const recorder = new EventRecorder({ ...common, identity: 'test' });
    const announcer = new Announcer(this.client, recorder, KEYS, silentLogger);
    announcer.dead = () => void this.told.push('dead');
    announcer.alive = () => void this.told.push('alive');
    const run = async () => {
      this.runs += 1;
      return this.answer;
    };
    this.reconciler = new Reconciler(
      {
        ...common,
        ledger: this.ledger,
        keys: KEYS,
        brake,
        engine: new Engine<NodeSubject>({ ...common, tasks: new Map([['task', { run }]]) }),
        terms: () => ({ plan: this.plan, deadAfterMs: 300_000 }),
        announcer,
        nodeNamed: (name) => this.#seen.get(name),
        selects: () => true,
        recordsRead: () => true,
      },
      () => {},
    );
  }

  /** A Node that is being deleted. */
  node(name: string, finalizers: readonly string[] = [KEYS.finalizer]): void {
    const metadata = { name, uid: `${name}-uid`, finalizers, creationTimestamp: TIME, deletionTimestamp: TIME };
    this.client.put(NODES, { metadata });
    this.look(name);
  }

  /** A record that the watch has shown. */
  record(nodeName: string, nodeUID: string, more: Partial<NodeCleanupStatus>, finalizer = KEYS.finalizer): NodeCleanup {
    const spec = {
      nodeName,
      nodeUID,
      requestedAt: TIME,
      finalizer,
      deadAfterMs: 300_000,
      plan: plan(plannedTask('task')),
    };
    const cleanup = parseNodeCleanup(this.client.put(NODE_CLEANUPS, { ...newNodeCleanup(spec), status: status(more) }));
    this.ledger.observe(cleanup);
    return cleanup;
  }

  /** The watch of the Nodes catches up. */
  look(name: string): void {
    const node = this.client.peek(NODES, name);
    if (node === undefined) this.#seen.delete(name);
    else this.#seen.set(name, parseNode(node, KEYS.prefix));
  }

  reconcile(name: string) {
    return this.reconciler.reconcile(name, leading);
  }

  /** What the server has of the record. */
  stored({ name }: NodeCleanup): NodeCleanupStatus | undefined {
    const object = this.client.peek(NODE_CLEANUPS, name);
    return object && parseNodeCleanup(object).status;
  }

  finalizersOf(name: string): readonly string[] {
    return stringsAt(this.client.peek(NODES, name), 'metadata', 'finalizers');
  }

  /** The one record of Nodes of that name. */
  only(name: string): NodeCleanup {
    const [record, ...more] = this.ledger.ofName(name);
    if (record === undefined || more.length > 0) throw new Error(`${name} does not have one record`);
    return record;
  }
}

describe('nothing is kept of a removal after its end', () => {
  it('when the Node went at once', async () => {
    const world = new World();
    world.node('worker-1');
    await world.reconcile('worker-1');
    expect(world.only('worker-1').status.phase).toBe('Completed');
    expect(world.reconciler.worksOn(world.only('worker-1'))).toBe(false);
  });

  it('when others held the Node for a while', async () => {
    const world = new World();
    world.node('worker-1', [KEYS.finalizer, OTHERS]);
    await world.reconcile('worker-1');
    world.look('worker-1');
    await world.reconcile('worker-1');
    expect(world.only('worker-1').status.phase).toBe('Releasing');
    expect(world.reconciler.worksOn(world.only('worker-1'))).toBe(true);
    world.client.remove(NODES, 'worker-1');
    world.look('worker-1');
    await world.reconcile('worker-1');
    expect(world.only('worker-1').status.phase).toBe('Completed');
    expect(world.reconciler.worksOn(world.only('worker-1'))).toBe(false);
  });

  it('when the Node was let go by the skip annotation', async () => {
    const world = new World();
    world.answer = WAITING;
    world.node('worker-1');
    await world.reconcile('worker-1');
    const annotations = { [KEYS.skipCleanup]: 'true' };
    const { metadata } = await world.client.get(NODES, 'worker-1');
    world.client.put(NODES, { metadata: { ...metadata, annotations } });
    world.look('worker-1');
    await world.reconciler.skip('worker-1', leading);
    expect(world.only('worker-1').status.phase).toBe('Skipped');
    expect(world.reconciler.worksOn(world.only('worker-1'))).toBe(false);
  });

  it('of any of two hundred', async () => {
    const world = new World();
    const names = Array.from({ length: 200 }, (_, index) => `worker-${index}`);
    for (const name of names) world.node(name);
    await Promise.all(names.map((name) => world.reconcile(name)));
    for (const name of names) world.look(name);
    await Promise.all(names.map((name) => world.reconcile(name)));
    const records = names.map((name) => world.only(name));
    expect(new Set(records.map((record) => record.status.phase))).toEqual(new Set(['Completed']));
    expect(records.filter((record) => world.reconciler.worksOn(record))).toEqual([]);
    expect(world.runs).toBe(200);
  });
});

describe('a Node', () => {
  it('goes although another of its name, gone before, cannot be recorded', async () => {
    const world = new World();
    const past = world.record('worker-1', 'past-uid', { phase: 'Running' });
    world.client.fail(({ name }) => name === past.name, apiError(500, 'InternalError'));
    world.node('worker-1');
    await expect(world.reconcile('worker-1')).rejects.toMatchObject({ code: 500 });
    expect(world.client.peek(NODES, 'worker-1')).toBeUndefined();
    expect(world.ledger.of('worker-1-uid')?.status.phase).toBe('Completed');
  });

  it('that cannot be released does not keep another of its name, gone before, from its end', async () => {
    const world = new World();
    const past = world.record('worker-1', 'past-uid', { phase: 'Running' });
    world.client.fail(({ verb }) => verb === 'patch', apiError(500, 'InternalError'));
    world.node('worker-1');
    await expect(world.reconcile('worker-1')).rejects.toMatchObject({ code: 500 });
    expect(world.stored(past)?.phase).toBe('Completed');
    expect(world.finalizersOf('worker-1')).toEqual([KEYS.finalizer]);
  });

  it.each<[string, Partial<NodeCleanupStatus>]>([
    ['finished', { phase: 'Completed', releasedAt: TIME, nodeGoneAt: TIME, finishedAt: TIME }],
    ['skipped', { phase: 'Skipped', skippedAt: TIME, releasedAt: TIME, finishedAt: TIME }],
    ['released', { phase: 'Releasing', releasedAt: TIME }],
  ])('that still has our finalizer is worked on although its record says that it was %s', async (_, wrong) => {
    const world = new World();
    world.answer = WAITING;
    world.node('worker-1');
    const record = world.record('worker-1', 'worker-1-uid', wrong);
    await world.reconcile('worker-1');
    expect(world.runs).toBe(1);
    expect(world.stored(record)).toMatchObject({
      phase: 'Running',
      releasedAt: undefined,
      skippedAt: undefined,
      finishedAt: undefined,
    });
    expect(world.finalizersOf('worker-1')).toEqual([KEYS.finalizer]);
    world.answer = DONE;
    world.clock.stall(CHECK_AFTER_MS);
    await world.reconcile('worker-1');
    expect(world.client.peek(NODES, 'worker-1')).toBeUndefined();
    expect(world.stored(record)?.phase).toBe('Completed');
  });

  it('that we let go, which the watch has not shown yet, is not worked on again', async () => {
    const world = new World();
    world.node('worker-1', [KEYS.finalizer, OTHERS]);
    await world.reconcile('worker-1');
    expect(world.finalizersOf('worker-1')).toEqual([OTHERS]);
    const { releasedAt } = world.only('worker-1').status;
    expect(releasedAt).toBeDefined();
    await world.reconcile('worker-1');
    expect(world.runs).toBe(1);
    expect(world.only('worker-1').status.releasedAt).toBe(releasedAt);
  });

  it('that the watch does not show yet is not taken for gone', async () => {
    const world = new World();
    world.client.put(NODES, { metadata: { name: 'worker-1', uid: 'worker-1-uid', finalizers: [KEYS.finalizer] } });
    const record = world.record('worker-1', 'worker-1-uid', { phase: 'Running' });
    expect(await world.reconcile('worker-1')).toBeGreaterThan(0);
    expect(world.stored(record)).toMatchObject({ phase: 'Running', nodeGoneAt: undefined });
  });
});

describe('a record of another prefix is left alone', () => {
  const OTHER_PREFIX = 'other.example.com/node-cleanup';

  it('when its Node is gone', async () => {
    const world = new World();
    world.record('worker-1', 'worker-1-uid', { phase: 'Running' }, OTHER_PREFIX);
    await world.reconcile('worker-1');
    expect(world.client.calls).toEqual([]);
  });

  it('when its Node is being deleted', async () => {
    const world = new World();
    world.node('worker-1', [OTHER_PREFIX]);
    world.record('worker-1', 'worker-1-uid', { phase: 'Running' }, OTHER_PREFIX);
    await world.reconcile('worker-1');
    expect(world.client.calls).toEqual([]);
    expect(world.runs).toBe(0);
  });
});

describe('storage work after the Node has gone queues up', () => {
  const queued = () => {
    const world = new World();
    world.moves = true;
    world.plan = plan(plannedTask('task', { stage: 'after' }));
    const tasks = [{ name: 'task', state: 'Running', attempts: 0, startedAt: TIME } as const];
    world.record('worker-2', 'worker-2-uid', { phase: 'Running', tasks });
    world.node('worker-1');
    return world;
  };

  it('and has its place looked up again although nobody wakes it', async () => {
    const world = queued();
    expect(await world.reconcile('worker-1')).toBe(60_000);
    const { phase, tasks } = world.only('worker-1').status;
    expect(phase).toBe('Finishing');
    expect(tasks).toMatchObject([{ state: 'Pending', reason: 'Brake' }]);
  });

  it('and is asked as what it is: a task that stands after the Node, which is not there any more', async () => {
    const world = queued();
    await world.reconcile('worker-1');
    expect(world.looks).toMatchObject([{ stage: 'after', subject: { nodeName: 'worker-1', node: undefined } }]);
  });
});

it('people who were told that a Node is dead are told that it is Ready again, also when it was not at once', async () => {
  const world = new World();
  world.answer = WAITING;
  world.node('worker-1');
  const report = async (status: string, since: string) => {
    const { metadata } = await world.client.get(NODES, 'worker-1');
    const conditions = [{ type: 'Ready', status, lastTransitionTime: since }];
    world.client.put(NODES, { metadata, status: { conditions } });
    world.look('worker-1');
    await world.reconcile('worker-1');
  };
  await report('Unknown', '2025-12-31T23:00:00Z');
  await report('False', TIME);
  expect(world.only('worker-1').status.node?.state).toBe('NotReady');
  await report('True', TIME);
  await report('True', TIME);
  expect(world.told).toEqual(['dead', 'alive']);
});
