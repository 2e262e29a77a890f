import type { PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import type { VolumeAttachment } from '../../kube/storage/volume-attachment.ts';
import type { VerifyOptions } from './options.ts';
import type { GhostPod } from './views.ts';

export interface VerifyView {
  /** Those that only this Node could use. */
  readonly volumes: readonly PersistentVolume[];
  readonly attachments: readonly VolumeAttachment[];
  readonly pods: readonly GhostPod[];
  readonly hasCsiNode: boolean;
  readonly options: VerifyOptions;
  /** Since the Node was seen to be gone. */
  readonly goneMs: number;
}

/** Something of the Node that is still there. */
export interface Leftover {
  /** For people. */
  readonly what: string;
  /** How long after the Node somebody else may yet clean it up; undefined: nobody will. */
  readonly goesUntilMs: number | undefined;
  /** The volume, where we are asked to delete it. */
  readonly deletable?: PersistentVolume | undefined;
}

export type VerifyStep =
  | { readonly is: 'done' | 'wait'; readonly left: readonly Leftover[]; readonly lookAgainMs: number }
  | { readonly is: 'delete'; readonly volumes: readonly PersistentVolume[]; readonly left: readonly Leftover[] };

/** A provisioner that takes longer has most likely given up, or nobody runs it any more. */
export const PROVISIONER_MS = 300_000;
/** The pod garbage collector comes every 20 s, and looks at a Node for 40 s before it believes that it is gone. */
const POD_GC_MS = 120_000;
/** The attach-detach controller waits 6 minutes for a kubelet's word, after the pods are gone. */
const DETACH_MS = 480_000;
const CSI_NODE_MS = 60_000;
/** Controllers take note of a Node's end within seconds; what is listed before is of interest to nobody. */
const FIRST_LIST_MS = 30_000;

export function decide(view: VerifyView): VerifyStep {
  const { goneMs } = view;
  const left = leftovers(view);
  const volumes = left.flatMap(({ deletable }) => (deletable === undefined ? [] : [deletable]));
  if (volumes.length > 0 && goneMs >= PROVISIONER_MS) return { is: 'delete', volumes, left };
  const untilMs = left.map(({ goesUntilMs = FIRST_LIST_MS }) => goesUntilMs - goneMs).filter((ms) => ms > 0);
  return { is: untilMs.length > 0 ? 'wait' : 'done', left, lookAgainMs: Math.min(...untilMs) };
}

/** What is there to stay first: that is what a person may want to look at. */
export function leftovers(view: VerifyView): readonly Leftover[] {
  const { volumes, attachments, pods, hasCsiNode, options } = view;
  const all = [
    ...volumes.map((volume) => volumeLeft(volume, options)),
    ...attachments.map(({ name, volumeName, attacher, detachError }) => ({
      what: `VolumeAttachment ${name} of ${volumeName ?? "a pod's own volume"} (${attacher})${detachError === undefined ? '' : `, detaching fails: ${detachError.slice(0, 120)}`}`,
      goesUntilMs: DETACH_MS,
    })),
    ...pods.map(({ pod, isHeld }) => ({
      what: `pod ${pod}${isHeld ? ', held by finalizers' : ''}`,
      goesUntilMs: POD_GC_MS,
    })),
    ...(hasCsiNode ? [{ what: 'its CSINode', goesUntilMs: CSI_NODE_MS }] : []),
  ];
  return all.toSorted((a, b) => (a.goesUntilMs ?? 0) - (b.goesUntilMs ?? 0));
}

/** Nobody can use the volume any more, since only the gone Node had it. */
function volumeLeft(volume: PersistentVolume, options: VerifyOptions): Leftover {
  const { name, claim, phase, reclaimPolicy, driver, deletedAt, finalizers } = volume;
  const what = `volume ${name}${driver === '' ? '' : ` (${driver})`}`;
  if (deletedAt !== undefined) {
    const held = finalizers.length === 0 ? '' : `, held by ${finalizers.slice(0, 3).join(', ')}`;
    return { what: `${what}, being deleted since ${deletedAt}${held}`, goesUntilMs: DETACH_MS };
  }
  if (phase === 'Bound') return { what: `${what}, bound to ${claim ?? 'a claim'}`, goesUntilMs: undefined };
  if (phase !== 'Released' || reclaimPolicy !== 'Delete') {
    return { what: `${what}, ${phase || 'without a phase'}, reclaim policy ${reclaimPolicy}`, goesUntilMs: undefined };
  }
  const isOurs = options.deleteReleased && options.cleanDrivers.has(driver);
  return { what: `${what}, Released`, goesUntilMs: PROVISIONER_MS, ...(isOurs ? { deletable: volume } : {}) };
}

/** What a message has room for; the others are counted. */
const NAMED = 6;

export function listLeftovers(left: readonly Leftover[]): string {
  const more = left.length - NAMED;
  const named = left.slice(0, NAMED).map(({ what }) => what);
  return `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
