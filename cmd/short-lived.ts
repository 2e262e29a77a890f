import { setFlagsFromString } from 'node:v8';
import type { Command } from './command.ts';
import type { CommandEntry } from './dispatch.ts';

/**
 * A command that is over in seconds. What V8 still optimises in the background when a process ends may keep that from ending,
 * for ever and deaf to SIGTERM (https://github.com/nodejs/node/issues/54918): a Job would never be complete. Such a command
 * has no use for what V8 optimises, so nothing is.
 */
export function shortLived(load: () => Promise<Command>): CommandEntry['load'] {
  return () => {
    for (const flag of ['--no-opt', '--no-maglev']) setFlagsFromString(flag);
    return load();
  };
}
