import type { Clock } from '../time/clock.ts';
import { formatDuration } from '../time/duration.ts';
import type { RunResult } from './fold.ts';
import { readOutcome } from './outcome.ts';
import type { Task, TaskRun } from './task.ts';
import { describeThrown } from './thrown.ts';

/** `calledOff`: the run's signal was aborted, so what it did is found out by the next. */
export type RunEnd = RunResult | { readonly is: 'calledOff' };

/**
 * One run of a task. It resolves when the task answers, when `run.signal` is aborted or after `timeoutMs`, whichever
 * comes first, and never rejects: a task that hangs is left behind, and whatever it throws, now or later, goes nowhere else.
 */
export async function runTask<S>(
  task: Task<S>,
  run: TaskRun<S>,
  clock: Clock,
  timeoutMs: number,
  giveUp: (reason: Error) => void,
): Promise<RunEnd> {
  const { promise, resolve } = Promise.withResolvers<RunEnd>();
  const onAbort = () => resolve({ is: 'calledOff' });
  if (run.signal.aborted) return { is: 'calledOff' };
  run.signal.addEventListener('abort', onAbort, { once: true });
  using _timer = clock.after(timeoutMs, () => {
    const message = `no answer within ${formatDuration(timeoutMs)}; the run was given up`;
    resolve({ is: 'error', message });
    giveUp(new Error(message));
  });
  void answerOf(task, run).then(resolve);
  try {
    return await promise;
  } finally {
    run.signal.removeEventListener('abort', onAbort);
  }
}

async function answerOf<S>(task: Task<S>, run: TaskRun<S>): Promise<RunEnd> {
  try {
    return { is: 'outcome', outcome: readOutcome(await task.run(run)) };
  } catch (thrown) {
    return { is: 'error', message: describeThrown(thrown) };
  }
}
