import type { Advance, AdvanceInput } from '../../../lib/operation/advance.ts';
import { Engine } from '../../../lib/operation/engine.ts';
import type { Plan } from '../../../lib/operation/plan.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import { OperationScope } from '../../../lib/operation/scope.ts';
import type { OperationState } from '../../../lib/operation/state.ts';
import type { Outcome, Task, TaskRun } from '../../../lib/operation/task.ts';
import type { LogFields, Logger } from '../../../lib/telemetry/log.ts';
import type { Metrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { state } from './sample.ts';

export type Run = (run: TaskRun<string>) => Promise<Outcome>;

/** An engine on a bench: tasks are functions, the journal is a list, and time stands still until it is moved. */
export class Bench {
  readonly clock = new FakeClock();
  readonly saves: (readonly TaskRecord[])[] = [];
  readonly logged: { readonly level: string; readonly fields: LogFields; readonly message: string }[] = [];
  readonly measured: string[] = [];
  readonly scope = new OperationScope();
  readonly #tasks: ReadonlyMap<string, Task<string>>;
  readonly #plan: Plan;
  /** How often another pass was asked for. */
  woken = 0;
  save: (records: readonly TaskRecord[]) => Promise<void> = () => Promise.resolve();

  constructor(plan: Plan, tasks: Readonly<Record<string, Run>>) {
    this.#plan = plan;
    this.#tasks = new Map(Object.entries(tasks).map(([name, run]) => [name, { run }]));
  }

  /** What is written down now. */
  get records(): readonly TaskRecord[] {
    return this.saves.at(-1) ?? [];
  }

  record(name: string): TaskRecord | undefined {
    return this.records.find((record) => record.name === name);
  }

  /** One pass; time moves on only as far as `moveMs` says. */
  async advance(more: Partial<OperationState> = {}, input: Partial<AdvanceInput<string>> = {}): Promise<Advance> {
    const engine = new Engine<string>({
      tasks: this.#tasks,
      clock: this.clock,
      random: () => 0.5,
      log: this.#log(),
      metrics: this.#metrics(),
    });
    return await engine.advance({
      plan: this.#plan,
      state: state({ records: this.records, ...more }),
      subject: 'worker-1',
      operation: 'uid-1',
      scope: this.scope,
      signal: new AbortController().signal,
      wake: () => {
        this.woken++;
      },
      journal: {
        save: async (records) => {
          await this.save(records);
          this.saves.push(records);
        },
      },
      ...input,
    });
  }

  /** A pass during which time goes on until it ends. */
  async advanceWhileTimePasses(more: Partial<OperationState> = {}): Promise<Advance> {
    let ended = false;
    const pass = this.advance(more).finally(() => {
      ended = true;
    });
    pass.catch(() => {});
    for (let step = 0; !ended && step < 1_000; step++) await this.clock.advance(100);
    return await pass;
  }

  #log(): Logger {
    const at = (level: string) => (fields: LogFields, message: string) => {
      this.logged.push({ level, fields, message });
    };
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => this.#log() };
  }

  #metrics(): Metrics {
    const note = (name: string, labels: object, value: number) => {
      this.measured.push(`${name}{${Object.values(labels).join(',')}} ${value}`);
    };
    return {
      count: (name, labels, by = 1) => note(name, labels, by),
      set: note,
      replace(name, samples) {
        for (const { labels, value } of samples) note(name, labels, value);
      },
      observe: note,
    };
  }
}

export const done: Run = () => Promise.resolve({ state: 'done' });
export const waits =
  (message: string, checkAfterMs = 5_000): Run =>
  () =>
    Promise.resolve({ state: 'waiting', reason: 'Waits', message, checkAfterMs });
export const hangs: Run = () => new Promise(() => {});
export const throws =
  (thrown: unknown): Run =>
  async () => {
    throw thrown;
  };
