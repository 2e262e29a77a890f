import type { Picture, VolumePicture } from './picture.ts';

/** A message that is read in a terminal names so many things of a kind; the others are counted. */
const NAMED = 3;

export function listNames(names: readonly string[]): string {
  const first = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${first} and ${names.length - NAMED} more` : first;
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

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
  return `${count(replicas.length, 'replica')} (${describeBytes(bytes)}) left: ${listNames(volumes.map(nameOfVolume))}`;
}

/** Things with the same text together. */
export function grouped(things: readonly { readonly name: string; readonly text: string }[]): string {
  const groups = Map.groupBy(things, ({ text }) => text);
  return [...groups].map(([text, group]) => `${listNames(group.map(({ name }) => name))}: ${text}`).join('; ');
}
