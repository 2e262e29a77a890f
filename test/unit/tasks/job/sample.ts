import type { JobView } from '../../../../lib/tasks/job/decide.ts';
import type { Container, JobPod, JobRecord } from '../../../../lib/tasks/job/job-record.ts';

export const NOW = Date.parse('2026-01-01T00:00:00Z');
const ago = (ms: number): string => new Date(NOW - ms).toISOString();

export const job = (part: Partial<JobRecord> = {}): JobRecord => ({
  namespace: 'tools',
  name: 'tool-1',
  uid: 'job-uid',
  labels: {},
  createdAt: ago(30_000),
  isDeleting: false,
  isSuspended: false,
  active: 1,
  failedPods: 0,
  end: undefined,
  ...part,
});

export const pod = (part: Partial<JobPod> = {}): JobPod => ({
  namespace: 'tools',
  name: 'tool-1-abcde',
  jobUID: 'job-uid',
  labels: {},
  createdAt: ago(30_000),
  phase: 'Running',
  isDeleting: false,
  unschedulable: undefined,
  message: undefined,
  containers: [],
  ...part,
});

export const container = (part: Partial<Container> = {}): Container => ({
  name: 'main',
  image: 'example.test/tool:1',
  waiting: undefined,
  ended: undefined,
  ...part,
});

export const view = (part: Partial<JobView> = {}): JobView => ({
  what: 'tools/tool-1',
  nodeName: 'n1',
  on: 'node',
  whenDead: 'block',
  life: { state: 'Ready', since: ago(1) },
  deadAt: undefined,
  memory: { job: 'job-uid' },
  job: job(),
  pods: [],
  refusal: undefined,
  wayOut: 'skip it',
  now: NOW,
  ...part,
});
