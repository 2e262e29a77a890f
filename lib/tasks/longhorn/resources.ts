import type { Resource } from '../../kube/resource.ts';

export const GROUP = 'longhorn.io';
/** The storage version since Longhorn 1.3. */
export const VERSION = 'v1beta2';

const longhorn = (plural: string, kind: string): Resource => ({
  group: GROUP,
  version: VERSION,
  plural,
  kind,
  namespaced: true,
});

export const LONGHORN_NODES = longhorn('nodes', 'Node');
export const REPLICAS = longhorn('replicas', 'Replica');
export const ENGINES = longhorn('engines', 'Engine');
export const VOLUMES = longhorn('volumes', 'Volume');
export const SETTINGS = longhorn('settings', 'Setting');
export const BACKING_IMAGES = longhorn('backingimages', 'BackingImage');
/** Since 1.5. */
export const ATTACHMENTS = longhorn('volumeattachments', 'VolumeAttachment');
/** Parts of erasure-coded volumes, since 1.12. */
export const SHARDS = longhorn('shards', 'Shard');

/** Without these there is nothing to decide on. */
export const REQUIRED: readonly Resource[] = [LONGHORN_NODES, REPLICAS, ENGINES, VOLUMES, SETTINGS];
