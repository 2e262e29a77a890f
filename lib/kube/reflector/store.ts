import type { KubeObject } from '../client.ts';

/** What a reflector knows: one record per object, by key. */
export interface Store<T> {
  /** `name`, or `namespace/name` for a namespaced resource. */
  get(key: string): T | undefined;
  list(): readonly T[];
  readonly size: number;
}

export function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
