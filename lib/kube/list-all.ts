import type { KubeClient, KubeObject, ListOptions } from './client.ts';
import { listPages } from './reflector/list-pager.ts';
import type { Resource } from './resource.ts';

/** As kubectl does: one page in all but large clusters. */
const PAGE = 500;

/**
 * What `pick` makes of each object, in pages, so that no more than one page of whole objects is in memory; undefined is left
 * out. Without a resourceVersion it is as etcd has it now: no cache may answer.
 */
export async function listAll<T>(
  client: KubeClient,
  resource: Resource,
  options: Omit<ListOptions, 'continueToken' | 'limit'>,
  pick: (object: KubeObject) => T | undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const { items } of listPages(client, resource, { ...options, limit: PAGE })) {
    for (const item of items) {
      const picked = pick(item);
      if (picked !== undefined) found.push(picked);
    }
  }
  return found;
}
