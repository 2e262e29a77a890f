import type { Scope } from './task.ts';

/**
 * What is kept in memory for one operation, such as watches. Disposing of it empties it; an error in one thing's
 * disposal keeps nothing else from its own.
 */
export class OperationScope implements Scope, Disposable {
  readonly #kept = new Map<string, Disposable>();

  keep<T extends Disposable>(key: string, create: () => T): T {
    const known = this.#kept.get(key);
    // Whoever asks for a key has also put it there, so it is what their `create` gives.
    if (known !== undefined) return known as T;
    const created = create();
    this.#kept.set(key, created);
    return created;
  }

  [Symbol.dispose](): void {
    const kept = [...this.#kept.values()];
    this.#kept.clear();
    for (const thing of kept) {
      try {
        thing[Symbol.dispose]();
      } catch {
        // It was about to be forgotten: there is nobody left to whom its error could make a difference.
      }
    }
  }
}

/**
 * The part of a scope that one run of a task may use: keys of its own, so that two tasks of a kind do not meet, and
 * nothing any more once the run was given up, since nobody would dispose of what it keeps then.
 */
export function scopeOfRun(scope: Scope, task: string, signal: AbortSignal): Scope {
  return {
    keep(key, create) {
      signal.throwIfAborted();
      return scope.keep(`task ${task}: ${key}`, create);
    },
  };
}
