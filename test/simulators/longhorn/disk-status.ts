import { randomUUID } from 'node:crypto';
import { type Change, statusChange } from './change.ts';
import { TRUE, type Verdict, withConditions } from './conditions.ts';
import type { Disk, DiskStatus, LonghornNode } from './objects.ts';
import type { World } from './world.ts';

const DEFAULT_SIZE = 100 * 2 ** 30;

/** Each manager looks at its own disks, and at no others. */
export function diskStatus(world: World): readonly Change[] {
  return world.snapshot.nodes.flatMap((node) => {
    const { name } = node.metadata;
    if (world.isManaged(name)) {
      const disks = Object.entries(node.spec.disks ?? {});
      const diskStatus = Object.fromEntries(disks.map(([disk, spec]) => [disk, readDisk(world, node, disk, spec)]));
      return statusChange('nodes', node, { ...node.status, diskStatus });
    }
    const isForgotten = world.rules.disksFollowNode && world.hasManager && !world.isReady(name);
    const known = node.status?.diskStatus;
    if (!isForgotten || !known) return [];
    const why = { status: 'False', reason: 'NodeNotReady', message: 'the node is not ready' } as const;
    const diskStatus = Object.fromEntries(
      Object.entries(known).map(([disk, status]) => [disk, notReady(status, why, world.now)]),
    );
    return statusChange('nodes', node, { ...node.status, diskStatus });
  });
}

function readDisk(world: World, node: LonghornNode, name: string, spec: Disk): DiskStatus {
  const before = node.status?.diskStatus?.[name];
  const machine = world.circumstances.machines.get(node.metadata.name);
  const { size = DEFAULT_SIZE, available = size } = machine?.disks.get(name) ?? {};
  const status: DiskStatus = {
    ...before,
    diskUUID: before?.diskUUID || randomUUID(),
    diskName: name,
    diskPath: spec.path ?? '',
    diskType: spec.diskType ?? 'filesystem',
    filesystemType: 'ext2/ext3',
    storageMaximum: size,
    storageAvailable: available,
    storageScheduled: 0,
    scheduledReplica: {},
    scheduledBackingImage: {},
  };
  if (machine?.brokenDisks.has(name)) {
    return notReady(status, { status: 'False', reason: 'NoDiskInfo', message: 'the disk cannot be read' }, world.now);
  }
  const Schedulable: Verdict =
    available > (size * world.settings.number('storage-minimal-available-percentage')) / 100
      ? TRUE
      : { status: 'False', reason: 'DiskPressure', message: 'the disk is too full' };
  const conditions = withConditions(before, { Ready: TRUE, Schedulable }, world.now);
  return { ...status, ...scheduledOn(world, status.diskUUID), conditions };
}

/** What Longhorn reports of a disk that is not ready says nothing about what is on it. */
function notReady(status: DiskStatus, verdict: Verdict, now: number): DiskStatus {
  const Schedulable = { ...verdict, reason: 'DiskNotReady' };
  const conditions = withConditions(status, { Ready: verdict, Schedulable }, now);
  return { ...status, conditions, storageScheduled: 0, scheduledReplica: {}, scheduledBackingImage: {} };
}

function scheduledOn(world: World, uuid: string) {
  const { replicas, shards, backingImages } = world.snapshot;
  const sizes = (parts: readonly { metadata: { name: string }; spec: { diskID?: string; volumeSize?: string } }[]) =>
    Object.fromEntries(
      parts
        .filter(({ spec }) => spec.diskID === uuid)
        .map(({ metadata, spec }) => [metadata.name, Number(spec.volumeSize)]),
    );
  const scheduledReplica = sizes(replicas);
  const scheduledBackingImage = Object.fromEntries(
    backingImages
      .filter(({ spec }) => spec.diskFileSpecMap?.[uuid])
      .map(({ metadata, status }) => [metadata.name, status?.size ?? 0]),
  );
  // Shards count as space and are in no map.
  const all = [scheduledReplica, scheduledBackingImage, sizes(shards)].flatMap((sized) => Object.values(sized));
  return { scheduledReplica, scheduledBackingImage, storageScheduled: all.reduce((sum, size) => sum + size, 0) };
}
