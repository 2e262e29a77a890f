import { type Change, specChange, statusChange } from './change.ts';
import type { LonghornNode, Replica } from './objects.ts';
import { isLast } from './replicas.ts';
import type { World } from './world.ts';

/**
 * The manager of a Node copies its flags, and those of its disks, to what is there. Of a Node that is not ready eviction is
 * called off by the others.
 */
export function evictionFlags(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.nodes.flatMap((node) => {
    const { name } = node.metadata;
    const replicas = world.snapshot.replicas.filter(({ spec }) => spec.nodeID === name);
    const flag = (replica: Replica, evictionRequested: boolean) =>
      specChange('replicas', replica, { evictionRequested });
    if (!world.isManaged(name)) {
      if (world.isReady(name)) return [];
      return replicas.filter(({ spec }) => spec.evictionRequested).flatMap((replica) => flag(replica, false));
    }
    const byPolicy = new Set(replicas.filter((replica) => isEvictedByPolicy(world, node, replica)));
    return [
      ...replicas.flatMap((replica) => flag(replica, isAskedFor(world, node, replica) || byPolicy.has(replica))),
      ...backingImageFlags(world, node),
      ...statusChange('nodes', node, { ...node.status, autoEvicting: byPolicy.size > 0 }),
    ];
  });
}

function isAskedFor(world: World, node: LonghornNode, replica: Replica): boolean {
  const { evictionRequested = false, disks = {} } = node.spec;
  const disk = disks[world.diskOf(replica)?.diskName ?? ''];
  return evictionRequested || disk?.evictionRequested === true;
}

/** Two of the drain policies empty a Node that is cordoned. */
function isEvictedByPolicy(world: World, node: LonghornNode, replica: Replica): boolean {
  if (world.kubeNode(node.metadata.name)?.spec?.unschedulable !== true) return false;
  const policy = world.settings.text('node-drain-policy');
  if (policy === 'block-for-eviction') return true;
  if (policy !== 'block-for-eviction-if-contains-last-replica') return false;
  return isLast(replica, world.snapshot.replicas);
}

function backingImageFlags(world: World, node: LonghornNode): readonly Change[] {
  const { evictionRequested = false, disks = {} } = node.spec;
  const uuids = Object.values(node.status?.diskStatus ?? {}).map(({ diskName, diskUUID }) => {
    return { diskUUID, evictionRequested: evictionRequested || disks[diskName]?.evictionRequested === true };
  });
  return world.snapshot.backingImages.flatMap((image) => {
    const copies = image.spec.diskFileSpecMap ?? {};
    const here = uuids.filter(({ diskUUID }) => copies[diskUUID]);
    if (here.length === 0) return [];
    const changed = here.map(({ diskUUID, evictionRequested }) => [
      diskUUID,
      { ...copies[diskUUID], evictionRequested },
    ]);
    return specChange('backingimages', image, { diskFileSpecMap: { ...copies, ...Object.fromEntries(changed) } });
  });
}
