import type { Command } from './command.ts';
import { usage } from './command-line.ts';
import { didYouMean } from './did-you-mean.ts';
import { overview, PROGRAM } from './help.ts';
import type { Io } from './io.ts';
import { reportFailure } from './report-failure.ts';
import { version } from './version.ts';

export interface CommandEntry {
  /** One sentence, for the overview. */
  readonly summary: string;
  /** Imported when it is asked for: what `crds` needs is nothing that `serve` should load, and the other way round. */
  readonly load: () => Promise<Command>;
}

/** What runs when the command line names no command. */
const DEFAULT = 'serve';

/** Runs the command that the command line names, and gives the exit status. It never rejects. */
export async function dispatch(
  argv: readonly string[],
  io: Io,
  commands: Readonly<Record<string, CommandEntry>>,
): Promise<number> {
  try {
    return await run(argv, io, commands);
  } catch (error) {
    return reportFailure(error, io);
  }
}

async function run(argv: readonly string[], io: Io, commands: Readonly<Record<string, CommandEntry>>): Promise<number> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === 'version') {
    io.stdout.write(`${PROGRAM} ${version()}\n`);
    return 0;
  }
  if (first === 'help') return run([...rest.slice(0, 1), '--help'], io, commands);
  if (first === '--help' || first === '-h') {
    io.stdout.write(overview(Object.entries(commands).map(([name, { summary }]) => ({ name, summary }))));
    return 0;
  }
  const named = first !== undefined && !first.startsWith('-');
  const name = named ? first : DEFAULT;
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    const names = Object.keys(commands);
    throw usage(
      `there is no command ${JSON.stringify(name)}${didYouMean(name, names) || `; there are ${names.join(', ')}`}`,
    );
  }
  const command = await entry.load();
  return await command(named ? rest : argv, io);
}
