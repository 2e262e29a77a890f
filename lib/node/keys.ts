/** Every key that we write on a Node, from one prefix. */
export interface NodeKeys {
  readonly prefix: string;
  readonly finalizer: string;
  readonly skipCleanup: string;
  readonly skipTasks: string;
  readonly cleanupStatus: string;
  readonly terminatingTaint: string;
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
    cleanupStatus: `${prefix}/cleanup-status`,
    terminatingTaint: `${prefix}/terminating`,
    optOut: `${prefix}/exclude`,
  };
}
