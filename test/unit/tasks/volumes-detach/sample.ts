import type { PersistentVolume } from '../../../../lib/kube/storage/persistent-volume.ts';
import type { VolumeAttachment } from '../../../../lib/kube/storage/volume-attachment.ts';
import type { DetachView } from '../../../../lib/tasks/volumes-detach/decide.ts';
import type { PodHolder } from '../../../../lib/tasks/volumes-detach/pod-holder.ts';

export const SINCE = '2026-01-01T00:00:00Z';

export const attachment = (part: Partial<VolumeAttachment> = {}): VolumeAttachment => ({
  name: 'csi-1',
  uid: 'uid-1',
  nodeName: 'n1',
  attacher: 'disk.example.com',
  volumeName: 'pv-1',
  attached: true,
  deletedAt: undefined,
  finalizers: [],
  attachError: undefined,
  detachError: undefined,
  ...part,
});

export const volume = (part: Partial<PersistentVolume> = {}): PersistentVolume => ({
  name: 'pv-1',
  uid: 'pv-uid-1',
  claim: 'shop/data',
  claimUID: 'claim-uid',
  phase: 'Bound',
  reclaimPolicy: 'Delete',
  accessModes: ['ReadWriteOnce'],
  storageClass: 'fast',
  driver: 'disk.example.com',
  pins: [],
  size: '1Gi',
  deletedAt: undefined,
  finalizers: [],
  ...part,
});

export const pod = (part: Partial<PodHolder> = {}): PodHolder => ({
  pod: 'shop/web-0',
  claims: ['shop/data'],
  hasOwnVolume: false,
  isTerminating: false,
  isHeld: false,
  isFinished: false,
  isResident: false,
  ...part,
});

export const view = ({
  volumes = [volume()],
  ...part
}: Partial<DetachView> & { readonly volumes?: readonly PersistentVolume[] } = {}): DetachView => ({
  attachments: [attachment()],
  volume: (name) => volumes.find((one) => one.name === name),
  pods: [],
  life: { state: 'Ready', since: SINCE },
  outOfService: 'no',
  proof: { is: 'none' },
  options: { outOfService: false, forceDetach: false },
  waitedMs: 0,
  confirm: 'kubectl annotate node n1 ...',
  ...part,
});
