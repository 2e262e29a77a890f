import type { PersistentVolume } from '../../../../lib/kube/storage/persistent-volume.ts';
import { type Claim, leaveKey } from '../../../../lib/tasks/local-volumes/claim.ts';
import type { Situation } from '../../../../lib/tasks/local-volumes/decide.ts';
import type { LocalVolumesOptions } from '../../../../lib/tasks/local-volumes/options.ts';
import type { LocalVolume, Rules, Scene, Standing } from '../../../../lib/tasks/local-volumes/stock.ts';

export const HERE = 'kubernetes.io/hostname=n1';
export const PLACE: ReadonlySet<string> = new Set([HERE]);

export const volume = (part: Partial<PersistentVolume> = {}): PersistentVolume => ({
  name: 'pv-1',
  uid: 'pv-uid',
  claim: 'shop/data',
  claimUID: 'claim-uid',
  phase: 'Bound',
  reclaimPolicy: 'Delete',
  accessModes: ['ReadWriteOnce'],
  storageClass: 'local-ssd',
  driver: 'kubernetes.io/no-provisioner',
  pins: [[HERE]],
  size: '10Gi',
  deletedAt: undefined,
  finalizers: [],
  ...part,
});

export const claim = (part: Partial<Claim> = {}): Claim => ({
  namespace: 'shop',
  name: 'data',
  uid: 'claim-uid',
  volumeName: 'pv-1',
  deletedAt: undefined,
  selectedNode: undefined,
  ephemeral: false,
  leftBy: [],
  ...part,
});

export const options = (part: Partial<LocalVolumesOptions> = {}): LocalVolumesOptions => ({
  deleteClaims: new Set(),
  keepNamespaces: new Set(),
  topologyKeys: [],
  ...part,
});

export const rules = (part: Partial<Rules> = {}): Rules => ({
  options: options(),
  leaveKey: leaveKey('infra.894.io'),
  topoLvmActsFor: undefined,
  ...part,
});

export const scene = (volumes: readonly PersistentVolume[], claims: readonly Claim[] = []): Scene => ({
  volumes,
  claimOf: (key) => claims.find(({ namespace, name }) => `${namespace}/${name}` === key),
  logicalVolumes: [],
});

/** The nth local volume of that standing. */
export function local(standing: Standing, n = 1, part: Partial<PersistentVolume> = {}): LocalVolume {
  const name = `pv-${n}`;
  const bound = standing === 'free' ? undefined : claim({ name: `data-${n}`, uid: `uid-${n}`, volumeName: name });
  const phase = standing === 'free' ? 'Released' : 'Bound';
  return {
    volume: volume({ name, phase, claim: `shop/data-${n}`, claimUID: `uid-${n}`, ...part }),
    claim: bound,
    standing,
  };
}

export const situation = (part: Partial<Situation> = {}): Situation => ({
  stock: [],
  logicalVolumes: [],
  topoLvm: { finalizers: [], orphans: [], unknown: [] },
  isOverdue: false,
  isDead: false,
  ...part,
});
