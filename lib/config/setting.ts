/** One setting of a process, as data: what reads it, what explains it. A flag is stronger than its variable. */
export interface Setting {
  /** The flag, without dashes. */
  readonly name: string;
  /** What stands for the value in the help. */
  readonly value: string;
  readonly description: string;
  /** The environment variable; an empty one counts as not set. */
  readonly env?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
}
