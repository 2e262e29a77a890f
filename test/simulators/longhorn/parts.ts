import { randomBytes } from 'node:crypto';
import type { Change } from './change.ts';
import { timeText } from './conditions.ts';
import type { Replica, Volume } from './objects.ts';
import type { Candidate } from './scheduler.ts';

export const LONGHORN_FINALIZER = 'longhorn.io';

export interface NewReplica {
  readonly volume: Volume;
  readonly on: Candidate;
  /** Undefined: it is yet to be rebuilt. */
  readonly healthySince?: number;
  readonly isRunning: boolean;
}

/** A replica with what its labels, spec and status say, as Longhorn creates it. */
export function newReplica({ volume, on, healthySince, isRunning }: NewReplica): Change {
  const { name: volumeName, namespace = '' } = volume.metadata;
  const name = `${volumeName}-r-${randomBytes(4).toString('hex')}`;
  const healthyAt = healthySince === undefined ? '' : timeText(healthySince);
  const spec: Replica['spec'] = {
    volumeName,
    volumeSize: volume.spec.size ?? '0',
    nodeID: on.node,
    diskID: on.disk.diskUUID,
    diskPath: on.disk.diskPath,
    engineName: engineName(volumeName),
    active: true,
    healthyAt,
    lastHealthyAt: healthyAt,
    failedAt: '',
    lastFailedAt: '',
    evictionRequested: false,
    hardNodeAffinity: volume.spec.dataLocality === 'strict-local' ? on.node : '',
    rebuildRetryCount: 0,
    desireState: isRunning ? 'running' : 'stopped',
    backingImage: volume.spec.backingImage ?? '',
  };
  const labels = { longhornvolume: volumeName, longhornnode: on.node, longhorndiskuuid: on.disk.diskUUID };
  const metadata = { name, namespace, labels, finalizers: [LONGHORN_FINALIZER] };
  const [a = 1, b = 1, c = 1] = randomBytes(3);
  const storageIP = `10.42.${a}.${b}`;
  const status = { currentState: isRunning ? 'running' : 'stopped', ip: storageIP, storageIP, port: 10_000 + c * 10 };
  return { verb: 'create', plural: 'replicas', body: { metadata, spec }, status };
}

export const engineName = (volume: string): string => `${volume}-e-0`;
