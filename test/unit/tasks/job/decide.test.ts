import { describe, expect, test } from 'vitest';
import { decideJob, type JobView, MOST_VANISHED } from '../../../../lib/tasks/job/decide.ts';
import { PATIENCE_MS } from '../../../../lib/tasks/job/pod-trouble.ts';
import { container, job, NOW, pod, view } from './sample.ts';

const at = (ms: number): string => new Date(NOW - ms).toISOString();
const NOT_READY = { state: 'NotReady', since: at(60_000) } as const;
const DEAD = { state: 'Dead', since: at(600_000) } as const;
const COMPLETE = job({ end: { is: 'complete' } });
const FAILED = job({ end: { is: 'failed', why: 'BackoffLimitExceeded' } });
const pulling = (reason: string) => container({ waiting: { reason, message: 'no such host' } });

function answerTo(part: Partial<JobView>): string {
  const step = decideJob(view(part));
  if (step.do !== 'answer') return step.do === 'create' && step.again ? 'create again' : step.do;
  const { outcome } = step;
  return [outcome.state, ...('reason' in outcome ? [outcome.reason] : [])].join(' ');
}

test.each<readonly [what: string, view: Partial<JobView>, answer: string]>([
  ['no Job yet', { job: undefined, memory: {} }, 'create'],
  ['no Job yet, on a Node that is not ready', { job: undefined, memory: {}, life: NOT_READY }, 'create'],
  ['no Job yet, on a dead Node', { job: undefined, memory: {}, life: DEAD }, 'blocked NodeDead'],
  [
    'no Job yet, when Nodes that are dead do without',
    { job: undefined, memory: {}, life: DEAD, whenDead: 'skip' },
    'skipped NodeDead',
  ],
  ['no Job yet, on a Node that is gone', { job: undefined, memory: {}, life: undefined }, 'skipped NodeGone'],
  ['no Job yet, anywhere, and the Node is dead', { job: undefined, memory: {}, on: 'anywhere', life: DEAD }, 'create'],
  [
    'no Job yet, anywhere, and the Node is gone',
    { job: undefined, memory: {}, on: 'anywhere', life: undefined },
    'create',
  ],
  ['the Job is gone', { job: undefined }, 'create again'],
  [
    'the Job is gone for the last time',
    { job: undefined, memory: { job: 'x', vanished: MOST_VANISHED - 1 } },
    'create again',
  ],
  [
    'the Job is gone once too often',
    { job: undefined, memory: { job: 'x', vanished: MOST_VANISHED } },
    'blocked JobVanishes',
  ],
  ['a failed Job is gone', { job: undefined, memory: { job: 'x', failed: 'x', vanished: 99 } }, 'create again'],
  ['the Job is gone, and the Node is dead', { job: undefined, life: DEAD }, 'blocked NodeDead'],
  ['the Job is on its way out', { job: job({ isDeleting: true }) }, 'waiting JobTerminating'],
  [
    'the Job is on its way out, and the Node is dead',
    { job: job({ isDeleting: true }), life: DEAD },
    'blocked NodeDead',
  ],
  [
    'the Job is on its way out, and Nodes that are dead do without',
    { job: job({ isDeleting: true }), life: DEAD, whenDead: 'skip' },
    'skipped NodeDead',
  ],
  [
    'the Job is on its way out, and the Node is gone',
    { job: job({ isDeleting: true }), life: undefined },
    'skipped NodeGone',
  ],
  [
    'the Job is on its way out, and the Node is not ready',
    { job: job({ isDeleting: true }), life: NOT_READY },
    'waiting JobTerminating',
  ],
  [
    'the Job has succeeded, and is on its way out',
    { job: job({ isDeleting: true, end: { is: 'complete' } }) },
    'waiting JobSucceeded',
  ],
  ['the Job has succeeded', { job: COMPLETE }, 'waiting JobSucceeded'],
  ['the Job has succeeded, and the Node died after it', { job: COMPLETE, life: DEAD }, 'waiting JobSucceeded'],
  ['success is written down', { job: COMPLETE, memory: { succeeded: 'job-uid' } }, 'finish'],
  ['success is written down, and the Job is gone', { job: undefined, memory: { succeeded: 'job-uid' } }, 'finish'],
  ['the Job has failed', { job: FAILED }, 'listen'],
  ['another Job failed before', { job: FAILED, memory: { failed: 'other', words: 'x' } }, 'listen'],
  ['the last words are known', { job: FAILED, memory: { failed: 'job-uid', words: '' } }, 'blocked JobFailed'],
  ['the Node is not ready', { life: NOT_READY }, 'waiting NodeNotReady'],
  ['the Node is dead', { life: DEAD }, 'blocked NodeDead'],
  ['the Node is gone', { life: undefined }, 'skipped NodeGone'],
  ['the Node is dead, but the Job is elsewhere', { life: DEAD, on: 'anywhere', pods: [pod()] }, 'waiting JobRunning'],
  ['somebody suspended it', { job: job({ isSuspended: true }) }, 'waiting JobSuspended'],
  ['no pod yet', {}, 'waiting JobStarting'],
  ['no pod, and a refusal', { refusal: 'exceeded quota' }, 'blocked PodRefused'],
  [
    'a pod is on its way out and another was refused',
    { pods: [pod({ isDeleting: true })], refusal: 'no' },
    'blocked PodRefused',
  ],
  ['a pod has failed and the next is not there yet', { pods: [pod({ phase: 'Failed' })] }, 'waiting JobStarting'],
  ['a pod is pending', { pods: [pod({ phase: 'Pending' })] }, 'waiting JobStarting'],
  ['a pod runs', { pods: [pod()] }, 'waiting JobRunning'],
  ['a pod has no place', { pods: [pod({ phase: 'Pending', unschedulable: 'taints' })] }, 'waiting PodUnschedulable'],
  [
    'a pod has had no place for long',
    { pods: [pod({ phase: 'Pending', unschedulable: 'taints', createdAt: at(PATIENCE_MS) })] },
    'blocked PodUnschedulable',
  ],
  ['an image is not there', { pods: [pod({ containers: [pulling('ErrImagePull')] })] }, 'waiting ImagePull'],
  [
    'an image has not been there for long',
    { pods: [pod({ containers: [pulling('ImagePullBackOff')], createdAt: at(PATIENCE_MS) })] },
    'blocked ImagePull',
  ],
  [
    'a secret is missing',
    { pods: [pod({ containers: [pulling('CreateContainerConfigError')] })] },
    'waiting PodCannotStart',
  ],
  [
    'a container is being created',
    { pods: [pod({ phase: 'Pending', containers: [pulling('ContainerCreating')] })] },
    'waiting JobStarting',
  ],
])('%s', (_, part, answer) => {
  expect(answerTo(part)).toBe(answer);
});

