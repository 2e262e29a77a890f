import { type Change, specChange, statusChange } from './change.ts';
import { isTrue } from './conditions.ts';
import type { BackingImage } from './objects.ts';
import type { World } from './world.ts';

/** A copy that is to go is made somewhere else first. A look later that one is ready, and one more later the old one is gone. */
export function backingImages(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.backingImages.flatMap((image) => moveOn(world, image));
}

function moveOn(world: World, image: BackingImage): readonly Change[] {
  const copies = Object.entries(image.spec.diskFileSpecMap ?? {});
  const states = image.status?.diskFileStatusMap ?? {};
  const staying = copies.filter(([, copy]) => copy?.evictionRequested !== true);
  const ready = staying.filter(([uuid]) => states[uuid]?.state === 'ready');
  const status = statusChange('backingimages', image, {
    ...image.status,
    diskFileStatusMap: Object.fromEntries(copies.map(([uuid]) => [uuid, { state: 'ready' }])),
  });
  if (staying.length === copies.length) return status;
  if (ready.length > 0) return [...status, ...setCopies(image, staying)];
  if (staying.length > 0) return status;
  const place = freeDisk(world, new Set(copies.map(([uuid]) => uuid)));
  return place === undefined
    ? status
    : [...status, ...setCopies(image, [...copies, [place, { evictionRequested: false }]])];
}

const setCopies = (image: BackingImage, copies: readonly (readonly [string, unknown])[]): readonly Change[] =>
  specChange('backingimages', image, { diskFileSpecMap: Object.fromEntries(copies) });

function freeDisk(world: World, taken: ReadonlySet<string>): string | undefined {
  return world.snapshot.nodes
    .filter(({ spec, status }) => spec.allowScheduling && isTrue(status, 'Ready') && isTrue(status, 'Schedulable'))
    .flatMap(({ spec, status }) =>
      Object.values(status?.diskStatus ?? {}).filter(
        (disk) => isTrue(disk, 'Ready') && spec.disks?.[disk.diskName]?.evictionRequested !== true,
      ),
    )
    .map(({ diskUUID }) => diskUUID)
    .find((uuid) => !taken.has(uuid));
}
