import { createNode, deleteNode, findNode } from '../../support/nodes.ts';
import type { TestCluster } from '../../support/test-cluster.ts';
import { FINALIZER } from '../cleanup/spine.ts';

/** Whether a Node has the finalizer in the write that created it, and not later by the operator. */
export async function joinsGuarded(cluster: TestCluster, suffix: string): Promise<boolean> {
  const { metadata } = await createNode(cluster, suffix);
  return metadata.finalizers?.includes(FINALIZER) ?? false;
}

/** Whether nothing keeps a Node that is deleted. */
export async function goesAtOnce(cluster: TestCluster, suffix: string): Promise<boolean> {
  await deleteNode(cluster, cluster.name(suffix));
  return (await findNode(cluster, cluster.name(suffix))) === undefined;
}
