import { timeText } from './conditions.ts';
import type { Replica } from './objects.ts';

/** How often Longhorn tries to rebuild the same replica. */
const MAX_REBUILDS = 5;

/** It has the whole content of the volume. */
export const isHealthy = ({ spec, metadata }: Replica): boolean =>
  Boolean(spec.healthyAt) && !spec.failedAt && metadata.deletionTimestamp === undefined;

export const hasFailed = ({ spec, metadata }: Replica): boolean =>
  Boolean(spec.failedAt) && metadata.deletionTimestamp === undefined;

/** The only healthy copy of its volume. */
export const isLast = (replica: Replica, replicas: readonly Replica[]): boolean =>
  isHealthy(replica) &&
  !replicas.some(
    (other) =>
      other.spec.volumeName === replica.spec.volumeName &&
      other.spec.nodeID !== replica.spec.nodeID &&
      isHealthy(other),
  );

/** It has a place, and content is still missing. */
export const isRebuilding = ({ spec, metadata }: Replica): boolean =>
  !spec.healthyAt && !spec.failedAt && Boolean(spec.nodeID) && metadata.deletionTimestamp === undefined;

/** What it has may save a part of the rebuild once its Node is back. */
export const mayBeReused = (replica: Replica): boolean =>
  hasFailed(replica) && !replica.spec.evictionRequested && (replica.spec.rebuildRetryCount ?? 0) < MAX_REBUILDS;

export const isEvicting = ({ spec }: Replica): boolean => spec.evictionRequested === true;

export const failure = (now: number) => ({
  failedAt: timeText(now),
  lastFailedAt: timeText(now),
  desireState: 'stopped',
});

/** As engines name their replicas. */
export const addressOf = ({ status }: Replica): string =>
  `tcp://${status?.storageIP || '0.0.0.0'}:${status?.port ?? 0}`;
