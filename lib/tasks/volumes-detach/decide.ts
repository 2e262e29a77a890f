import type { VolumeAttachment } from '../../kube/storage/volume-attachment.ts';
import type { OutOfService } from '../../node/out-of-service.ts';
import type { Life } from '../../node/readiness.ts';
import { listAttachments, volumesAre } from './describe.ts';
import { type Attached, type Held, holdings } from './holdings.ts';
import type { DetachOptions } from './options.ts';
import type { Proof } from './proof.ts';

/** What a decision is made from. */
export interface DetachView extends Attached {
  readonly life: Life;
  readonly outOfService: OutOfService;
  readonly proof: Proof;
  readonly options: Pick<DetachOptions, 'outOfService' | 'forceDetach'>;
  /** Since the task began. */
  readonly waitedMs: number;
  /** How to say that the machine is off. */
  readonly confirm: string;
}

export type Step =
  /** Nothing is left that the Node would have to be kept for. */
  | { readonly is: 'clear'; readonly shared: readonly Held[] }
  | { readonly is: 'wait' | 'block'; readonly reason: string; readonly message: string }
  | { readonly is: 'taint'; readonly says: string; readonly annotation: string | undefined }
  | { readonly is: 'untaint'; readonly why: string }
  /** Of none of them a pod on the Node uses the volume. */
  | { readonly is: 'force'; readonly says: string; readonly attachments: readonly VolumeAttachment[] };

/** A driver that takes longer has most likely run into something that a person should look at. */
const LONG_MS = 600_000;

export function decide(view: DetachView): Step {
  const held = holdings(view);
  const waitedFor = held.filter((one) => !isShared(one));
  const back = view.outOfService === 'ours' ? backInService(view) : undefined;
  if (back !== undefined) return { is: 'untaint', why: back };
  if (waitedFor.length === 0) return forgotten(view) ?? { is: 'clear', shared: held };
  return view.life.state === 'Dead' ? ofTheDead(waitedFor, view) : ofTheLiving(waitedFor, view);
}

/**
 * A volume that many Nodes may write to at once, used by nothing but pods that stay with the machine: it never gets
 * detached before the Node is gone, and to attach it elsewhere at the same time is what it is for.
 */
const isShared = ({ volume, pods }: Held): boolean =>
  pods.length > 0 &&
  pods.every((pod) => pod.isResident && !pod.isTerminating) &&
  volume !== undefined &&
  volume.accessModes.length > 0 &&
  volume.accessModes.every((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');

/** Why the taint that we put does not belong there any more. */
function backInService({ life, proof }: DetachView): string | undefined {
  if (life.state === 'Ready') return 'the Node is Ready again';
  if (proof.is === 'invalid') return proof.problem;
  if (proof.is === 'on') return proof.says;
  return proof.is === 'none' ? 'nobody says any more that the machine is off' : undefined;
}

/** The taint does its other work first: the pod garbage collector comes every 20 s. */
function forgotten({ outOfService, pods }: DetachView): Step | undefined {
  const left = pods.filter(({ isTerminating, isHeld }) => isTerminating && !isHeld);
  if (outOfService !== 'ours' || left.length === 0) return undefined;
  const message = `no volume is attached any more; ${left.length} terminating pods are still to be forgotten`;
  return { is: 'wait', reason: 'OutOfService', message };
}

function ofTheLiving(held: readonly Held[], view: DetachView): Step {
  const attached = `${volumesAre(held.length)} attached`;
  const kept = held.filter(({ pods, isGuess }) => !isGuess && pods.some((pod) => pod.isResident && !pod.isTerminating));
  if (kept.length > 0) {
    const message = `${attached}. Pods that no drain evicts use ${listAttachments(kept)}. To go on, delete these pods; the Node's taint keeps their DaemonSet from making new ones`;
    return { is: 'block', reason: 'HeldByDaemonSet', message };
  }
  const failing = held.filter(({ attachment }) => attachment.detachError !== undefined);
  const used = held.filter(({ pods }) => pods.length > 0);
  const reason = failing.length > 0 ? 'DetachFailing' : used.length > 0 ? 'PodHoldsVolume' : 'Detaching';
  const first = failing.length > 0 ? failing : used;
  const ordered = [...first, ...held.filter((one) => !first.includes(one))];
  const long =
    view.waitedMs < LONG_MS ? '' : `. This takes longer than ${LONG_MS / 60_000} minutes: ${adviceFor(reason)}`;
  return { is: 'wait', reason, message: `${attached}: ${listAttachments(ordered)}${long}` };
}

function adviceFor(reason: string): string {
  if (reason === 'PodHoldsVolume') return 'look at the pods that use them';
  return 'look at the log of the driver and its external-attacher';
}

function ofTheDead(held: readonly Held[], view: DetachView): Step {
  const { proof, options, outOfService, confirm } = view;
  const attached = `${volumesAre(held.length)} attached to a Node that has not answered since ${view.life.since}`;
  switch (proof.is) {
    case 'none':
      return {
        is: 'wait',
        reason: 'NoProofOfPowerOff',
        message: `${attached}: ${listAttachments(held)}. Its machine may still write to them. Once it is off for certain: ${confirm}`,
      };
    case 'on':
      return { is: 'wait', reason: 'MachineIsOn', message: `${attached}, and ${proof.says}: ${listAttachments(held)}` };
    case 'invalid':
      return { is: 'block', reason: 'ProofNotValid', message: `${attached}. ${proof.problem}. To go on: ${confirm}` };
    case 'off':
      if (options.outOfService && outOfService === 'no') {
        return { is: 'taint', says: proof.says, annotation: proof.annotation };
      }
      return afterProof(held, view, `${attached}; ${proof.says}`, proof.says);
  }
}

function afterProof(
  held: readonly Held[],
  { options, outOfService }: DetachView,
  attached: string,
  says: string,
): Step {
  const free = held.filter(({ attachment, pods }) => pods.length === 0 && attachment.deletedAt === undefined);
  if (options.forceDetach && free.length > 0) {
    return { is: 'force', says, attachments: free.map(({ attachment }) => attachment) };
  }
  if (outOfService !== 'no') {
    return {
      is: 'wait',
      reason: 'OutOfService',
      message: `${attached}, the Node is out of service: ${listAttachments(held)}`,
    };
  }
  const how = options.forceDetach
    ? 'they are detached once no pod uses them'
    : 'the attach-detach controller detaches them 6 minutes after their pods are gone; the option outOfService makes that sooner';
  return { is: 'wait', reason: 'WaitingForDetach', message: `${attached}: ${how}: ${listAttachments(held)}` };
}
