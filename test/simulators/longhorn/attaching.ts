import { type Change, specChange, statusChange } from './change.ts';
import type { Attachment, Engine, Ticket, Volume } from './objects.ts';
import { failure, isHealthy, isRebuilding } from './replicas.ts';
import type { World } from './world.ts';

/** Whoever holds a ticket of a higher priority decides where a volume is attached. */
const PRIORITIES: Readonly<Record<string, number>> = {
  'longhorn-api': 1000,
  'csi-attacher': 900,
  'volume-eviction-controller': 800,
};

export const ticketsOf = (attachment: Attachment | undefined): readonly Ticket[] =>
  Object.values(attachment?.spec.attachmentTickets ?? {}).filter((ticket) => ticket !== null);

/** Attaches, detaches, and says on each ticket whether it is satisfied. */
export function attaching(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.volumes.flatMap((volume) => {
    const [attachment, engine] = [world.attachmentOf(volume), world.engineOf(volume)];
    if (attachment === undefined || engine === undefined) return [];
    const tickets = ticketsOf(attachment).toSorted((a, b) => (PRIORITIES[b.type] ?? 0) - (PRIORITIES[a.type] ?? 0));
    const wanted = tickets[0]?.nodeID ?? '';
    const current = volume.status?.currentNodeID ?? '';
    return [
      ...move(world, volume, engine, current, wanted),
      ...statusChange('volumeattachments', attachment, {
        attachmentTicketStatuses: Object.fromEntries(
          tickets.map(({ id, nodeID }) => [id, { id, satisfied: current !== '' && nodeID === current }]),
        ),
      }),
    ];
  });
}

function move(world: World, volume: Volume, engine: Engine, current: string, wanted: string): readonly Change[] {
  if (current === wanted) return [];
  if (current !== '') return detach(world, volume, engine);
  const replicas = world.replicasOf(volume);
  const isPossible =
    world.isReady(wanted) && replicas.some((r) => isHealthy(r) && !world.isMachineDown(r.spec.nodeID ?? ''));
  return isPossible ? attach(volume, engine, wanted) : [];
}

function attach(volume: Volume, engine: Engine, node: string): readonly Change[] {
  const placed = { state: 'attached', currentNodeID: node, ownerID: node } as const;
  return [
    ...specChange('volumes', volume, { nodeID: node }),
    ...specChange('engines', engine, { nodeID: node, desireState: 'running' }, { longhornnode: node }),
    // How healthy it is shows once the engine has met its replicas.
    ...statusChange('volumes', volume, { ...volume.status, ...placed, robustness: 'unknown' }),
  ];
}

/** A rebuild that has not come to its end is lost. */
function detach(world: World, volume: Volume, engine: Engine): readonly Change[] {
  return [
    ...specChange('volumes', volume, { nodeID: '' }),
    ...specChange('engines', engine, { nodeID: '', desireState: 'stopped' }, { longhornnode: '' }),
    ...statusChange('volumes', volume, {
      ...volume.status,
      state: 'detached',
      currentNodeID: '',
      robustness: 'unknown',
    }),
    ...world
      .replicasOf(volume)
      .filter(isRebuilding)
      .flatMap((replica) => specChange('replicas', replica, failure(world.now))),
  ];
}
