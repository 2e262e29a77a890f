/**
 * The StorageNode of Portworx's operator, as far as a removal looks at it, with the field names and types of
 * `core_v1_storagenode_crd.yaml` and `storagenode.go` (https://github.com/libopenstorage/operator). Fields that nobody here
 * reads are kept as they come.
 */
import { closed, type Definition, date, definition, flag, listOf, open, text } from './definition.ts';

export const PORTWORX_GROUP = 'core.libopenstorage.org';

const condition = closed({ type: text, status: text, reason: text, message: text, lastTransitionTime: date });

const status = open({
  nodeUid: text,
  phase: text,
  conditions: listOf(condition),
  nodeAttributes: closed({ storage: flag, kvdb: flag }),
});

const storageNode = (versions: readonly string[]): Definition =>
  definition({
    group: PORTWORX_GROUP,
    versions,
    kind: 'StorageNode',
    plural: 'storagenodes',
    shortNames: ['sn'],
    properties: { spec: open({ version: text }), status },
  });

export const PORTWORX_DEFINITIONS: readonly Definition[] = [storageNode(['v1'])];

/** Of an operator before 1.0 was released. */
export const OLD_PORTWORX_DEFINITIONS: readonly Definition[] = [storageNode(['v1alpha1'])];
