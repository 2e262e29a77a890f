import { untilAborted } from '../time/until-aborted.ts';
import type { Advance, AdvanceInput, EngineDependencies } from './advance.ts';
import { deadlinesOf, missedOf } from './deadline.ts';
import { type Decision, decide } from './decide.ts';
import { fold, type RunResult } from './fold.ts';
import type { OperationMemory } from './memory.ts';
import type { PlannedTask } from './plan.ts';
import { GATED, isOver, type TaskRecord } from './record.ts';
import { changesOf, reportChange, reportRun } from './report.ts';
import { runTask } from './run-task.ts';
import { scopeOfRun } from './scope.ts';
import { closeRecords } from './skip.ts';
import type { Task } from './task.ts';

/** Runs that end within this time of each other are written down together. */
const SETTLE_MS = 200;
/**
 * A run that takes longer goes on by itself, and asks for another pass when it ends: it must keep nothing else waiting.
 * The pass holds a worker that others need, so it waits only for what it has launched itself.
 */
const PATIENCE_MS = 1_000;

/** One pass over an operation: see Engine.advance. */
export class Pass<S> {
  readonly #deps: Required<EngineDependencies<S>>;
  readonly #input: AdvanceInput<S>;
  readonly #memory: OperationMemory;
  readonly #planned: ReadonlyMap<string, PlannedTask>;
  /** Each task runs once at most, so that a pass ends and its caller sees what has changed meanwhile. */
  readonly #ran = new Set<string>();
  /** Tasks that have come to the gate, which is asked once about each. */
  readonly #asked = new Set<string>();
  readonly #gated = new Map<string, string>();
  #records: readonly TaskRecord[];
  #saved: readonly TaskRecord[];

  constructor(deps: Required<EngineDependencies<S>>, input: AdvanceInput<S>, memory: OperationMemory) {
    this.#deps = deps;
    this.#input = input;
    this.#memory = memory;
    this.#planned = new Map(input.plan.tasks.map((task) => [task.name, task]));
    this.#records = input.state.records;
    this.#saved = input.state.records;
  }

  async run(): Promise<Advance> {
    try {
      return await this.#work();
    } catch (error) {
      this.#memory[Symbol.dispose]();
      throw error;
    }
  }

