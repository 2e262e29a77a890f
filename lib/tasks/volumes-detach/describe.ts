import { excerpt } from '../../http-client/excerpt.ts';
import { cut } from '../../operation/text.ts';
import type { Held } from './holdings.ts';

/** What a message has room for; the others are counted. */
const NAMED = 5;
/** So that what a person can do, which comes last, still finds room in the record. */
const LIST = 480;

export const volumesAre = (number: number): string => (number === 1 ? '1 volume is' : `${number} volumes are`);

export function listAttachments(held: readonly Held[]): string {
  const more = held.length - NAMED;
  const named = cut(held.slice(0, NAMED).map(describeAttachment).join('; '), LIST);
  return more > 0 ? `${named}; and ${more} more` : named;
}

/** `default/data (pv-1, ebs.csi.aws.com), used by the pod default/web-0, detaching fails: ...` */
export function describeAttachment({ attachment, volume, pods, isGuess }: Held): string {
  const { volumeName, attacher, deletedAt, detachError, attachError, finalizers } = attachment;
  const what = volumeName ?? `${attachment.name}, a volume of a pod's own`;
  const name = volume?.claim === undefined ? `${what} (${attacher})` : `${volume.claim} (${what}, ${attacher})`;
  const users = pods.map(({ pod, isTerminating }) => (isTerminating ? `the terminating pod ${pod}` : `the pod ${pod}`));
  const more = users.length - 2;
  return [
    name,
    ...(isGuess ? ['whose PersistentVolume is gone'] : []),
    ...(users.length > 0
      ? [`${isGuess ? 'perhaps ' : ''}used by ${users.slice(0, 2).join(' and ')}${more > 0 ? ` and ${more} more` : ''}`]
      : []),
    ...(detachError === undefined ? [] : [`detaching fails: ${excerpt(detachError)}`]),
    ...(attachError === undefined ? [] : [`attaching failed: ${excerpt(attachError)}`]),
    ...(deletedAt !== undefined && detachError === undefined
      ? [`detaching since ${deletedAt}${finalizers.length > 0 ? `, held by ${finalizers.slice(0, 3).join(', ')}` : ''}`]
      : []),
  ].join(', ');
}
