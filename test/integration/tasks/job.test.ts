import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { customResourceDefinitions } from '../../../cmd/crds.ts';
import type { ObjectMeta } from '../../../hack/control-plane/api.ts';
import { type NodeCleanupSpec, nodeCleanupName } from '../../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { readOnly } from '../../../lib/kube/read-only-client.ts';
import { JOBS, pathOf } from '../../../lib/kube/resource.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import { createDrain } from '../../../lib/tasks/drain/drain.ts';
import { createJob } from '../../../lib/tasks/job/job.ts';
import { jobName } from '../../../lib/tasks/job/job-object.ts';
import { JOB } from '../../../lib/tasks/job/options.ts';
import { createTasks } from '../../../lib/tasks/registry.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { installCrds } from '../../support/crds.ts';
import { eventually } from '../../support/eventually.ts';
import type { Exchange } from '../../support/fault-proxy/exchange.ts';
import { answer, loseAnswer, tooManyRequests } from '../../support/fault-proxy/faults.ts';
import type { Matcher } from '../../support/fault-proxy/matcher.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, createReadyNode, deleteNode, patchNode, setReady } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { listPods, type Pod, podPath } from '../../support/workloads.ts';
import { clientBehindProxy, connectWith, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
const keys = nodeKeys();
const RECORDS = '/apis/infra.894.io/v1alpha1/nodecleanups';
const STAYS = { 'kwok.x-k8s.io/never-complete': 'true' };

interface Job {
  metadata: ObjectMeta & { ownerReferences?: readonly object[] };
  spec: { ttlSecondsAfterFinished?: number; template: { spec: Record<string, unknown> } };
  [field: string]: unknown;
}

let proxy: FaultProxy;
let client: KubeClient;
let namespace: string;
let node: string;
let count = 0;

beforeAll(async () => {
  await installCrds(cluster, customResourceDefinitions());
  ({ proxy, client } = await clientBehindProxy(cluster, [JOB]));
});

beforeEach(async () => {
  proxy.heal();
  count += 1;
  namespace = await createNamespace(cluster, `jobs-${count}`);
  node = (await createReadyNode(cluster, `node-${count}`)).metadata.name;
});

interface TemplateParts {
  readonly annotations?: object;
  readonly pod?: object;
  readonly [field: string]: unknown;
}

/** A Job with one container and, unless told otherwise, one pod. */
const template = ({ annotations = {}, pod = {}, ...spec }: TemplateParts = {}) => ({
  spec: {
    backoffLimit: 0,
    template: {
      metadata: { annotations },
      spec: { containers: [{ name: 'main', image: 'example.test/tool:1', args: ['clean', '{{node}}'] }], ...pod },
    },
    ...spec,
  },
});

interface Running {
  readonly operation: Operation;
  readonly name: string;
  readonly record: string;
}

interface NodeCleanup {
  metadata: ObjectMeta & { uid: string };
}

async function recordOf(spec: NodeCleanupSpec): Promise<NodeCleanup> {
  const path = `${RECORDS}/${nodeCleanupName(spec.nodeName, spec.nodeUID)}`;
  const known = await cluster.api.find<NodeCleanup>(path);
  if (known !== undefined) return known;
  cluster.atEnd(() => cluster.api.delete(path));
  return cluster.api.create<NodeCleanup>(RECORDS, newNodeCleanup(spec));
}

/** The task of a removal that has a record; the garbage collector takes a Job whose owner does not exist. */
async function running(options: object = {}, on: string = node, task = 'tool'): Promise<Running> {
  const subject = await subjectOf(client, on);
  const { nodeName, nodeUID, requestedAt, deadAfterMs } = subject;
  const plan = { tasks: [], deadlineMs: undefined, onDeadline: 'block', retry: { baseMs: 1, capMs: 1 } } as const;
  const spec = { nodeName, nodeUID, requestedAt, finalizer: keys.finalizer, deadAfterMs, plan };
  const { metadata } = await recordOf(spec);
  const recorded: NodeSubject = { ...subject, record: { kind: 'NodeCleanup', name: metadata.name } };
  const operation = new Operation({
    client,
    task: createJob(dependenciesOf(client)),
    name: task,
    subject: recorded,
    options: { namespace, template: template(), ...options },
    operation: metadata.uid,
  });
  cluster.atEnd(async () => operation[Symbol.dispose]());
  return { operation, name: jobName({ subject, operation: metadata.uid, task }), record: metadata.name };
}

const jobPath = (name = '') => pathOf(JOBS, { namespace, name: name || undefined });
const findJob = (name: string) => cluster.api.find<Job>(jobPath(name));
const jobs = () => cluster.api.list<Job>(jobPath());
const CREATE: Matcher = { method: 'POST', path: /\/jobs$/ };

async function podOf(job: string, satisfies: (pod: Pod) => boolean = () => true): Promise<Pod> {
  const pods = await eventually(() => listPods(cluster, namespace, `batch.kubernetes.io/job-name=${job}`), {
    describe: `a pod of the job ${job}`,
    until: (found) => found.some(satisfies),
  });
  const pod = pods.find(satisfies);
  if (pod === undefined) throw new Error('it was there a moment ago');
  return pod;
}

/** In the kubelet's place, which kwok leaves to us for pods that stay. */
async function end(pod: Pod, exitCode: number): Promise<void> {
  const terminated = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' };
  const containerStatuses = [
    { name: 'main', image: 'x', imageID: '', ready: false, restartCount: 0, state: { terminated } },
  ];
  const path = `${podPath(namespace, pod.metadata.name)}/status`;
  await cluster.api.patch(path, { status: { phase: exitCode === 0 ? 'Succeeded' : 'Failed', containerStatuses } });
}

const isRunning = (pod: Pod) => pod.status?.phase === 'Running';

/** Runs until the Job has a running pod. */
async function untilRunning({ operation, name }: Running): Promise<Pod> {
  await operation.until('the job to run', isWaitingFor('JobRunning'));
  return podOf(name, isRunning);
}

describe('the good run', () => {
  test('a Job runs on the cordoned Node, whatever its taints, belongs to the record, and may go when it has succeeded', async () => {
    await patchNode(cluster, node, {
      spec: {
        unschedulable: true,
        taints: [
          { key: keys.terminatingTaint, effect: 'NoSchedule' },
          { key: 'example.com/dedicated', value: 'x', effect: 'NoSchedule' },
        ],
      },
    });
    const { operation, name, record } = await running({ keep: '30m' });
    expect(await operation.done()).toEqual({ state: 'done', message: `the Job ${namespace}/${name} has succeeded` });
    const job = await findJob(name);
    expect(job?.metadata.ownerReferences).toMatchObject([{ kind: 'NodeCleanup', name: record }]);
    expect(job?.spec.ttlSecondsAfterFinished).toBe(1_800);
    expect(operation.record.changes).toEqual([`created the Job ${namespace}/${name} (uid ${job?.metadata.uid})`]);
    const pod = await podOf(name);
    expect(pod.spec.nodeName).toBe(node);
    expect(pod.spec).toMatchObject({ containers: [{ args: ['clean', node] }], restartPolicy: 'Never' });
  });

  test('anywhere is anywhere but on the Node', async () => {
    await createReadyNode(cluster, `other-${count}`);
    const { operation, name } = await running({ on: 'anywhere' });
    await operation.done();
    expect((await podOf(name)).spec.nodeName).not.toBe(node);
  });

  test('when the Node is gone a Job runs elsewhere, and none on it', async () => {
    await createReadyNode(cluster, `other-${count}`);
    const elsewhere = await running({ on: 'anywhere' }, node, 'elsewhere');
    const here = await running({}, (await createNode(cluster, `gone-${count}`)).metadata.name);
    await deleteNode(cluster, node);
    await deleteNode(cluster, cluster.name(`gone-${count}`));
    await elsewhere.operation.done();
    expect(await here.operation.run()).toMatchObject({ state: 'skipped', reason: 'NodeGone' });
    expect(await jobs()).toHaveLength(1);
  });

  test('the Job goes with the record', async () => {
    const { operation, name, record } = await running({ template: template({ annotations: STAYS }) });
    await untilRunning({ operation, name, record });
    await cluster.api.delete(`${RECORDS}/${record}`);
    await eventually(() => findJob(name), { describe: 'the job to be gone', until: (job) => job === undefined });
  });

  test('a drain of the same operation leaves its pod alone', async () => {
    const job = await running({ template: template({ annotations: STAYS }) });
    const pod = await untilRunning(job);
    const admin = await connectWith(cluster, cluster.kubeconfig);
    const drain = createDrain(dependenciesOf(admin));
    const subject = await subjectOf(admin, node);
    const operation = (await findJob(job.name))?.metadata.labels?.[`${keys.prefix}/operation`];
    using draining = new Operation({ client: admin, task: drain, name: 'drain', subject, operation: operation ?? '' });
    expect(await draining.run()).toMatchObject({ state: 'done' });
    expect((await podOf(job.name)).metadata.uid).toBe(pod.metadata.uid);
    await end(pod, 0);
    await job.operation.done();
  });

  test('waiting costs no request', async () => {
    const job = await running({ template: template({ annotations: STAYS }) });
    await untilRunning(job);
    const before = proxy.requests.filter(({ path }) => !path.startsWith('/api/v1/nodes/')).length;
    for (let look = 0; look < 20; look++) await job.operation.run();
    expect(proxy.requests.filter(({ path }) => !path.startsWith('/api/v1/nodes/'))).toHaveLength(before);
  });
});

describe('a crash', () => {
  test('at any moment leads to one Job and one run', async () => {
    const { operation, name } = await running({ keep: '1h' });
    for (let look = 0; ; look++) {
      operation.restart();
      const outcome = await operation.run();
      if (outcome.state === 'done') break;
      if (look > 200) throw new Error(JSON.stringify(outcome));
      await systemClock.sleep(100);
    }
    expect(await jobs()).toHaveLength(1);
    expect(operation.record.changes).toHaveLength(1);
    expect(await listPods(cluster, namespace, `batch.kubernetes.io/job-name=${name}`)).toHaveLength(1);
  });

  test('between the creation of the Job and our note of it is made good', async () => {
    const { operation } = await running();
    using lost = proxy.inject(CREATE, loseAnswer(), { times: 1 });
    await expect(operation.run()).rejects.toThrow();
    expect(lost.hits).toHaveLength(1);
    await operation.done();
    expect(await jobs()).toHaveLength(1);
    expect(operation.record.changes).toHaveLength(1);
  });

  test('after the Job has succeeded does not run it again, although it is gone by then', async () => {
    const { operation, name } = await running({ keep: '0s' });
    using down = proxy.inject({ method: 'PATCH' }, loseAnswer(), { times: 1 });
    await operation.until('success to be written down', isWaitingFor('JobSucceeded'));
    await expect(operation.run()).rejects.toThrow();
    expect(down.hits).toHaveLength(1);
    await eventually(() => findJob(name), { describe: 'the job to be gone', until: (job) => job === undefined });
    operation.restart();
    expect(await operation.run()).toMatchObject({ state: 'done' });
    expect(operation.record.changes).toHaveLength(1);
  });
});

describe('a Job that fails', () => {
  const log = (text: string) => ({
    kind: 'instead' as const,
    act: (exchange: Exchange) => exchange.answer(200, text, { 'content-type': 'text/plain' }),
  });

  test('blocks, with its last lines and without what they do to a terminal', async () => {
    const job = await running({ template: template({ annotations: STAYS }), logLines: 2 });
    const pod = await untilRunning(job);
    using _log = proxy.inject({ path: /\/log$/ }, log('begin\n\u001b[31mdevice is busy\u0007\u001b[0m\ngiving up\n'));
    await end(pod, 3);
    const blocked = await job.operation.until('the failure to be told', ({ state }) => state === 'blocked');
    expect(blocked).toMatchObject({ reason: 'JobFailed' });
    expect(blocked.message).toContain('ended with exit code 3; the end of its log: device is busy | giving up.');
    expect(blocked.message).toContain('BackoffLimitExceeded');
    expect(blocked.message).toContain('infra.894.io/skip-tasks=tool');
    // A new leader knows as much, and does not ask again.
    const asked = proxy.count({ path: /\/log$/ });
    job.operation.restart();
    expect(await job.operation.run()).toEqual(blocked);
    expect(proxy.count({ path: /\/log$/ })).toBe(asked);
  });

  test('tells of it although its log cannot be read', async () => {
    const job = await running({ template: template({ annotations: STAYS }) });
    await end(await untilRunning(job), 1);
    const blocked = await job.operation.until('the failure to be told', ({ state }) => state === 'blocked');
    expect(blocked.message).toMatch(/exit code 1; its log cannot be read: .*Delete it to have it run again/);
  });

  test('runs again when a person deletes it, as often as they like', async () => {
    const job = await running({ template: template({ annotations: STAYS }), logLines: 0 });
    for (let attempt = 1; attempt <= 4; attempt++) {
      await end(await untilRunning(job), 1);
      await job.operation.until('the failure to be told', ({ state }) => state === 'blocked');
      await cluster.api.delete(`${jobPath(job.name)}?propagationPolicy=Background`);
      await eventually(() => listPods(cluster, namespace), { describe: 'no pod', until: (pods) => pods.length === 0 });
    }
    await end(await untilRunning(job), 0);
    await job.operation.done();
    expect(job.operation.record.changes).toHaveLength(5);
    expect(job.operation.record.changes?.at(-1)).toMatch(/ again$/);
  });
});

describe('somebody else', () => {
  test('deletes the Job while it runs: it runs again, but not for ever', async () => {
    const job = await running({ template: template({ annotations: STAYS }) });
    for (let time = 1; time <= 3; time++) {
      await untilRunning(job);
      await cluster.api.delete(`${jobPath(job.name)}?propagationPolicy=Background`);
      await eventually(() => listPods(cluster, namespace), { describe: 'no pod', until: (pods) => pods.length === 0 });
      await job.operation.until('the job to be made anew', () => job.operation.record.changes?.length === time + 1);
    }
    await untilRunning(job);
    await cluster.api.delete(`${jobPath(job.name)}?propagationPolicy=Background`);
    expect(await job.operation.until('the end of patience', ({ state }) => state === 'blocked')).toMatchObject({
      reason: 'JobVanishes',
    });
  });

  test('has a Job of the same name: it is not touched', async () => {
    const { operation, name } = await running();
    const body = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      ...template({ pod: { restartPolicy: 'Never' } }),
    };
    const theirs = await cluster.api.create<Job>(jobPath(), body);
    expect(await operation.run()).toMatchObject({ state: 'blocked', reason: 'NameTaken' });
    expect((await findJob(name))?.metadata.uid).toBe(theirs.metadata.uid);
    expect(operation.record.changes).toBeUndefined();
  });

  test('suspends the Job and resumes it', async () => {
    const { operation, name } = await running({ template: template({ suspend: true }) });
    await operation.until('the job to be seen suspended', isWaitingFor('JobSuspended'));
    await cluster.api.patch(jobPath(name), { spec: { suspend: false } });
    await operation.done();
  });
});

