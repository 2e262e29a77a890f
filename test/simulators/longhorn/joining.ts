import { type Change, statusChange } from './change.ts';
import type { Machine } from './circumstances.ts';
import { TRUE, withConditions } from './conditions.ts';
import type { LonghornNode } from './objects.ts';
import type { DiskOptions, NodeOptions } from './options.ts';
import { LONGHORN_FINALIZER } from './parts.ts';
import type { World } from './world.ts';

const DEFAULT_DISK: Readonly<Record<string, DiskOptions>> = { default: {} };

/** A manager that starts on a Node which Longhorn does not know makes it known, open for replicas: what people had set is lost. */
export function joining(world: World): readonly Change[] {
  const { machines } = world.circumstances;
  return [
    ...[...machines].flatMap(([name, machine]) => {
      const isNew = world.isManaged(name) && world.node(name) === undefined;
      return isNew ? [newNode(name, world, machine)] : [];
    }),
    ...world.snapshot.nodes.flatMap((node) => instanceManager(world, node)),
  ];
}

function newNode(name: string, { namespace }: World, { disks }: Machine): Change {
  const known = Object.fromEntries([...disks.keys()].map((disk) => [disk, {}]));
  return { verb: 'create', plural: 'nodes', body: longhornNode(name, namespace, { disks: known }) };
}

export function longhornNode(name: string, namespace: string, options: NodeOptions): LonghornNode {
  const { disks = DEFAULT_DISK, tags = [], allowScheduling = true } = options;
  const isOnly = Object.keys(disks).length === 1;
  return {
    metadata: { name, namespace, finalizers: [LONGHORN_FINALIZER] },
    spec: {
      name,
      allowScheduling,
      evictionRequested: false,
      tags,
      instanceManagerCPURequest: 0,
      disks: Object.fromEntries(
        Object.entries(disks).map(
          ([disk, { reserved = 0, tags = [], allowScheduling = true, type = 'filesystem' }]) => [
            disk,
            {
              diskType: type,
              path: type === 'block' ? `/dev/${disk}` : isOnly ? '/var/lib/longhorn/' : `/var/lib/longhorn/${disk}/`,
              diskDriver: '',
              allowScheduling,
              evictionRequested: false,
              storageReserved: reserved,
              tags,
            },
          ],
        ),
      ),
    },
  };
}

/** The conditions that are about the machine's equipment; there is nothing wrong with it. */
export const withEquipment = (status: LonghornNode['status'], now: number): NonNullable<LonghornNode['status']> => ({
  ...status,
  conditions: withConditions(status, { MountPropagation: TRUE, Multipathd: TRUE, RequiredPackages: TRUE }, now),
});

/** One for each Node, which goes with it (ownerReferences); it lists the processes that it runs. */
function instanceManager(world: World, node: LonghornNode): readonly Change[] {
  const { name, namespace = '', uid = '', deletionTimestamp } = node.metadata;
  const found = world.snapshot.instanceManagers.find(({ spec }) => spec.nodeID === name);
  if (found === undefined) {
    if (!world.isManaged(name) || deletionTimestamp !== undefined) return [];
    const ownerReferences = [{ apiVersion: 'longhorn.io/v1beta2', kind: 'Node', name, uid }];
    const labels = { 'longhorn.io/node': name, 'longhorn.io/component': 'instance-manager' };
    const metadata = { name: `instance-manager-${name}`, namespace, labels, ownerReferences };
    const spec = { nodeID: name, type: 'aio', dataEngine: 'v1', image: 'longhornio/longhorn-instance-manager' };
    const status = { currentState: 'running', instanceEngines: {}, instanceReplicas: {} };
    return [{ verb: 'create', plural: 'instancemanagers', body: { metadata, spec }, status }];
  }
  if (!world.hasManager) return [];
  const { engines, replicas } = world.snapshot;
  const isDown = world.isMachineDown(name);
  const processes = (
    parts: readonly {
      metadata: { name: string };
      spec: { nodeID?: string };
      status?: { currentState?: string } | null;
    }[],
  ) =>
    Object.fromEntries(
      parts
        .filter(({ spec, status }) => spec.nodeID === name && status?.currentState === 'running')
        .map(({ metadata }) => [metadata.name, { status: { state: 'running' } }]),
    );
  return statusChange('instancemanagers', found, {
    ...found.status,
    currentState: isDown ? 'unknown' : 'running',
    instanceEngines: isDown ? (found.status?.instanceEngines ?? {}) : processes(engines),
    instanceReplicas: isDown ? (found.status?.instanceReplicas ?? {}) : processes(replicas),
  });
}
