import { beforeAll, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { LONGHORN_EVACUATE, LONGHORN_FORGET } from '../../../lib/tasks/longhorn/options.ts';
import { LONGHORN_DEFINITIONS, OLD_LONGHORN_DEFINITIONS } from '../../simulators/definitions/longhorn.ts';
import { installDefinitions, removeDefinitions } from '../../support/definitions.ts';
import { answer } from '../../support/fault-proxy/faults.ts';
import { createNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientBehindProxy, clientFor } from './harness.ts';
import { evacuating, forgetting } from './longhorn-world.ts';

const cluster = useCluster();

let client: KubeClient;
let node = '';
beforeAll(async () => {
  client = await clientFor(cluster, [LONGHORN_EVACUATE, LONGHORN_FORGET]);
  node = (await createNode(cluster, 'n')).metadata.name;
});

async function both(through: KubeClient = client) {
  using evacuation = await evacuating(cluster, through, node);
  using forgetful = await forgetting(cluster, through, node);
  return [await evacuation.run(), await forgetful.run()];
}

test('without Longhorn there is nothing to do', async () => {
  for (const outcome of await both()) expect(outcome).toMatchObject({ state: 'skipped', reason: 'NotInstalled' });
});

test('an API server that cannot say what is installed makes an error, and no answer', async () => {
  const { proxy, client } = await clientBehindProxy(cluster);
  proxy.inject({ path: '/apis/longhorn.io' }, answer(500));
  await expect(both(client)).rejects.toThrow(/\/apis\/longhorn\.io/);
});

test('a Longhorn that is too old blocks', async () => {
  await installDefinitions(cluster, OLD_LONGHORN_DEFINITIONS);
  for (const outcome of await both()) expect(outcome).toMatchObject({ state: 'blocked', reason: 'UnsupportedVersion' });
  await removeDefinitions(cluster.api, OLD_LONGHORN_DEFINITIONS);
});

test('a Longhorn before 1.5, without tickets, and without backing images, is watched for what it has', async () => {
  const few = LONGHORN_DEFINITIONS.filter(({ spec: { names } }) =>
    ['nodes', 'replicas', 'engines', 'volumes', 'settings'].includes(names.plural),
  );
  await installDefinitions(cluster, few);
  const [evacuation, forgetful] = await both();
  expect(evacuation).toMatchObject({ state: 'skipped', reason: 'NotALonghornNode' });
  expect(forgetful).toMatchObject({ state: 'done' });
  await removeDefinitions(cluster.api, few);
});
