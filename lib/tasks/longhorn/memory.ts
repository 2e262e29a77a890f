import { stringAt } from '../../kube/json.ts';
import type { Progress } from './progress.ts';

/** What an evacuation must know again after a restart. Times are milliseconds since the epoch. */
export interface Memory {
  readonly progress: Progress | undefined;
  /** Nothing was left at that look, nor at any since. */
  readonly emptySince: number | undefined;
  /** Longhorn's webhook refuses what we ask for since then. */
  readonly refusedSince: number | undefined;
}

export function readMemory(memory: Readonly<Record<string, string>> | undefined): Memory {
  const time = (field: string) => Date.parse(stringAt(memory, field) ?? '') || undefined;
  const at = time('progressAt');
  const mark = stringAt(memory, 'progress');
  return {
    progress: at === undefined || mark === undefined ? undefined : { at, mark },
    emptySince: time('emptySince'),
    refusedSince: time('refusedSince'),
  };
}

export function writeMemory({ progress, emptySince, refusedSince }: Memory): Readonly<Record<string, string>> {
  return {
    ...(progress === undefined ? {} : { progress: progress.mark, progressAt: text(progress.at) }),
    ...(emptySince === undefined ? {} : { emptySince: text(emptySince) }),
    ...(refusedSince === undefined ? {} : { refusedSince: text(refusedSince) }),
  };
}

const text = (time: number): string => new Date(time).toISOString();
