import type { Life } from '../../node/readiness.ts';
import { type AttachmentStep, type DrainMemory, type SeenJob, stepOfAttachments } from './attachments.ts';
import { describeCopies, judgeCopies } from './copies.ts';
import { memberOf, type Px } from './px.ts';
import type { PxNode } from './px-records.ts';
import { judgeQuorum, type QuorumView } from './quorum.ts';
import { type Step, wait } from './step.ts';

export interface BeforeView extends QuorumView {
  readonly px: Px;
  readonly life: Life;
  readonly emptyNode: boolean;
  readonly drain: DrainMemory;
  readonly job: SeenJob;
  readonly now: number;
}

export type BeforeStep = Step<Exclude<AttachmentStep, { is: 'wait' | 'block' }>>;

/**
 * First that the cluster and its data can do without the node, then the attachments, then its data once more. Nothing is
 * changed as long as something stands in the way that only a person can remove.
 */
export function decideBefore(view: BeforeView): BeforeStep {
  const { own, px, emptyNode } = view;
  const member = memberOf(own, px.nodes);
  if (member === undefined) {
    const rival = rivalOf(view);
    if (rival !== undefined) {
      const where = rival.nodeName === '' ? 'nobody knows where' : `on ${rival.nodeName}`;
      const known = own.id === '' ? 'knows no id' : `says that its id is ${own.id}`;
      const message = `Portworx has a node ${rival.id}, ${where}, while StorageNode ${own.namespace}/${own.name} ${known}`;
      return wait('IdentityUnclear', message);
    }
    return { is: 'done', message: `Portworx's cluster does not have the node of ${own.name}` };
  }
  if (member.nodeName !== '' && member.nodeName !== own.name) {
    const message = `StorageNode ${own.namespace}/${own.name} says that its id is ${member.id}, which Portworx gives to ${member.nodeName}`;
    return wait('IdentityUnclear', message);
  }
  const { id } = member;
  const quorum = judgeQuorum(view);
  const copies = judgeCopies({ id, ...px, emptyNode });
  if (quorum?.is === 'block') return quorum;
  if (copies?.is === 'block') return copies;
  if (quorum !== undefined) return quorum;
  const attachments =
    whyNotDrained(view, member) === undefined ? stepOfAttachments(id, view.drain, view.job, view.now) : undefined;
  if (attachments !== undefined) return attachments;
  if (copies !== undefined) return copies;
  const note = whyNotDrained(view, member);
  const moved = note === undefined ? 'attachments are moved away' : `attachments are left as they are, since ${note}`;
  return { is: 'done', message: `Portworx node ${id}: ${moved}; ${describeCopies({ id, ...px })}` };
}

/** A node of Portworx that may be this one: the operator may know an id from before it joined anew, or none yet. */
const rivalOf = ({ own, all, px }: BeforeView): PxNode | undefined =>
  px.nodes.find(({ id, nodeName }) => {
    if (nodeName !== '') return nodeName === own.name;
    return own.id === '' && !all.some((other) => other.id === id);
  });

/** Portworx cannot move anything away from where it does not run. */
const STOPPED: ReadonlySet<string> = new Set(['STATUS_OFFLINE', 'STATUS_MAINTENANCE', 'STATUS_DECOMMISSION']);

export function whyNotDrained({ life }: Pick<BeforeView, 'life'>, { status }: PxNode): string | undefined {
  if (life.state === 'Dead') return `the Node has not answered since ${life.since}`;
  return STOPPED.has(status) ? `Portworx is ${status} there` : undefined;
}
