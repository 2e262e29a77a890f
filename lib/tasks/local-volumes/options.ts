import type { TaskKind } from '../../config/task-kind.ts';
import { stringsAt } from '../../kube/json.ts';

const NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?';

export const LOCAL_VOLUMES: TaskKind = {
  name: 'local-volumes',
  description:
    'Finds the PersistentVolumes whose only copy is on the Node, and blocks while claims hold data on them, unless it was told which claims to delete.',
  stages: ['before'],
  byDefault: { needs: ['cordon'] },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      deleteClaims: {
        type: 'array',
        uniqueItems: true,
        items: { type: 'string', maxLength: 253, pattern: `^${NAME}([.]${NAME})*$` },
        default: [],
        description:
          'The names of StorageClasses whose claims may be deleted with the Node, and with them the data. There is no name for all of them.',
      },
      keepNamespaces: {
        type: 'array',
        uniqueItems: true,
        items: { type: 'string', maxLength: 63, pattern: `^${NAME}$` },
        default: [],
        description: 'Namespaces whose claims are never deleted, whatever their StorageClass: they block.',
      },
      topologyKeys: {
        type: 'array',
        uniqueItems: true,
        items: { type: 'string', maxLength: 317, pattern: `^(${NAME}([.]${NAME})*/)?${LABEL_NAME}$` },
        default: [],
        description:
          'Keys of Node labels, beside the known ones, whose value no two Nodes share: a volume that is tied to such a value is local.',
      },
    },
  },
  timeout: '0s',
  onTimeout: 'block',
  rights: [
    {
      apiGroup: '',
      resource: 'persistentvolumes',
      verbs: ['get', 'list', 'watch'],
      why: 'Which volumes are on the Node alone.',
    },
    { apiGroup: '', resource: 'persistentvolumeclaims', verbs: ['get', 'list', 'watch'], why: 'Whose they are.' },
    {
      apiGroup: '',
      resource: 'persistentvolumeclaims',
      verbs: ['delete'],
      onlyWith: 'deleteClaims',
      why: 'To give up the data of volumes that cannot leave the Node.',
    },
    { apiGroup: '', resource: 'pods', verbs: ['list'], why: 'Which pods use them.' },
    ...['topolvm.io', 'topolvm.cybozu.com'].map((apiGroup) => ({
      apiGroup,
      resource: 'logicalvolumes',
      verbs: ['list', 'watch'],
      why: 'What TopoLVM still has on the Node.',
    })),
    {
      apiGroup: 'lvm.topolvm.io',
      resource: 'lvmvolumegroupnodestatuses',
      verbs: ['list'],
      why: "The Node in TopoLVM's list of volume groups.",
    },
  ],
};

export interface LocalVolumesOptions {
  readonly deleteClaims: ReadonlySet<string>;
  readonly keepNamespaces: ReadonlySet<string>;
  readonly topologyKeys: readonly string[];
}

export function readOptions(raw: Readonly<Record<string, unknown>>): LocalVolumesOptions {
  return {
    deleteClaims: new Set(stringsAt(raw, 'deleteClaims')),
    keepNamespaces: new Set(stringsAt(raw, 'keepNamespaces')),
    topologyKeys: stringsAt(raw, 'topologyKeys'),
  };
}
