/** What the task must know again after a restart. */
export interface JobMemory {
  /** The uid of the Job that we made, or found and took for ours. */
  readonly job?: string | undefined;
  /** The uid of the Job that has succeeded: nothing is left to do but to say so. */
  readonly succeeded?: string | undefined;
  /** The uid of the Job that has failed. */
  readonly failed?: string | undefined;
  /** What its pods left behind, for people: they may be gone sooner than the question is asked. */
  readonly words?: string | undefined;
  /** How often a Job that had neither failed nor succeeded was gone. */
  readonly vanished?: number | undefined;
}

export function readMemory(memory: Readonly<Record<string, string>> = {}): JobMemory {
  const { job, succeeded, failed, words, vanished } = memory;
  return { job, succeeded, failed, words, vanished: Number(vanished) || undefined };
}

export function writeMemory(memory: JobMemory): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(memory).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
