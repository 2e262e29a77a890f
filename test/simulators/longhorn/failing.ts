import { type Change, specChange } from './change.ts';
import { failure, hasFailed } from './replicas.ts';
import type { World } from './world.ts';

/**
 * The engine of an attached volume notices that a replica is on a machine that does not answer. Of a detached volume
 * nobody notices anything: its replicas there look healthy.
 */
export function failing(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.volumes.flatMap((volume) => {
    const engineOn = volume.status?.currentNodeID ?? '';
    if (engineOn === '' || world.isMachineDown(engineOn)) return [];
    return world
      .replicasOf(volume)
      .filter((replica) => !hasFailed(replica) && replica.spec.nodeID && world.isMachineDown(replica.spec.nodeID))
      .flatMap((replica) => specChange('replicas', replica, failure(world.now)));
  });
}
