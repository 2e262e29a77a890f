import { type Change, deletion } from './change.ts';
import type { LonghornNode } from './objects.ts';
import { isLast } from './replicas.ts';
import type { World } from './world.ts';

/**
 * Each instance manager is a pod that a disruption budget guards until its Node is cordoned, no engine runs there and the
 * drain policy has nothing against it.
 */
export function instanceManagerPods(world: World): readonly Change[] {
  const { pods, budgets } = world.snapshot;
  if (!world.circumstances.hasPods || !world.hasManager) return [];
  return world.snapshot.instanceManagers.flatMap(({ metadata, spec }) => {
    const { name, namespace = '', uid = '' } = metadata;
    const node = world.node(spec.nodeID ?? '');
    if (node === undefined) return [];
    const labels = { 'longhorn.io/component': 'instance-manager', 'longhorn.io/node': node.metadata.name };
    const budget = budgets.find((found) => found.metadata.name === name);
    const isGuarded = !mayBeDrained(world, node);
    const changes: Change[] = [];
    if (isGuarded && budget === undefined) {
      const body = {
        metadata: { name, namespace, labels },
        spec: { minAvailable: 1, selector: { matchLabels: labels } },
      };
      changes.push({ verb: 'create', plural: 'poddisruptionbudgets', body });
    }
    if (!isGuarded && budget !== undefined) changes.push(deletion('poddisruptionbudgets', budget));
    const isWanted = world.isManaged(node.metadata.name) && !isCordoned(world, node);
    if (isWanted && !pods.some((pod) => pod.metadata.name === name)) {
      const owner = { apiVersion: 'longhorn.io/v1beta2', kind: 'InstanceManager', name, uid, controller: true };
      changes.push({
        verb: 'create',
        plural: 'pods',
        body: {
          metadata: { name, namespace, labels, ownerReferences: [owner] },
          spec: {
            nodeName: node.metadata.name,
            containers: [{ name: 'instance-manager', image: 'example.test/longhorn-instance-manager:1' }],
            tolerations: [{ operator: 'Exists' }],
          },
        },
      });
    }
    return changes;
  });
}

const isCordoned = (world: World, { metadata }: LonghornNode): boolean =>
  world.kubeNode(metadata.name)?.spec?.unschedulable === true;

function mayBeDrained(world: World, node: LonghornNode): boolean {
  const { name } = node.metadata;
  const { engines, replicas } = world.snapshot;
  if (!isCordoned(world, node) || engines.some(({ spec }) => spec.nodeID === name)) return false;
  const here = replicas.filter(({ spec }) => spec.nodeID === name);
  const last = here.filter((replica) => isLast(replica, replicas));
  switch (world.settings.text('node-drain-policy')) {
    case 'always-allow':
      return true;
    case 'block-for-eviction':
      return here.length === 0;
    case 'allow-if-replica-is-stopped':
      return last.every(({ status }) => status?.currentState === 'stopped');
    default:
      return last.length === 0;
  }
}
