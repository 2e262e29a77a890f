import { type CommandLine, type CommandSpec, type OptionSpec, parseCommandLine } from './command-line.ts';
import { helpOf } from './help.ts';
import type { Io } from './io.ts';

/** Gives the exit status; rejects with what went wrong, for report-failure.ts. `argv` is what follows the name. */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

const HELP: OptionSpec = { name: 'help', short: 'h', description: 'This help' };

/** A command that explains itself when asked to, and otherwise runs with a command line that was checked. */
export function command(spec: CommandSpec, run: (line: CommandLine, io: Io) => Promise<number>): Command {
  const full = { ...spec, options: [...spec.options, HELP] };
  return async (argv, io) => {
    if (asksForHelp(argv)) {
      io.stdout.write(helpOf(full));
      return 0;
    }
    return run(parseCommandLine(full, argv, io.env), io);
  };
}

/** Also when the rest of the line is wrong: that is why one asks. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}
