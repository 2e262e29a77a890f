import type { PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import type { VolumeAttachment } from '../../kube/storage/volume-attachment.ts';
import type { PodHolder } from './pod-holder.ts';

/** What the API server knows of the Node's volumes. */
export interface Attached {
  /** Those of this Node. */
  readonly attachments: readonly VolumeAttachment[];
  readonly volume: (name: string) => PersistentVolume | undefined;
  readonly pods: readonly PodHolder[];
}

/** An attached volume and who uses it. */
export interface Held {
  readonly attachment: VolumeAttachment;
  readonly volume: PersistentVolume | undefined;
  /** Running pods on the Node that mount it, or may. */
  readonly pods: readonly PodHolder[];
  /** Its PersistentVolume is gone, and with it the word for whose claim it is: the pods are all that it could be. */
  readonly isGuess: boolean;
}

/** Of each attachment of the Node, who uses it. */
export function holdings({ attachments, volume, pods }: Attached): Held[] {
  const running = pods.filter(({ isFinished }) => !isFinished);
  const byClaim = Map.groupBy(
    running.flatMap((pod) => pod.claims.map((claim) => ({ claim, pod }))),
    ({ claim }) => claim,
  );
  const withOwn = running.filter(({ hasOwnVolume }) => hasOwnVolume);
  const seen = attachments.map((attachment) => ({ attachment, found: volume(attachment.volumeName ?? '') }));
  const explained = new Set(seen.flatMap(({ found }) => found?.claim ?? []));
  const unexplained = running.filter(({ claims }) => claims.some((claim) => !explained.has(claim)));
  return seen.map(({ attachment, found }) => {
    if (attachment.volumeName === undefined) return { attachment, volume: undefined, pods: withOwn, isGuess: false };
    if (found === undefined) return { attachment, volume: undefined, pods: unexplained, isGuess: true };
    const users = byClaim.get(found.claim ?? '') ?? [];
    return { attachment, volume: found, pods: users.map(({ pod }) => pod), isGuess: false };
  });
}
