/**
 * Things by each of the keys that they are put under. `I` identifies a thing. What is under a key is a list and not a set: most
 * have one thing, and there are tens of thousands of them.
 */
export class KeyIndex<I, T> {
  readonly #things = new Map<I, { readonly thing: T; readonly keys: readonly string[] }>();
  readonly #byKey = new Map<string, I[]>();

  get size(): number {
    return this.#things.size;
  }

  get(id: I): T | undefined {
    return this.#things.get(id)?.thing;
  }

  all(): readonly T[] {
    return Array.from(this.#things.values(), ({ thing }) => thing);
  }

  under(key: string): readonly T[] {
    return (this.#byKey.get(key) ?? []).flatMap((id) => this.#things.get(id)?.thing ?? []);
  }

  /** In place of what was there. Gives the keys under which it is, or was, found. */
  put(id: I, thing: T, keys: Iterable<string>): ReadonlySet<string> {
    const before = this.remove(id);
    const now = [...new Set(keys)];
    this.#things.set(id, { thing, keys: now });
    for (const key of now) {
      const ids = this.#byKey.get(key);
      if (ids === undefined) this.#byKey.set(key, [id]);
      else ids.push(id);
    }
    return new Set([...before, ...now]);
  }

  /** Gives the keys under which it was found. */
  remove(id: I): readonly string[] {
    const keys = this.#things.get(id)?.keys ?? [];
    this.#things.delete(id);
    for (const key of keys) {
      const ids = this.#byKey.get(key) ?? [];
      if (ids.length > 1) ids.splice(ids.indexOf(id), 1);
      else this.#byKey.delete(key);
    }
    return keys;
  }
}
