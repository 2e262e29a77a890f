import { basename, relative } from 'node:path';
import { quoted } from '../lib/cleanup/explain/shell.ts';
import { PROGRAM } from './help.ts';
import type { Io } from './io.ts';
import { INTERRUPTED } from './report-failure.ts';

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
  const { stdout, stderr, env, argv } = process;
  return { stdout, stderr, env, program: programOf(argv[1] ?? '', process.cwd()), signal: stop.signal };
}

/** As installed, or the file that Node was given, as short as it can be written. */
export function programOf(file: string, cwd: string): string {
  if (basename(file) === PROGRAM || file === '') return PROGRAM;
  const nearby = relative(cwd, file);
  return `node ${quoted(nearby.startsWith('..') ? file : nearby)}`;
}

/** `explain NODE | head -1` closes our output: nobody reads on, and what the command does is done all the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
