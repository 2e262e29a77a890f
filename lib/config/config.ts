import type { Plan } from '../operation/plan.ts';
import type { Share } from './share.ts';

/** The configuration after reading, checking and filling in the defaults. */
export interface Config {
  /** Of the finalizer, annotations and taint. */
  readonly prefix: string;
  /** A Kubernetes label selector; '' selects every Node. Which Nodes get the finalizer. */
  readonly nodeSelector: string;
  readonly guard: GuardConfig;
  readonly cleanup: CleanupConfig;
}

/** Who may let a Node go without its clean-up. */
export interface GuardConfig {
  /** User names that may do everything: the operator's own. */
  readonly operators: readonly string[];
  /** With both empty, everybody but kubelets. */
  readonly skip: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Whether a skip needs a reason. */
  readonly requireReason: boolean;
}

export interface CleanupConfig {
  /** How many Nodes are worked on at the same time. */
  readonly concurrency: number;
  /** How long a finished NodeCleanup is kept, in milliseconds. */
  readonly keepFinishedMs: number;
  /** A Node that is not Ready for so long, in milliseconds, counts as dead. */
  readonly deadAfterMs: number;
  readonly brake: BrakeConfig;
  /** What happens when the machine of a removed Node registers again, beside a Warning Event. */
  readonly returnedMachines: 'warn' | 'taint';
  readonly plan: Plan;
}

export interface BrakeConfig {
  /** So many removals may begin within that time; undefined: no removal is ever held. */
  readonly hold:
    | {
        readonly above: Share;
        readonly withinMs: number;
        /** Whatever `above` comes to. */
        readonly atLeast: number;
      }
    | undefined;
  /** So many removals may be at work that moves data; one always may. */
  readonly storage: {
    readonly max: Share;
    /** A label of Nodes: `max` counts for each of its values; '' for all Nodes together. */
    readonly per: string;
  };
}
