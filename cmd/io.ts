import { INTERRUPTED } from './report-failure.ts';

/** What a command may use of the process that it runs in. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Env;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Output {
  write(text: string): unknown;
}

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The real process. The first SIGINT or SIGTERM asks a command to come to its end; the second ends the process, since
 * whoever asks twice does not want to wait.
 */
export function processIo(process: NodeJS.Process): Io {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return { stdout: process.stdout, stderr: process.stderr, env: process.env, signal: stop.signal };
}

/** `explain NODE | head -1` closes our output: nobody reads on, and what the command does is done all the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
