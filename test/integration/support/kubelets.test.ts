import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startKubelets } from '../../support/kubelets.ts';
import { createReadyNode, getNode, isReady } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();

it('can fail for some Nodes and come back, while the others live on', async () => {
  const kubelets = await startKubelets(cluster, cluster.name('zone'));
  const alive = await createReadyNode(cluster, 'alive');
  const struck = await createReadyNode(cluster, 'struck', { kwok: cluster.name('zone') });
  await kubelets.stop({ signal: 'SIGKILL' });
  await eventually(() => getNode(cluster, struck.metadata.name), {
    describe: 'the Node to be NotReady',
    until: (node) => !isReady(node),
  });
  expect(isReady(await getNode(cluster, alive.metadata.name))).toBe(true);
  await kubelets.start();
  await eventually(() => getNode(cluster, struck.metadata.name), { describe: 'the Node to be Ready', until: isReady });
});
