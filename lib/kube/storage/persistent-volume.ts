import type { KubeObject } from '../client.ts';
import { at, stringAt, stringsAt } from '../json.ts';
import { PERSISTENT_VOLUMES } from '../resource.ts';
import type { View } from '../shared-watch/view.ts';
import { parseNodeAffinity } from './node-affinity.ts';
import { type Pins, pinsOf } from './pins.ts';

/** What is kept of a PersistentVolume. */
export interface PersistentVolume {
  readonly name: string;
  readonly uid: string;
  /** `namespace/name`; also of a claim that is gone. */
  readonly claim: string | undefined;
  /** Undefined while it is only reserved for a claim of that name. */
  readonly claimUID: string | undefined;
  readonly phase: string;
  readonly reclaimPolicy: string;
  readonly accessModes: readonly string[];
  readonly storageClass: string;
  /** The CSI driver, or whoever says to have provisioned it; '' when nobody does. */
  readonly driver: string;
  /** For each term of its nodeAffinity what it is tied to; by these it is found as well. */
  readonly pins: readonly Pins[];
  /** As Kubernetes writes it, `10Gi`; '' when it says none. */
  readonly size: string;
  readonly deletedAt: string | undefined;
  readonly finalizers: readonly string[];
}

export function parsePersistentVolume(object: KubeObject): PersistentVolume {
  const claim = stringAt(object, 'spec', 'claimRef', 'name');
  const terms = parseNodeAffinity(object);
  return {
    name: object.metadata.name,
    uid: object.metadata.uid,
    claim: claim === undefined ? undefined : `${stringAt(object, 'spec', 'claimRef', 'namespace') ?? ''}/${claim}`,
    claimUID: stringAt(object, 'spec', 'claimRef', 'uid'),
    phase: stringAt(object, 'status', 'phase') ?? '',
    reclaimPolicy: stringAt(object, 'spec', 'persistentVolumeReclaimPolicy') ?? '',
    accessModes: stringsAt(object, 'spec', 'accessModes'),
    storageClass: stringAt(object, 'spec', 'storageClassName') ?? '',
    driver: driverOf(object),
    pins: pinsOf(terms),
    size: stringAt(object, 'spec', 'capacity', 'storage') ?? '',
    deletedAt: object.metadata.deletionTimestamp,
    finalizers: stringsAt(object, 'metadata', 'finalizers'),
  };
}

/** The static provisioner puts the Node's name and uid behind its own; it is the same for all of them here. */
const STATIC_PROVISIONER = 'local-volume-provisioner';

function driverOf(volume: KubeObject): string {
  const driver = stringAt(volume, 'spec', 'csi', 'driver');
  if (driver !== undefined) return driver;
  const provisioner = stringAt(volume, 'metadata', 'annotations', 'pv.kubernetes.io/provisioned-by') ?? '';
  if (provisioner.startsWith(`${STATIC_PROVISIONER}-`)) return STATIC_PROVISIONER;
  if (provisioner !== '') return provisioner;
  return at(volume, 'spec', 'local') === undefined ? '' : 'kubernetes.io/no-provisioner';
}

/** Found under what they are tied to; all of them by name. */
export const PERSISTENT_VOLUME_VIEW: View<PersistentVolume> = {
  resource: PERSISTENT_VOLUMES,
  parse: parsePersistentVolume,
  keysOf: ({ pins }) => pins.flat(),
};
