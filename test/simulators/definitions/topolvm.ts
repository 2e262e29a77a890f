/**
 * What the manifests of TopoLVM and of LVMS define, as far as a removal looks at it, with the field names and types of
 * `config/crd/bases` (https://github.com/topolvm/topolvm, https://github.com/openshift/lvm-operator).
 */
import { closed, count, type Definition, definition, listOf, text } from './definition.ts';

export const TOPOLVM_GROUP = 'topolvm.io';
export const LEGACY_TOPOLVM_GROUP = 'topolvm.cybozu.com';
export const LVMS_GROUP = 'lvm.topolvm.io';

/** A Kubernetes quantity: text, or a number. */
const quantity = { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] };

const logicalVolumes = (group: string, version = 'v1'): Definition =>
  definition({
    group,
    versions: [version],
    kind: 'LogicalVolume',
    plural: 'logicalvolumes',
    scope: 'Cluster',
    properties: {
      spec: {
        ...closed({
          name: text,
          nodeName: text,
          size: quantity,
          deviceClass: text,
          lvcreateOptionClass: text,
          source: text,
          accessType: text,
        }),
        required: ['name', 'nodeName', 'size'],
      },
      status: closed({ volumeID: text, code: count, message: text, currentSize: quantity }),
    },
  });

export const TOPOLVM_DEFINITIONS: readonly Definition[] = [logicalVolumes(TOPOLVM_GROUP)];
export const LEGACY_TOPOLVM_DEFINITIONS: readonly Definition[] = [logicalVolumes(LEGACY_TOPOLVM_GROUP)];
/** A TopoLVM of a version that nobody has seen yet. */
export const OTHER_TOPOLVM_DEFINITIONS: readonly Definition[] = [logicalVolumes(TOPOLVM_GROUP, 'v2')];

/** LVMS keeps one of these for each Node, with its finalizer `delete-protection.lvm.openshift.io`. */
export const LVMS_DEFINITIONS: readonly Definition[] = [
  definition({
    group: LVMS_GROUP,
    versions: ['v1alpha1'],
    kind: 'LVMVolumeGroupNodeStatus',
    plural: 'lvmvolumegroupnodestatuses',
    properties: {
      spec: closed({ nodeStatus: listOf(closed({ name: text, status: text, reason: text, devices: listOf(text) })) }),
      status: closed({}),
    },
  }),
];
