import { type JsonObject, listAt, numberAt, stringAt } from './json.ts';

/** The API server answered with an error: its Status, without the request (which may hold secrets). */
export class ApiError extends Error {
  /** HTTP status code; for an ERROR event in a watch the Status' own code. */
  readonly code: number;
  /** Status.reason, for instance `NotFound`; '' when the answer was not a Status. */
  readonly reason: string;
  /** From the Retry-After header, else Status.details.retryAfterSeconds. */
  readonly retryAfterSeconds: number | undefined;
  /** The whole Status, for causes and details. */
  readonly status: JsonObject;

  constructor(what: string, code: number, status: JsonObject, retryAfterSeconds?: number) {
    super(`${what}: ${stringAt(status, 'message') || `HTTP ${code}`}`);
    this.name = 'ApiError';
    this.code = code;
    this.reason = stringAt(status, 'reason') ?? '';
    this.retryAfterSeconds = retryAfterSeconds ?? numberAt(status, 'details', 'retryAfterSeconds');
    this.status = status;
  }

  /** Status.details.causes with the given reason, for instance `DisruptionBudget`. */
  causes(reason: string): readonly string[] {
    return listAt(this.status, 'details', 'causes')
      .filter((cause) => stringAt(cause, 'reason') === reason)
      .map((cause) => stringAt(cause, 'message') ?? '');
  }
}

/** No answer, or not one of an API server: refused, reset, timed out, TLS failure, cut off, not JSON. */
export class ConnectionError extends Error {
  /**
   * Node's or undici's code, for instance ECONNREFUSED; ours are `TIMEOUT` (the deadline), `NOT_JSON`, `CUT_OFF` (the
   * middle of a line was the end) and `CREDENTIALS` (they cannot be read; the cause is a Failure).
   */
  readonly code: string;

  constructor(what: string, code: string, cause: unknown) {
    // Several failed addresses make an AggregateError, whose message is empty.
    super(`${what}: ${(cause instanceof Error ? cause.message : String(cause)) || code}`, { cause });
    this.name = 'ConnectionError';
    this.code = code;
  }
}

const hasCode =
  (...codes: readonly number[]) =>
  (error: unknown): error is ApiError =>
    error instanceof ApiError && codes.includes(error.code);

const hasReason = (error: unknown, reason: string): error is ApiError =>
  error instanceof ApiError && error.reason === reason;

export const isNotFound = hasCode(404);
export const isUnauthorized = hasCode(401);
export const isForbidden = hasCode(403);
/** 422: the object, as it would be, is not valid. Also the answer to a patch with another object's uid. */
export const isInvalid = hasCode(422);
/** 410 Gone / Expired: the resourceVersion or continue token is too old. */
export const isGone = hasCode(410);
export const isTooManyRequests = hasCode(429);
export const isServerError = (error: unknown): error is ApiError => error instanceof ApiError && error.code >= 500;
/** 409 because somebody changed the object (or a precondition did not hold); not because it exists. */
export const isConflict = (error: unknown): error is ApiError => hasReason(error, 'Conflict');
export const isAlreadyExists = (error: unknown): error is ApiError => hasReason(error, 'AlreadyExists');
