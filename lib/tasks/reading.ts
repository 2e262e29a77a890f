import type { Answer } from '../operation/task.ts';

const AGAIN_AFTER_MS = 1_000;

/** What there is has not been read yet, or is not what was read any more; `message` says of what. */
export const reading = (message: string): Answer => ({
  state: 'waiting',
  reason: 'Reading',
  message,
  checkAfterMs: AGAIN_AFTER_MS,
});
