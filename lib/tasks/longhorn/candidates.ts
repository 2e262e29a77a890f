import type { Disk, LonghornNode } from './node-record.ts';
import type { Picture, VolumePicture } from './picture.ts';
import type { SettingName, Settings } from './setting.ts';
import type { Volume } from './volume-records.ts';

/** A disk that may take a replica, as far as the rules looked at so far go. */
interface Place {
  readonly node: LonghornNode;
  readonly disk: Disk;
}

/**
 * Why Longhorn's scheduler would find no disk for another replica of the volume; undefined when there is one, and when
 * nothing is known of the volume. The rules are those of its replica scheduler, the node-drain path apart; where a rule
 * depends on what we do not see, the disk counts as possible: a stall is noticed by itself, a wrong alarm is not.
 */
export function noPlaceFor({ volume, elsewhere }: VolumePicture, picture: Picture): string | undefined {
  if (volume === undefined) return undefined;
  const { settings } = picture;
  const copies = elsewhere.filter(({ hasFailed, isBeingDeleted }) => !hasFailed && !isBeingDeleted);
  const occupied = new Set(copies.map(({ nodeID }) => nodeID));
  const zones = new Set([...occupied].flatMap((name) => picture.nodes.under(name)).map(({ zone }) => zone));
  const disks = new Set(copies.map(({ diskID }) => diskID));
  const softly = (which: keyof Volume['softAntiAffinity'], setting: SettingName) =>
    isSoft(volume.softAntiAffinity[which], settings, setting);
  const rules: readonly [text: string, holds: (place: Place) => boolean][] = [
    ['no other Node has a disk that takes new replicas', ({ disk }) => isOpenDisk(disk)],
    [
      `no disk of the kind that the data engine ${volume.dataEngine} needs`,
      ({ disk }) => disk.type === '' || disk.type === (volume.dataEngine === 'v2' ? 'block' : 'filesystem'),
    ],
    ['no other Node and disk has the tags that the volume asks for', (place) => hasTags(place, volume, settings)],
    [
      'every other Node has a copy already (replica-soft-anti-affinity is off)',
      ({ node }) => softly('node', 'replica-soft-anti-affinity') || !occupied.has(node.name),
    ],
    [
      'every other zone has a copy already (replica-zone-soft-anti-affinity is off)',
      ({ node: { zone } }) => softly('zone', 'replica-zone-soft-anti-affinity') || zone === '' || !zones.has(zone),
    ],
    [
      'every other disk has a copy already (replica-disk-soft-anti-affinity is off)',
      ({ disk }) => softly('disk', 'replica-disk-soft-anti-affinity') || !disks.has(disk.uuid),
    ],
    ['no disk that could take it has enough space', ({ disk }) => hasSpace(disk, volume, settings)],
  ];
  const open = picture.nodes.list().filter((node) => node.name !== picture.nodeName && isOpen(node));
  if (open.length === 0) return 'no other Node of Longhorn takes new replicas';
  let places = open.flatMap((node) => node.disks.map((disk): Place => ({ node, disk })));
  for (const [text, holds] of rules) {
    places = places.filter(holds);
    if (places.length === 0) return text;
  }
  return undefined;
}

const isOpen = ({ ready, schedulable, allowScheduling, deletedAt }: LonghornNode): boolean =>
  allowScheduling && deletedAt === undefined && ready.status === 'True' && schedulable.status !== 'False';

const isOpenDisk = ({ ready, schedulable, allowScheduling, evictionRequested }: Disk): boolean =>
  allowScheduling && !evictionRequested && ready.status === 'True' && schedulable.status !== 'False';

/** The volume may say otherwise than the setting; `ignored`, and nothing at all, leave it to the setting. */
function isSoft(own: string, settings: Settings, setting: SettingName): boolean {
  if (own === 'enabled' || own === 'disabled') return own === 'enabled';
  return settings.isOn(setting);
}

function hasTags({ node, disk }: Place, volume: Volume, settings: Settings): boolean {
  return (
    matches(node.tags, volume.nodeSelector, settings.isOn('allow-empty-node-selector-volume')) &&
    matches(disk.tags, volume.diskSelector, settings.isOn('allow-empty-disk-selector-volume'))
  );
}

function matches(tags: readonly string[], selector: readonly string[], emptyTakesAll: boolean): boolean {
  if (selector.length === 0) return emptyTakesAll || tags.length === 0;
  return selector.every((tag) => tags.includes(tag));
}

/** A new copy has the volume's content; what the volume may grow to counts against over-provisioning. */
function hasSpace(disk: Disk, volume: Volume, settings: Settings): boolean {
  if (disk.maximum <= 0) return true;
  const least = (disk.maximum * settings.number('storage-minimal-available-percentage')) / 100;
  const most = ((disk.maximum - disk.reserved) * settings.number('storage-over-provisioning-percentage')) / 100;
  const content = Math.min(volume.actualBytes ?? 0, volume.bytes);
  return disk.available - content > least && disk.scheduled + volume.bytes <= most;
}
