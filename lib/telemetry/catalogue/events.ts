/** One kind of Kubernetes Event: everything that its writer and the documentation need to know of it. */
export interface EventSpec {
  /** Why, for machines: UpperCamelCase, at most 128 characters; what `kubectl get events` shows as REASON. */
  readonly reason: string;
  /** Warning: somebody should look. */
  readonly type: 'Normal' | 'Warning';
  /** What was done or tried, for machines: UpperCamelCase, at most 128 characters. */
  readonly action: string;
  /** When it is recorded, and what a person can do about it. */
  readonly describe: string;
}

/** Every Event that the product records on a Node, a NodeCleanup or the Secret of its certificate, by its key. */
export const EVENTS = {
  FinalizerAdded: {
    reason: 'FinalizerAdded',
    type: 'Normal',
    action: 'GuardNode',
    describe: 'A Node that had joined without our finalizer was given it.',
  },
  CleanupStarted: {
    reason: 'CleanupStarted',
    type: 'Normal',
    action: 'StartCleanup',
    describe: 'The deletion of the Node was asked for; the note names the tasks that run before it goes.',
  },
  CleanupHeld: {
    reason: 'CleanupHeld',
    type: 'Warning',
    action: 'HoldCleanup',
    describe:
      'So many removals have begun of late that this one waits (`cleanup.brake.hold`); nothing of its plan has run. It ' +
      'begins in its turn, or at once when its NodeCleanup is given the annotation infra.894.io/release-hold: "true".',
  },
  CleanupWaiting: {
    reason: 'CleanupWaiting',
    type: 'Normal',
    action: 'RunTask',
    describe: 'A task waits for something that needs no person; the note names the task and what it waits for.',
  },
  CleanupTaskDone: {
    reason: 'CleanupTaskDone',
    type: 'Normal',
    action: 'RunTask',
    describe: 'A task that people had been told of as waiting, blocked or failing has come to an end.',
  },
  CleanupBlocked: {
    reason: 'CleanupBlocked',
    type: 'Warning',
    action: 'RunTask',
    describe: 'A task cannot go on without a person, since data could be lost. `explain NODE` says how to get out.',
  },
  CleanupTaskFailed: {
    reason: 'CleanupTaskFailed',
    type: 'Warning',
    action: 'RunTask',
    describe: 'A task failed with an error and will be tried again, later and later.',
  },
  NodeDead: {
    reason: 'NodeDead',
    type: 'Warning',
    action: 'WatchNode',
    describe: 'A Node that is being removed was not Ready for so long that it counts as dead (`cleanup.deadAfter`).',
  },
  NodeAlive: {
    reason: 'NodeAlive',
    type: 'Normal',
    action: 'WatchNode',
    describe: 'A Node that is being removed counted as dead and is Ready again.',
  },
  CleanupDeadlineExceeded: {
    reason: 'CleanupDeadlineExceeded',
    type: 'Warning',
    action: 'EnforceDeadline',
    describe: 'A task or the whole cleanup missed its deadline. The note says whether it blocks or was given up.',
  },
  TaskSkippedByAnnotation: {
    reason: 'TaskSkippedByAnnotation',
    type: 'Normal',
    action: 'SkipTask',
    describe: 'A task was left out because the annotation infra.894.io/skip-tasks names it.',
  },
  SkipAnnotationInvalid: {
    reason: 'SkipAnnotationInvalid',
    type: 'Warning',
    action: 'ReadAnnotation',
    describe:
      'The annotation infra.894.io/skip-cleanup has another value than "true" and is not obeyed, since it gives data up: ' +
      'not "True", "1" or "yes"; "false" and an empty value ask for nothing. Or infra.894.io/skip-tasks names ' +
      'tasks that the plan does not have.',
  },
  CleanupSkipped: {
    reason: 'CleanupSkipped',
    type: 'Warning',
    action: 'SkipCleanup',
    describe:
      'The Node was released at once because of the annotation infra.894.io/skip-cleanup: "true"; what was not cleaned ' +
      'up stays behind. The note says who set it, as far as is known.',
  },
  RemovedMachineReturned: {
    reason: 'RemovedMachineReturned',
    type: 'Warning',
    action: 'WatchNode',
    describe:
      'A Node registered that is the machine of a removed one, by its system UUID, machine ID or provider ID; the note ' +
      'names the removal. The same boot ID means that its kubelet was restarted and the machine never rebooted.',
  },
  NodeReleased: {
    reason: 'NodeReleased',
    type: 'Normal',
    action: 'ReleaseNode',
    describe: 'Our finalizer was removed from the Node.',
  },
  ForeignFinalizers: {
    reason: 'ForeignFinalizers',
    type: 'Normal',
    action: 'ReleaseNode',
    describe: 'We are done, but finalizers of others still hold the Node; the note names them. We never touch them.',
  },
  CertificateRenewed: {
    reason: 'CertificateRenewed',
    type: 'Normal',
    action: 'RenewCertificate',
    describe:
      'The operator has made a new serving certificate (`tls.mode: self-managed`); on the Secret that holds it. The note ' +
      'says until when it is valid.',
  },
  AuthorityRenewed: {
    reason: 'AuthorityRenewed',
    type: 'Normal',
    action: 'RenewCertificate',
    describe: 'The operator has made a new authority for its certificates; webhooks trust the one before as well.',
  },
  CertificateProblem: {
    reason: 'CertificateProblem',
    type: 'Warning',
    action: 'RenewCertificate',
    describe:
      'The certificate cannot be renewed, or the caBundle of a webhook cannot be put in place; the note says what is ' +
      'missing. The operator goes on trying, and serves what it has.',
  },
} as const satisfies Readonly<Record<string, EventSpec>>;

export type EventKey = keyof typeof EVENTS;
