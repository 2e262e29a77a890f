/** What the value of the skip-cleanup annotation asks for. */
export interface SkipAnswer {
  readonly skip: boolean;
  /** For the person who set it, when the value does not mean what they may think. */
  readonly warning?: string;
}

/** Values that say "no" without any doubt, but may be meant for a switch that is on unless it is switched off. */
const NO: readonly string[] = ['', 'false'];

/**
 * Exactly `true` releases the Node without clean-up. Nothing else does: the annotation gives data up, so a value that
 * merely looks like a yes is answered with a warning and not with a guess.
 */
export function readSkip(key: string, value: string | undefined): SkipAnswer {
  if (value === undefined) return { skip: false };
  if (value === 'true') return { skip: true };
  const means = NO.includes(value) ? 'asks for nothing, as if it were not there' : 'does not skip the clean-up';
  return {
    skip: false,
    warning: `The annotation ${key} has the value ${quote(value)}, which ${means}; only "true" skips.`,
  };
}

/** The names in the skip-tasks annotation: separated by commas or white space, each once. */
export function readSkipTasks(value: string | undefined): readonly string[] {
  return [...new Set((value ?? '').split(/[\s,]+/).filter((name) => name !== ''))];
}

/** An annotation holds up to 256 KiB; a message should not. */
function quote(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}
