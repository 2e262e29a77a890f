import type { OnTimeout } from '../../operation/plan.ts';
import type { TaskState } from '../../operation/record.ts';
import type { Phase } from '../node-cleanup.ts';

/**
 * Why a Node is as it is: what `explain NODE -o json` prints (docs/commands.md). Fields are added, never renamed and
 * never given another meaning within a `version`. Times are RFC 3339; what does not apply is absent.
 */
export interface Explanation {
  readonly kind: 'NodeExplanation';
  readonly version: 1;
  readonly node: string;
  readonly observedAt: string;
  readonly situation: Situation;
  /** A person, or somebody else's controller, must act before it goes on: exit status 3. */
  readonly blocks: boolean;
  /** The answer in one sentence. */
  readonly summary: string;
  readonly blockers: readonly Blocker[];
  /** The Node; absent when there is none, or when it could not be read. */
  readonly object?: NodeView | undefined;
  /** The record of the removal that this is about. */
  readonly removal?: RemovalView | undefined;
  readonly tasks: readonly TaskView[];
  /** What would happen if the Node were deleted now; only while it is not, and our finalizer guards it. */
  readonly forecast?: ForecastView | undefined;
  /** Only while our finalizer holds the Node. */
  readonly pods?: PodsView | undefined;
  readonly operator: OperatorView;
  /** Records of other Nodes that bore this name. */
  readonly earlier: readonly EarlierView[];
  /** What a person should know, beside what blocks. */
  readonly notes: readonly string[];
  /** What could not be read, and why. */
  readonly unseen: readonly Unseen[];
  /** Safest first. */
  readonly waysOut: readonly WayOut[];
}

/**
 * Guarded, Unguarded: it is not being deleted, with and without our finalizer. Removing: it is being deleted and our
 * finalizer holds it. LetGo: it is being deleted and our finalizer does not hold it. Finishing: it is gone and its
 * record is not closed. Finished: it is gone and nothing is left to do. Unknown: the Node could not be read.
 */
export type Situation = 'Guarded' | 'Unguarded' | 'Removing' | 'LetGo' | 'Finishing' | 'Finished' | 'Unknown';

export interface Blocker {
  readonly by: 'Task' | 'Operator' | 'Finalizer' | 'CustomResourceDefinition' | 'Rights' | 'Brake';
  /** Of the task, Lease, finalizer or CustomResourceDefinition; who lacks rights; the NodeCleanup that the brake holds. */
  readonly name: string;
  /** UpperCamelCase, for machines. */
  readonly reason: string;
  readonly message: string;
  readonly since?: string | undefined;
}

export interface NodeView {
  readonly uid: string;
  readonly createdAt: string;
  readonly deletedAt?: string | undefined;
  /** Our finalizer is on it. */
  readonly guarded: boolean;
  /** The label that keeps our finalizer away is `true`. */
  readonly optedOut: boolean;
  readonly finalizers: readonly FinalizerView[];
  readonly ready: { readonly status: string; readonly since: string };
  readonly unschedulable: boolean;
  /** It has our taint. */
  readonly tainted: boolean;
  /** The value of the skip-cleanup annotation. */
  readonly skipCleanup?: string | undefined;
  readonly skipTasks: readonly string[];
}

export interface FinalizerView {
  readonly name: string;
  readonly ours: boolean;
  /** Whose it is, where that is well known. */
  readonly owner?: string | undefined;
  readonly waitsFor?: string | undefined;
}

export interface RemovalView {
  /** Of the NodeCleanup. */
  readonly name: string;
  readonly nodeUID: string;
  readonly phase: Phase;
  readonly message?: string | undefined;
  readonly currentTask?: string | undefined;
  readonly requestedAt: string;
  readonly requestedBy?: string | undefined;
  readonly startedAt: string;
  readonly releasedAt?: string | undefined;
  readonly nodeGoneAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly skippedAt?: string | undefined;
  readonly skippedBy?: string | undefined;
  /** Why it, or tasks, were skipped, in the words of whoever did. */
  readonly skipReason?: string | undefined;
  /** That it had to wait, or waits, before it begins. */
  readonly hold?: HoldView | undefined;
  /** For everything before the Node goes. */
  readonly deadline?: DeadlineView | undefined;
}

export interface HoldView {
  readonly since: string;
  /** The rule that it waits for. */
  readonly why: string;
  /** In the queue, from 1, while it waits. */
  readonly position?: number | undefined;
  readonly releasedAt?: string | undefined;
  readonly releasedBy?: string | undefined;
}

