import { type Change, specChange, statusChange } from './change.ts';
import { conditionOf, TRUE, withConditions } from './conditions.ts';
import type { Volume } from './objects.ts';
import { newReplica } from './parts.ts';
import { isEvicting, isHealthy, isRebuilding, mayBeReused } from './replicas.ts';
import { candidatesFor, isReusable } from './scheduler.ts';
import type { World } from './world.ts';

/**
 * An attached volume that has fewer copies than it should have, not counting those that are to go, gets one more; never
 * two at a time.
 */
export function replenishing(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.volumes.flatMap((volume) => {
    const node = volume.status?.currentNodeID ?? '';
    if (node === '' || world.isMachineDown(node)) return [];
    return replenish(world, volume);
  });
}

function replenish(world: World, volume: Volume): readonly Change[] {
  const replicas = world.replicasOf(volume);
  const staying = replicas.filter((replica) => isHealthy(replica) && !isEvicting(replica));
  const isShort = staying.length < (volume.spec.numberOfReplicas ?? 1);
  if (!isShort) return scheduled(world, volume);
  const isPossible = replicas.some(isHealthy) && !replicas.some(isRebuilding);
  if (!isPossible || world.settings.number('concurrent-replica-rebuild-per-node-limit') < 1) return [];
  if (volume.spec.dataLocality === 'strict-local') return [];

  const failed = replicas.filter(mayBeReused);
  const reusable = failed.find((replica) => isReusable(world, replica));
  if (reusable !== undefined)
    return specChange('replicas', reusable, { failedAt: '', healthyAt: '', desireState: 'running' });
  if (failed.length > 0 && !replicas.some(isEvicting) && isTooSoon(world, volume)) return [];
  const [on] = candidatesFor(world, volume);
  if (on === undefined) return unscheduled(world, volume);
  world.book(on.disk.diskUUID, Number(volume.spec.size ?? 0));
  return [...scheduled(world, volume), newReplica({ volume, on, isRunning: true })];
}

/** The machine with the failed replica may come back, which would save copying everything. */
function isTooSoon({ settings, now }: World, { status }: Volume): boolean {
  const since = Date.parse(status?.lastDegradedAt ?? '');
  // Its being degraded is noticed in the same look.
  if (Number.isNaN(since)) return true;
  return now - since < settings.number('replica-replenishment-wait-interval') * 1000;
}

function scheduled(world: World, volume: Volume): readonly Change[] {
  const conditions = withConditions(volume.status, { Scheduled: TRUE }, world.now);
  return statusChange('volumes', volume, { ...volume.status, conditions });
}

function unscheduled(world: World, volume: Volume): readonly Change[] {
  const message = 'no node has a disk that takes another replica';
  const Scheduled = { status: 'False', reason: 'ReplicaSchedulingFailure', message } as const;
  const conditions = withConditions(volume.status, { Scheduled }, world.now);
  const isNews = conditionOf(volume.status, 'Scheduled')?.status !== 'False';
  const isEviction = world.replicasOf(volume).some(isEvicting);
  return [
    ...statusChange('volumes', volume, { ...volume.status, conditions }),
    ...(isNews && isEviction ? [evictionFailed(volume, message)] : []),
  ];
}

function evictionFailed({ metadata }: Volume, message: string): Change {
  const { name, namespace = '', uid = '' } = metadata;
  const involvedObject = { apiVersion: 'longhorn.io/v1beta2', kind: 'Volume', name, namespace, uid };
  return {
    verb: 'create',
    plural: 'events',
    body: {
      metadata: { name: `${name}.${crypto.randomUUID()}`, namespace },
      involvedObject,
      type: 'Warning',
      reason: 'EvictionFailed',
      message: `evicting replicas of volume ${name}: ${message}`,
    },
  };
}
