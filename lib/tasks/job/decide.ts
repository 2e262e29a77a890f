import { WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import type { Life } from '../../node/readiness.ts';
import type { Outcome } from '../../operation/task.ts';
import type { JobPod, JobRecord } from './job-record.ts';
import { type JobMemory, writeMemory } from './memory.ts';
import type { JobOptions } from './options.ts';
import { isUnderWay, troubleOf } from './pod-trouble.ts';
import { oneLine } from './words.ts';

/** Everything that it depends on what the task does next. */
export interface JobView {
  /** `namespace/name`, whether it is there or not. */
  readonly what: string;
  readonly nodeName: string;
  readonly on: JobOptions['on'];
  readonly whenDead: JobOptions['whenDead'];
  /** Of the Node that it should run on; undefined when that is gone. */
  readonly life: Life | undefined;
  /** When the Node is to be taken for dead, in milliseconds since the epoch. */
  readonly deadAt: number | undefined;
  readonly memory: JobMemory;
  /** Ours, as the API server has it now or had it a moment ago. */
  readonly job: JobRecord | undefined;
  readonly pods: readonly JobPod[];
  /** Why the Job's pods are refused, as far as that was asked. */
  readonly refusal: string | undefined;
  /** How to go on without it. */
  readonly wayOut: string;
  readonly now: number;
}

export type JobStep =
  | { readonly do: 'answer'; readonly outcome: Outcome }
  /** `again`: there was one, and it is gone. */
  | { readonly do: 'create'; readonly again: boolean; readonly memory: JobMemory }
  /** Its pods' last words are not known yet. */
  | { readonly do: 'listen'; readonly job: JobRecord; readonly why: string }
  /** It is written down that it succeeded. */
  | { readonly do: 'finish' };

/** Somebody who deletes a Job wants it to run again, or not at all; after so many times it is not a person. */
export const MOST_VANISHED = 3;
/** A change of the Node alone does not wake the task. */
const UNREADY_MS = 10_000;
/** The Job's controller needs a moment. */
export const POD_IS_LATE_MS = 5_000;
/** A large image takes minutes. */
const LATE_START_MS = 600_000;

export function decideJob(view: JobView): JobStep {
  const { job, memory } = view;
  if (memory.succeeded !== undefined) return { do: 'finish' };
  if (job === undefined) return absent(view);
  if (job.end?.is === 'complete') return succeeded(view, job);
  if (job.isDeleting) {
    // Its pods end no more on a Node that is dead or gone, so that it may never be gone itself.
    const unfit = onNode(view);
    if (unfit !== undefined && view.life?.state !== 'NotReady') return unfit;
    return waiting(
      'JobTerminating',
      `the Job ${view.what} is being deleted, and runs again once it is gone`,
      WATCHED_RECHECK_MS,
    );
  }
  if (job.end?.is === 'failed') return failed(view, job, job.end.why);
  return onNode(view) ?? underWay(view, job);
}

function absent(view: JobView): JobStep {
  const { memory, what, wayOut } = view;
  const unfit = onNode(view);
  if (unfit !== undefined && view.life?.state !== 'NotReady') return unfit;
  if (memory.job === undefined) return { do: 'create', again: false, memory };
  // A person who deletes a Job that has failed asks for another attempt.
  if (memory.failed === memory.job) return { do: 'create', again: true, memory: { vanished: memory.vanished } };
  const vanished = (memory.vanished ?? 0) + 1;
  if (vanished <= MOST_VANISHED) return { do: 'create', again: true, memory: { vanished } };
  const message = `the Job ${what} was deleted ${vanished} times before it was over, and is not created again; find out what deletes it, or ${wayOut}`;
  return answer({ state: 'blocked', reason: 'JobVanishes', message });
}

/** It is written down before the Job may go, so that one that has succeeded never runs again. */
function succeeded({ what, memory }: JobView, { uid }: JobRecord): JobStep {
  const message = `the Job ${what} has succeeded`;
  const remembered = writeMemory({ ...memory, job: uid, succeeded: uid });
  return answer({ state: 'waiting', reason: 'JobSucceeded', message, checkAfterMs: 100, memory: remembered });
}

function failed({ what, memory, wayOut }: JobView, job: JobRecord, why: string): JobStep {
  if (memory.failed !== job.uid || memory.words === undefined) return { do: 'listen', job, why };
  const words = memory.words === '' ? '' : ` ${memory.words}.`;
  const message = `the Job ${what} has failed (${oneLine(why, 200)}).${words} Delete it to have it run again, or ${wayOut}`;
  return answer({ state: 'blocked', reason: 'JobFailed', message });
}

/** What follows from the Node alone; undefined when it can do its part, or has none. */
function onNode({ on, whenDead, life, deadAt, nodeName, what, job, pods, wayOut, now }: JobView): JobStep | undefined {
  if (on !== 'node') return undefined;
  if (life === undefined) {
    return answer({
      state: 'skipped',
      reason: 'NodeGone',
      message: `the Node ${nodeName} is gone, so nothing can run on it`,
    });
  }
  if (life.state === 'Ready') return undefined;
  const begun = pods.find((pod) => pod.phase === 'Running');
  const pod = begun === undefined ? '' : `; its pod ${begun.name} was running, and how far it came is not known`;
  const since = `the Node ${nodeName} has not been ready since ${life.since}`;
  if (life.state === 'NotReady') {
    const message = `${since}: the Job ${what} ${job === undefined ? 'begins' : 'goes on'} when it is${pod}`;
    return waiting('NodeNotReady', message, Math.min(UNREADY_MS, Math.max(100, (deadAt ?? now + UNREADY_MS) - now)));
  }
  const never = `${since} and counts as dead: the Job ${what} can never run on it${pod}`;
  if (whenDead === 'skip') return answer({ state: 'skipped', reason: 'NodeDead', message: never });
  return answer({ state: 'blocked', reason: 'NodeDead', message: `${never}. To go on, bring it back, or ${wayOut}` });
}

function underWay({ what, pods, refusal, wayOut, now }: JobView, job: JobRecord): JobStep {
  if (job.isSuspended) {
    return waiting(
      'JobSuspended',
      `the Job ${what} is suspended, and goes on when somebody resumes it`,
      WATCHED_RECHECK_MS,
    );
  }
  const trouble = troubleOf(pods, now);
  const attempts = job.failedPods > 0 ? `; ${job.failedPods} of its pods have failed so far` : '';
  if (trouble !== undefined) {
    const message = `the Job ${what} does not get on: ${trouble.message}${attempts}`;
    if (trouble.is === 'stuck') {
      return answer({ state: 'blocked', reason: trouble.reason, message: `${message}. Put that right, or ${wayOut}` });
    }
    return waiting(trouble.reason, message, 30_000);
  }
  const begun = pods.filter(isUnderWay);
  if (begun.some(({ phase }) => phase === 'Running')) {
    return waiting('JobRunning', `the Job ${what} is running${attempts}`, WATCHED_RECHECK_MS);
  }
  if (begun.length > 0) {
    return waiting('JobStarting', `the Job ${what} is starting${attempts}${lateStart(begun, now)}`, WATCHED_RECHECK_MS);
  }
  if (refusal !== undefined) {
    const message = `the Job ${what} gets no pod: ${oneLine(refusal, 500)}. Put that right, or ${wayOut}`;
    return answer({ state: 'blocked', reason: 'PodRefused', message });
  }
  // A pod wakes the task; why there is none is asked for, ever less often.
  const age = now - (Date.parse(job.createdAt) || now);
  const checkAfterMs = Math.min(WATCHED_RECHECK_MS, Math.max(POD_IS_LATE_MS, age));
  return waiting('JobStarting', `the Job ${what} has no pod yet${attempts}`, checkAfterMs);
}

/** A volume or a secret that is not there shows in the Events of the pod alone. */
function lateStart(pods: readonly JobPod[], now: number): string {
  const late = pods.find(({ createdAt }) => now - (Date.parse(createdAt) || now) >= LATE_START_MS);
  if (late === undefined) return '';
  const how = `kubectl describe pod -n ${late.namespace} ${late.name}`;
  return `. This takes longer than ${LATE_START_MS / 60_000} minutes: ${how} tells what it waits for`;
}

const answer = (outcome: Outcome): JobStep => ({ do: 'answer', outcome });

const waiting = (reason: string, message: string, checkAfterMs: number): JobStep =>
  answer({ state: 'waiting', reason, message, checkAfterMs });
