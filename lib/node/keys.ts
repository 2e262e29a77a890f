/** Every key that we write on a Node, from one prefix. */
export interface NodeKeys {
  readonly prefix: string;
  readonly finalizer: string;
  readonly skipCleanup: string;
  readonly skipTasks: string;
  /** Why whoever set skipCleanup or skipTasks did so, in their own words. */
  readonly skipReason: string;
  readonly cleanupStatus: string;
  /** Who made the Node unschedulable, when it was us: an undo must never take off somebody else's cordon. */
  readonly cordonedBy: string;
  readonly terminatingTaint: string;
  /** The machine of a Node that was removed, registered again. */
  readonly returnedTaint: string;
  /** On a NodeCleanup: `true` lets a held removal begin. */
  readonly releaseHold: string;
  /** Somebody's word that the machine is off: an RFC 3339 time and who says so. */
  readonly confirmedOff: string;
  /** Who put the out-of-service taint, when it was us: somebody else's is not ours to take off. */
  readonly outOfServiceBy: string;
  /** A label: `true` means that the Node never gets our finalizer. */
  readonly optOut: string;
}

export const DEFAULT_PREFIX = 'infra.894.io';

export function nodeKeys(prefix: string = DEFAULT_PREFIX): NodeKeys {
  return {
    prefix,
    finalizer: `${prefix}/node-cleanup`,
    skipCleanup: `${prefix}/skip-cleanup`,
    skipTasks: `${prefix}/skip-tasks`,
    skipReason: `${prefix}/skip-reason`,
    cleanupStatus: `${prefix}/cleanup-status`,
    cordonedBy: `${prefix}/cordoned-by`,
    terminatingTaint: `${prefix}/terminating`,
    returnedTaint: `${prefix}/returned`,
    releaseHold: `${prefix}/release-hold`,
    confirmedOff: `${prefix}/confirmed-off`,
    outOfServiceBy: `${prefix}/out-of-service-by`,
    optOut: `${prefix}/exclude`,
  };
}
