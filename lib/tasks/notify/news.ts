import type { Values } from './template.ts';

/** What is to be told, and when it came about. */
export interface News {
  readonly values: Values;
  /** Since when it is so, in milliseconds since the epoch: the same each time that it is told. */
  readonly since: number;
  readonly now: number;
}
