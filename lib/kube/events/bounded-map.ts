/** A map that forgets what was not used for longest when it would grow over its bound. */
export class BoundedMap<K, V> {
  readonly #bound: number;
  readonly #onForget: (value: V) => void;
  /** In the order of their last use. */
  readonly #entries = new Map<K, V>();

  constructor(bound: number, onForget: (value: V) => void = () => {}) {
    this.#bound = bound;
    this.#onForget = onForget;
  }

  /** The value, which counts as used now. */
  use(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  /** The value, which does not count as used. */
  peek(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#bound) return;
    for (const [oldest, forgotten] of this.#entries) {
      this.#entries.delete(oldest);
      this.#onForget(forgotten);
      return;
    }
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  entries(): IterableIterator<[K, V]> {
    return this.#entries.entries();
  }
}
