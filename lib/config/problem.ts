import { Failure } from '../telemetry/failure.ts';

/** Where something stands in the file: keys of maps and indexes of lists, from the top. */
export type Path = readonly (string | number)[];

/** One mistake in a configuration file, with its place; line and column count from 1. */
export interface ConfigProblem {
  readonly line: number;
  readonly column: number;
  /** Empty for the file as a whole. */
  readonly path: Path;
  readonly message: string;
}

/** As people write it: `cleanup.tasks[1].timeout`. */
export function showPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** `config.yaml:12:7: cleanup.tasks[1].timeout: "30" is not a duration; ...`, as editors and compilers understand it. */
export function showProblem(file: string, { line, column, path, message }: ConfigProblem): string {
  const where = path.length === 0 ? '' : `${showPath(path)}: `;
  return `${file}:${line}:${column}: ${where}${message}`;
}

/** One missing bracket can make a thousand lines wrong; nobody reads more than these. */
const MOST_SHOWN = 20;

/** All of them, one in a line, in the order of the file. */
export function configFailure(file: string, problems: readonly ConfigProblem[]): Failure {
  const lines = problems.slice(0, MOST_SHOWN).map((problem) => showProblem(file, problem));
  const rest = problems.length - lines.length;
  return new Failure('CONFIG_INVALID', [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'));
}

export function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
