import { type Change, specChange, statusChange } from './change.ts';
import { timeText } from './conditions.ts';
import type { Engine, Replica, Volume } from './objects.ts';
import { hasFailed, isHealthy } from './replicas.ts';
import type { World } from './world.ts';

/** What volumes, engines and replicas say of themselves. */
export function states(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  const volumes = new Map(world.snapshot.volumes.map((volume) => [volume.metadata.name, volume]));
  return [
    ...world.snapshot.volumes.flatMap((volume) => volumeState(world, volume)),
    ...world.snapshot.replicas.flatMap((replica) =>
      replicaState(world, replica, volumes.get(replica.spec.volumeName ?? '')),
    ),
    ...world.snapshot.replicas.flatMap(label),
  ];
}

function volumeState(world: World, volume: Volume): readonly Change[] {
  const engine = world.engineOf(volume);
  const healthy = world.replicasOf(volume).filter(isHealthy);
  const node = volume.status?.currentNodeID ?? '';
  if (node === '') {
    // Of a detached volume nobody knows more than that there is a copy, or none.
    const robustness = healthy.length > 0 ? 'unknown' : 'faulted';
    const stopped = { currentState: 'stopped', rebuildStatus: {}, replicaModeMap: {} };
    return [
      ...statusChange('volumes', volume, { ...volume.status, robustness }),
      ...(engine ? statusChange('engines', engine, { ...engine.status, ...stopped }) : []),
    ];
  }
  if (world.isMachineDown(node)) {
    return [
      ...statusChange('volumes', volume, { ...volume.status, robustness: 'unknown' }),
      ...(engine ? statusChange('engines', engine, { ...engine.status, currentState: 'unknown' }) : []),
    ];
  }
  const robustness = robustnessOf(healthy.length, volume.spec.numberOfReplicas ?? 1);
  const wasDegraded = volume.status?.robustness === 'degraded';
  const lastDegradedAt =
    robustness !== 'degraded' ? '' : (wasDegraded && volume.status?.lastDegradedAt) || timeText(world.now);
  return [
    ...statusChange('volumes', volume, { ...volume.status, robustness, lastDegradedAt }),
    ...(engine ? statusChange('engines', engine, engineState(world, volume, engine)) : []),
  ];
}

function robustnessOf(healthy: number, wanted: number): 'healthy' | 'degraded' | 'faulted' {
  if (healthy === 0) return 'faulted';
  return healthy < wanted ? 'degraded' : 'healthy';
}

function engineState(world: World, volume: Volume, engine: Engine): object {
  const mode = (replica: Replica) => (isHealthy(replica) ? 'RW' : hasFailed(replica) ? 'ERR' : 'WO');
  const replicas = world.replicasOf(volume);
  const replicaModeMap = Object.fromEntries(replicas.map((replica) => [replica.metadata.name, mode(replica)]));
  return { ...engine.status, currentState: 'running', replicaModeMap };
}

function replicaState(world: World, replica: Replica, volume: Volume | undefined): readonly Change[] {
  const isUp = volume !== undefined && (volume.status?.currentNodeID ?? '') !== '' && !hasFailed(replica);
  const currentState = world.isMachineDown(replica.spec.nodeID ?? '') ? 'unknown' : isUp ? 'running' : 'stopped';
  return statusChange('replicas', replica, { ...replica.status, currentState });
}

/** The labels follow the fields. */
const label = (replica: Replica): readonly Change[] =>
  specChange(
    'replicas',
    replica,
    {},
    { longhornnode: replica.spec.nodeID ?? '', longhorndiskuuid: replica.spec.diskID ?? '' },
  );
