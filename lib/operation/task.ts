import type { Stage } from './plan.ts';
import type { TaskRecord } from './record.ts';

/** What a task answers after one look at the world. An error that it throws means: try again later, with backoff. */
export type Outcome = Answer & Kept;

export type Answer =
  | { readonly state: 'done'; readonly message?: string }
  | {
      readonly state: 'waiting';
      readonly reason: string;
      readonly message: string;
      /** When to look again at the latest; a change that the task watches may wake it earlier. */
      readonly checkAfterMs: number;
      /** Nor earlier for the sake of other tasks that are looked at then: somebody has asked for that time. */
      readonly notBefore?: boolean | undefined;
    }
  /** Only a person can go on. The task is still looked at, slowly, since the person may have acted. */
  | {
      readonly state: 'blocked';
      readonly reason: string;
      readonly message: string;
      /** When to look again at the latest, for a task that watches what a person would do; half a minute when absent. */
      readonly checkAfterMs?: number | undefined;
    }
  /** It does not apply here. */
  | { readonly state: 'skipped'; readonly reason: string; readonly message?: string };

/** What is written down with an answer. */
export interface Kept {
  /**
   * What the task has changed outside of the record, for people; each is kept once. A change that cannot be seen
   * afterwards is announced: one run answers `waiting` with it, the next finds it in `record.changes` and makes it, so
   * that a crash in between loses nothing that we did.
   */
  readonly changes?: readonly string[] | undefined;
  /** What the task wants to find in `record.memory` next time, in place of what was there; without it that stays. */
  readonly memory?: Readonly<Record<string, string>> | undefined;
}

/**
 * One step of an operation. It never blocks: it looks, makes at most one kind of change, and answers. It is
 * idempotent: it may run again after a crash at any line. `S` is what the operation is about.
 */
export interface Task<S> {
  run(run: TaskRun<S>): Promise<Outcome>;
}

export interface TaskRun<S> {
  readonly subject: S;
  /** Unique to this operation and the same after a restart: the key for idempotent calls to others. */
  readonly operation: string;
  /** The task's name in the plan. */
  readonly name: string;
  /** Where it stands in the plan. */
  readonly stage?: Stage | undefined;
  /** As checked when the plan was made. */
  readonly options: Readonly<Record<string, unknown>>;
  /** As written down before this run. */
  readonly record: TaskRecord;
  /** The task's first run, in milliseconds since the epoch; it survives restarts. */
  readonly startedAt: number;
  /** Aborted when the lead is lost, the operation is skipped, or the run takes too long. */
  readonly signal: AbortSignal;
  /** What the task keeps in memory between runs of the same operation, such as a watch. Gone after a restart. */
  readonly scope: Scope;
  /**
   * Asks for another run now, because something that the task watches has changed. It outlives the run and holds nothing of it,
   * so whoever watches keeps this function alone, and not the run.
   */
  readonly wake: () => void;
}

/** Disposes of what it keeps when the operation ends or is no longer ours. */
export interface Scope {
  /** What was kept under the key, or else what `create` gives, kept from now on. */
  keep<T extends Disposable>(key: string, create: () => T): T;
}

/** The kinds of task by name, each built with what it needs. */
export type TaskRegistry<S> = ReadonlyMap<string, Task<S>>;
