import { loadConfig } from '../lib/config/load.ts';
import { printConfig } from '../lib/config/print.ts';
import { showProblem } from '../lib/config/problem.ts';
import { readBytes } from '../lib/config/read.ts';
import { TASK_KINDS } from '../lib/tasks/registry.ts';
import { Failure } from '../lib/telemetry/failure.ts';
import { command } from './command.ts';
import type { CommandSpec } from './command-line.ts';
import { checkSelector } from './configuration.ts';

const SPEC: CommandSpec = {
  name: 'check-config',
  summary: 'Checks a configuration file and prints its plan as a graph.',
  description: `
Reads the file as serve does, and prints what would happen to a Node that is deleted: each task, what it waits for,
and what a missed timeout means. Tasks with the same number run in parallel. Of a wrong file every mistake is printed
on stderr as FILE:LINE:COLUMN. "-" is standard input. It talks to no cluster.`,
  arguments: ['FILE'],
  options: [],
  exits: {
    0: 'The file is right',
    1: 'Something unexpected',
    2: 'The file is wrong or cannot be read, or the command line is wrong',
  },
  examples: [
    'node-cleanup-webhook check-config config.yaml',
    "kubectl get configmap node-cleanup -o jsonpath='{.data.config\\.yaml}' | node-cleanup-webhook check-config -",
  ],
};

export const checkConfig = command(SPEC, async (line, { stdout, stderr }) => {
  const [argument = ''] = line.arguments;
  const file = argument === '-' ? 'standard input' : argument;
  const content = await readBytes(argument === '-' ? '/dev/stdin' : argument);
  const loaded = await loadConfig(content, { kinds: TASK_KINDS, checkSelector });
  if (loaded.outcome === 'invalid') {
    const { problems } = loaded;
    // By themselves, so that editors find the places.
    for (const problem of problems) stderr.write(`${showProblem(file, problem)}\n`);
    const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
    throw new Failure('CONFIG_INVALID', `${file} has ${count}`);
  }
  for (const note of loaded.notes) stderr.write(`note: ${note}\n`);
  stdout.write(printConfig(loaded.config));
  return 0;
});
