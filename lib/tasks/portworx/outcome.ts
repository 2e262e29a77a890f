import type { Outcome } from '../../operation/task.ts';
import { reading } from '../reading.ts';
import { type Delay, keepSince, losePatience, sinceWhen } from './step.ts';

export const NOT_INSTALLED = {
  state: 'skipped',
  reason: 'NotInstalled',
  message: 'Portworx is not installed (no core.libopenstorage.org)',
} as const;

/** The definitions are gone, and with them the StorageNodes; data may be where it was. */
export const UNINSTALLED: Outcome = {
  state: 'blocked',
  reason: 'Uninstalled',
  message:
    'core.libopenstorage.org is not served any more, and was when this task began: what is on the node cannot be told. If Portworx has been uninstalled, leave this task out (skip-tasks)',
};

export const READING = reading("reading what there is of Portworx's nodes");

interface Waiting {
  /** What the task's memory says under `since`. */
  readonly since: string | undefined;
  /** What else is to be remembered. */
  readonly memory: Readonly<Record<string, string>>;
  readonly now: number;
  readonly againMs: number;
}

/** Waits, or blocks once patience is lost. Since when it waits for the same thing is part of the memory. */
export function delayed(delay: Delay, { since: kept, memory: others, now, againMs }: Waiting): Outcome {
  const { patienceMs } = delay;
  const since = sinceWhen(kept, delay.reason, now);
  const { is, reason, message } = losePatience(delay, since, now);
  const memory = patienceMs === undefined ? others : { ...others, since: keepSince(reason, since) };
  if (is === 'block') return { state: 'blocked', reason, message, memory };
  const leftMs = patienceMs === undefined ? Infinity : Math.max(1_000, since + patienceMs - now);
  return { state: 'waiting', reason, message, checkAfterMs: Math.min(againMs, leftMs), memory };
}
