import type { KubeObject } from '../client.ts';
import { at, booleanAt, stringAt, stringsAt } from '../json.ts';
import { VOLUME_ATTACHMENTS } from '../resource.ts';
import type { View } from '../shared-watch/view.ts';

/** What is kept of a VolumeAttachment. Only that it is gone proves that a volume is detached; `attached` does not. */
export interface VolumeAttachment {
  readonly name: string;
  readonly uid: string;
  readonly nodeName: string;
  /** The CSI driver, or the in-tree plugin. */
  readonly attacher: string;
  /** Undefined for a volume that a pod describes itself. */
  readonly volumeName: string | undefined;
  readonly attached: boolean;
  /** RFC 3339: since when its detaching is asked for. */
  readonly deletedAt: string | undefined;
  readonly finalizers: readonly string[];
  readonly attachError: string | undefined;
  readonly detachError: string | undefined;
}

export function parseVolumeAttachment(object: KubeObject): VolumeAttachment {
  return {
    name: object.metadata.name,
    uid: object.metadata.uid,
    nodeName: stringAt(object, 'spec', 'nodeName') ?? '',
    attacher: stringAt(object, 'spec', 'attacher') ?? '',
    volumeName: stringAt(object, 'spec', 'source', 'persistentVolumeName'),
    attached: booleanAt(object, 'status', 'attached') ?? false,
    deletedAt: object.metadata.deletionTimestamp,
    finalizers: stringsAt(object, 'metadata', 'finalizers'),
    attachError: errorAt(object, 'attachError'),
    detachError: errorAt(object, 'detachError'),
  };
}

/** An error without a message is one all the same. */
function errorAt(object: KubeObject, field: 'attachError' | 'detachError'): string | undefined {
  const error = at(object, 'status', field);
  return error === undefined || error === null ? undefined : stringAt(error, 'message') || 'no message';
}

/** Found under the name of their Node. The API server has no field selector for it. */
export const VOLUME_ATTACHMENT_VIEW: View<VolumeAttachment> = {
  resource: VOLUME_ATTACHMENTS,
  parse: parseVolumeAttachment,
  keysOf: ({ nodeName }) => [nodeName],
};
