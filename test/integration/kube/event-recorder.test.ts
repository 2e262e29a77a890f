import { beforeAll, describe, expect, it } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { connect } from '../../../lib/kube/connect.ts';
import { EventRecorder, type ObjectReference } from '../../../lib/kube/events/event-recorder.ts';
import { isObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { EVENTS, type EventKey } from '../../../lib/telemetry/catalogue/events.ts';
import { type LogFields, type Logger, silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { loseAnswer } from '../../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace, createServiceAccount } from '../../support/namespaces.ts';
import { createNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
const RIGHTS = { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] };

let namespace: string;
let kubeconfig: string;
beforeAll(async () => {
  namespace = await createNamespace(cluster, 'events');
  await createServiceAccount(cluster, namespace, 'recorder', [RIGHTS]);
  kubeconfig = await cluster.kubeconfigFor({ serviceAccount: 'recorder', namespace });
});

async function clientOf(path: string): Promise<KubeClient> {
  const options = { clock: systemClock, log: silentLogger, metrics: noMetrics, env: {}, version: 'test' };
  const { client, close } = await connect({ ...options, kubeconfig: path });
  cluster.atEnd(close);
  return client;
}

/** A recorder that runs until the end of the file, with the rights that the product's role gives. */
async function recorderFor(path = kubeconfig, log: Logger = silentLogger): Promise<EventRecorder> {
  const client = await clientOf(path);
  const common = { clock: systemClock, random: Math.random, log, metrics: noMetrics };
  const recorder = new EventRecorder({ ...common, client, identity: 'node-cleanup-webhook-0' });
  const abort = new AbortController();
  const stopped = recorder.run(abort.signal);
  cluster.atEnd(async () => {
    abort.abort();
    await stopped;
  });
  return recorder;
}

async function node(suffix: string): Promise<ObjectReference> {
  const { metadata } = await createNode(cluster, suffix);
  return { apiVersion: 'v1', kind: 'Node', name: metadata.name, uid: metadata.uid ?? '' };
}

/** The Events of an object as `kubectl get events` shows them. */
async function eventsOf({ name }: ObjectReference): Promise<readonly unknown[]> {
  const selector = `involvedObject.name=${name},reportingComponent=infra.894.io/node-cleanup-webhook`;
  const { stdout } = await cluster.kubectl([
    'get',
    'events',
    '-n',
    'default',
    '--field-selector',
    selector,
    '-o',
    'json',
  ]);
  return listAt(JSON.parse(stdout), 'items');
}

const seen = (object: ObjectReference, count: number) =>
  eventually(() => eventsOf(object), {
    describe: `${count} Events about ${object.name}`,
    until: (events) => events.length === count,
  });

describe('an Event', () => {
  it('is what kubectl get events and kubectl describe node show', async () => {
    const recorder = await recorderFor();
    const worker = await node('shown');
    recorder.record(worker, 'CleanupBlocked', 'drain: two budgets cover web-0');
    await seen(worker, 1);
    const { stdout } = await cluster.kubectl(['get', 'events', '-n', 'default', '--no-headers']);
    expect(stdout).toMatch(
      new RegExp(`Warning\\s+CleanupBlocked\\s+node/${worker.name}\\s+drain: two budgets cover web-0`),
    );
    const described = await cluster.kubectl(['describe', 'node', worker.name]);
    expect(described.stdout).toMatch(
      /Warning\s+CleanupBlocked\s+\S+\s+infra\.894\.io\/node-cleanup-webhook\s+drain: two budgets cover web-0/,
    );
  });

  it('shows how often it happened', async () => {
    const recorder = await recorderFor();
    const worker = await node('repeated');
    recorder.record(worker, 'CleanupTaskFailed', 'storage: connection refused');
    await seen(worker, 1);
    for (let i = 0; i < 4; i++) recorder.record(worker, 'CleanupTaskFailed', 'storage: connection refused');
    await recorder.flush();
    expect(await eventsOf(worker)).toMatchObject([{ series: { count: 5 } }]);
    const { stdout } = await cluster.kubectl(['describe', 'node', worker.name]);
    expect(stdout).toMatch(/CleanupTaskFailed\s+\S+ \(x5 over \S+\)/);
  });

  it('begins anew when somebody deleted it', async () => {
    const recorder = await recorderFor();
    const worker = await node('deleted');
    recorder.record(worker, 'CleanupWaiting', 'drain: 3 pods are left');
    const [first] = await seen(worker, 1);
    await cluster.kubectl(['delete', 'event', '-n', 'default', stringAt(first, 'metadata', 'name') ?? '']);
    recorder.record(worker, 'CleanupWaiting', 'drain: 3 pods are left');
    await recorder.flush();
    const [second] = await seen(worker, 1);
    expect(isObject(second) && second.series).toBeUndefined();
  });

  it('is one Event when the answer to its creation was lost', async () => {
    const proxy = await startFaultProxy(cluster, kubeconfig);
    const recorder = await recorderFor(proxy.kubeconfig);
    const worker = await node('lost');
    const lost = proxy.inject({ method: 'POST' }, loseAnswer(), { times: 1 });
    recorder.record(worker, 'NodeReleased', 'released');
    await eventually(() => proxy.count({ method: 'POST' }) > 1, { describe: 'a second attempt' });
    expect(lost.hits).toHaveLength(1);
    expect(await eventsOf(worker)).toHaveLength(1);
  });
});

describe('the API server', () => {
  it('accepts every kind of Event in the catalogue, also about a NodeCleanup', async () => {
    const recorder = await recorderFor();
    const worker = await node('catalogue');
    const cleanup = { apiVersion: 'infra.894.io/v1alpha1', kind: 'NodeCleanup', name: `${worker.name}-1`, uid: 'u1' };
    const keys = Object.keys(EVENTS).filter((key): key is EventKey => key in EVENTS);
    for (const key of keys) {
      recorder.record(worker, key, `about ${key}`, cleanup);
      recorder.record(cleanup, key, `about ${key}`);
    }
    expect(await seen(worker, keys.length)).toHaveLength(keys.length);
    expect(await seen(cleanup, keys.length)).toHaveLength(keys.length);
  });

  it('accepts the longest names and notes', async () => {
    const recorder = await recorderFor();
    const long: ObjectReference = {
      apiVersion: 'v1',
      kind: 'Node',
      name: `${cluster.prefix}.${'a'.repeat(242)}.b`,
      uid: 'long',
    };
    recorder.record(long, 'CleanupWaiting', '🚀€'.repeat(1_000));
    await seen(long, 1);
  });
});

it('says which right is missing, and fails nobody', async () => {
  await createServiceAccount(cluster, namespace, 'mute');
  const missing: unknown[] = [];
  const log: Logger = { ...silentLogger, error: (fields: LogFields) => missing.push(fields.missing) };
  const recorder = await recorderFor(await cluster.kubeconfigFor({ serviceAccount: 'mute', namespace }), log);
  const worker = await node('mute');
  recorder.record(worker, 'CleanupWaiting', 'one');
  recorder.record(worker, 'CleanupWaiting', 'two');
  await recorder.flush();
  expect(missing).toEqual(['create events.events.k8s.io in namespace default']);
});
