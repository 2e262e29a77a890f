import { noPlaceFor } from './candidates.ts';
import { nameOfVolume } from './describe.ts';
import { hasSpare, type Picture, type VolumePicture } from './picture.ts';
import { isAtLeast, type LonghornVersion } from './setting.ts';

/** Why something cannot leave the Node by itself, and what a person can do. */
export interface Obstacle {
  readonly reason: ObstacleReason;
  /** The volume, or another thing, as messages name it. */
  readonly name: string;
  readonly text: string;
  readonly remedy: string;
}

export type ObstacleReason =
  | 'StrictLocalVolume'
  | 'VolumeFaulted'
  | 'RebuildLimitZero'
  | 'DetachedVolume'
  | 'NoPlaceForReplica'
  | 'AttachedByHand';

/** What waiting cannot help with, for each volume at most once. */
export function obstaclesOf(picture: Picture): readonly Obstacle[] {
  return [...picture.volumes.flatMap((volume) => obstacleOf(volume, picture) ?? []), ...attachedByHand(picture)];
}

function obstacleOf(picture: VolumePicture, all: Picture): Obstacle | undefined {
  const { volume, here, engines } = picture;
  // What is being deleted takes its replicas along.
  if (volume?.isBeingDeleted || here.every(({ isBeingDeleted }) => isBeingDeleted)) return undefined;
  const name = nameOfVolume(picture);
  if (volume?.dataLocality === 'strict-local' || here.some(({ hardNodeAffinity }) => hardNodeAffinity !== '')) {
    const remedy = 'back them up, or set their dataLocality to best-effort while they are detached';
    return { reason: 'StrictLocalVolume', name, text: 'strict-local, so its replica may not leave the Node', remedy };
  }
  if (volume?.robustness === 'faulted') {
    const remedy = 'salvage or restore the faulted volumes in Longhorn';
    return { reason: 'VolumeFaulted', name, text: 'faulted: no replica to copy from', remedy };
  }
  const engine = volume?.dataEngine ?? 'v1';
  if (all.settings.number('concurrent-replica-rebuild-per-node-limit', engine) === 0) {
    const remedy = "raise Longhorn's setting concurrent-replica-rebuild-per-node-limit";
    return { reason: 'RebuildLimitZero', name, text: 'Longhorn is set to rebuild nothing', remedy };
  }
  if (isStuckDetached(volume?.state, all.settings.version)) {
    const remedy = 'attach them to another Node until they are whole there, or upgrade Longhorn';
    return {
      reason: 'DetachedVolume',
      name,
      text: 'detached, and this release moves attached volumes only',
      remedy,
    };
  }
  // A copy is on its way: there was a place.
  if (engines.some(({ isRebuilding }) => isRebuilding) || hasSpare(picture)) return undefined;
  const text = noPlaceFor(picture, all);
  if (text === undefined) return undefined;
  const remedy = 'add a Node or a disk that Longhorn can use, or lower what the volumes ask for';
  return { reason: 'NoPlaceForReplica', name, text, remedy };
}

/** Detached volumes are moved since 1.5. */
const isStuckDetached = (state: string | undefined, version: LonghornVersion | undefined): boolean =>
  state === 'detached' && version !== undefined && !isAtLeast(version, '1.5.0');

/** Pods leave with the drain, and their volumes with them; what a person attached stays until a person detaches it. */
function attachedByHand({ manual, settings, inUse }: Picture): readonly Obstacle[] {
  if (settings.isOn('detach-manually-attached-volumes-when-cordoned')) return [];
  return [...manual]
    .filter((name) => inUse.has(name))
    .map((name) => ({
      reason: 'AttachedByHand',
      name,
      text: 'attached to this Node by hand',
      remedy: "detach it in Longhorn's UI",
    }));
}

/**
 * Why an eviction must not even be asked for: in these releases the managers crash on replicas with a backing image
 * (https://github.com/longhorn/longhorn/issues/10464).
 */
export function hazardOf({ volumes, settings }: Picture): string | undefined {
  const { version } = settings;
  if (version === undefined || !crashesOnBackingImages(version)) return undefined;
  const names = volumes.filter(({ volume }) => volume?.backingImage).map(nameOfVolume);
  const [first] = names;
  if (first === undefined) return undefined;
  const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
  return `Longhorn ${settings.text('current-longhorn-version')} crashes when volumes with a backing image are evicted: ${first}${others}`;
}

const crashesOnBackingImages = ({ major, minor, patch }: LonghornVersion): boolean =>
  major === 1 && ((minor === 7 && patch <= 3) || (minor === 8 && patch === 0));

/** Releases that leave failed replicas behind in the same case (https://github.com/longhorn/longhorn/issues/11053). */
export function warningOf({ volumes, settings }: Picture): string | undefined {
  const { version } = settings;
  if (version === undefined || !volumes.some(({ volume }) => volume?.backingImage)) return undefined;
  const isFixed = isAtLeast(version, '1.8.2') && !(version.minor === 9 && version.patch === 0);
  if (isFixed) return undefined;
  return `Longhorn ${settings.text('current-longhorn-version')} may leave failed replicas of volumes with a backing image behind`;
}
