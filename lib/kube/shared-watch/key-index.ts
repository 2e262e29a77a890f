/** Things by each of the keys that they are put under. `I` identifies a thing. */
export class KeyIndex<I, T> {
  readonly #things = new Map<I, { readonly thing: T; readonly keys: ReadonlySet<string> }>();
  readonly #byKey = new Map<string, Set<I>>();

  get(id: I): T | undefined {
    return this.#things.get(id)?.thing;
  }

  all(): readonly T[] {
    return Array.from(this.#things.values(), ({ thing }) => thing);
  }

  under(key: string): readonly T[] {
    return Array.from(this.#byKey.get(key) ?? [], (id) => this.#things.get(id)).flatMap((found) => found?.thing ?? []);
  }

  /** In place of what was there. Gives the keys under which it is, or was, found. */
  put(id: I, thing: T, keys: Iterable<string>): ReadonlySet<string> {
    const before = this.remove(id);
    const now = new Set(keys);
    this.#things.set(id, { thing, keys: now });
    for (const key of now) {
      const ids = this.#byKey.get(key);
      if (ids === undefined) this.#byKey.set(key, new Set([id]));
      else ids.add(id);
    }
    return new Set([...before, ...now]);
  }

  /** Gives the keys under which it was found. */
  remove(id: I): ReadonlySet<string> {
    const keys = this.#things.get(id)?.keys ?? new Set();
    this.#things.delete(id);
    for (const key of keys) {
      const ids = this.#byKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#byKey.delete(key);
    }
    return keys;
  }
}
