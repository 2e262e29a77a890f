import type { TaskKind } from '../../config/task-kind.ts';
import { at, stringsAt } from '../../kube/json.ts';

/**
 * What keeps its volumes on the disks of one Node. Nothing of theirs can be reached any more, and their provisioners take a
 * volume whose Node is not there for deleted.
 */
const LOCAL_DRIVERS: readonly string[] = [
  'rancher.io/local-path',
  'topolvm.io',
  'topolvm.cybozu.com',
  'local.csi.openebs.io',
  'zfs.csi.openebs.io',
  'openebs.io/local',
  'local-volume-provisioner',
];

export const VOLUMES_VERIFY: TaskKind = {
  name: 'volumes-verify',
  description: 'Looks at what storage leaves behind once the Node is gone, and lists what nobody cleans up.',
  stages: ['after'],
  byDefault: { needs: [] },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      deleteReleased: {
        type: 'boolean',
        default: false,
        description:
          'Deletes the PersistentVolumes that only the gone Node could use, are Released, have the reclaim policy Delete and belong to one of cleanDrivers, when their provisioner has not done so in 5 minutes.',
      },
      cleanDrivers: {
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 253 },
        maxItems: 50,
        uniqueItems: true,
        default: LOCAL_DRIVERS,
        description:
          'For deleteReleased: CSI drivers and provisioners whose volumes are on the disks of one Node. local-volume-provisioner is that of static local volumes.',
      },
    },
  },
  timeout: '10m',
  onTimeout: 'continue',
  rights: [
    {
      apiGroup: '',
      resource: 'persistentvolumes',
      verbs: ['list', 'watch'],
      why: 'Volumes that were on the Node alone.',
    },
    {
      apiGroup: '',
      resource: 'persistentvolumes',
      verbs: ['get', 'delete'],
      onlyWith: 'deleteReleased',
      why: 'To delete those that nobody claims any more.',
    },
    {
      apiGroup: 'storage.k8s.io',
      resource: 'volumeattachments',
      verbs: ['list', 'watch'],
      why: 'Attachments that are left.',
    },
    { apiGroup: 'storage.k8s.io', resource: 'csinodes', verbs: ['list', 'watch'], why: 'CSINodes that are left.' },
    { apiGroup: '', resource: 'pods', verbs: ['list', 'watch'], why: 'Pods that are left.' },
    { apiGroup: '', resource: 'nodes', verbs: ['get', 'list'], why: 'Whether the machine came back.' },
  ],
};

export interface VerifyOptions {
  readonly deleteReleased: boolean;
  readonly cleanDrivers: ReadonlySet<string>;
}

export function readOptions(raw: Readonly<Record<string, unknown>>): VerifyOptions {
  const drivers = at(raw, 'cleanDrivers') === undefined ? LOCAL_DRIVERS : stringsAt(raw, 'cleanDrivers');
  return { deleteReleased: raw.deleteReleased === true, cleanDrivers: new Set(drivers) };
}
