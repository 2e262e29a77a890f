import { VOLUME_ATTACHMENTS } from '../../kube/resource.ts';
import type { VolumeAttachment } from '../../kube/storage/volume-attachment.ts';
import { findNode } from '../../node/find-node.ts';
import { parseNode } from '../../node/record.ts';
import type { Outcome } from '../../operation/task.ts';
import { NODE_GONE } from '../node-gone.ts';
import { decide, type Step } from './decide.ts';
import { listAttachmentsOf, listVolumes } from './live.ts';
import { announce, CHANGED, isAnnounced, isOvertaken, LONGEST_CHANGE, type Look } from './look.ts';
import { listPodHolders } from './pod-holder.ts';
import { type Seen, viewOf } from './survey.ts';

type Force = Extract<Step, { readonly is: 'force' }>;

/** So many deletions fit well into the time that a run has. */
const DELETIONS = 200;
/** An announcement is written down together with everything else in the record. */
const ANNOUNCED = 500;

/** Announced, then decided once more on the Node, the attachments, their volumes and the pods as they are now. */
export async function detachByForce(look: Look, { attachments, says }: Force, seen: Seen): Promise<Outcome> {
  const missing = attachments.map(deletionOf).filter((change) => !isAnnounced(look, change));
  if (missing.length > 0) {
    const message = `${attachments.length} VolumeAttachments are about to be deleted; ${says}`;
    return announce('ForceDetach', message, missing.slice(0, ANNOUNCED));
  }
  const { client, log } = look.deps;
  const { subject, signal } = look.run;
  const again = await decideAgain(look, seen);
  if (again === undefined) return NODE_GONE;
  if (again.is !== 'force') return CHANGED;
  const ready = again.attachments.filter((attachment) => isAnnounced(look, deletionOf(attachment)));
  for (const { name, uid } of ready.slice(0, DELETIONS)) {
    try {
      await client.delete(VOLUME_ATTACHMENTS, name, { uid, signal });
      log.info({ node: subject.nodeName, attachment: name, says }, 'deleted a VolumeAttachment');
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }
  const message = `${ready.length} VolumeAttachments are being detached; ${says}`;
  return { state: 'waiting', reason: 'ForceDetach', message, checkAfterMs: 2_000 };
}

/** On live reads: a volume that the watch does not show yet would look as if no pod used it. */
async function decideAgain({ deps, run, setting }: Look, seen: Seen): Promise<Step | undefined> {
  const { client, keys } = deps;
  const { nodeName, nodeUID } = run.subject;
  const live = await findNode(client, nodeName, nodeUID, run.signal);
  if (live === undefined) return undefined;
  const attachments = await listAttachmentsOf(client, nodeName, run.signal);
  const names = new Set(attachments.flatMap(({ volumeName }) => volumeName ?? []));
  const volumes = await listVolumes(client, names, run.signal);
  const pods = await listPodHolders(client, nodeName, run.signal);
  const node = parseNode(live, keys.prefix);
  return decide(viewOf({ ...seen, node, attachments, volume: (name) => volumes.get(name), pods }, setting));
}

const deletionOf = ({ name, uid, volumeName = '' }: VolumeAttachment): string =>
  `delete the VolumeAttachment (uid ${uid}) ${name} ${volumeName}`.trimEnd().slice(0, LONGEST_CHANGE);
