import { ApiError, ConnectionError } from '../errors.ts';
import type { WatchEnd } from './watch-session.ts';

/** What to do after a watch or a list has ended. */
export interface Verdict {
  /** For the metric `reflector_watches_total`. */
  readonly end:
    | 'closed'
    | 'overdue'
    | 'stalled'
    | 'gone'
    | 'refused'
    | 'throttled'
    | 'rejected'
    | 'error'
    | 'connection';
  /** Whether the last resourceVersion is of no use any more. */
  readonly relist: boolean;
  /** Whether to wait before the next attempt. */
  readonly backoff: boolean;
  /** The server asks for at least this much. */
  readonly retryAfterMs: number;
}

/** This many failures at one resourceVersion, and something may be wrong with what follows it. */
const SUSPICIOUS_FAILURES = 3;

/**
 * `failures` counts the attempts in a row, this one included, without progress. The rules are those of client-go's
 * reflector (https://github.com/kubernetes/client-go/blob/master/tools/cache/reflector.go), with one difference: a
 * server that fails does not have to send everything again at once.
 */
export function judge(end: WatchEnd, failures: number): Verdict {
  if (end.kind !== 'failed') return { end: end.kind, relist: false, backoff: false, retryAfterMs: 0 };
  const { error } = end;
  const stuck = failures >= SUSPICIOUS_FAILURES;
  if (!(error instanceof ApiError)) {
    const garbled = error instanceof ConnectionError && (error.code === 'NOT_JSON' || error.code === 'CUT_OFF');
    return { end: 'connection', relist: garbled && stuck, backoff: true, retryAfterMs: 0 };
  }
  const retryAfterMs = (error.retryAfterSeconds ?? 0) * 1_000;
  const verdict = { backoff: true, retryAfterMs };
  // The resourceVersion is compacted, or of a future that a restored etcd does not know.
  if (error.code === 410 || error.reason === 'Expired' || isTooLargeResourceVersion(error)) {
    return { ...verdict, end: 'gone', relist: true };
  }
  if (error.code === 429) return { ...verdict, end: 'throttled', relist: false };
  if (error.code === 401 || error.code === 403) return { ...verdict, end: 'refused', relist: false };
  if (error.code >= 500) return { ...verdict, end: 'error', relist: stuck };
  return { ...verdict, end: 'rejected', relist: true };
}

/** https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go: IsTooLargeResourceVersion */
export const isTooLargeResourceVersion = (error: ApiError): boolean =>
  error.reason === 'Timeout' &&
  (error.causes('ResourceVersionTooLarge').length > 0 || error.message.includes('Too large resource version'));

/** A server without watch-list streaming does not know its parameters: before 1.27, or with the feature off. */
export const isStreamRejected = (end: WatchEnd): boolean =>
  end.kind === 'failed' && end.error instanceof ApiError && (end.error.code === 400 || end.error.code === 422);

/** It began and did not come to the end of what it promised; an answer below 500 would be the same for a list. */
export const isStreamBroken = (end: WatchEnd): boolean =>
  end.kind !== 'failed' || !(end.error instanceof ApiError) || end.error.code >= 500;
