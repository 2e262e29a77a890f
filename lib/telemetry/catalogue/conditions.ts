export interface ConditionSpec {
  readonly whenTrue: string;
  readonly whenFalse: string;
}

/** The conditions of a NodeCleanup, for `kubectl wait` and for other controllers. */
export const CONDITIONS = {
  Completed: {
    whenTrue: 'The removal is over; the reason is the phase, `Completed` or `Skipped`.',
    whenFalse: 'It is under way.',
  },
  Blocked: {
    whenTrue: 'A task before the release of the Node needs a person; reason and message are those of the task.',
    whenFalse: 'Nothing needs a person.',
  },
  Progressing: {
    whenTrue: 'It goes on, or waits for something that comes by itself; the reason is the phase.',
    whenFalse: 'It is over, held or blocked, which the reason says.',
  },
} as const satisfies Readonly<Record<string, ConditionSpec>>;
