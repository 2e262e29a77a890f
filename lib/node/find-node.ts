import type { KubeClient, KubeObject } from '../kube/client.ts';
import { isNotFound } from '../kube/errors.ts';
import { NODES } from '../kube/resource.ts';

/**
 * The Node with that uid as the server has it now; undefined when it is gone, or when another bears the name. A 404 that is not
 * the API server's own word, such as that of whoever stands between us and it, is an error.
 */
export async function findNode(
  client: KubeClient,
  name: string,
  uid: string,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    const node = await client.get(NODES, name, { signal });
    return node.metadata.uid === uid ? node : undefined;
  } catch (error) {
    if (isNotFound(error) && error.reason === 'NotFound') return undefined;
    throw error;
  }
}
