import { judgeCopies } from './copies.ts';
import type { PortworxOptions } from './options.ts';
import { memberOf, type Px } from './px.ts';
import { judgeOthers, type QuorumView } from './quorum.ts';
import { type Step, wait } from './step.ts';
import { isMember } from './storage-node.ts';

/** How long the machine may take to be switched off, and Portworx and its operator to forget the node. */
const LEAVING_MS = 15 * 60_000;

export interface AfterView extends QuorumView {
  /** What Portworx says; only asked for when it is to be decommissioned. */
  readonly px: Px | undefined;
  readonly options: Pick<PortworxOptions, 'decommission' | 'storagelessTimeoutMs'>;
  /** Another Node has come under the name. */
  readonly isBack: boolean;
  /** The id that Portworx has been asked to remove, and has not refused to. */
  readonly removed: string | undefined;
}

export type AfterStep = Step<{ readonly is: 'remove'; readonly id: string }>;

/** Of a Node that is gone, and whose StorageNode is still there. */
export function decideAfter(view: AfterView): AfterStep {
  const { own, px, options, isBack, removed } = view;
  if (isBack) {
    return { is: 'skip', reason: 'NodeCameBack', message: `there is a Node ${own.name} again: it is left alone` };
  }
  if (!options.decommission) return leave(view);
  if (px === undefined) return wait('Reading', 'asking Portworx');
  const member = memberOf(own, px.nodes);
  const name = `${own.namespace}/${own.name}`;
  if (member === undefined) {
    const message = `Portworx has forgotten the node; its operator is to delete the StorageNode ${name}, once no pod of Portworx runs there`;
    return wait('StorageNodeStays', message, LEAVING_MS);
  }
  if (member.nodeName !== '' && member.nodeName !== own.name) {
    return { is: 'done', message: `${member.nodeName} is the Portworx node ${member.id} now: it is left alone` };
  }
  const { id, status } = member;
  if (removed === id) {
    return wait('Decommissioning', `Portworx is to forget its node ${id}, which is ${status} there still`, LEAVING_MS);
  }
  if (!REMOVABLE.has(status)) {
    const message = `the Portworx node ${id} is ${status === '' ? 'of unknown status' : status}; it is removed once it is offline or in maintenance: switch the machine off`;
    return wait('StillOnline', message, LEAVING_MS);
  }
  const trouble = judgeCopies({ id, ...px, emptyNode: false }) ?? judgeOthers(view);
  return trouble ?? { is: 'remove', id };
}

const REMOVABLE: ReadonlySet<string> = new Set(['STATUS_OFFLINE', 'STATUS_MAINTENANCE']);

function leave({ own, options }: AfterView): AfterStep {
  const id = own.id === '' ? 'its node' : own.id;
  if (isMember(own)) {
    const message = `${id} stays a member of Portworx's cluster until it is decommissioned: pxctl cluster delete ${own.id === '' ? 'ID' : own.id}, from another node`;
    return { is: 'done', message };
  }
  const message = `Portworx forgets nodes without storage by itself some time after they have gone offline: ${id}, now ${own.state}`;
  return wait('AutoDecommission', message, options.storagelessTimeoutMs);
}
