import { Engine } from '../../../lib/operation/engine.ts';
import type { Plan, PlannedTask } from '../../../lib/operation/plan.ts';
import { isOver, type TaskRecord } from '../../../lib/operation/record.ts';
import { OperationScope } from '../../../lib/operation/scope.ts';
import type { Outcome, TaskRun } from '../../../lib/operation/task.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { START } from './sample.ts';

/** What a task finds when it looks; it is done when its script is at its end. */
export type Step =
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'block' | 'throw' | 'throwNothing' | 'hang' | 'skip' | 'done' | 'wake' }
  | { readonly does: 'slow'; readonly ms: number };

export interface Story {
  readonly plan: Plan;
  readonly scripts: ReadonlyMap<string, readonly Step[]>;
  /** Numbers of the events (a write, the begin or end of a run) at which the process dies. */
  readonly crashes: ReadonlySet<number>;
  /** Numbers of the events at which a write is refused. */
  readonly refusals: ReadonlySet<number>;
  /** Numbers of the events at which the wall clock jumps, and by how much. */
  readonly jumps: ReadonlyMap<number, number>;
  /** Numbers of the events at which the pass is ended from outside. */
  readonly interruptions: ReadonlySet<number>;
  /** The pass before which a person calls the operation off, unless it was released by then. */
  readonly skippedBeforePass: number | undefined;
  /** Passes between the release and the end of the Node. */
  readonly heldByOthers: number;
}

class Crash extends Error {}
class Refused extends Error {}
class Interrupted extends Error {}

/**
 * A cluster, an operation, and one process after another that works on it. What is written survives a process; nothing
 * that a dead process does reaches the world. Whatever breaks a promise of the engine is noted in `violations`.
 */
export class World {
  readonly violations: string[] = [];
  readonly runs: string[] = [];
  readonly #story: Story;
  readonly #clock = new FakeClock();
  readonly #scripts: Map<string, Step[]>;
  #saved: readonly TaskRecord[] = [];
  #releasedAt: number | undefined;
  #pivotedAt: number | undefined;
  #skippedAt: number | undefined;
  #passesSinceRelease = 0;
  #events = 0;
  #finished = false;

  constructor(story: Story) {
    this.#story = story;
    this.#scripts = new Map([...story.scripts].map(([name, steps]) => [name, [...steps]]));
  }

