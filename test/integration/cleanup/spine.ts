import { NODE_CLEANUP_CRD } from '../../../lib/cleanup/crd.ts';
import { NODE_CLEANUPS, type NodeCleanup } from '../../../lib/cleanup/node-cleanup.ts';
import { parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import { isObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { pathOf } from '../../../lib/kube/resource.ts';
import { eventually, PATIENCE_MS } from '../../support/eventually.ts';
import type { TestCluster } from '../../support/test-cluster.ts';

export const FINALIZER = 'infra.894.io/node-cleanup';
export const SKIP = 'infra.894.io/skip-cleanup';
const PATH = pathOf(NODE_CLEANUPS);

/** As `node-cleanup-webhook crds | kubectl apply -f -` does; it stays, since other files need it too. */
export async function installCrd(cluster: TestCluster): Promise<void> {
  const applied = await cluster.kubectl(['apply', '-f', '-'], { input: JSON.stringify(NODE_CLEANUP_CRD) });
  if (applied.code !== 0) throw new Error(applied.stderr);
  await eventually(() => cluster.api.get(PATH), { describe: 'NodeCleanups to be served' });
  // What was not finished would be gone on with by the operators of the next file, with a plan and rights that are not theirs.
  cluster.atEnd(async () => {
    const names = listAt(await cluster.api.get(PATH), 'items').map((item) => stringAt(item, 'metadata', 'name') ?? '');
    const ours = names.filter((name) => name.startsWith(cluster.prefix));
    await Promise.all(ours.map((name) => cluster.api.delete(`${PATH}/${name}`)));
  });
}

/** The records of every Node that bears or bore the name, the oldest first. */
export async function cleanupsOf(cluster: TestCluster, nodeName: string): Promise<readonly NodeCleanup[]> {
  const list = await cluster.api.get(PATH);
  return listAt(list, 'items')
    .filter(isObject)
    .map(parseNodeCleanup)
    .filter(({ spec }) => spec.nodeName === nodeName)
    .sort((a, b) => Number(a.resourceVersion) - Number(b.resourceVersion));
}

/** Waits for a record of the Node that is as it should be. */
export async function waitForCleanup(
  cluster: TestCluster,
  nodeName: string,
  describe: string,
  until: (cleanup: NodeCleanup) => boolean,
  deadline = PATIENCE_MS,
): Promise<NodeCleanup> {
  const seen = await eventually(() => cleanupsOf(cluster, nodeName), {
    describe: `the NodeCleanup of ${nodeName} to be ${describe}`,
    until: (cleanups) => cleanups.some(until),
    deadline,
  });
  const found = seen.find(until);
  if (found === undefined) throw new Error('eventually gave back what it should not');
  return found;
}