  async #work(): Promise<Advance> {
    const { clock } = this.#deps;
    let patienceEnds = clock.monotonic();
    for (;;) {
      this.#input.signal.throwIfAborted();
      this.#land();
      const decision = this.#decide();
      if (decision.verdict !== 'working') return this.#conclude(decision);
      const ready = decision.run.filter(({ name }) => !this.#ran.has(name));
      if (await this.#isAnyKeptBack(ready)) continue;
      const launched = await this.#start(ready);
      if (launched) patienceEnds = clock.monotonic() + PATIENCE_MS;
      if (this.#memory.inFlight.size === 0) return this.#conclude(this.#decide());
      const leftMs = Math.min(patienceEnds - clock.monotonic(), this.#decide().lookAgainAfterMs ?? Infinity);
      if (leftMs <= 0 && !this.#memory.hasLandings) return this.#conclude(this.#decide());
      const settling = this.#isDirty();
      const landed = await this.#landing(settling ? Math.min(SETTLE_MS, leftMs) : leftMs);
      if (settling && !landed) await this.#save();
    }
  }

  #decide(): Decision {
    const { plan, state } = this.#input;
    const { clock } = this.#deps;
    const inFlight = this.#memory.inFlight;
    const waits = this.#memory.waits(this.#records, clock.monotonic());
    const decision = decide(
      plan,
      { ...state, records: this.#records, waits, inFlight, gated: this.#gated },
      clock.now(),
    );
    this.#records = decision.records;
    this.#memory.keepOnly(decision.open);
    return decision;
  }

  async #isAnyKeptBack(ready: readonly PlannedTask[]): Promise<boolean> {
    const asking = ready.filter(({ name }) => !this.#asked.has(name) && this.#record(name).startedAt === undefined);
    if (this.#input.gate === undefined || asking.length === 0) return false;
    for (const { name } of asking) this.#asked.add(name);
    const kept = await untilAborted(this.#input.gate(asking), this.#input.signal);
    for (const [name, why] of kept) this.#gated.set(name, why);
    return kept.size > 0;
  }

  /** What starts for the first time is written down before it runs, with what came of others so far. Whether any did. */
  async #start(tasks: readonly PlannedTask[]): Promise<boolean> {
    const now = new Date(this.#deps.clock.now()).toISOString();
    const first = new Set(tasks.map(({ name }) => name).filter((name) => this.#record(name).startedAt === undefined));
    if (first.size > 0) {
      this.#records = this.#records.map((record) => (first.has(record.name) ? begun(record, now) : record));
      await this.#save();
    }
    for (const task of tasks) this.#launch(task);
    return tasks.length > 0;
  }

  #launch(planned: PlannedTask): void {
    const { tasks, clock, runTimeoutMs } = this.#deps;
    const { subject, operation, scope } = this.#input;
    const { name, stage, options } = planned;
    this.#ran.add(name);
    const controller = new AbortController();
    const signal = AbortSignal.any([this.#input.signal, controller.signal]);
    const record = this.#record(name);
    const wake = wakerOf(this.#memory, name, this.#input.wake);
    const task = tasks.get(planned.task) ?? unknownTask(planned.task);
    const startedAt = Date.parse(record.startedAt ?? '') || clock.now();
    const own = scopeOfRun(scope, name, signal);
    const run = { subject, operation, name, stage, options, record, startedAt, signal, scope: own, wake };
    this.#memory.launch(
      name,
      controller,
      () => runTask(task, run, clock, runTimeoutMs, (reason) => controller.abort(reason)),
      () => this.#input.wake(),
    );
  }

  /** Takes in what the runs that have ended say. */
  #land(): void {
    const landings = this.#memory.takeLandings();
    for (const [name, result] of landings) {
      this.#ran.add(name);
      const planned = this.#planned.get(name);
      if (planned !== undefined) this.#fold(planned, result);
    }
  }

  #fold(planned: PlannedTask, result: RunResult): void {
    const { plan, state } = this.#input;
    const { clock, random } = this.#deps;
    const before = this.#record(planned.name);
    reportRun(planned, result, this.#deps);
    if (isOver(before.state)) return;
    const now = clock.now();
    const missed = missedOf(deadlinesOf(plan, planned, before, state.startedAt), now);
    const { record, waitMs } = fold(before, result, { now, retry: plan.retry, random, missed });
    const joins = result.is === 'outcome' && !('notBefore' in result.outcome && result.outcome.notBefore);
    if (waitMs !== undefined) this.#memory.wait(planned.name, clock.monotonic(), waitMs, joins);
    this.#records = this.#records.map((other) => (other === before ? record : other));
  }

  /** Waits until a run ends; whether one did before the time was up. */
  async #landing(ms: number): Promise<boolean> {
    const { signal } = this.#input;
    if (this.#memory.hasLandings) return true;
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#memory.onLanding = () => resolve(true);
    using _timer = this.#deps.clock.after(ms, () => resolve(false));
    try {
      return await promise;
    } finally {
      this.#memory.onLanding = undefined;
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #conclude(decision: Decision): Promise<Advance> {
    const { verdict, current, blocked, unknownSkips } = decision;
    const { plan, state } = this.#input;
    const changed = this.#isDirty();
    if (verdict === 'finished') {
      const now = new Date(this.#deps.clock.now()).toISOString();
      this.#records = closeRecords(plan, this.#records, state.skippedAt !== undefined, now);
    }
    if (changed) await this.#save();
    return {
      records: this.#records,
      verdict,
      lookAgainAfterMs: this.#lookAgain(decision),
      current,
      blocked,
      unknownSkips,
    };
  }

  /** Whoever does not hear of a run's end by `wake` looks again when it must have come. */
  #lookAgain({ lookAgainAfterMs, verdict }: Decision): number | undefined {
    if (verdict !== 'working' || this.#memory.inFlight.size === 0) return lookAgainAfterMs;
    return Math.min(lookAgainAfterMs ?? Infinity, this.#deps.runTimeoutMs);
  }

  #isDirty(): boolean {
    return changesOf(this.#saved, this.#records).length > 0;
  }

  async #save(): Promise<void> {
    const { signal, journal } = this.#input;
    const records = this.#records;
    signal.throwIfAborted();
    await untilAborted(journal.save(records), signal);
    const changes = changesOf(this.#saved, records);
    this.#saved = records;
    for (const change of changes) reportChange(change, this.#planned.get(change.record.name), this.#input, this.#deps);
  }

  #record(name: string): TaskRecord {
    return this.#records.find((record) => record.name === name) ?? { name, state: 'Pending', attempts: 0 };
  }
}

/** Kept by what the task watches for as long as the operation lasts: a closure in the pass would keep the pass as well. */
const wakerOf = (memory: OperationMemory, name: string, askForPass: () => void) => () => {
  memory.wake(name);
  askForPass();
};

/** Why it could not begin before is no longer of interest. */
function begun({ reason, message, ...record }: TaskRecord, startedAt: string): TaskRecord {
  return { ...record, state: 'Running', startedAt, ...(reason === GATED ? {} : { reason, message }) };
}

/** A restart with an older program or without an extension: the Node must not go as if the task had nothing to do. */
function unknownTask(kind: string): Task<unknown> {
  const message = `this version of the operator has no task "${kind}"`;
  return { run: () => Promise.resolve({ state: 'blocked', reason: 'UnknownTask', message }) };
}