  /** Lives until the operation is finished; whether it came to that. */
  async live(maxPasses = 2_000): Promise<boolean> {
    let process = new Process(this, this.#story.plan, this.#clock);
    for (let pass = 0; pass < maxPasses && !this.#finished; pass++) {
      if (pass === this.#story.skippedBeforePass && this.#releasedAt === undefined) {
        this.#skippedAt = this.#clock.now();
        this.#releasedAt = this.#skippedAt;
      }
      try {
        await this.#pass(process);
      } catch (error) {
        if (error instanceof Crash) process = new Process(this, this.#story.plan, this.#clock);
        else if (error instanceof Refused) await this.#clock.advance(1_000);
        else if (error instanceof Interrupted) continue;
        else throw error;
      }
    }
    process.die();
    return this.#finished;
  }

  async #pass(process: Process): Promise<void> {
    const { verdict, lookAgainAfterMs } = await process.advance({
      records: this.#saved,
      startedAt: START,
      releasedAt: this.#releasedAt,
      pivotedAt: this.#pivotedAt,
      skippedAt: this.#skippedAt,
      skipTasks: new Set(),
    });
    if (verdict === 'pivot') return this.#release();
    if (verdict === 'finished') {
      this.#checkFinished();
      this.#finished = true;
      return;
    }
    if (this.#releasedAt !== undefined && this.#pivotedAt === undefined) {
      if (++this.#passesSinceRelease > this.#story.heldByOthers) this.#pivotedAt = this.#clock.now();
      else await this.#clock.advance(1_000);
      return;
    }
    await process.sleep(Math.min(lookAgainAfterMs ?? 1_000, 60_000));
  }

  #release(): void {
    for (const task of this.#ofStage('before')) {
      if (!this.#isOver(task.name)) this.#violated(`released while ${task.name} is not written down as over`);
    }
    if (this.#releasedAt !== undefined) this.#violated('released twice');
    this.#releasedAt = this.#clock.now();
  }

  #checkFinished(): void {
    for (const task of this.#skippedAt === undefined ? this.#ofStage('after') : []) {
      if (!this.#isOver(task.name)) this.#violated(`finished while ${task.name} is not written down as over`);
    }
  }

  /** A process writes. The status is there before the answer, and may stay there without one. */
  async save(process: Process, records: readonly TaskRecord[]): Promise<void> {
    if (process.interrupted) this.#violated('written after the pass was ended');
    await this.#event(process);
    if (this.#story.refusals.has(this.#events)) throw new Refused();
    this.#checkWrite(records);
    this.#saved = structuredClone(records);
    await this.#event(process);
  }

  #checkWrite(records: readonly TaskRecord[]): void {
    if (JSON.stringify(records) === JSON.stringify(this.#saved)) this.#violated('nothing new was written');
    for (const before of this.#saved) {
      const after = records.find(({ name }) => name === before.name);
      if (isOver(before.state) && JSON.stringify(after) !== JSON.stringify(before)) {
        this.#violated(`what was over was written again: ${before.name}`);
      }
    }
  }

  /** A process runs a task. */
  async run(process: Process, task: PlannedTask, run: TaskRun<string>): Promise<Outcome> {
    this.#checkRun(task);
    this.runs.push(task.name);
    await this.#event(process);
    const step = this.#scripts.get(task.name)?.shift();
    const outcome = await this.#perform(step, run);
    await this.#event(process);
    return outcome;
  }

  #checkRun({ name, stage, needs }: PlannedTask): void {
    const record = this.#record(name);
    if (record?.startedAt === undefined) this.#violated(`${name} runs before its start was written down`);
    if (this.#isOver(name)) this.#violated(`${name} runs after it was written down as over`);
    for (const need of needs) if (!this.#isOver(need)) this.#violated(`${name} runs before ${need} is over`);
    if (stage === 'before' && this.#releasedAt !== undefined) this.#violated(`${name} runs after the release`);
    if (typeof stage === 'string' && this.#skippedAt !== undefined) this.#violated(`${name} runs after the skip`);
    if (stage === 'after' && this.#pivotedAt === undefined) this.#violated(`${name} runs before the pivot`);
  }

  async #perform(step: Step | undefined, run: TaskRun<string>): Promise<Outcome> {
    switch (step?.does) {
      case 'wait':
        return { state: 'waiting', reason: 'Waits', message: 'for something', checkAfterMs: step.ms };
      case 'wake':
        run.wake();
        return { state: 'waiting', reason: 'Waits', message: 'to be woken', checkAfterMs: 600_000 };
      case 'block':
        return { state: 'blocked', reason: 'Person', message: 'a person must act' };
      case 'skip':
        return { state: 'skipped', reason: 'NotInstalled' };
      case 'throw':
        throw new Error('no');
      case 'throwNothing':
        throw undefined;
      case 'hang':
        return await new Promise(() => {});
      case 'slow':
        await this.#clock.sleep(step.ms);
        return { state: 'waiting', reason: 'Slow', message: 'slowly', checkAfterMs: 1_000 };
      default:
        return { state: 'done' };
    }
  }

  async #event(process: Process): Promise<void> {
    await process.alive();
    this.#events++;
    const jump = this.#story.jumps.get(this.#events);
    if (jump !== undefined) this.#clock.jumpWallClock(jump);
    if (this.#story.interruptions.has(this.#events)) process.interrupt();
    if (!this.#story.crashes.has(this.#events)) return;
    process.die();
    await process.alive();
  }

  #ofStage(stage: 'before' | 'after'): readonly PlannedTask[] {
    return this.#story.plan.tasks.filter((task) => task.stage === stage);
  }

  #record(name: string): TaskRecord | undefined {
    return this.#saved.find((record) => record.name === name);
  }

  #isOver(name: string): boolean {
    return isOver(this.#record(name)?.state ?? 'Pending');
  }

  #violated(what: string): void {
    this.violations.push(what);
  }
}

/** One life of the operator. Once dead nothing that it waits for ever comes. */
class Process {
  readonly #world: World;
  readonly #plan: Plan;
  readonly #clock: FakeClock;
  readonly #engine: Engine<string>;
  readonly #scope = new OperationScope();
  readonly #death = Promise.withResolvers<never>();
  readonly #running = new Set<string>();
  #pass = new AbortController();
  #dead = false;
  #woken = false;

  constructor(world: World, plan: Plan, clock: FakeClock) {
    this.#world = world;
    this.#plan = plan;
    this.#clock = clock;
    this.#death.promise.catch(() => {});
    const tasks = new Map(
      plan.tasks.map((task) => [task.task, { run: (run: TaskRun<string>) => this.#run(task, run) }]),
    );
    this.#engine = new Engine<string>({ tasks, clock, random: () => 0.5, log: silentLogger, metrics: noMetrics });
  }

  die(): void {
    this.#dead = true;
    this.#death.reject(new Crash());
  }

  interrupt(): void {
    this.#pass.abort(new Interrupted());
  }

  get interrupted(): boolean {
    return this.#pass.signal.aborted;
  }

  /** Never resolves for the dead. */
  async alive(): Promise<void> {
    if (this.#dead) await new Promise(() => {});
  }

  async advance(state: Parameters<Engine<string>['advance']>[0]['state']) {
    this.#pass = new AbortController();
    const pass = this.#engine.advance({
      plan: this.#plan,
      state,
      subject: 'worker-1',
      operation: 'uid-1',
      scope: this.#scope,
      signal: this.#pass.signal,
      wake: () => {
        this.#woken = true;
      },
      journal: { save: (records) => this.#world.save(this, records) },
    });
    return await this.#whileTimePasses(Promise.race([pass, this.#death.promise]));
  }

  async sleep(ms: number): Promise<void> {
    for (let left = ms; left > 0 && !this.#woken; left -= 500) await this.#clock.advance(Math.min(left, 500));
    this.#woken = false;
  }

  async #run(task: PlannedTask, run: TaskRun<string>): Promise<Outcome> {
    if (this.#dead) await this.alive();
    if (this.#running.has(task.name)) this.#world.violations.push(`${task.name} runs twice at the same time`);
    this.#running.add(task.name);
    run.signal.addEventListener('abort', () => this.#running.delete(task.name));
    try {
      return await this.#world.run(this, task, run);
    } finally {
      this.#running.delete(task.name);
    }
  }

  async #whileTimePasses<T>(promise: Promise<T>): Promise<T> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    promise.then(end, end);
    await settle();
    while (!ended) await this.#clock.advance(500);
    return await promise;
  }
}
