import type { Figure } from './figure.ts';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The smallest value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export interface Pair {
  readonly value: number;
  readonly limit: number;
}

/** What was measured in pairs, one after the other: whatever else the machine did then fell on both. */
export function paired(bench: string, figure: string, pairs: readonly Pair[], goal: string): Figure {
  return {
    bench,
    figure,
    value: rounded(median(pairs.map(({ value }) => value))),
    limit: rounded(median(pairs.map(({ limit }) => limit))),
    ratio: rounded(median(pairs.map(({ value, limit }) => value / limit))),
    goal,
  };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
