import type { LogFields, Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import type { Verdict } from './decide.ts';
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
