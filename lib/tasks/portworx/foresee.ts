import { lifeOf } from '../../node/readiness.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { findAddresses } from './addresses.ts';
import { readMemory } from './attachments.ts';
import { assessCopies } from './copies.ts';
import { decideBefore } from './decide-before.ts';
import type { PortworxDependencies } from './dependencies.ts';
import { readOptions } from './options.ts';
import { NOT_INSTALLED } from './outcome.ts';
import { memberOf, type Px } from './px.ts';
import { PxClient } from './px-client.ts';
import { ambiguous, peersOf } from './quorum.ts';
import { findPortworx, ownIn, readScene, type Scene } from './scene.ts';
import { isMember, type StorageNode } from './storage-node.ts';

type Deps = Pick<PortworxDependencies, 'client' | 'discovery' | 'clock'>;

/** Rejects when Portworx or the API server cannot be asked. */
export async function foreseePortworx(deps: Deps, look: TaskLook, isAfter: boolean): Promise<Forecast> {
  const { nodeName, node } = look.subject;
  if (!isAfter && node === undefined) return NODE_GONE;
  const found = await findPortworx(deps.discovery);
  if (found.is === 'absent') return NOT_INSTALLED;
  if (found.is !== 'installed') return { state: 'blocked', reason: found.reason, message: found.message };
  const scene = await readScene(deps.client, nodeName, look.signal);
  const own = ownIn(scene, nodeName);
  if (own.length > 1) return { state: 'blocked', ...said(ambiguous(own)) };
  const [mine] = own;
  if (mine === undefined) {
    return { state: 'skipped', reason: 'NoStorageNode', message: `Portworx does not run on ${nodeName}` };
  }
  return isAfter ? afterwards(mine, look) : await beforehand(deps, look, mine, scene);
}

async function beforehand(
  { client, clock }: Deps,
  { subject, options: raw, signal }: TaskLook,
  own: StorageNode,
  scene: Scene,
): Promise<Forecast> {
  const { node, deadAfterMs } = subject;
  if (node === undefined) return NODE_GONE;
  const options = readOptions(raw);
  const px = new PxClient(await findAddresses(client, own.namespace, options, signal), options, clock, signal);
  const [nodes, volumes] = await Promise.all([px.nodes(), px.volumes()]);
  const now = clock.now();
  const step = decideBefore({
    ...{ own, ...scene, px: { nodes, volumes }, now },
    deletedAt: node.deletedAt,
    life: lifeOf(node.ready, deadAfterMs, now),
    emptyNode: options.emptyNode,
    drain: readMemory({}),
    job: 'unasked',
  });
  const details = detailsOf(own, scene, { nodes, volumes });
  switch (step.is) {
    case 'done':
      return { state: 'done', message: step.message, details };
    case 'wait':
      return { state: 'waiting', ...said(step), details };
    case 'block':
      return { state: 'blocked', ...said(step), details };
    default: {
      const what = 'volume attachments would be disabled and drained, and copies elsewhere waited for';
      return { state: 'waiting', reason: 'CordoningAttachments', message: what, details };
    }
  }
}

const said = ({ reason, message }: { readonly reason: string; readonly message: string }) => ({ reason, message });

function detailsOf(own: StorageNode, { all }: Scene, { nodes, volumes }: Px): readonly string[] {
  const member = memberOf(own, nodes);
  if (member === undefined) return [];
  const down = isMember(own) ? peersOf(own, all).filter(({ isOnline }) => !isOnline) : [];
  return [
    ...down.map(({ namespace, name, state }) => `StorageNode ${namespace}/${name} is ${state}`),
    ...assessCopies({ id: member.id, volumes, nodes }).map(({ volume, why }) => `volume ${volume.title} ${why}`),
  ];
}

function afterwards(own: StorageNode, { options }: TaskLook): Forecast {
  const { decommission } = readOptions(options);
  const id = own.id === '' ? 'its node' : `the node ${own.id}`;
  if (decommission) {
    const message = `once ${id} is offline, Portworx would be asked to remove it`;
    return { state: 'waiting', reason: 'Decommissioning', message };
  }
  if (isMember(own)) return { state: 'done', message: `${id} would stay a member of Portworx's cluster` };
  const message = `Portworx would be waited for to forget ${id} by itself`;
  return { state: 'waiting', reason: 'AutoDecommission', message };
}
