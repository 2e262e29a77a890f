import type { PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { isTiedTo } from '../../kube/storage/pins.ts';
import type { Claim } from './claim.ts';
import type { LocalVolumesOptions } from './options.ts';
import { isTopoLvmDriver, type LogicalVolume } from './topolvm.ts';

/** What is on the Node, as a watch or a live reading shows it. */
export interface Scene {
  readonly volumes: readonly PersistentVolume[];
  /** By `namespace/name`. */
  readonly claimOf: (key: string) => Claim | undefined;
  readonly logicalVolumes: readonly LogicalVolume[];
}

/** What a local volume means for the removal. */
export type Standing =
  /** A claim holds data on it, and nobody has decided about that. */
  | 'held'
  /** The options name its claim's StorageClass. */
  | 'deletable'
  /** TopoLVM deletes the claim itself. */
  | 'topolvm'
  /** The claim is Terminating: pvc-protection keeps it until no pod uses it. */
  | 'terminating'
  /** The claim belongs to a pod and goes with it. */
  | 'ephemeral'
  /** The claim says that its data may stay behind. */
  | 'left'
  /** No claim is bound to it. */
  | 'free';

export interface LocalVolume {
  readonly volume: PersistentVolume;
  /** Undefined where no claim is bound. */
  readonly claim: Claim | undefined;
  readonly standing: Standing;
}

/** Who decides about a claim. */
export interface Rules {
  readonly options: LocalVolumesOptions;
  /** The annotation of a claim that may stay behind. */
  readonly leaveKey: string;
  /** TopoLVM is about to delete the claims that were made for this Node. */
  readonly topoLvmActsFor: string | undefined;
}

/** The volumes that cannot be used from anywhere else, by name. */
export function takeStock(scene: Scene, place: ReadonlySet<string>, rules: Rules): readonly LocalVolume[] {
  return scene.volumes
    .filter(({ pins }) => isTiedTo(pins, place))
    .map((volume) => {
      const claim = boundTo(volume, volume.claim === undefined ? undefined : scene.claimOf(volume.claim));
      return { volume, claim, standing: claim === undefined ? ('free' as const) : standingOf(volume, claim, rules) };
    })
    .toSorted((a, b) => (a.volume.name < b.volume.name ? -1 : 1));
}

/** The claim if it and the volume mean each other; another claim of that name has data of its own elsewhere. */
export function boundTo(volume: PersistentVolume, claim: Claim | undefined): Claim | undefined {
  if (claim === undefined) return undefined;
  // The controller writes the volume's side first. A volume that was only reserved has no uid of the claim.
  const meansVolume = claim.volumeName === volume.name;
  const isBinding = claim.volumeName === '' && volume.claimUID !== undefined;
  const meansClaim = volume.claimUID === claim.uid || volume.claimUID === undefined;
  return meansClaim && (meansVolume || isBinding) ? claim : undefined;
}

function standingOf(volume: PersistentVolume, claim: Claim, rules: Rules): Standing {
  if (claim.deletedAt !== undefined) return 'terminating';
  if (claim.leftBy.includes(rules.leaveKey)) return 'left';
  if (claim.ephemeral) return 'ephemeral';
  const isForNode = claim.selectedNode !== undefined && claim.selectedNode === rules.topoLvmActsFor;
  if (isTopoLvmDriver(volume.driver) && isForNode) return 'topolvm';
  return isDeletable(volume, claim, rules) ? 'deletable' : 'held';
}

function isDeletable(volume: PersistentVolume, claim: Claim, { options }: Rules): boolean {
  const isAskedFor = options.deleteClaims.has(volume.storageClass) && !options.keepNamespaces.has(claim.namespace);
  return isAskedFor && claim.volumeName === volume.name && claim.uid === volume.claimUID;
}

export const having = (stock: readonly LocalVolume[], standing: Standing): readonly LocalVolume[] =>
  stock.filter((local) => local.standing === standing);
