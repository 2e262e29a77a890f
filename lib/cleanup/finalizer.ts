import type { KubeClient, KubeObject } from '../kube/client.ts';
import { isInvalid, isNotFound } from '../kube/errors.ts';
import { stringAt, stringsAt } from '../kube/json.ts';
import { NODES } from '../kube/resource.ts';
import { findNode } from '../node/find-node.ts';
import * as patches from '../node/patches.ts';
import type { NodeRecord } from '../node/record.ts';

/** What became of the Node when our finalizer was taken off. */
export type Released =
  /** The object is gone, or it is another one by now. */
  | { readonly state: 'gone'; readonly object: KubeObject | undefined }
  /** Others still hold it. */
  | { readonly state: 'held'; readonly by: readonly string[]; readonly object: KubeObject };

/**
 * Takes only our finalizer off. Strategic merge treats finalizers as a set, so nobody else's can be lost to a race, and
 * the uid in the patch makes the server refuse (422) when another Node bears the name by now.
 */
export async function removeFinalizer(
  client: KubeClient,
  node: Pick<NodeRecord, 'name' | 'uid'>,
  finalizer: string,
  signal: AbortSignal,
): Promise<Released> {
  try {
    const object = await client.patch(NODES, node.name, patches.removeFinalizer(node.uid, finalizer), { signal });
    const by = stringsAt(object, 'metadata', 'finalizers');
    const deleting = stringAt(object, 'metadata', 'deletionTimestamp') !== undefined;
    return by.length === 0 && deleting ? { state: 'gone', object } : { state: 'held', by, object };
  } catch (error) {
    if (!mayBeGone(error)) throw error;
    // Whoever stands between us and the API server can answer 404 as well; nothing is left behind for that.
    if ((await findNode(client, node.name, node.uid, signal)) !== undefined) throw error;
    return { state: 'gone', object: undefined };
  }
}

/** Adds our finalizer; false when the Node is gone, another one, or being deleted by now (the server refuses then). */
export async function addFinalizer(
  client: KubeClient,
  node: Pick<NodeRecord, 'name' | 'uid'>,
  finalizer: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await client.patch(NODES, node.name, patches.addFinalizer(node.uid, finalizer), { signal });
    return true;
  } catch (error) {
    if (!mayBeGone(error)) throw error;
    const live = await findNode(client, node.name, node.uid, signal);
    if (live === undefined || live.metadata.deletionTimestamp !== undefined) return false;
    throw error;
  }
}

/** 422 is the answer to a patch with another Node's uid (a 409 would be natural), and to a new finalizer on a dying one. */
const mayBeGone = (error: unknown): boolean => isNotFound(error) || isInvalid(error);
