import type { Disk, LonghornNode } from './node-record.ts';
import { Settings } from './setting.ts';
import type { Source, Sources } from './sources.ts';
import { diskKey, SETTINGS_KEY, volumeKey } from './views.ts';
import type { BackingImage, Engine, Replica, Shard, Volume } from './volume-records.ts';

/** What Longhorn has on one Node, and what else there is of the volumes concerned: plain data to decide on. */
export interface Picture {
  readonly nodeName: string;
  /** Longhorn's own resource of the Node; undefined when it has none. */
  readonly node: LonghornNode | undefined;
  /** All of Longhorn's Nodes, by name and by the disks they have: there may be thousands, of which few are of interest here. */
  readonly nodes: Source<LonghornNode>;
  readonly settings: Settings;
  readonly replicas: readonly Replica[];
  readonly engines: readonly Engine[];
  readonly shards: readonly Shard[];
  /** Names of volumes that are attached here, are to be, or that something wants attached here. */
  readonly inUse: ReadonlySet<string>;
  /** Of these a person has asked for it, in Longhorn's UI or API. */
  readonly manual: ReadonlySet<string>;
  /** Each volume that has a replica here. */
  readonly volumes: readonly VolumePicture[];
  /** With a copy on one of the Node's disks. */
  readonly backingImages: readonly BackingImage[];
}

export interface VolumePicture {
  readonly name: string;
  /** Undefined when it was deleted, or was never seen. */
  readonly volume: Volume | undefined;
  readonly here: readonly Replica[];
  readonly elsewhere: readonly Replica[];
  readonly engines: readonly Engine[];
}

/** The ticket of somebody who attached a volume by hand. */
const MANUAL_TICKET = 'longhorn-api';

export function pictureOf(sources: Sources, nodeName: string): Picture {
  const { nodes } = sources;
  const node = nodes.under(nodeName).find(({ name }) => name === nodeName);
  const replicas = sources.replicas.under(nodeName).filter(({ nodeID }) => nodeID === nodeName);
  const engines = sources.engines.under(nodeName).filter(({ nodeID }) => nodeID === nodeName);
  const attachments = sources.attachments.under(nodeName);
  const isHere = (ticket: { readonly nodeID: string }) => ticket.nodeID === nodeName;
  const manual = attachments.filter(({ tickets }) =>
    tickets.some((ticket) => isHere(ticket) && ticket.type === MANUAL_TICKET),
  );
  return {
    nodeName,
    node,
    nodes,
    settings: new Settings(sources.settings.list()),
    replicas,
    engines,
    shards: sources.shards.under(nodeName).filter(isHere),
    inUse: new Set([
      ...engines.map(({ volumeName }) => volumeName),
      ...sources.volumes.under(nodeName).map(({ name }) => name),
      ...attachments.map(({ volumeName }) => volumeName),
    ]),
    manual: new Set(manual.map(({ volumeName }) => volumeName)),
    volumes: [...new Set(replicas.map(({ volumeName }) => volumeName))].map((name) =>
      volumePictureOf(sources, nodeName, name),
    ),
    backingImages: [...new Set(uuidsOf(node).flatMap((uuid) => sources.backingImages.under(diskKey(uuid))))],
  };
}

function volumePictureOf(sources: Sources, nodeName: string, name: string): VolumePicture {
  const key = volumeKey(name);
  const replicas = sources.replicas.under(key);
  return {
    name,
    volume: sources.volumes.under(key).find((volume) => volume.name === name),
    here: replicas.filter(({ nodeID }) => nodeID === nodeName),
    elsewhere: replicas.filter(({ nodeID }) => nodeID !== nodeName),
    engines: sources.engines.under(key),
  };
}

export const uuidsOf = (node: LonghornNode | undefined): readonly string[] =>
  (node?.disks ?? []).map(({ uuid }: Disk) => uuid).filter((uuid) => uuid !== '');

/** What a picture depends on: under these keys changes are worth another look. */
export function keysOfPicture({ nodeName, node, volumes }: Picture): ReadonlySet<string> {
  return new Set([
    nodeName,
    SETTINGS_KEY,
    ...uuidsOf(node).map(diskKey),
    ...volumes.map(({ name }) => volumeKey(name)),
  ]);
}

/** What counts as well when the Node is dead: whether the disks with copies elsewhere are ready. */
export const keysOfCopies = ({ volumes, backingImages }: Picture): readonly string[] =>
  [
    ...volumes.flatMap(({ elsewhere }) => elsewhere.map(({ diskID }) => diskID)),
    ...backingImages.flatMap(({ copies }) => [...copies.keys()]),
  ].map(diskKey);

const isReady = ({ ready }: LonghornNode | Disk): boolean => ready.status === 'True';

/** The names of the Nodes that Longhorn finds ready with a disk of that UUID that it finds ready: one, or none. */
export const withReadyDisk = (nodes: Source<LonghornNode>, uuid: string): readonly string[] =>
  nodes
    .under(diskKey(uuid))
    .filter((node) => isReady(node) && node.disks.some((disk) => disk.uuid === uuid && isReady(disk)))
    .map(({ name }) => name);

/**
 * Replicas elsewhere with the whole content, on Nodes and disks that Longhorn finds ready: of a volume that is detached
 * it does not notice that the disk of a replica is lost.
 */
export function healthyElsewhere(
  { elsewhere }: Pick<VolumePicture, 'elsewhere'>,
  nodes: Source<LonghornNode>,
): readonly Replica[] {
  return elsewhere.filter(
    ({ wasHealthy, hasFailed, isBeingDeleted, diskID, nodeID }) =>
      wasHealthy && !hasFailed && !isBeingDeleted && withReadyDisk(nodes, diskID).includes(nodeID),
  );
}

/** As many copies elsewhere as the volume wants, made or in the making. */
export function hasSpare({ volume, elsewhere }: VolumePicture): boolean {
  const alive = elsewhere.filter(
    ({ hasFailed, isBeingDeleted, nodeID }) => !hasFailed && !isBeingDeleted && nodeID !== '',
  );
  return volume !== undefined && alive.length >= volume.copies;
}
