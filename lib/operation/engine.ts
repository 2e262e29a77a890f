import type { LogFields, Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import type { Verdict } from './decide.ts';
import { OperationMemory } from './memory.ts';
import { Pass } from './pass.ts';
import type { Plan, PlannedTask } from './plan.ts';
import type { TaskRecord } from './record.ts';
import type { OperationState } from './state.ts';
import type { Scope, TaskRegistry } from './task.ts';

export interface EngineDependencies<S> {
  readonly tasks: TaskRegistry<S>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** A run that takes longer counts as an error and is left behind. */
  readonly runTimeoutMs?: number;
}

export interface AdvanceInput<S> {
  readonly plan: Plan;
  readonly state: OperationState;
  readonly subject: S;
  /**
   * What of the subject tasks go by, as text. When it is not what it was at the last pass, every task is looked at: nobody else
   * wakes them for it.
   */
  readonly subjectState?: string | undefined;
  /** Unique to the operation and the same after a restart. */
  readonly operation: string;
  /** The same one at each pass of an operation in this process; disposed when the operation ends or is no longer ours. */
  readonly scope: Scope;
  readonly signal: AbortSignal;
  /** Asks for another pass soon. Called at any time, also after the pass, by tasks and when a long run has ended. */
  readonly wake: () => void;
  readonly journal: Journal;
  /**
   * Asked before tasks run for the first time: which of them must not begin now, and why (for people). Whoever keeps a
   * task back wakes the operation when it may begin; what was not kept back begins in this pass, or the pass fails.
   */
  gate?(tasks: readonly PlannedTask[]): Promise<ReadonlyMap<string, string>>;
  /** For each log line, such as the Node's name. */
  readonly logFields?: LogFields;
}

/** Where records are written down. Once `save` has resolved, they survive anything. */
export interface Journal {
  save(records: readonly TaskRecord[]): Promise<void>;
}

export interface Advance {
  /** As saved last, but for tasks of a finished operation that never came to run. */
  readonly records: readonly TaskRecord[];
  readonly verdict: Verdict;
  /** When to advance again at the latest, in milliseconds; undefined: when something changes. */
  readonly lookAgainAfterMs: number | undefined;
  /** The task that holds up what comes next. */
  readonly current: string | undefined;
  /** The record of the task that needs a person. */
  readonly blocked: TaskRecord | undefined;
  /** Names in `state.skipTasks` that the plan does not have. */
  readonly unknownSkips: readonly string[];
}

/** Longer than any single call that a task makes may take (DESIGN section 2: a task never blocks). */
const RUN_TIMEOUT_MS = 30_000;

/** Works on operations, a pass at a time. Holds no state of its own: that is in the records and in the scope. */
export class Engine<S> {
  readonly #dependencies: Required<EngineDependencies<S>>;

  constructor(dependencies: EngineDependencies<S>) {
    this.#dependencies = { runTimeoutMs: RUN_TIMEOUT_MS, ...dependencies };
  }

  /**
   * Runs what may run, each task once at most, until nothing may run now or the verdict is in. What starts for the
   * first time is written down before it runs, what came of it before anything that depends on it. Rejects with the
   * signal's reason when it is aborted, and with the journal's error when that fails; then nothing that was not saved
   * counts, and it is done again at the next pass.
   *
   * One operation must not be advanced twice at the same time.
   */
  async advance(input: AdvanceInput<S>): Promise<Advance> {
    const memory = input.scope.keep('engine', () => new OperationMemory());
    memory.beginWith(input.operation);
    memory.subjectIs(
      input.subjectState,
      input.plan.tasks.map(({ name }) => name),
    );
    return await new Pass(this.#dependencies, input, memory).run();
  }
}
