import type { Plan } from '../operation/plan.ts';

/** The configuration after reading, checking and filling in the defaults. */
export interface Config {
  /** Of the finalizer, annotations and taint. */
  readonly prefix: string;
  /** A Kubernetes label selector; '' selects every Node. Which Nodes get the finalizer. */
  readonly nodeSelector: string;
  readonly cleanup: CleanupConfig;
}

export interface CleanupConfig {
  /** How many Nodes are worked on at the same time. */
  readonly concurrency: number;
  /** How long a finished NodeCleanup is kept, in milliseconds. */
  readonly keepFinishedMs: number;
  /** A Node that is not Ready for so long, in milliseconds, counts as dead. */
  readonly deadAfterMs: number;
  readonly plan: Plan;
}
