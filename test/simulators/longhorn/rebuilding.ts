import { type Change, specChange, statusChange } from './change.ts';
import { timeText } from './conditions.ts';
import type { Engine, RebuildStatus, Replica, Volume } from './objects.ts';
import { addressOf, failure, isHealthy, isRebuilding } from './replicas.ts';
import type { World } from './world.ts';

/** The engines copy data to new replicas, only so many at a time to one Node. */
export function rebuilding(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  const slots = new Slots(world);
  return world.snapshot.volumes.flatMap((volume) => {
    const engine = world.engineOf(volume);
    const isRunning = engine?.spec.nodeID && !world.isMachineDown(engine.spec.nodeID);
    const replica = world.replicasOf(volume).find(isRebuilding);
    if (engine === undefined || !isRunning || replica === undefined) return [];
    return world.replicasOf(volume).some(isHealthy) ? step(world, volume, engine, replica, slots) : [];
  });
}

function step(world: World, volume: Volume, engine: Engine, replica: Replica, slots: Slots): readonly Change[] {
  const { name } = volume.metadata;
  const { circumstances, now } = world;
  const address = addressOf(replica);
  const before = engine.status?.rebuildStatus?.[address];
  const show = (status: RebuildStatus) => {
    const rebuildStatus = { ...engine.status?.rebuildStatus, [address]: { error: '', ...status } };
    return statusChange('engines', engine, { ...engine.status, rebuildStatus });
  };
  if (circumstances.failing.has(name)) {
    const rebuildRetryCount = (replica.spec.rebuildRetryCount ?? 0) + 1;
    return [
      ...show({
        isRebuilding: false,
        progress: before?.progress ?? 0,
        state: 'error',
        error: 'the rebuild has failed',
      }),
      ...specChange('replicas', replica, { ...failure(now), rebuildRetryCount }),
    ];
  }
  if (before?.isRebuilding !== true && !slots.take(replica)) return [];
  if (circumstances.stalled.has(name)) {
    return show({ isRebuilding: true, progress: before?.progress ?? 0, state: 'in_progress' });
  }
  const progress = Math.min(100, (before?.isRebuilding ? (before.progress ?? 0) : 0) + circumstances.rebuildStep);
  if (progress < 100) return show({ isRebuilding: true, progress, state: 'in_progress' });
  const healthyAt = timeText(now);
  return [
    ...show({ isRebuilding: false, progress: 100, state: 'complete' }),
    ...specChange('replicas', replica, { healthyAt, lastHealthyAt: healthyAt, rebuildRetryCount: 0 }),
  ];
}

/** How many rebuilds to each Node may begin. */
class Slots {
  readonly #limit: number;
  readonly #taken = new Map<string, number>();

  constructor(world: World) {
    this.#limit = world.settings.number('concurrent-replica-rebuild-per-node-limit');
    for (const volume of world.snapshot.volumes) {
      const status = world.engineOf(volume)?.status?.rebuildStatus ?? {};
      const running = world.replicasOf(volume).filter(isRebuilding);
      for (const replica of running) if (status[addressOf(replica)]?.isRebuilding) this.#add(replica);
    }
  }

  take(replica: Replica): boolean {
    if ((this.#taken.get(replica.spec.nodeID ?? '') ?? 0) >= this.#limit) return false;
    this.#add(replica);
    return true;
  }

  #add({ spec: { nodeID = '' } }: Replica): void {
    this.#taken.set(nodeID, (this.#taken.get(nodeID) ?? 0) + 1);
  }
}
