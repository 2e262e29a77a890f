import { type Change, deletion } from './change.ts';
import type { Replica, Volume } from './objects.ts';
import { hasFailed, isEvicting, isHealthy, mayBeReused } from './replicas.ts';
import type { World } from './world.ts';

/** `staleReplicaTimeout` of a volume that has none, in minutes. */
const STALE_MINUTES = 2_880;

/** Replicas of attached volumes that are not needed any more go, one at a time, and only while enough others are healthy. */
export function clearing(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.volumes.flatMap((volume) => {
    const node = volume.status?.currentNodeID ?? '';
    if (node === '' || world.isMachineDown(node)) return [];
    const replicas = world.replicasOf(volume).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const staying = replicas.filter((replica) => isHealthy(replica) && !isEvicting(replica));
    if (staying.length < (volume.spec.numberOfReplicas ?? 1)) return hopeless(replicas);
    const next = replicas.find(isEvicting) ?? replicas.find((replica) => isStale(world, volume, replica));
    return next === undefined ? [] : [deletion('replicas', next)];
  });
}

/** Never rebuilt, and tried often enough: it only takes up a place. */
function hopeless(replicas: readonly Replica[]): readonly Change[] {
  const given = replicas.find((replica) => hasFailed(replica) && !mayBeReused(replica) && !replica.spec.lastHealthyAt);
  return given !== undefined && replicas.some(isHealthy) ? [deletion('replicas', given)] : [];
}

function isStale({ now }: World, { spec }: Volume, replica: Replica): boolean {
  if (!hasFailed(replica)) return false;
  const age = now - Date.parse(replica.spec.failedAt ?? '');
  return age > (spec.staleReplicaTimeout || STALE_MINUTES) * 60_000;
}
