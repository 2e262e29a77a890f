import { count, listFew } from '../../operation/text.ts';
import type { Picture, VolumePicture } from './picture.ts';

/** By the claim, which is what people know it by, and by Longhorn's own name. */
export function nameOfVolume({ name, volume }: Pick<VolumePicture, 'name' | 'volume'>): string {
  return volume?.claim ? `${volume.claim} (${name})` : name;
}

const GIB = 2 ** 30;

export function describeBytes(bytes: number): string {
  const gib = bytes / GIB;
  return `${gib >= 10 ? Math.round(gib) : Math.round(gib * 10) / 10} GiB`;
}

/** `3 replicas (40 GiB) left: default/data (pvc-1), ...`. Sizes are those of the volumes, which do not change with each write. */
export function describeLoad({ replicas, volumes }: Picture): string {
  const bytes = replicas.reduce((sum, replica) => sum + replica.bytes, 0);
  return `${count(replicas.length, 'replica')} (${describeBytes(bytes)}) left: ${listFew(volumes.map(nameOfVolume))}`;
}

/** Things with the same text together. */
export function grouped(things: readonly { readonly name: string; readonly text: string }[]): string {
  const groups = Map.groupBy(things, ({ text }) => text);
  return [...groups].map(([text, group]) => `${listFew(group.map(({ name }) => name))}: ${text}`).join('; ');
}