describe('what keeps a Job from running is told', () => {
  test('a Node that is not ready, one that is dead, and one that comes back', async () => {
    const lost = (await createNode(cluster, `lost-${count}`)).metadata.name;
    await setReady(cluster, lost, 'Unknown');
    const { operation, name } = await running({}, lost);
    expect(await operation.until('the Node to be named', isWaitingFor('NodeNotReady'))).toMatchObject({
      message: expect.stringContaining(lost),
    });
    expect((await podOf(name)).spec.nodeName).toBeUndefined();
    const longAgo = new Date(Date.now() - 600_000).toISOString();
    const condition = { type: 'Ready', status: 'Unknown', reason: 'Test', lastTransitionTime: longAgo };
    await cluster.api.patch(`/api/v1/nodes/${lost}/status`, { status: { conditions: [condition] } }, 'strategic');
    expect(await operation.run()).toMatchObject({ state: 'blocked', reason: 'NodeDead' });
    await patchNode(cluster, lost, { metadata: { labels: { 'infra.894.io/kubelet': 'none' } } });
    await setReady(cluster, lost, 'True');
    expect(await operation.run()).toMatchObject({
      state: 'waiting',
      reason: expect.not.stringMatching('NodeNotReady'),
    });
  });

  test('a dead Node gets no Job at all, and none is waited for where the configuration says so', async () => {
    const lost = (await createNode(cluster, `dead-${count}`)).metadata.name;
    const longAgo = new Date(Date.now() - 600_000).toISOString();
    const condition = { type: 'Ready', status: 'Unknown', reason: 'Test', lastTransitionTime: longAgo };
    await cluster.api.patch(`/api/v1/nodes/${lost}/status`, { status: { conditions: [condition] } }, 'strategic');
    const { operation } = await running({}, lost);
    expect(await operation.run()).toMatchObject({ state: 'blocked', reason: 'NodeDead' });
    const other = new Operation({
      client,
      task: createJob(dependenciesOf(client)),
      name: 'tool',
      subject: await subjectOf(client, lost),
      options: { namespace, template: template(), whenDead: 'skip' },
      operation: 'x',
    });
    using _ = other;
    expect(await other.run()).toMatchObject({ state: 'skipped', reason: 'NodeDead' });
    expect(await jobs()).toEqual([]);
  });

  test('a pod that finds no place, with what the scheduler says', async () => {
    const { operation } = await running({
      template: template({ pod: { nodeSelector: { 'example.com/no': 'such' } } }),
    });
    const outcome = await operation.until('the scheduler to speak', isWaitingFor('PodUnschedulable'));
    expect(outcome.message).toMatch(/cannot be placed: Unschedulable: .*node affinity\/selector/);
  });

  test('an image that cannot be pulled', async () => {
    const annotations = { 'kwok.x-k8s.io/never-ready': 'true', ...STAYS };
    const job = await running({ template: template({ annotations }) });
    await job.operation.until('the job to start', isWaitingFor('JobStarting'));
    const pod = await podOf(job.name, ({ spec }) => spec.nodeName !== undefined);
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "example.test/tool:1"' };
    const containerStatuses = [
      { name: 'main', image: 'example.test/tool:1', imageID: '', ready: false, restartCount: 0, state: { waiting } },
    ];
    await cluster.api.patch(`${podPath(namespace, pod.metadata.name)}/status`, { status: { containerStatuses } });
    const outcome = await job.operation.until('the image to be named', isWaitingFor('ImagePull'));
    expect(outcome.message).toContain('the image example.test/tool:1 of its container main is not to be had');
  });

  test('Pod Security that refuses the pods', async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await cluster.api.patch(`/api/v1/namespaces/${namespace}`, { metadata: { labels } });
    const { operation } = await running({ template: template({ pod: { hostPID: true } }) });
    const outcome = await operation.until('the refusal', ({ state }) => state === 'blocked');
    expect(outcome).toMatchObject({ reason: 'PodRefused', message: expect.stringMatching(/PodSecurity.*hostPID/) });
  });

  test('a service account that is not there', async () => {
    const { operation } = await running({ template: template({ pod: { serviceAccountName: 'nobody' } }) });
    const outcome = await operation.until('the refusal', ({ state }) => state === 'blocked');
    expect(outcome).toMatchObject({ reason: 'PodRefused', message: expect.stringContaining('nobody') });
  });

  test('a template that the API server does not take', async () => {
    const typo = await running({ template: template({ pod: { hostPdi: true } }) });
    expect(await typo.operation.run()).toMatchObject({
      state: 'blocked',
      reason: 'TemplateRefused',
      message: expect.stringContaining('hostPdi'),
    });
    const senseless = await running({ template: template({ parallelism: -1 }) }, node, 'senseless');
    expect(await senseless.operation.run()).toMatchObject({
      reason: 'TemplateRefused',
      message: expect.stringContaining('parallelism'),
    });
    expect(await jobs()).toEqual([]);
  });

  test('a namespace that is not there', async () => {
    const { operation } = await running({ namespace: 'no-such-namespace' });
    expect(await operation.run()).toMatchObject({
      state: 'blocked',
      reason: 'NamespaceMissing',
      message: expect.stringContaining('no-such-namespace'),
    });
  });

  test('a right that is missing', async () => {
    const { operation } = await running();
    const message = 'jobs.batch is forbidden: User "x" cannot create resource "jobs"';
    using _forbidden = proxy.inject(CREATE, answer(403, { reason: 'Forbidden', message }));
    await expect(operation.run()).rejects.toThrow(`creating jobs.batch ${namespace}: ${message}`);
  });
});

