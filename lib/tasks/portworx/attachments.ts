import type { PxJob } from './px-records.ts';
import { block, type Delay, wait } from './step.ts';

/** After a job that has failed or has been cancelled it is tried again so many times. */
export const MORE_TRIES = 3;
const DRAIN_MS = 30 * 60_000;

/** What is remembered of moving the attachments away. */
export interface DrainMemory {
  /** Portworx has been told to attach nothing more here; milliseconds since the epoch. */
  readonly cordonedAt: number | undefined;
  /** The job that is followed. */
  readonly job: string | undefined;
  /** Jobs that were started, this one among them. */
  readonly jobs: number;
  readonly startedAt: number | undefined;
  readonly isDrained: boolean;
}

/** The job that is followed, `unasked` when there is none, or `lost` when Portworx does not know it any more. */
export type SeenJob = PxJob | 'unasked' | 'lost';

export type AttachmentStep = Delay | { readonly is: 'cordon' | 'start' | 'drained' };

export function stepOfAttachments(
  id: string,
  memory: DrainMemory,
  job: SeenJob,
  now: number,
): AttachmentStep | undefined {
  if (memory.isDrained) return undefined;
  if (memory.cordonedAt === undefined) return { is: 'cordon' };
  if (job === 'unasked') return { is: 'start' };
  const name = memory.job ?? '';
  const says = job === 'lost' || job.status === '' ? '' : `: ${job.status.slice(0, 200)}`;
  switch (job === 'lost' ? 'CANCELLED' : job.state) {
    case 'DONE':
      return { is: 'drained' };
    case 'PAUSED':
      return block('DrainPaused', `somebody has paused the Portworx job ${name} that drains the attachments of ${id}`);
    case 'CANCELLED':
    case 'FAILED': {
      if (memory.jobs <= MORE_TRIES) return { is: 'start' };
      const how = job === 'lost' ? 'is unknown to Portworx' : `is ${job.state}`;
      const message = `${memory.jobs} Portworx jobs to drain the attachments of ${id} came to nothing; the last, ${name}, ${how}${says}. To go on, start one by hand (pxctl service node drain-attachments submit --node ${id}); it counts as soon as it is done`;
      return block('DrainFailed', message);
    }
    default: {
      const since = memory.startedAt ?? now;
      const message = `the Portworx job ${name} drains the attachments of ${id}${says}`;
      if (now - since < DRAIN_MS) return wait('DrainingAttachments', message);
      return block('DrainStalled', `${message}; it takes longer than ${DRAIN_MS / 60_000} minutes`);
    }
  }
}

/** A job that somebody else has brought to its end after ours failed. */
export const finishedSince = (jobs: readonly PxJob[], id: string, cordonedAt: number): PxJob | undefined =>
  jobs.find(({ nodeId, state, createdAt }) => nodeId === id && state === 'DONE' && createdAt >= cordonedAt);

/** Says whose a job is, so that one whose start we did not live to write down is found again. */
export const issuerOf = (operation: string, number: number): string => `node-cleanup-webhook/${operation}/${number}`;

export function readMemory(memory: Readonly<Record<string, string>>): DrainMemory {
  return {
    cordonedAt: timeOf(memory.cordonedAt),
    job: memory.job,
    jobs: Number(memory.jobs ?? '0') || 0,
    startedAt: timeOf(memory.jobStartedAt),
    isDrained: memory.drained === 'yes',
  };
}

const timeOf = (text: string | undefined): number | undefined => Date.parse(text ?? '') || undefined;

export const writeMemory = ({ cordonedAt, job, jobs, startedAt, isDrained }: DrainMemory): Record<string, string> => ({
  ...(cordonedAt === undefined ? {} : { cordonedAt: new Date(cordonedAt).toISOString() }),
  ...(job === undefined ? {} : { job, jobs: String(jobs) }),
  ...(startedAt === undefined ? {} : { jobStartedAt: new Date(startedAt).toISOString() }),
  ...(isDrained ? { drained: 'yes' } : {}),
});