describe('messages', () => {
  const messageTo = (part: Partial<JobView>): string => {
    const step = decideJob(view(part));
    return step.do === 'answer' ? (step.outcome.message ?? '') : '';
  };

  test('of what is blocked say how to go on', () => {
    for (const part of [{ life: DEAD }, { refusal: 'no' }, { job: FAILED, memory: { failed: 'job-uid', words: '' } }]) {
      expect(messageTo(part)).toMatch(/skip it$/);
    }
  });

  test('of a dead Node say that its pod was running', () => {
    expect(messageTo({ life: DEAD, pods: [pod()] })).toContain('tool-1-abcde was running');
  });

  test('fit into a record, whatever others say, with the way out', () => {
    const long = 'x'.repeat(100_000);
    const waiting = { reason: long.slice(0, 50), message: long };
    const cannot = container({ image: long, waiting: { ...waiting, reason: 'ErrImagePull' } });
    for (const part of [
      { refusal: long },
      { pods: [pod({ phase: 'Pending', unschedulable: long, createdAt: at(PATIENCE_MS) })] },
      { pods: [pod({ containers: [cannot], createdAt: at(PATIENCE_MS) })] },
      { job: job({ end: { is: 'failed', why: long } }), memory: { failed: 'job-uid', words: 'y'.repeat(500) } },
    ] as const) {
      expect(messageTo(part).length).toBeLessThan(1_024);
      expect(messageTo(part)).toMatch(/skip it$/);
    }
  });
});

test('a pod that does not start for long is named, and what tells why', () => {
  const messageAt = (age: number) => {
    const containers = [pulling('ContainerCreating')];
    const step = decideJob(view({ pods: [pod({ phase: 'Pending', containers, createdAt: at(age) })] }));
    return step.do === 'answer' && step.outcome.state === 'waiting' ? step.outcome.message : undefined;
  };
  expect(messageAt(599_000)).toBe('the Job tools/tool-1 is starting');
  expect(messageAt(600_000)).toBe(
    'the Job tools/tool-1 is starting. This takes longer than 10 minutes: kubectl describe pod -n tools tool-1-abcde tells what it waits for',
  );
});

test('a Node that will be dead soon is looked at then', () => {
  const wait = (deadAt: number) => {
    const step = decideJob(view({ life: NOT_READY, deadAt }));
    return step.do === 'answer' && step.outcome.state === 'waiting' ? step.outcome.checkAfterMs : undefined;
  };
  expect([wait(NOW + 3_000), wait(NOW + 60_000), wait(NOW - 5)]).toEqual([3_000, 10_000, 100]);
});
