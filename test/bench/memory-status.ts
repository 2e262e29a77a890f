import { existsSync, readFileSync } from 'node:fs';

/** MiB, as Linux counts them for the process. */
export interface Memory {
  readonly now: number;
  readonly peak: number;
  /** Of `now`, without the pages of files, which are the node program itself above all and shared with others. */
  readonly own: number;
}

/** Only Linux tells a process's peak to others. */
export const canMeasureMemory = (): boolean => existsSync('/proc/self/status');

export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1_024;
  return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM'), own: mebibytes('RssAnon') };
}
