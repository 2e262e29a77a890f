#!/usr/bin/env -S node --max-semi-space-size=4 --optimize-for-size --liftoff-only
import { COMMANDS } from './commands.ts';
import { dispatch } from './dispatch.ts';
import { processIo } from './process-io.ts';

// Not exitCode: a start that failed half way has listeners and watches that would keep the process alive.
process.exit(await dispatch(process.argv.slice(2), processIo(process), COMMANDS));
