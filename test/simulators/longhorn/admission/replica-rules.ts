import type { Replica, Volume } from '../objects.ts';
import { invalid, type Refusal } from './verdict.ts';

/** The last copy that is healthy and not on its way out cannot be deleted; one that has failed always can. */
export function refusesReplicaDeletion(
  replica: Replica,
  volume: Volume | undefined,
  replicas: readonly Replica[],
): Refusal | undefined {
  if (volume === undefined || volume.metadata.deletionTimestamp !== undefined) return undefined;
  const available = replicas.filter(isAvailable);
  const [last] = available;
  if (available.length !== 1 || last?.metadata.name !== replica.metadata.name) return undefined;
  return invalid(
    `no other healthy replica available for volume ${volume.metadata.name}, cannot delete replica ${replica.metadata.name} ` +
      'since it may still contain data for recovery',
  );
}

const isAvailable = ({ metadata, spec }: Replica): boolean =>
  metadata.deletionTimestamp === undefined && Boolean(spec.healthyAt) && !spec.failedAt && !spec.evictionRequested;
