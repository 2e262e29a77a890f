import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient, KubeObject } from '../client.ts';
import type { Resource } from '../resource.ts';
import { SharedWatch } from './shared-watch.ts';

/**
 * How often a task looks again at what it watches: the watch says when there is something to see, and this is for a watch
 * that has failed without anybody's notice.
 */
export const WATCHED_RECHECK_MS = 600_000;

/** What is watched, and what is kept of it. */
export interface View<T> {
  readonly resource: Resource;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly parse: (object: KubeObject) => T;
  /** What an object is found under, such as the names of the Nodes that it concerns. */
  readonly keysOf: (value: T) => readonly string[];
  /** Whether a change of an object is worth waking anybody; without it each is. */
  readonly matters?: (before: T, now: T) => boolean;
}

/** A resource that the API server can select by a key, such as pods by their Node. */
export interface SelectableView<T> {
  readonly only: (key: string) => View<T>;
  /** Everything, each found under its own key. */
  readonly all: View<T>;
}

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

export interface SharedWatchDependencies {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Who selects hears of nothing else, but a watch is a connection, of 100 kB here and more over there: beyond so many at once
 * they share one of everything.
 */
const SELECTED_AT_ONCE = 50;

/** An operation often begins just after another has ended; a new list costs more than to watch for a while. */
const LINGER_MS = 60_000;

export interface LookoutOptions {
  /** `changed` is called once for all changes of so long; a second when absent. */
  readonly coalesceMs?: number | undefined;
}

export interface SelectedOptions extends LookoutOptions {
  /** How many have a watch of their own. */
  readonly atOnce?: number;
}

/**
 * One watch of a resource for all operations that look at it, kept while somebody looks. A thousand Nodes that wait for
 * their volumes cost one watch, and no request for looking again.
 */
export class SharedWatches implements Disposable {
  readonly #dependencies: SharedWatchDependencies;
  readonly #watches = new Map<View<unknown>, SharedWatch<unknown>>();
  readonly #selected = new Map<unknown, number>();

  constructor(dependencies: SharedWatchDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * `view` is the identity: whoever gives the same object looks through the same watch. `changed` is called for what is
   * under `keys`, once for many changes, and when the API server begins or ceases to refuse to go on telling.
   */
  open<T>(view: View<T>, keys: Iterable<string>, changed: () => void, { coalesceMs }: LookoutOptions = {}): Lookout<T> {
    const unused = () => this.#dependencies.clock.after(LINGER_MS, () => this.#end(view));
    return this.#watchOf(view, unused).open(keys, changed, coalesceMs);
  }

  /** What is under one key: through a watch of that alone, unless there are many such already. Ask it for `under(key)`. */
  openOnly<T>(
    view: SelectableView<T>,
    key: string,
    changed: () => void,
    { atOnce = SELECTED_AT_ONCE, coalesceMs }: SelectedOptions = {},
  ): Lookout<T> {
    const selected = this.#selected.get(view) ?? 0;
    if (selected >= atOnce) return this.open(view.all, [key], changed, { coalesceMs });
    this.#selected.set(view, selected + 1);
    const own = view.only(key);
    const unused = () => {
      this.#selected.set(view, (this.#selected.get(view) ?? 1) - 1);
      // Nobody would find it again, so that to keep it were a connection for nothing.
      this.#end(own);
    };
    return this.#watchOf(own, unused).open([key], changed, coalesceMs);
  }

  [Symbol.dispose](): void {
    for (const watch of this.#watches.values()) watch[Symbol.dispose]();
    this.#watches.clear();
  }

  /** `unused` is for a watch that is made now. */
  #watchOf<T>(view: View<T>, unused: () => void): SharedWatch<T> {
    // Watches are found by their view, so the type is the one that it was made with.
    const known = this.#watches.get(view as View<unknown>) as SharedWatch<T> | undefined;
    if (known !== undefined) return known;
    const watch = new SharedWatch<T>(view, this.#dependencies, unused);
    this.#watches.set(view as View<unknown>, watch as unknown as SharedWatch<unknown>);
    return watch;
  }

  /** Unless somebody looks again. */
  #end<T>(view: View<T>): void {
    const watch = this.#watches.get(view as View<unknown>);
    if (watch === undefined || watch.isUsed) return;
    this.#watches.delete(view as View<unknown>);
    watch[Symbol.dispose]();
  }
}
