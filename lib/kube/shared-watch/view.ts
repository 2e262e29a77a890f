import type { KubeObject } from '../client.ts';
import type { Resource } from '../resource.ts';

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
