import type { View } from '../../kube/shared-watch/view.ts';
import { differ } from './differ.ts';
import { type LonghornNode, parseLonghornNode } from './node-record.ts';
import {
  ATTACHMENTS,
  BACKING_IMAGES,
  ENGINES,
  LONGHORN_NODES,
  REPLICAS,
  SETTINGS,
  SHARDS,
  VOLUMES,
} from './resources.ts';
import { parseSetting, type Setting } from './setting.ts';
import {
  type Attachment,
  type BackingImage,
  type Engine,
  parseAttachment,
  parseBackingImage,
  parseEngine,
  parseReplica,
  parseShard,
  parseVolume,
  type Replica,
  type Shard,
  type Volume,
} from './volume-records.ts';

/** What is about a volume is found under this, what is on a Node under the Node's name, what is on a disk under diskKey. */
export const volumeKey = (volume: string): string => `volume:${volume}`;
export const diskKey = (uuid: string): string => `disk:${uuid}`;

/** There are few settings, which seldom change: everybody hears of each. */
export const SETTINGS_KEY = 'settings:';

export const NODE_VIEW: View<LonghornNode> = {
  resource: LONGHORN_NODES,
  parse: parseLonghornNode,
  keysOf: ({ name, disks }) => [name, ...disks.filter(({ uuid }) => uuid !== '').map(({ uuid }) => diskKey(uuid))],
  matters: differ(({ resourceVersion, disks, ...node }) => [
    node,
    disks.map(({ available, maximum, schedulable, ...disk }) => [disk, schedulable.status]),
  ]),
};

/** The label and the field of a part may differ for a while; it is found under both. */
const placesOf = ({ nodeID, labelledNode }: { readonly nodeID: string; readonly labelledNode: string }) =>
  [nodeID, labelledNode].filter((name) => name !== '');

export const REPLICA_VIEW: View<Replica> = {
  resource: REPLICAS,
  parse: parseReplica,
  keysOf: (replica) => [...placesOf(replica), volumeKey(replica.volumeName)],
  matters: differ(({ resourceVersion, ...replica }) => replica),
};

export const ENGINE_VIEW: View<Engine> = {
  resource: ENGINES,
  parse: parseEngine,
  keysOf: (engine) => [...placesOf(engine), volumeKey(engine.volumeName)],
  matters: differ((engine) => engine),
};

export const SHARD_VIEW: View<Shard> = { resource: SHARDS, parse: parseShard, keysOf: placesOf };

export const VOLUME_VIEW: View<Volume> = {
  resource: VOLUMES,
  parse: parseVolume,
  keysOf: ({ name, nodeID, currentNodeID }) => [
    volumeKey(name),
    ...[nodeID, currentNodeID].filter((node) => node !== ''),
  ],
  matters: differ(({ actualBytes, ...volume }) => volume),
};

export const SETTING_VIEW: View<Setting> = {
  resource: SETTINGS,
  parse: parseSetting,
  keysOf: () => [SETTINGS_KEY],
  matters: differ(({ value }) => value),
};

export const ATTACHMENT_VIEW: View<Attachment> = {
  resource: ATTACHMENTS,
  parse: parseAttachment,
  keysOf: ({ tickets }) => tickets.map(({ nodeID }) => nodeID).filter((node) => node !== ''),
  matters: differ((attachment) => attachment),
};

export const BACKING_IMAGE_VIEW: View<BackingImage> = {
  resource: BACKING_IMAGES,
  parse: parseBackingImage,
  keysOf: ({ copies }) => Array.from(copies.keys(), diskKey),
  matters: differ(({ copies, ...image }) => [image, ...copies]),
};
