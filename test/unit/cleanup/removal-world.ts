import { Announcer } from '../../../lib/cleanup/announcer.ts';
import { Brake } from '../../../lib/cleanup/brake/brake.ts';
import { Ledger } from '../../../lib/cleanup/ledger.ts';
import { isFinished, NODE_CLEANUPS, type NodeCleanup } from '../../../lib/cleanup/node-cleanup.ts';
import { parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import { Reconciler } from '../../../lib/cleanup/reconciler.ts';
import type { BrakeConfig } from '../../../lib/config/config.ts';
import type { KubeClient, ObjectOptions } from '../../../lib/kube/client.ts';
import { EventRecorder } from '../../../lib/kube/events/event-recorder.ts';
import { stringAt, stringsAt } from '../../../lib/kube/json.ts';
import type { Patch } from '../../../lib/kube/patch.ts';
import { NODES, type Resource } from '../../../lib/kube/resource.ts';
import { type NodeRecord, parseNode } from '../../../lib/node/record.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import { Engine } from '../../../lib/operation/engine.ts';
import type { Plan, PlannedTask } from '../../../lib/operation/plan.ts';
import { isOver } from '../../../lib/operation/record.ts';
import type { Outcome, TaskRun } from '../../../lib/operation/task.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { apiError, FakeKubeClient, noAnswer } from '../../support/fake-kube-client.ts';
import { KEYS } from './sample.ts';

export const OTHERS = 'example.com/held';

/** What a task answers at one of its runs; when there is nothing left to answer it is done. */
export type Step =
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'block' | 'skip' | 'throw' | 'done' }
  /** A change that anybody can see afterwards: made, then reported. */
  | { readonly does: 'change' }
  /** One that nobody can: announced, and made by the next run that finds it written down. */
  | { readonly does: 'announce' };

/** What becomes of a call to the API server. */
export type Fate = 'refused' | 'conflict' | 'lost' | 'crash before' | 'crash after';

export interface Story {
  readonly plan: Plan;
  readonly brake: BrakeConfig;
  /** The kind of task that moves data, so that it may have to wait for its turn. */
  readonly mover: string;
  readonly scripts: ReadonlyMap<string, readonly Step[]>;
  /** By the number of the call. */
  readonly fates: ReadonlyMap<number, Fate>;
}

/** A status that is written leaves the rest of the object as it is. */
class Server extends FakeKubeClient {
  override replace(resource: Resource, name: string, body: object, options: ObjectOptions = {}) {
    return super.replace(resource, name, { ...this.peek(resource, name), ...body }, options);
  }
}

/** An API server, the tasks' effects, and one life after the other of an operator that sees what the test lets it see. */
export class RemovalWorld {
  readonly clock = new FakeClock();
  readonly violations: string[] = [];
  readonly #server = new Server(this.clock);
  readonly #story: Story;
  readonly #scripts = new Map<string, Step[]>();
  /** What tasks have changed in the world, by task and Node. */
  readonly #changed = new Map<string, Set<string>>();
  /** What the watches have shown of the Nodes, by name, and of the records, by name. */
  readonly #shown = { nodes: new Map<string, NodeRecord>(), records: new Map<string, NodeCleanup>() };
  #calls = 0;
  #isFair = false;
  #uids = 0;
  #process: Process;

  constructor(story: Story) {
    this.#story = story;
    this.#process = this.#begin();
  }

