import type { Logger } from '../../telemetry/log.ts';
import type { KubeObject } from '../client.ts';
import { keyOf, type Store } from './store.ts';

/**
 * Called in order, after the store has changed: `added` before any `updated`, `deleted` last. A new object under the
 * name of an old one (another uid) is a `deleted` and an `added`.
 */
export interface Handler<T> {
  added(now: T): void;
  updated(before: T, now: T): void;
  /** The last state; the one before it where the deletion was not seen itself. */
  deleted(last: T): void;
}

export interface MirrorOptions<T> {
  readonly parse: (object: KubeObject) => T;
  readonly handler: Handler<T>;
  readonly log: Logger;
  /** A handler threw, or an object could not be parsed. */
  readonly onError: () => void;
}

interface Entry<T> {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly value: T;
}

/** A copy of the server's objects that tells its handler what changed. What throws in there stays in there. */
export class Mirror<T> implements Store<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #parse: (object: KubeObject) => T;
  readonly #handler: Handler<T>;
  readonly #log: Logger;
  readonly #onError: () => void;

  constructor({ parse, handler, log, onError }: MirrorOptions<T>) {
    this.#parse = parse;
    this.#handler = handler;
    this.#log = log;
    this.#onError = onError;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  list(): readonly T[] {
    return Array.from(this.#entries.values(), (entry) => entry.value);
  }

  upsert(object: KubeObject): void {
    const key = keyOf(object);
    const { uid, resourceVersion } = object.metadata;
    const old = this.#entries.get(key);
    if (old?.uid === uid && old.resourceVersion === resourceVersion) return;

    const parsed = this.#parsed(object);
    if (old !== undefined && old.uid !== uid) this.#drop(key, old.value);
    // The record of before is out of date, but better than none; the next event may parse again.
    if (parsed === undefined) return;
    this.#entries.set(key, { uid, resourceVersion, value: parsed.value });
    if (old?.uid === uid) this.#tell(() => this.#handler.updated(old.value, parsed.value));
    else this.#tell(() => this.#handler.added(parsed.value));
  }

  remove(object: KubeObject): void {
    const key = keyOf(object);
    const old = this.#entries.get(key);
    if (old === undefined) return;
    const last = old.uid === object.metadata.uid ? this.#parsed(object) : undefined;
    this.#drop(key, last === undefined ? old.value : last.value);
  }

  /** A complete reading begins: what it does not contain is gone, but only once it is known to be complete. */
  startReading(): Reading {
    const seen = new Set<string>();
    return {
      upsert: (object) => {
        seen.add(keyOf(object));
        this.upsert(object);
      },
      complete: () => {
        for (const [key, { value }] of this.#entries) if (!seen.has(key)) this.#drop(key, value);
      },
    };
  }

  #drop(key: string, last: T): void {
    this.#entries.delete(key);
    this.#tell(() => this.#handler.deleted(last));
  }

  #parsed(object: KubeObject): { readonly value: T } | undefined {
    try {
      return { value: this.#parse(object) };
    } catch (error) {
      this.#onError();
      this.#log.error({ object: keyOf(object), err: error }, 'an object could not be read; going on without it');
      return undefined;
    }
  }

  #tell(call: () => unknown): void {
    const failed = (error: unknown) => {
      this.#onError();
      this.#log.error({ err: error }, 'an event handler failed');
    };
    try {
      const result = call();
      // An async function is a valid handler to the compiler; its rejection would end the process.
      if (result instanceof Promise) result.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}

export interface Reading {
  upsert(object: KubeObject): void;
  complete(): void;
}
