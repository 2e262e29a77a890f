import { expect, it } from 'vitest';
import { ownerOf } from '../../../../lib/cleanup/explain/finalizers.ts';

it.each([
  ['karpenter.sh/termination', 'Karpenter'],
  ['topolvm.io/node', 'TopoLVM'],
  ['topolvm.cybozu.com/node', 'TopoLVM'],
  ['wrangler.cattle.io/delete-node-controller', 'Harvester'],
  ['wrangler.cattle.io/managed-etcd-controller', 'the embedded etcd of k3s or RKE2'],
  ['wrangler.cattle.io/node', 'Rancher, RKE2 or k3s'],
  ['controller.cattle.io/anything', 'Rancher'],
  ['node.machine.sapcloud.io/machine-controller', 'the machine controller manager of Gardener'],
  ['foregroundDeletion', "Kubernetes' garbage collector"],
])('knows that %s is of %s', (finalizer, owner) => {
  expect(ownerOf(finalizer)?.owner).toBe(owner);
});

it.each(['example.com/node', 'notcattle.io/x', 'karpenter.sh/terminations'])(
  'does not guess whose %s is',
  (finalizer) => {
    expect(ownerOf(finalizer)).toBeUndefined();
  },
);
