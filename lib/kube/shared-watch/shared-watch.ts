import { isForbidden } from '../errors.ts';
import { Reflector } from '../reflector/reflector.ts';
import { keyOf } from '../reflector/store.ts';
import { KeyIndex } from './key-index.ts';
import type { Lookout, SharedWatchDependencies, View } from './shared-watches.ts';

/** The first list takes milliseconds; waiting for it saves writing down that we wait. */
const SYNC_MS = 2_000;
/** Many objects change at once; one look at all of them is enough. */
const COALESCE_MS = 1_000;

/** One reflector and those who look through it. */
export class SharedWatch<T> implements Disposable {
  readonly #view: View<T>;
  readonly #dependencies: SharedWatchDependencies;
  readonly #stop = new AbortController();
  readonly #reflector: Reflector<Named<T>>;
  readonly #objects = new KeyIndex<string, T>();
  readonly #looking = new KeyIndex<Looking, Looking>();

  constructor(view: View<T>, dependencies: SharedWatchDependencies) {
    const { resource, namespace, labelSelector, fieldSelector } = view;
    this.#view = view;
    this.#dependencies = dependencies;
    this.#reflector = new Reflector<Named<T>>({
      ...dependencies,
      ...{ resource, namespace, labelSelector, fieldSelector },
      parse: (object) => ({ id: keyOf(object), value: view.parse(object) }),
      handler: {
        added: (now) => this.#put(now),
        updated: (_, now) => this.#put(now),
        deleted: ({ id }) => this.#tell(this.#objects.remove(id)),
      },
    });
    void this.#reflector.run(this.#stop.signal);
  }

  get isUsed(): boolean {
    return this.#looking.all().length > 0;
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
  }

  open(keys: Iterable<string>, changed: () => void, closed: () => void): Lookout<T> {
    const looking = new Looking(changed, this.#dependencies.clock);
    let isOpen = true;
    let followed: ReadonlySet<string> | undefined;
    const follow = (next: Iterable<string>) => {
      const keys = new Set(next);
      if (!isOpen || areSame(keys, followed)) return;
      followed = keys;
      this.#looking.put(looking, looking, keys);
    };
    follow(keys);
    return {
      ready: (signal) => this.#ready(signal),
      hasSynced: () => this.#reflector.hasSynced(),
      synced: this.#reflector.synced,
      under: (key) => this.#objects.under(key),
      get: (id) => this.#objects.get(id),
      list: () => this.#objects.all(),
      follow,
      [Symbol.dispose]: () => {
        if (!isOpen) return;
        isOpen = false;
        this.#looking.remove(looking);
        looking[Symbol.dispose]();
        if (!this.isUsed) closed();
      },
    };
  }

  async #ready(signal: AbortSignal): Promise<boolean> {
    if (this.#reflector.hasSynced()) return true;
    const over = new AbortController();
    try {
      await Promise.race([
        this.#reflector.synced,
        this.#dependencies.clock.sleep(SYNC_MS, AbortSignal.any([signal, over.signal])),
      ]);
    } finally {
      over.abort();
    }
    if (this.#reflector.hasSynced()) return true;
    const { trouble } = this.#reflector;
    if (isForbidden(trouble)) throw trouble;
    // The watch goes on trying; asking once in its place brings to light what keeps it.
    const { resource, namespace, labelSelector, fieldSelector } = this.#view;
    await this.#dependencies.client.list(resource, { namespace, labelSelector, fieldSelector, limit: 1, signal });
    return false;
  }

  #put({ id, value }: Named<T>): void {
    const before = this.#objects.get(id);
    const keys = this.#objects.put(id, value, this.#view.keysOf(value));
    if (before === undefined || (this.#view.matters?.(before, value) ?? true)) this.#tell(keys);
  }

  #tell(keys: Iterable<string>): void {
    for (const key of keys) for (const looking of this.#looking.under(key)) looking.changed();
  }
}

interface Named<T> {
  readonly id: string;
  readonly value: T;
}

const areSame = (a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): boolean =>
  b !== undefined && a.size === b.size && [...a].every((key) => b.has(key));

/** Tells somebody, once for all changes of a second. */
class Looking implements Disposable {
  readonly #changed: () => void;
  readonly #clock: SharedWatchDependencies['clock'];
  #timer: Disposable | undefined;

  constructor(changed: () => void, clock: SharedWatchDependencies['clock']) {
    this.#changed = changed;
    this.#clock = clock;
  }

  changed(): void {
    this.#timer ??= this.#clock.after(COALESCE_MS, () => {
      this.#timer = undefined;
      this.#changed();
    });
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
  }
}
