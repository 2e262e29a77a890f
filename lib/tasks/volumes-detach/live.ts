import type { KubeClient } from '../../kube/client.ts';
import { listPages } from '../../kube/reflector/list-pager.ts';
import { PERSISTENT_VOLUMES, VOLUME_ATTACHMENTS } from '../../kube/resource.ts';
import { type PersistentVolume, parsePersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { parseVolumeAttachment, type VolumeAttachment } from '../../kube/storage/volume-attachment.ts';

/** The API server cannot select by Node: every attachment of the cluster comes over, in pages. */
const PAGE = 500;

/** The attachments of a Node as etcd has them now. */
export async function listAttachmentsOf(
  client: KubeClient,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly VolumeAttachment[]> {
  const found: VolumeAttachment[] = [];
  for await (const { items } of listPages(client, VOLUME_ATTACHMENTS, { limit: PAGE, signal })) {
    for (const item of items) {
      const attachment = parseVolumeAttachment(item);
      if (attachment.nodeName === nodeName) found.push(attachment);
    }
  }
  return found;
}

/** Those of the volumes that have one of these names, by name. */
export async function listVolumes(
  client: KubeClient,
  names: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PersistentVolume>> {
  const found = new Map<string, PersistentVolume>();
  for await (const { items } of listPages(client, PERSISTENT_VOLUMES, { limit: PAGE, signal })) {
    for (const item of items)
      if (names.has(item.metadata.name)) found.set(item.metadata.name, parsePersistentVolume(item));
  }
  return found;
}
