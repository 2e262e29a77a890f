import type { Figure } from './figure.ts';

export type Verdict = 'met' | 'missed' | '';

/** Whether a goal such as `ratio >= 0.9` or `value < 25` is met; a goal that is no comparison is information. */
export function judge({ goal, value, ratio }: Figure): Verdict {
  const [, what, operator, number] = /^(ratio|value) (<=|<|>=|>) ([\d.]+)$/.exec(goal) ?? [];
  if (what === undefined) return '';
  const [measured, bound] = [what === 'ratio' ? ratio : value, Number(number)];
  const met = operator?.startsWith('<') ? measured < bound : measured > bound;
  return met || (operator?.endsWith('=') && measured === bound) ? 'met' : 'missed';
}

const COLUMNS = ['figure', 'value', 'limit', 'ratio', 'goal', ''] as const;

/** For people: a heading for each benchmark, a line for each figure. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.figure,
    String(figure.value),
    String(figure.limit),
    figure.ratio.toFixed(2),
    figure.goal,
    judge(figure),
  ]);
  const widths = COLUMNS.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index >= 1 && index <= 3 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const ruler = widths.map((width) => '-'.repeat(width));
  return [line(COLUMNS), line(ruler), ...rows.map(line)].join('\n');
}
