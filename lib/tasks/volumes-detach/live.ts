import type { KubeClient } from '../../kube/client.ts';
import { listAll } from '../../kube/list-all.ts';
import { PERSISTENT_VOLUMES, VOLUME_ATTACHMENTS } from '../../kube/resource.ts';
import { type PersistentVolume, parsePersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { parseVolumeAttachment, type VolumeAttachment } from '../../kube/storage/volume-attachment.ts';

/** The API server cannot select by Node: every attachment of the cluster comes over. */
export const listAttachmentsOf = (
  client: KubeClient,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly VolumeAttachment[]> =>
  listAll(client, VOLUME_ATTACHMENTS, { signal }, (object) => {
    const attachment = parseVolumeAttachment(object);
    return attachment.nodeName === nodeName ? attachment : undefined;
  });

/** Those of the volumes that have one of these names, by name. */
export async function listVolumes(
  client: KubeClient,
  names: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PersistentVolume>> {
  const volumes = await listAll(client, PERSISTENT_VOLUMES, { signal }, (object) =>
    names.has(object.metadata.name) ? parsePersistentVolume(object) : undefined,
  );
  return new Map(volumes.map((volume) => [volume.name, volume]));
}
