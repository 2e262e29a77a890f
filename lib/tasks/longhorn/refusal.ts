import { isForbidden, isInvalid } from '../../kube/errors.ts';
import type { Answer } from '../../operation/task.ts';
import { cut } from '../../operation/text.ts';

/** Longhorn's words; what a person can do comes after them. */
const LONGEST_REFUSAL = 640;
const REASON = 'RefusedByLonghorn';

/** Longhorn's own webhook has said no; a right that is missing, or a wrong object, sounds different. */
export const isRefusal = (error: unknown): error is Error =>
  (isForbidden(error) || isInvalid(error)) && /admission webhook|being sync/i.test(error.message);

/** It may say yes the next time. */
export const refusedForNow = (text: string, checkAfterMs: number): Answer => ({
  state: 'waiting',
  reason: REASON,
  message: text,
  checkAfterMs,
});

/** `advice` is in whole sentences. */
export const refusedForGood = (text: string, advice: string): Answer => ({
  state: 'blocked',
  reason: REASON,
  message: `${cut(text, LONGEST_REFUSAL)}. ${advice}`,
});