export interface TaskView {
  readonly name: string;
  /** The kind of task, for instance `drain`; '' when the plan does not have it. */
  readonly task: string;
  readonly stage: 'before' | 'after' | 'moment';
  readonly moment?: string | undefined;
  readonly state: TaskState;
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  /** Runs that failed in a row. */
  readonly attempts: number;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly nextAttemptAt?: string | undefined;
  /** What the task has changed outside of the record, or was about to. */
  readonly changes?: readonly string[] | undefined;
  /** Tasks that must be over first and are not. */
  readonly waitsFor: readonly string[];
  /** Absent when it has none, or when the task is over. */
  readonly deadline?: DeadlineView | undefined;
}

export interface ForecastView {
  /** The file that the plan was read from, or `defaults`. */
  readonly plan: string;
  readonly tasks: readonly TaskForecast[];
  readonly rights: RightsView;
}

export interface TaskForecast {
  readonly name: string;
  readonly task: string;
  readonly stage: 'before' | 'after' | 'moment';
  readonly moment?: string | undefined;
  /** Waiting: it would have to do something, or to wait. Unknown: it could not look. */
  readonly answer: 'Done' | 'Waiting' | 'Blocked' | 'Skipped' | 'Unknown';
  readonly reason?: string | undefined;
  readonly message: string;
  /** One for each pod, volume or other object that matters. */
  readonly details?: readonly string[] | undefined;
}

export interface RightsView {
  /** Whose rights were looked at. */
  readonly of: string;
  readonly missing: readonly { readonly right: string; readonly tasks: readonly string[] }[];
  /** Why they could not be looked at. */
  readonly unknown?: string | undefined;
}

export interface DeadlineView {
  /** A Go duration. */
  readonly after: string;
  /** Absent while it has not begun. */
  readonly at?: string | undefined;
  readonly missed: boolean;
  readonly onTimeout: OnTimeout;
  /** For people. */
  readonly meaning: string;
}

export interface PodsView {
  /** They must be gone before the drain is done; those that need a person first. */
  readonly left: readonly PodView[];
  /** From when on those that are left are deleted, past their budgets: option `forceAfter` of the drain. */
  readonly forcedAt?: string | undefined;
  /** They stay, and nobody waits for them. */
  readonly staying: {
    readonly daemonSet: number;
    readonly mirror: number;
    readonly finished: number;
    readonly skipPods: number;
  };
}

export interface PodView {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** UpperCamelCase, for machines. */
  readonly reason: PodReason;
  readonly message: string;
  /** What would get it moving, when only a person can. */
  readonly remedy?: string | undefined;
  /** The PodDisruptionBudgets that refuse its eviction. */
  readonly budgets: readonly string[];
  readonly finalizers: readonly string[];
}

export type PodReason =
  | 'MoreThanOneBudget'
  | 'BudgetAllowsNoDisruption'
  | 'BudgetNotComputable'
  | 'UnmanagedPod'
  | 'LocalData'
  | 'DisruptionBudget'
  | 'TerminatingTooLong'
  | 'Terminating'
  | 'KubeletDead'
  | 'BeingCreated'
  | 'ToBeEvicted'
  | 'NotItsTurn';

export interface OperatorView {
  readonly state: 'Alive' | 'NotAlive' | 'Unknown';
  readonly message: string;
  readonly leases: readonly LeaseView[];
}

export interface LeaseView {
  readonly namespace: string;
  readonly name: string;
  /** Absent when it was released. */
  readonly holder?: string | undefined;
  /** By the holder's clock. */
  readonly renewedAt: string;
  /** By our clock; negative when the holder's clock is ahead. */
  readonly ageSeconds: number;
  readonly holdsForSeconds: number;
}

export interface EarlierView {
  /** Of the NodeCleanup. */
  readonly name: string;
  readonly nodeUID: string;
  readonly phase: Phase;
  readonly requestedAt: string;
  readonly message?: string | undefined;
}

export interface Unseen {
  /** What the explanation lacks. */
  readonly what: string;
  /** For instance `list pods is not allowed`. */
  readonly why: string;
}

export interface WayOut {
  readonly title: string;
  /** To be copied and pasted. */
  readonly commands: readonly string[];
  readonly givesUp: 'nothing' | 'one task' | 'the clean-up';
}
