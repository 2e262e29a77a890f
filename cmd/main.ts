#!/usr/bin/env -S node --max-semi-space-size=4
import { COMMANDS } from './commands.ts';
import { dispatch } from './dispatch.ts';
import { processIo } from './io.ts';

process.exitCode = await dispatch(process.argv.slice(2), processIo(process), COMMANDS);
