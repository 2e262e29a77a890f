import { expect, test } from 'vitest';
import {
  type DrainMemory,
  finishedSince,
  readMemory,
  type SeenJob,
  stepOfAttachments,
  writeMemory,
} from '../../../../lib/tasks/portworx/attachments.ts';
import type { PxJob } from '../../../../lib/tasks/portworx/px-records.ts';
import { minutes, NOW } from './sample.ts';

const FRESH: DrainMemory = { cordonedAt: undefined, job: undefined, jobs: 0, startedAt: undefined, isDrained: false };
const CORDONED: DrainMemory = { ...FRESH, cordonedAt: NOW };
const following = (jobs = 1, startedAt = NOW): DrainMemory => ({ ...CORDONED, job: 'job-9', jobs, startedAt });

const job = (state: string, part: Partial<PxJob> = {}): PxJob => ({
  ...{ id: 'job-9', nodeId: 'px-a', issuer: 'us', status: '', createdAt: NOW },
  state,
  ...part,
});

test.each<[string, DrainMemory, SeenJob, string | undefined]>([
  ['nothing has been done yet', FRESH, 'unasked', 'cordon'],
  ['it is cordoned', CORDONED, 'unasked', 'start'],
  ['the job has not begun', following(), job('PENDING'), 'wait DrainingAttachments'],
  ['the job runs', following(1, NOW - minutes(29)), job('RUNNING'), 'wait DrainingAttachments'],
  ['the job runs for half an hour', following(1, NOW - minutes(30)), job('RUNNING'), 'block DrainStalled'],
  ['the job has not begun for half an hour', following(1, NOW - minutes(31)), job('PENDING'), 'block DrainStalled'],
  ['the job says nothing of its state', following(), job(''), 'wait DrainingAttachments'],
  ['somebody has paused it', following(), job('PAUSED'), 'block DrainPaused'],
  ['it is done', following(), job('DONE'), 'drained'],
  ['it is done at last', following(1, NOW - minutes(90)), job('DONE'), 'drained'],
  ['it was done long ago', { ...following(), isDrained: true }, 'unasked', undefined],
  ['the first has failed', following(1), job('FAILED'), 'start'],
  ['the first was cancelled', following(1), job('CANCELLED'), 'start'],
  ['Portworx has forgotten the first', following(1), 'lost', 'start'],
  ['the third has failed', following(3), job('FAILED'), 'start'],
  ['the fourth has failed', following(4), job('FAILED'), 'block DrainFailed'],
  ['Portworx has forgotten the fourth', following(4), 'lost', 'block DrainFailed'],
])('%s', (_, memory, seen, expected) => {
  const step = stepOfAttachments('px-a', memory, seen, NOW);
  expect(step === undefined ? undefined : 'reason' in step ? `${step.is} ${step.reason}` : step.is).toBe(expected);
});

test('what failed says what Portworx says, and how to go on', () => {
  const step = stepOfAttachments('px-a', following(4), job('FAILED', { status: 'volume v is busy' }), NOW);
  expect(step).toMatchObject({ message: expect.stringMatching(/job-9, is FAILED: volume v is busy.*--node px-a/) });
});

test.each<[string, Partial<PxJob>, boolean]>([
  ['of this node, done and later', {}, true],
  ['of another node', { nodeId: 'px-b' }, false],
  ['not done', { state: 'RUNNING' }, false],
  ['of before', { createdAt: NOW - 1 }, false],
])('a job that somebody has started by hand counts: %s', (_, part, expected) => {
  expect(finishedSince([job('DONE', part)], 'px-a', NOW) !== undefined).toBe(expected);
});

test.each([
  ['nothing', FRESH],
  ['the cordon', CORDONED],
  ['the job', following(3)],
  ['the end', { ...following(2), isDrained: true }],
])('%s survives a restart', (_, memory) => {
  expect(readMemory(writeMemory(memory))).toEqual(memory);
});

test('a memory that makes no sense is none', () => {
  expect(readMemory({ cordonedAt: 'x', jobs: 'y', jobStartedAt: '', drained: 'maybe' })).toEqual(FRESH);
});
