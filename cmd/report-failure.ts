import { ApiError, ConnectionError, isForbidden, isUnauthorized } from '../lib/kube/errors.ts';
import { FAILURES } from '../lib/telemetry/catalogue/failures.ts';
import { Failure } from '../lib/telemetry/failure.ts';
import type { Io } from './io.ts';

/** What shells give for Ctrl-C. */
export const INTERRUPTED = 130;

/**
 * Says on stderr what went wrong, in one line where it is something that a person can act on, and gives the exit
 * status. What nobody expected keeps its name, and with DEBUG set its stack.
 */
export function reportFailure(error: unknown, { stderr, env, signal }: Pick<Io, 'stderr' | 'env' | 'signal'>): number {
  const failure = asFailure(error);
  if (failure === undefined && signal.aborted) {
    stderr.write('error: INTERRUPTED: stopped before the end\n');
    return INTERRUPTED;
  }
  stderr.write(`error: ${failure === undefined ? describe(error) : `${failure.code}: ${failure.message}`}\n`);
  if (env.DEBUG && error instanceof Error && error.stack !== undefined) stderr.write(`${error.stack}\n`);
  else if (failure === undefined) stderr.write('This was not expected. DEBUG=1 shows where it comes from.\n');
  return failure === undefined ? 1 : FAILURES[failure.code].exit;
}

/** What the cluster answers, in the words of the catalogue; undefined for what it does not know. */
export function asFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (error instanceof ConnectionError) {
    if (error.cause instanceof Failure) return error.cause;
    return new Failure('API_UNREACHABLE', `the API server does not answer: ${error.message}`, { cause: error });
  }
  if (isUnauthorized(error)) {
    const message = `the API server does not accept the credentials: ${error.message}`;
    return new Failure('RIGHTS_MISSING', message, { cause: error });
  }
  if (isForbidden(error)) return new Failure('RIGHTS_MISSING', error.message, { cause: error });
  if (error instanceof ApiError) return new Failure('API_ERROR', error.message, { cause: error });
  return undefined;
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : `UNEXPECTED: ${String(error)}`;
