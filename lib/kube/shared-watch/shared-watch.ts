import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient } from '../client.ts';
import { isForbidden } from '../errors.ts';
import { Reflector } from '../reflector/reflector.ts';
import { keyOf } from '../reflector/store.ts';
import { nameOf } from '../resource.ts';
import { KeyIndex } from './key-index.ts';
import type { Lookout } from './lookout.ts';
import { OpenLookout, type Watched } from './open-lookout.ts';
import type { View } from './view.ts';

export interface SharedWatchDependencies {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The first list takes milliseconds; waiting for it saves writing down that we wait. */
const SYNC_MS = 2_000;

/** One reflector and those who look through it. */
export class SharedWatch<T> implements Watched<T>, Disposable {
  readonly objects = new KeyIndex<string, T>();
  readonly lookouts = new KeyIndex<unknown, OpenLookout<T>>();
  readonly #view: View<T>;
  readonly #dependencies: SharedWatchDependencies;
  readonly #stop = new AbortController();
  readonly #reflector: Reflector<Named<T>>;
  readonly #unused: () => void;
  #isRefused = false;

  /** `unused` is called when nobody looks any more. */
  constructor(view: View<T>, dependencies: SharedWatchDependencies, unused: () => void) {
    const { resource, namespace, labelSelector, fieldSelector } = view;
    this.#view = view;
    this.#dependencies = dependencies;
    this.#unused = unused;
    this.#reflector = new Reflector<Named<T>>({
      ...dependencies,
      ...{ resource, namespace, labelSelector, fieldSelector },
      troubled: () => this.#troubled(),
      parse: (object) => ({ id: keyOf(object), value: view.parse(object) }),
      handler: {
        added: (now) => this.#put(now),
        updated: (_, now) => this.#put(now),
        deleted: ({ id }) => this.#tell(this.objects.remove(id)),
      },
    });
    void this.#reflector.run(this.#stop.signal);
  }

  get isUsed(): boolean {
    return this.lookouts.size > 0;
  }

  get clock(): SharedWatchDependencies['clock'] {
    return this.#dependencies.clock;
  }

  get synced(): Promise<void> {
    return this.#reflector.synced;
  }

  hasSynced(): boolean {
    return this.#reflector.hasSynced();
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
  }

  open(keys: Iterable<string>, changed: () => void, coalesceMs: number | undefined): Lookout<T> {
    return new OpenLookout(this, keys, changed, coalesceMs);
  }

  closed(lookout: OpenLookout<T>): void {
    this.lookouts.remove(lookout);
    if (!this.isUsed) this.#unused();
  }

  async ready(signal: AbortSignal): Promise<boolean> {
    if (this.#reflector.hasSynced()) return this.#trusted();
    const over = new AbortController();
    try {
      await Promise.race([
        this.#reflector.synced,
        this.#dependencies.clock.sleep(SYNC_MS, AbortSignal.any([signal, over.signal])),
      ]);
    } finally {
      over.abort();
    }
    if (this.#reflector.hasSynced()) return this.#trusted();
    const { trouble } = this.#reflector;
    if (isForbidden(trouble)) throw trouble;
    // The watch goes on trying; asking once in its place brings to light what keeps it.
    const { resource, namespace, labelSelector, fieldSelector } = this.#view;
    await this.#dependencies.client.list(resource, { namespace, labelSelector, fieldSelector, limit: 1, signal });
    return false;
  }

  /** A right that was taken away stays away: what was read before says less and less of how things are. */
  #trusted(): true {
    const { trouble } = this.#reflector;
    if (!isForbidden(trouble)) return true;
    const { clock } = this.#dependencies;
    const ago = clock.monotonic() - (this.#reflector.lastContact() ?? clock.monotonic());
    const since = new Date(clock.now() - ago).toISOString();
    const what = `what is known of ${nameOf(this.#view.resource)} may be out of date since ${since}`;
    throw new Error(`${what}: ${trouble.message}`, { cause: trouble });
  }

  /** Everybody hears that the API server refuses from now on, and that it does so no longer. */
  #troubled(): void {
    const isRefused = isForbidden(this.#reflector.trouble);
    if (isRefused === this.#isRefused) return;
    this.#isRefused = isRefused;
    for (const lookout of this.lookouts.all()) lookout.changed();
  }

  #put({ id, value }: Named<T>): void {
    const before = this.objects.get(id);
    const keys = this.objects.put(id, value, this.#view.keysOf(value));
    if (before === undefined || (this.#view.matters?.(before, value) ?? true)) this.#tell(keys);
  }

  #tell(keys: Iterable<string>): void {
    for (const key of keys) for (const lookout of this.lookouts.under(key)) lookout.changed();
  }
}

interface Named<T> {
  readonly id: string;
  readonly value: T;
}
