import pino from 'pino';
import type { Logger } from './log.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines on standard output: `level`, `time` (RFC 3339), `msg` and the fields. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    // Synchronous: nothing that was logged is lost when the process is killed.
    pino.destination({ dest: 1, sync: true }),
  );
}

/** An error without its request: bodies and headers can hold secrets. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return { name: error.name, message: error.message, ...code, ...cause, stack: error.stack };
}
