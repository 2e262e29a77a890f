import { ticketsOf } from './attaching.ts';
import { type Change, specChange, statusChange } from './change.ts';
import type { Attachment, Volume } from './objects.ts';
import { isEvicting } from './replicas.ts';
import { candidatesFor } from './scheduler.ts';
import type { World } from './world.ts';

const TYPE = 'volume-eviction-controller';

/**
 * A volume can only be rebuilt while it is attached. One that is not, and has replicas to evict, gets a ticket for the
 * Node of its owner, which may be the very Node that is being emptied; but only when there is a place for each of them.
 */
export function detachedEviction(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.volumes.flatMap((volume) => {
    const attachment = world.attachmentOf(volume);
    if (attachment === undefined) return [];
    return [...adopt(world, volume), ...ticket(world, volume, attachment)];
  });
}

function ticket(world: World, volume: Volume, attachment: Attachment): readonly Change[] {
  const id = `${TYPE}-${volume.metadata.name}`;
  const tickets = attachment.spec.attachmentTickets ?? {};
  const evicting = world.replicasOf(volume).filter(isEvicting);
  const has = ticketsOf(attachment).some(({ type }) => type === TYPE);
  if (has && evicting.length === 0) return setTickets(attachment, { ...tickets, [id]: undefined });
  const isHeld = ticketsOf(attachment).length > 0 || volume.status?.state !== 'detached';
  if (has || isHeld || evicting.length === 0) return [];
  if (new Set(candidatesFor(world, volume).map(({ node }) => node)).size < evicting.length) return [];
  const nodeID = volume.status?.ownerID ?? '';
  return setTickets(attachment, { ...tickets, [id]: { id, type: TYPE, nodeID, generation: 0 } });
}

const setTickets = (attachment: Attachment, attachmentTickets: Record<string, unknown>): readonly Change[] =>
  specChange('volumeattachments', attachment, { attachmentTickets });

/** A volume whose owner does not run is looked after by another manager. */
function adopt(world: World, volume: Volume): readonly Change[] {
  if (world.isManaged(volume.status?.ownerID ?? '')) return [];
  const owner = [...world.circumstances.machines.keys()].find((name) => world.isManaged(name));
  return owner === undefined ? [] : statusChange('volumes', volume, { ...volume.status, ownerID: owner });
}