describe('an API server in trouble', () => {
  test.each([
    ['errors', CREATE, answer(500, { reason: 'InternalError' })],
    ['is busy', CREATE, tooManyRequests(1)],
    ['is away for a moment when the Job is to be kept', { method: 'PATCH' }, answer(503)],
    ['does not list at first', { path: /\/jobs$/, method: 'GET' }, answer(500)],
  ] as const)('%s: the Job runs all the same, once', async (_, where, fault) => {
    const { operation } = await running();
    using injection = proxy.inject(where, fault, { times: 2 });
    await operation.done();
    expect(injection.hits.length).toBeGreaterThan(0);
    expect(await jobs()).toHaveLength(1);
  });
});

test('a dry run says what would be refused, and creates nothing', async () => {
  const task = createTasks(dependenciesOf(readOnly(client))).get('job');
  const subject = { ...(await subjectOf(client, node)), record: { kind: 'NodeCleanup', name: '' } };
  const look = (options: object) => {
    const all = { namespace, template: template(), ...options };
    return task?.foresee({ subject, name: 'tool', options: all, signal: new AbortController().signal });
  };
  expect(await look({})).toMatchObject({ state: 'waiting', reason: 'JobStarting' });
  expect(await look({ namespace: 'no-such-namespace' })).toMatchObject({
    state: 'blocked',
    reason: 'NamespaceMissing',
  });
  expect(await look({ template: template({ pod: { hostPdi: true } }) })).toMatchObject({
    reason: 'TemplateRefused',
  });
  using _forbidden = proxy.inject(CREATE, answer(403, { reason: 'Forbidden', message: 'no' }));
  expect(await look({})).toMatchObject({ state: 'waiting', details: [expect.stringContaining('not known')] });
  expect(await jobs()).toEqual([]);
});
