import type { NodeKeys } from '../node/keys.ts';
import { readSkipTasks } from '../node/skip.ts';
import { cut } from '../operation/text.ts';

type Annotations = Readonly<Record<string, string>>;

/** As much as an Event's note has room for, beside who and what. */
const LONGEST = 500;

/** Why, in the words of whoever skips; undefined when nothing is said. */
export function skipReason(annotations: Annotations, keys: NodeKeys): string | undefined {
  const reason = (annotations[keys.skipReason] ?? '').trim();
  return reason === '' ? undefined : cut(reason, LONGEST);
}

/** The same, where it is tasks that are skipped: without a skip, a reason says nothing. */
export function reasonToSkipTasks(annotations: Annotations, keys: NodeKeys): string | undefined {
  return readSkipTasks(annotations[keys.skipTasks]).length > 0 ? skipReason(annotations, keys) : undefined;
}
