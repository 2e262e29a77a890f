import type { Clock } from '../../time/clock.ts';
import type { KeyIndex } from './key-index.ts';
import type { Lookout } from './lookout.ts';

/** Many objects change at once; one look at all of them is enough. */
const COALESCE_MS = 1_000;

/** What a lookout sees of its watch. */
export interface Watched<T> {
  readonly objects: KeyIndex<string, T>;
  /** By the keys that each follows. */
  readonly lookouts: KeyIndex<unknown, OpenLookout<T>>;
  readonly synced: Promise<void>;
  hasSynced(): boolean;
  ready(signal: AbortSignal): Promise<boolean>;
  /** The lookout was disposed of. */
  closed(lookout: OpenLookout<T>): void;
  readonly clock: Clock;
}

/** A class, since there are dozens for each operation: an object of functions is ten times as large. */
export class OpenLookout<T> implements Lookout<T> {
  readonly #watch: Watched<T>;
  readonly #changed: () => void;
  readonly #coalesceMs: number;
  #isOpen = true;
  #followed: readonly string[] | undefined;
  #timer: Disposable | undefined;

  /** `changed` is called once for all changes of so long. */
  constructor(watch: Watched<T>, keys: Iterable<string>, changed: () => void, coalesceMs = COALESCE_MS) {
    this.#watch = watch;
    this.#changed = changed;
    this.#coalesceMs = coalesceMs;
    this.follow(keys);
  }

  get synced(): Promise<void> {
    return this.#watch.synced;
  }

  hasSynced(): boolean {
    return this.#watch.hasSynced();
  }

  ready(signal: AbortSignal): Promise<boolean> {
    return this.#watch.ready(signal);
  }

  under(key: string): readonly T[] {
    return this.#watch.objects.under(key);
  }

  get(key: string): T | undefined {
    return this.#watch.objects.get(key);
  }

  list(): readonly T[] {
    return this.#watch.objects.all();
  }

  follow(keys: Iterable<string>): void {
    const next = [...keys];
    if (!this.#isOpen || areSame(next, this.#followed)) return;
    this.#followed = next;
    this.#watch.lookouts.put(this, this, next);
  }

  /** Tells whoever looks, once for many changes. */
  changed(): void {
    this.#timer ??= this.#watch.clock.after(this.#coalesceMs, () => {
      this.#timer = undefined;
      this.#changed();
    });
  }

  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#timer?.[Symbol.dispose]();
    this.#watch.closed(this);
  }
}

const areSame = (a: readonly string[], b: readonly string[] | undefined): boolean =>
  a.length === b?.length && a.every((key, index) => key === b[index]);
