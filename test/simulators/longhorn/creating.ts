import type { Change } from './change.ts';
import { TRUE, timeText, withConditions } from './conditions.ts';
import type { DiskStatus, Volume } from './objects.ts';
import type { VolumeOptions } from './options.ts';
import { engineName, newReplica } from './parts.ts';

const GIB = 2 ** 30;

/** All objects of a volume that is detached and whose replicas are healthy; `disks` is where each goes. */
export function newVolume(
  name: string,
  namespace: string,
  options: VolumeOptions,
  disks: readonly { readonly node: string; readonly disk: DiskStatus }[],
  now: number,
): readonly Change[] {
  const { body, status } = volumeOf(name, namespace, options, now);
  const labels = { longhornvolume: name };
  return [
    { verb: 'create', plural: 'volumes', body, status },
    {
      verb: 'create',
      plural: 'engines',
      body: {
        metadata: { name: engineName(name), namespace, labels: { ...labels, longhornnode: '' } },
        spec: { volumeName: name, volumeSize: body.spec.size, nodeID: '', desireState: 'stopped', active: true },
      },
      status: { currentState: 'stopped', rebuildStatus: {}, replicaModeMap: {} },
    },
    {
      verb: 'create',
      plural: 'volumeattachments',
      body: { metadata: { name, namespace, labels }, spec: { volume: name, attachmentTickets: {} } },
    },
    ...disks.map((on) => newReplica({ volume: body, on, healthySince: now, isRunning: false })),
  ];
}

function volumeOf(name: string, namespace: string, options: VolumeOptions, now: number) {
  const { replicasOn, copies = replicasOn.length, size = GIB, claim, ownedBy = replicasOn[0] ?? '' } = options;
  const { dataLocality = 'disabled', nodeSelector = [], diskSelector = [], softAntiAffinity = 'ignored' } = options;
  const { backingImage = '', dataEngine = 'v1' } = options;
  const body: Volume = {
    metadata: { name, namespace, labels: { longhornvolume: name } },
    spec: {
      size: String(size),
      numberOfReplicas: copies,
      nodeID: '',
      dataLocality,
      dataEngine,
      nodeSelector,
      diskSelector,
      replicaSoftAntiAffinity: softAntiAffinity,
      replicaZoneSoftAntiAffinity: 'ignored',
      replicaDiskSoftAntiAffinity: 'ignored',
      backingImage,
      staleReplicaTimeout: 2_880,
    },
  };
  const status = {
    ownerID: ownedBy,
    state: 'detached',
    robustness: 'unknown',
    currentNodeID: '',
    actualSize: size,
    conditions: withConditions(undefined, { Scheduled: TRUE }, now),
    ...(claim === undefined ? {} : { kubernetesStatus: kubernetesStatus(name, claim, now) }),
  };
  return { body, status };
}

function kubernetesStatus(volume: string, claim: string, now: number): object {
  const [namespace = '', pvcName = ''] = claim.split('/');
  return { pvName: volume, pvStatus: 'Bound', namespace, pvcName, lastPVCRefAt: timeText(now), lastPodRefAt: '' };
}
