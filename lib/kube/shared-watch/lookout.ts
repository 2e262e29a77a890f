/**
 * How often a task looks again at what it watches: the watch says when there is something to see, and this is for a watch
 * that has failed without anybody's notice.
 */
export const WATCHED_RECHECK_MS = 600_000;

/** A look through a shared watch. Disposing of it ends the looking; the watch ends some time after the last look. */
export interface Lookout<T> extends Disposable {
  /**
   * Waits a moment for the first complete reading. False when it takes longer; rejects with what the API server says when it
   * refuses to be read, such as a missing right, also when it has begun to refuse since: what is known then may be out of date.
   */
  ready(signal: AbortSignal): Promise<boolean>;
  hasSynced(): boolean;
  /** Resolves at the first complete reading; never rejects. */
  readonly synced: Promise<void>;
  /** Everything that is found under the key. */
  under(key: string): readonly T[];
  /** By `name`, or `namespace/name`. */
  get(key: string): T | undefined;
  list(): readonly T[];
  /** From now on `changed` is called for what is or was under one of these keys, and for nothing else. */
  follow(keys: Iterable<string>): void;
}

export interface LookoutOptions {
  /** `changed` is called once for all changes of so long; a second when absent. */
  readonly coalesceMs?: number | undefined;
}
