import type { BackoffPolicy } from '../time/backoff.ts';

/** Something that can happen to an operation, once, and that people may want to be told of. */
export const MOMENTS = ['held', 'started', 'blocked', 'released', 'failed', 'skipped', 'finished'] as const;
export type Moment = (typeof MOMENTS)[number];

/**
 * When a task may run: before the pivot (it holds the pivot up), after it, or when a moment comes. A task of a moment
 * holds nothing up but the end of the record, and gives up at its timeout.
 */
export type Stage = 'before' | 'after' | { readonly moment: Moment };

/** What a missed deadline means: a person must look (the task is still tried), or go on without it. */
export type OnTimeout = 'block' | 'continue';

export interface PlannedTask {
  /** Unique in the plan; what `needs`, the record and the skip annotation call it. */
  readonly name: string;
  /** The kind of task, for instance `drain`. */
  readonly task: string;
  readonly stage: Stage;
  /** Names of tasks of the same stage that must be over (done, skipped or given up) first. */
  readonly needs: readonly string[];
  /** From the task's first run; undefined is no deadline. */
  readonly timeoutMs: number | undefined;
  readonly onTimeout: OnTimeout;
  /** As checked when the configuration was read; only the task knows its shape. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Plan {
  readonly tasks: readonly PlannedTask[];
  /** For everything before the pivot, from the start of the operation; undefined is no deadline. */
  readonly deadlineMs: number | undefined;
  readonly onDeadline: OnTimeout;
  readonly retry: BackoffPolicy;
}
