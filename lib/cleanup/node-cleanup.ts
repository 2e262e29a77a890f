import { createHash } from 'node:crypto';
import type { Resource } from '../kube/resource.ts';
import { type NodeKeys, nodeKeys } from '../node/keys.ts';
import type { Machine } from '../node/machine.ts';
import type { Life } from '../node/readiness.ts';
import type { Plan } from '../operation/plan.ts';
import type { TaskRecord } from '../operation/record.ts';
import { type Course, isHeld as isOperationHeld } from '../operation/state.ts';

export const NODE_CLEANUPS: Resource = {
  group: 'infra.894.io',
  version: 'v1alpha1',
  plural: 'nodecleanups',
  kind: 'NodeCleanup',
  namespaced: false,
};

/** For a record of which nobody knows how it began. */
export const DEFAULT_DEAD_AFTER_MS = 300_000;

export const PHASES = [
  'Pending',
  'Held',
  'Running',
  'Blocked',
  'Releasing',
  'Finishing',
  'Completed',
  'Skipped',
] as const;
/**
 * Held: too many removals have begun of late, and it waits for its turn. Running and Blocked are before the pivot. Releasing: our finalizer is off, somebody else's still holds the Node.
 * Finishing: the Node is gone, tasks after it are left. Completed and Skipped are final.
 */
export type Phase = (typeof PHASES)[number];

/** The record of one removal, bound to one Node object by uid. Times are RFC 3339. */
export interface NodeCleanup {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly createdAt: string;
  /** The annotation that lets a held removal begin is set, to exactly `true`. */
  readonly releaseHold: boolean;
  readonly spec: NodeCleanupSpec;
  readonly status: NodeCleanupStatus;
}

export interface NodeCleanupSpec {
  readonly nodeName: string;
  readonly nodeUID: string;
  /** Its label kubernetes.io/hostname, where that is not its name. */
  readonly hostname?: string | undefined;
  /** When the deletion of the Node was asked for. */
  readonly requestedAt: string;
  /** The finalizer that this removal holds. */
  readonly finalizer: string;
  /** How long the Node must not have been Ready to count as dead, in milliseconds. */
  readonly deadAfterMs: number;
  /** The machine that the Node was, as far as it was known. */
  readonly machine?: Machine | undefined;
  /** As it was when the removal began; a changed configuration does not change it. */
  readonly plan: Plan;
}

export interface NodeCleanupStatus {
  readonly phase: Phase;
  readonly tasks: readonly TaskRecord[];
  readonly message?: string | undefined;
  /** The task that holds things up now. */
  readonly currentTask?: string | undefined;
  /** Who asked for the deletion, as far as Events tell. */
  readonly requestedBy?: string | undefined;
  readonly releasedAt?: string | undefined;
  /** When the Node was seen to be gone. */
  readonly nodeGoneAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly skippedAt?: string | undefined;
  /** The field manager that set the skip annotation, and when. */
  readonly skippedBy?: string | undefined;
  /** Why it, or tasks, were skipped, in the words of whoever did. */
  readonly skipReason?: string | undefined;
  readonly foreignFinalizers?: readonly string[] | undefined;
  /** Whether the Node could do its part when it was last looked at, and since when. */
  readonly node?: Life | undefined;
  /** That it had to wait before it began. */
  readonly hold?: Hold | undefined;
  /** That the machine came back after the Node was gone. */
  readonly returned?: Returned | undefined;
  readonly conditions: readonly Condition[];
}

export interface Hold {
  readonly since: string;
  /** The rule that it waits for, for people. */
  readonly why: string;
  /** In the queue, from 1, when it was last looked at; only while it waits. */
  readonly position?: number | undefined;
  /** When it was let go. */
  readonly releasedAt?: string | undefined;
  /** Who or what let it go. */
  readonly releasedBy?: string | undefined;
}

/** The Node as which a machine registered again. */
export interface Returned {
  readonly nodeName: string;
  readonly nodeUID: string;
  /** When it was noticed. */
  readonly at: string;
}

export interface Condition {
  readonly type: 'Completed' | 'Blocked' | 'Progressing';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

export const isFinished = (cleanup: NodeCleanup): boolean =>
  cleanup.status.phase === 'Completed' || cleanup.status.phase === 'Skipped';

type Moments = Pick<NodeCleanupStatus, 'hold' | 'releasedAt' | 'nodeGoneAt' | 'skippedAt'>;

/** As the engine has it, to which the Node's end is the pivot. */
export const courseOf = ({ hold, releasedAt, nodeGoneAt, skippedAt }: Moments): Course => ({
  heldAt: ms(hold?.since),
  letGoAt: ms(hold?.releasedAt),
  releasedAt: ms(releasedAt),
  pivotedAt: ms(nodeGoneAt),
  skippedAt: ms(skippedAt),
});

/** Whether it waits to begin; whatever has let its Node go has ended that. */
export const isHeld = (status: Moments & Pick<NodeCleanupStatus, 'finishedAt'>): boolean =>
  status.finishedAt === undefined && isOperationHeld(courseOf(status));

/** A time that cannot be read is still the time of something that has happened. */
const ms = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time));

/** The keys of the operator that made the record: its prefix is that of the finalizer. */
export const keysOf = ({ finalizer }: Pick<NodeCleanupSpec, 'finalizer'>): NodeKeys =>
  nodeKeys(finalizer.slice(0, Math.max(0, finalizer.lastIndexOf('/'))));

/** The same for every attempt to create it, different for a Node of the same name that comes back. */
export function nodeCleanupName(nodeName: string, nodeUID: string): string {
  const suffix = createHash('sha256').update(nodeUID).digest('hex').slice(0, 8);
  // A name has at most 253 characters and no part of it may end in a dot or dash.
  return `${nodeName.slice(0, 253 - 9).replace(/[.-]+$/, '')}-${suffix}`;
}