  /** A Node with our finalizer, unless one of that name is there. */
  join(name: string, isHeldByOthers: boolean): void {
    if (this.node(name) !== undefined) return;
    const finalizers = [KEYS.finalizer, ...(isHeldByOthers ? [OTHERS] : [])];
    const metadata = { name, uid: `${name}-${++this.#uids}`, finalizers, creationTimestamp: this.#time() };
    this.#server.put(NODES, { metadata });
  }

  delete(name: string): void {
    this.#change(name, (metadata) => ({ deletionTimestamp: metadata.deletionTimestamp ?? this.#time() }));
  }

  annotate(name: string, key: string, value: string): void {
    this.#change(name, (metadata) => ({ annotations: { ...Object(metadata.annotations), [key]: value } }));
  }

  /** Somebody else's finalizer is taken off. */
  letGo(name: string): void {
    this.#change(name, (metadata) => ({ finalizers: stringsAt(metadata, 'finalizers').filter((f) => f !== OTHERS) }));
  }

  /** The watch of the Nodes catches up with this one. */
  look(name: string): void {
    const node = this.node(name);
    if (node === undefined) this.#shown.nodes.delete(name);
    else this.#shown.nodes.set(name, parseNode(node, KEYS.prefix));
  }

  /** The watch shows a time before this Node was there, or is not yet complete. */
  forget(name: string): void {
    this.#shown.nodes.delete(name);
  }

  /** Somebody takes every finalizer off, whatever that leaves behind. */
  strip(name: string): void {
    if (this.node(name)?.metadata.deletionTimestamp !== undefined) this.#server.remove(NODES, name);
  }

  /** The watch of the records catches up. */
  async show(): Promise<void> {
    for (const record of await this.records()) {
      this.#shown.records.set(record.name, record);
      this.#process.ledger.observe(record);
    }
  }

  /** As a work queue does: one pass, and whatever it throws only means that there is another. */
  async pass(name: string): Promise<void> {
    const { reconciler } = this.#process;
    const node = this.#shown.nodes.get(name);
    const isSkip = node !== undefined && reconciler.asksToSkip(node);
    const { signal } = new AbortController();
    const work = isSkip ? reconciler.skip(name, signal) : reconciler.reconcile(name, signal);
    await this.#whileTimePasses(Promise.race([work.then(() => {}), this.#process.death]));
    if (this.#process.isDead) this.#process = this.#begin();
  }

  crash(): void {
    this.#process.die();
    this.#process = this.#begin();
  }

  /** From now on nothing goes wrong any more. */
  calm(): void {
    this.#isFair = true;
  }

  node(name: string) {
    return this.#server.peek(NODES, name);
  }

  async records(): Promise<readonly NodeCleanup[]> {
    const { items } = await this.#server.list(NODE_CLEANUPS);
    return items.map(parseNodeCleanup);
  }

  /** What the tasks of this Node have changed and its record does not have. */
  unrecordedOf({ spec, status }: NodeCleanup): readonly string[] {
    return status.tasks.flatMap(({ name, changes = [] }) =>
      [...(this.#changed.get(keyOf(name, spec.nodeUID)) ?? [])].filter((change) => !changes.includes(change)),
    );
  }

  get #losesAnswers(): boolean {
    return [...this.#story.fates.values()].includes('lost');
  }

  #begin(): Process {
    return new Process(this, this.clock, this.#story, this.#server, this.#shown);
  }

  /** A process calls the API server. */
  async call<T>(process: Process, isWrite: boolean, act: () => Promise<T>): Promise<T> {
    await process.alive();
    const fate = this.#isFair ? undefined : this.#story.fates.get(++this.#calls);
    if (fate === 'crash before') process.die();
    await process.alive();
    if (fate === 'refused') throw apiError(500, 'InternalError');
    if (fate === 'conflict' && isWrite) throw apiError(409, 'Conflict');
    const answer = await act();
    if (fate === 'crash after') process.die();
    await process.alive();
    if (fate === 'lost') throw noAnswer();
    return answer;
  }

  /** A process patches something; our finalizer must not go too early. */
  async patch(resource: Resource, name: string, patch: Patch, options?: ObjectOptions) {
    const before = this.#server.peek(resource, name);
    const answer = await this.#server.patch(resource, name, patch, options);
    const after = this.#server.peek(resource, name);
    const wasOurs = stringsAt(before, 'metadata', 'finalizers').includes(KEYS.finalizer);
    const isOurs = after !== undefined && stringsAt(after, 'metadata', 'finalizers').includes(KEYS.finalizer);
    if (resource === NODES && before !== undefined && wasOurs && !isOurs) await this.#checkRelease(before);
    return answer;
  }

  async #checkRelease(node: object): Promise<void> {
    const uid = stringAt(node, 'metadata', 'uid') ?? '';
    if (stringAt(node, 'metadata', 'annotations', KEYS.skipCleanup) === 'true') return;
    if (stringAt(node, 'metadata', 'deletionTimestamp') === undefined) this.#violated(`${uid} lost its guard`);
    const record = await this.#recordOf(uid);
    for (const { name, stage } of this.#story.plan.tasks) {
      const state = record?.status.tasks.find((task) => task.name === name)?.state ?? 'Pending';
      if (stage === 'before' && !isOver(state)) this.#violated(`${uid} was released while ${name} is ${state}`);
    }
  }

  /** A process runs a task. */
  async run(process: Process, planned: PlannedTask, run: TaskRun<NodeSubject>): Promise<Outcome> {
    await process.alive();
    const { subject, record } = run;
    const uid = subject.nodeUID;
    const here = this.node(subject.nodeName);
    const isThere = here?.metadata.uid === uid;
    if (planned.stage === 'after' && isThere) this.#violated(`${planned.name} runs while ${uid} is there`);
    const written = (await this.#recordOf(uid))?.status.tasks.find((task) => task.name === planned.name);
    if (written === undefined) this.#violated(`${planned.name} runs before that is written down`);
    // Whoever does not hear that something was written down does it again.
    const isAgain = written !== undefined && isOver(written.state);
    if (isAgain && !this.#losesAnswers) this.#violated(`${planned.name} runs although it is ${written.state}`);
    if (subject.node !== undefined && subject.node.uid !== uid) this.#violated(`${planned.name} sees another Node`);
    const key = keyOf(planned.name, uid);
    const changed = this.#changed.get(key) ?? new Set();
    this.#changed.set(key, changed);
    for (const announced of (record.changes ?? []).filter((change) => change.startsWith('announced'))) {
      await this.#makeAnnounced(planned, uid, announced, changed);
    }
    const script = this.#scripts.get(key) ?? [...(this.#story.scripts.get(planned.name) ?? [])];
    this.#scripts.set(key, script);
    const step = script.shift();
    // What is done again is nothing that the record waits for: it says already that the task is over.
    if (step?.does === 'change' && !isAgain) changed.add(`changed ${script.length}`);
    const seen = [...changed].filter((change) => change.startsWith('changed'));
    const announces = step?.does === 'announce' ? [`announced ${script.length}`] : [];
    return { ...answerOf(step), changes: [...seen, ...announces] };
  }

  /** It is made only because the record, as the server has it, says so. */
  async #makeAnnounced({ name }: PlannedTask, uid: string, change: string, changed: Set<string>): Promise<void> {
    const record = await this.#recordOf(uid);
    const written = record?.status.tasks.find((task) => task.name === name)?.changes ?? [];
    if (!written.includes(change)) this.#violated(`${name} makes a change that is not written down: ${change}`);
    changed.add(change);
  }

  async #recordOf(uid: string): Promise<NodeCleanup | undefined> {
    return (await this.records()).find(({ spec }) => spec.nodeUID === uid);
  }

  #change(name: string, change: (metadata: Readonly<Record<string, unknown>>) => object): void {
    const node = this.node(name);
    if (node !== undefined)
      this.#server.put(NODES, { ...node, metadata: { ...node.metadata, ...change(node.metadata) } });
  }

  async #whileTimePasses(promise: Promise<unknown>): Promise<void> {
    let isOpen = true;
    const end = () => {
      isOpen = false;
    };
    promise.then(end, end);
    await settle();
    while (isOpen) await this.clock.advance(500);
  }

  #violated(what: string): void {
    this.violations.push(what);
  }

