import { isTrue } from './conditions.ts';
import type { Disk, DiskStatus, LonghornNode, Replica, Volume } from './objects.ts';
import { hasFailed } from './replicas.ts';
import type { World } from './world.ts';

/** A disk on which a replica can be placed. */
export interface Candidate {
  readonly node: string;
  readonly disk: DiskStatus;
}

/** Every disk that would take another replica of the volume, the emptiest first. */
export function candidatesFor(world: World, volume: Volume): readonly Candidate[] {
  if (volume.spec.dataLocality === 'strict-local') return [];
  const taken = world.replicasOf(volume).filter((replica) => !hasFailed(replica));
  const found = world.snapshot.nodes
    .filter((node) => takesReplicas(node) && matches(volume, node, world) && !isTaken(world, volume, node, taken))
    .flatMap((node) =>
      usableDisks(world, node, volume).map((disk) => ({ node: node.metadata.name, disk, zone: node.status?.zone })),
    );
  const zones = new Set(taken.map(({ spec }) => world.node(spec.nodeID ?? '')?.status?.zone));
  const elsewhere = found.filter(({ zone }) => !zone || !zones.has(zone));
  const soft = isSoft(volume.spec.replicaZoneSoftAntiAffinity, world.settings.isOn('replica-zone-soft-anti-affinity'));
  const rest = soft ? found.filter((candidate) => !elsewhere.includes(candidate)) : [];
  const load = ({ disk }: Candidate) => disk.storageScheduled + world.booked(disk.diskUUID);
  const byLoad = (a: Candidate, b: Candidate) => load(a) - load(b);
  return [...elsewhere.toSorted(byLoad), ...rest.toSorted(byLoad)];
}

/** Whether a replica that has failed could be rebuilt where it is. */
export function isReusable(world: World, replica: Replica): boolean {
  const node = world.node(replica.spec.nodeID ?? '');
  const disk = world.diskOf(replica);
  if (node === undefined || disk === undefined || !takesReplicas(node)) return false;
  return isOpen(node.spec.disks?.[disk.diskName], disk) && !world.isMachineDown(node.metadata.name);
}

const takesReplicas = ({ spec, status, metadata }: LonghornNode): boolean =>
  isTrue(status, 'Ready') &&
  isTrue(status, 'Schedulable') &&
  spec.allowScheduling === true &&
  metadata.deletionTimestamp === undefined;

const isOpen = (spec: Disk | undefined, status: DiskStatus): boolean =>
  spec?.allowScheduling === true && spec.evictionRequested !== true && isTrue(status, 'Ready');

/** The engines keep their data in files, or in blocks. */
const isOfKind = (status: DiskStatus, volume: Volume): boolean =>
  (status.diskType === 'block') === (volume.spec.dataEngine === 'v2');

function isTaken(world: World, volume: Volume, { metadata }: LonghornNode, taken: readonly Replica[]): boolean {
  if (isSoft(volume.spec.replicaSoftAntiAffinity, world.settings.isOn('replica-soft-anti-affinity'))) return false;
  return taken.some(({ spec }) => spec.nodeID === metadata.name);
}

const isSoft = (ofVolume: string | undefined, byDefault: boolean): boolean =>
  ofVolume === 'enabled' || (ofVolume !== 'disabled' && byDefault);

function matches(volume: Volume, node: LonghornNode, { settings }: World): boolean {
  return hasTags(node.spec.tags, volume.spec.nodeSelector, settings.isOn('allow-empty-node-selector-volume'));
}

function hasTags(tags: readonly string[] = [], wanted: readonly string[] = [], emptyIsAny: boolean): boolean {
  if (wanted.length === 0) return emptyIsAny || tags.length === 0;
  return wanted.every((tag) => tags.includes(tag));
}

function usableDisks(world: World, node: LonghornNode, volume: Volume): readonly DiskStatus[] {
  const { settings } = world;
  const emptyIsAny = settings.isOn('allow-empty-disk-selector-volume');
  return Object.values(node.status?.diskStatus ?? {}).filter((status) => {
    const spec = node.spec.disks?.[status.diskName];
    return (
      isOpen(spec, status) &&
      isTrue(status, 'Schedulable') &&
      isOfKind(status, volume) &&
      hasTags(spec?.tags, volume.spec.diskSelector, emptyIsAny) &&
      hasSpace(world, spec?.storageReserved ?? 0, status, volume)
    );
  });
}

/** What is copied must fit now; what the volume may grow to counts against over-provisioning. */
function hasSpace(world: World, reserved: number, disk: DiskStatus, volume: Volume): boolean {
  const { settings, snapshot } = world;
  const { storageMaximum, storageAvailable, diskUUID } = disk;
  const size = Number(volume.spec.size ?? 0);
  const content = volume.status?.actualSize ?? size;
  // The status of a disk is behind what has been placed since it was written.
  const placed = snapshot.replicas
    .filter(({ spec }) => spec.diskID === diskUUID)
    .reduce((sum, { spec }) => sum + Number(spec.volumeSize ?? 0), 0);
  const scheduled = Math.max(placed, disk.storageScheduled) + world.booked(diskUUID);
  const least = (storageMaximum * settings.number('storage-minimal-available-percentage')) / 100;
  const most = ((storageMaximum - reserved) * settings.number('storage-over-provisioning-percentage')) / 100;
  return storageAvailable - content > least && scheduled + size <= most;
}
