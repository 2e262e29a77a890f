import type { Lookout, LookoutOptions } from './lookout.ts';
import { SharedWatch, type SharedWatchDependencies } from './shared-watch.ts';
import type { SelectableView, View } from './view.ts';

/**
 * Who selects hears of nothing else, but a watch is a connection, of 100 kB here and more over there: beyond so many at once
 * they share one of everything.
 */
const SELECTED_AT_ONCE = 50;

/** An operation often begins just after another has ended; a new list costs more than to watch for a while. */
const LINGER_MS = 60_000;

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