  #time(): string {
    return new Date(this.clock.now()).toISOString().replace(/\.\d+/, '');
  }
}

const keyOf = (task: string, uid: string): string => `${task} of ${uid}`;

function answerOf(step: Step | undefined): Outcome {
  switch (step?.does) {
    case 'wait':
      return { state: 'waiting', reason: 'Waits', message: 'for something', checkAfterMs: step.ms };
    case 'change':
    case 'announce':
      return { state: 'waiting', reason: 'Changes', message: 'something', checkAfterMs: 100 };
    case 'block':
      return { state: 'blocked', reason: 'Person', message: 'a person must act' };
    case 'skip':
      return { state: 'skipped', reason: 'NotInstalled' };
    case 'throw':
      throw new Error('no');
    default:
      return { state: 'done' };
  }
}

interface Shown {
  readonly nodes: ReadonlyMap<string, NodeRecord>;
  readonly records: ReadonlyMap<string, NodeCleanup>;
}

/** One life of the operator. It begins with what the watches have shown, which may be old; once dead it does nothing. */
class Process {
  readonly ledger: Ledger;
  readonly reconciler: Reconciler;
  readonly #death = Promise.withResolvers<void>();
  #isDead = false;

  constructor(world: RemovalWorld, clock: FakeClock, { plan, ...story }: Story, server: KubeClient, shown: Shown) {
    const client = this.#clientOf(world, server);
    this.ledger = new Ledger(client, clock);
    for (const record of shown.records.values()) this.ledger.observe(record);
    const common = { client, clock, random: () => 0.5, log: silentLogger, metrics: noMetrics };
    const recorder = new EventRecorder({ ...common, client: new FakeKubeClient(clock), identity: 'test' });
    const tasks = new Map(
      plan.tasks.map((task) => [task.task, { run: (run: TaskRun<NodeSubject>) => world.run(this, task, run) }]),
    );
    const brake = new Brake({
      ...common,
      ledger: this.ledger,
      keys: KEYS,
      config: () => story.brake,
      nodes: () => [...shown.nodes.values()],
      nodeNamed: (name) => shown.nodes.get(name),
      kinds: { movesData: (kind) => kind === story.mover, foresee: async () => ({ state: 'waiting', message: '' }) },
      wake: () => {},
    });
    this.reconciler = new Reconciler(
      {
        ...common,
        ledger: this.ledger,
        keys: KEYS,
        brake,
        engine: new Engine<NodeSubject>({ ...common, tasks }),
        terms: () => ({ plan, deadAfterMs: 300_000 }),
        announcer: new Announcer(client, recorder, KEYS, silentLogger),
        nodeNamed: (name) => shown.nodes.get(name),
        selects: () => true,
        recordsRead: () => true,
      },
      () => {},
    );
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Resolves at its end. */
  get death(): Promise<void> {
    return this.#death.promise;
  }

  die(): void {
    this.#isDead = true;
    this.#death.resolve();
  }

  /** Never resolves for the dead. */
  async alive(): Promise<void> {
    if (this.#isDead) await new Promise(() => {});
  }

  #clientOf(world: RemovalWorld, server: KubeClient): KubeClient {
    const read = <T>(act: () => Promise<T>) => world.call(this, false, act);
    const write = <T>(act: () => Promise<T>) => world.call(this, true, act);
    return {
      get: (...args) => read(() => server.get(...args)),
      list: (...args) => read(async () => server.list(...args)),
      create: (...args) => write(() => server.create(...args)),
      replace: (...args) => write(() => server.replace(...args)),
      patch: (...args) => write(() => world.patch(...args)),
      delete: (...args) => write(() => server.delete(...args)),
      watch: (...args) => server.watch(...args),
      getText: (...args) => read(() => server.getText(...args)),
      getPath: (...args) => read(() => server.getPath(...args)),
    };
  }
}

export const isOpen = (record: NodeCleanup): boolean => !isFinished(record);
