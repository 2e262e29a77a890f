import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { createDrain } from '../../../lib/tasks/drain/drain.ts';
import { DRAIN } from '../../../lib/tasks/drain/options.ts';
import type { Clock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, createReadyNode, patchNode, setReady } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import {
  createBudget,
  createDeployment,
  createPod,
  createRunningPod,
  letTerminate,
  listPods,
  type Pod,
  podPath,
} from '../../support/workloads.ts';
import { ahead, clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
let client: KubeClient;
let namespace: string;
beforeAll(async () => {
  client = await clientFor(cluster, [DRAIN]);
  namespace = await createNamespace(cluster, 'work');
});

interface DrainOptions {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
  readonly self?: { readonly namespace: string; readonly name: string };
}

async function draining(nodeName: string, { options = {}, clock, self }: DrainOptions = {}): Promise<Operation> {
  const subject = await subjectOf(client, nodeName);
  const task = createDrain({ ...dependenciesOf(client, clock), self });
  return new Operation({ client, task, name: 'drain', subject, options });
}

/** A Node with a living kubelet, where only those pods come that ask for it by `for: SUFFIX`. */
async function createDrainNode(suffix: string, labels: Readonly<Record<string, string>> = {}): Promise<string> {
  const { metadata } = await createReadyNode(cluster, suffix, { labels: { for: cluster.name(suffix), ...labels } });
  return metadata.name;
}

const cordonNode = (name: string) => patchNode(cluster, name, { spec: { unschedulable: true } });

async function podsOn(nodeName: string): Promise<readonly string[]> {
  const pods = await cluster.api.list<Pod>(`/api/v1/pods?fieldSelector=spec.nodeName%3D${nodeName}`);
  return pods.map(({ metadata }) => metadata.name);
}

/** A DaemonSet with a running pod on that Node. */
async function createDaemonSet(name: string, node: string): Promise<void> {
  const labels = { app: name };
  await cluster.api.create(`/apis/apps/v1/namespaces/${namespace}/daemonsets`, {
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { 'kubernetes.io/hostname': node },
          containers: [{ name: 'main', image: 'example.test/none:1' }],
        },
      },
    },
  });
  await eventually(() => listPods(cluster, namespace, `app=${name}`), {
    describe: `the pod of daemon set ${name} to run`,
    until: ([pod]) => pod?.status?.phase === 'Running',
  });
}

describe('a workload', () => {
  test('of a Deployment moves to another Node', async () => {
    const label = { pool: cluster.name('moves') };
    const from = await createDrainNode('from', label);
    await createDeployment(cluster, namespace, 'moves', { replicas: 5, nodeSelector: label });
    const to = await createDrainNode('to', label);
    await cordonNode(from);
    using operation = await draining(from);
    expect(await operation.done()).toEqual({ state: 'done', message: 'no pod is left to evict' });
    expect(await podsOn(from)).toEqual([]);
    await eventually(() => podsOn(to), { describe: '5 pods on the other Node', until: ({ length }) => length === 5 });
  });

  test('of fifty pods goes, with at most ten requests at a time', async () => {
    const label = { pool: cluster.name('fifty') };
    const node = await createDrainNode('fifty', label);
    await createDeployment(cluster, namespace, 'fifty', { replicas: 50, nodeSelector: label });
    await cordonNode(node);
    using operation = await draining(node);
    await operation.done();
    expect(await podsOn(node)).toEqual([]);
    // 50 pods that go one after the other are no reason to write to the record 50 times.
    expect(operation.outcomes.length).toBeLessThan(15);
  });
});

describe('what stays', () => {
  test('a DaemonSet’s, a static and a finished pod are left where they are', async () => {
    const node = await createDrainNode('stays');
    await createDaemonSet('daemon', node);
    await createRunningPod(cluster, namespace, 'finished-1', { node });
    await cluster.api.patch(`${podPath(namespace, 'finished-1')}/status`, { status: { phase: 'Succeeded' } });
    await createRunningPod(cluster, namespace, 'static-1', {
      node,
      annotations: { 'kubernetes.io/config.mirror': 'x' },
    });
    await createRunningPod(cluster, namespace, 'lonely-1', { node, spec: { volumes: [{ name: 'v', emptyDir: {} }] } });
    using operation = await draining(node);
    await operation.done();
    expect((await podsOn(node)).toSorted()).toEqual([expect.stringMatching(/^daemon-/), 'finished-1', 'static-1']);
  });

  test('pods that nothing would create again block, where the configuration says so', async () => {
    const node = await createDrainNode('keeps');
    await createRunningPod(cluster, namespace, 'keeps-1', { node });
    using operation = await draining(node, { options: { unmanaged: 'block' } });
    expect(await operation.run()).toMatchObject({ state: 'blocked', reason: 'UnmanagedPod' });
    expect(await podsOn(node)).toEqual(['keeps-1']);
  });

  test('pods that skipPods selects are not touched', async () => {
    const node = await createDrainNode('skips');
    await createRunningPod(cluster, namespace, 'skips-1', { node, labels: { keep: 'me' } });
    await createRunningPod(cluster, namespace, 'skips-2', { node });
    using operation = await draining(node, { options: { skipPods: 'keep=me' } });
    await operation.done();
    expect(await podsOn(node)).toEqual(['skips-1']);
  });
});

describe('disruption budgets', () => {
  test('are waited for by name, and the pod goes when there is room', async () => {
    const label = { pool: cluster.name('budget') };
    const node = await createDrainNode('budget', label);
    await createDeployment(cluster, namespace, 'budget', { replicas: 2, nodeSelector: label });
    await createBudget(cluster, namespace, 'budget', { matchLabels: { app: 'budget' }, minAvailable: 1 });
    await cordonNode(node);
    using operation = await draining(node);
    await operation.until('the drain to wait for the budget', (outcome) => {
      const text = /budget-\S+: the disruption budget budget needs 1 healthy pods and has 1 currently$/;
      return outcome.state === 'waiting' && outcome.reason === 'DisruptionBudget' && text.test(outcome.message);
    });
    await createDrainNode('budget-2', label);
    await operation.done();
    expect(await podsOn(node)).toEqual([]);
  });

  test('that can never be met block, with the way out', async () => {
    const label = { pool: cluster.name('never') };
    const node = await createDrainNode('never', label);
    await createDeployment(cluster, namespace, 'never', { replicas: 2, nodeSelector: label });
    await createBudget(cluster, namespace, 'never', { matchLabels: { app: 'never' }, minAvailable: 2 });
    using operation = await draining(node);
    expect(await operation.until('the drain to be blocked', ({ state }) => state === 'blocked')).toMatchObject({
      reason: 'BudgetAllowsNoDisruption',
      message: expect.stringContaining(
        'the disruption budget never wants 2 healthy pods and there are never more than 2',
      ),
    });
    await cluster.api.patch(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/never`, {
      spec: { minAvailable: 0 },
    });
    await cordonNode(node);
    await createDrainNode('never-2', label);
    await operation.done();
  });

  test('two for one pod block, both named', async () => {
    const node = await createDrainNode('two');
    await createRunningPod(cluster, namespace, 'two-1', { node, labels: { app: 'two' } });
    for (const name of ['two-a', 'two-b']) {
      await createBudget(cluster, namespace, name, { matchLabels: { app: 'two' }, minAvailable: 0 });
    }
    using operation = await draining(node);
    expect(await operation.run()).toMatchObject({
      state: 'blocked',
      reason: 'MoreThanOneBudget',
      message: expect.stringContaining('2 disruption budgets select it (two-a, two-b)'),
    });
    await cluster.api.delete(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/two-b`);
    await operation.done();
  });

  test('that count no pods, since nothing manages them, block and say so', async () => {
    const node = await createDrainNode('sync');
    await createRunningPod(cluster, namespace, 'sync-1', { node, labels: { app: 'sync' } });
    await createBudget(cluster, namespace, 'sync', { matchLabels: { app: 'sync' }, maxUnavailable: 1 });
    using operation = await draining(node);
    expect(await operation.until('the drain to be blocked', ({ state }) => state === 'blocked')).toMatchObject({
      reason: 'BudgetNotComputable',
      message: expect.stringContaining(
        'the disruption budget sync counts no pods, since nothing manages those that it',
      ),
    });
  });

  test('give way after forceAfter, and the record says so', async () => {
    const node = await createDrainNode('force');
    await createRunningPod(cluster, namespace, 'force-1', { node, labels: { app: 'force' } });
    await createBudget(cluster, namespace, 'force', { matchLabels: { app: 'force' }, minAvailable: 1 });
    using operation = await draining(node, { options: { forceAfter: '2s' } });
    expect(await operation.run()).toMatchObject({ state: 'waiting', reason: 'DisruptionBudget' });
    expect(await operation.done()).toMatchObject({
      message: expect.stringContaining(`Deleted and not evicted: ${namespace}/force-1`),
    });
  });
});

describe('order', () => {
  test('critical pods go after the workload is gone, and our own pod last', async () => {
    const node = await createDrainNode('order');
    const goes = async (name: string, spec: object = {}) =>
      createRunningPod(cluster, namespace, name, { node, ...spec });
    await goes('order-operator', { spec: { priorityClassName: 'system-cluster-critical' } });
    await goes('order-node', { spec: { priorityClassName: 'system-node-critical' } });
    await goes('order-cluster', { spec: { priorityClassName: 'system-cluster-critical' } });
    await goes('order-work', { hangs: true });
    using operation = await draining(node, { self: { namespace, name: 'order-operator' } });
    await operation.until('the workload to terminate', isWaitingFor('PodsTerminating'));
    expect(operation.outcomes.at(-1)).toMatchObject({ message: expect.stringContaining('evicted after those') });
    expect(await podsOn(node)).toHaveLength(4);

    const order: string[] = [];
    const stop = new AbortController();
    const path = `/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`;
    const watching = (async () => {
      for await (const { type, object } of cluster.api.watch(path, stop.signal)) {
        if (type === 'DELETED') order.push(object.metadata.name);
      }
    })();
    await letTerminate(cluster, namespace, 'order-work');
    await operation.done();
    await eventually(() => order.length === 4, { describe: 'four deletions' });
    stop.abort();
    await watching;
    expect(order).toEqual(['order-work', 'order-cluster', 'order-node', 'order-operator']);
  });
});

describe('a pod that does not end', () => {
  test('on a living Node is waited for and named, with its finalizers', async () => {
    const node = await createDrainNode('stuck');
    await createRunningPod(cluster, namespace, 'stuck-1', { node, finalizers: ['example.com/hold'] });
    using operation = await draining(node, { options: { gracePeriod: '1s' }, clock: ahead(120_000) });
    expect(await operation.until('the pod to be overdue', isWaitingFor('PodStuckTerminating'))).toMatchObject({
      message: expect.stringMatching(
        /stuck-1: terminating since \S+, (longer than .*, )?held by the finalizers example.com\/hold$/,
      ),
    });
    await cluster.api.patch(podPath(namespace, 'stuck-1'), { metadata: { finalizers: null } });
    await operation.done();
  });

  test('of a dead kubelet is not waited for beyond its grace period', async () => {
    const { metadata } = await createNode(cluster, 'dead', { taints: [] });
    await setReady(cluster, metadata.name, 'Unknown');
    await createPod(cluster, namespace, 'dead-1', { node: metadata.name, labels: { app: 'dead' } });
    await cluster.api.patch(
      `${podPath(namespace, 'dead-1')}/status`,
      { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] } },
      'strategic',
    );
    await createBudget(cluster, namespace, 'dead', { matchLabels: { app: 'dead' }, minAvailable: 1 });
    using operation = await draining(metadata.name, {
      options: { gracePeriod: '1s' },
      clock: ahead(400_000),
    });
    expect(await operation.done()).toMatchObject({
      message: expect.stringContaining(`Terminating without a kubelet that would end them: ${namespace}/dead-1`),
    });
    expect((await cluster.api.get(podPath(namespace, 'dead-1'))).metadata.deletionTimestamp).toBeDefined();
    await cluster.api.delete(podPath(namespace, 'dead-1'), { gracePeriodSeconds: 0 });
  });
});

describe('races', () => {
  test('a StatefulSet’s pod that comes back elsewhere under its name is not evicted again', async () => {
    const label = { pool: cluster.name('set') };
    const from = await createDrainNode('set-from', label);
    await cluster.api.create(`/apis/apps/v1/namespaces/${namespace}/statefulsets`, {
      metadata: { name: 'set' },
      spec: {
        serviceName: 'set',
        replicas: 2,
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: { app: 'set' } },
        template: {
          metadata: { labels: { app: 'set' } },
          spec: { nodeSelector: label, containers: [{ name: 'main', image: 'example.test/none:1' }] },
        },
      },
    });
    const running = (node: string) => ({
      describe: `both pods of the set to run on ${node}`,
      until: (pods: readonly Pod[]) =>
        pods.length === 2 && pods.every(({ spec, status }) => spec.nodeName === node && status?.phase === 'Running'),
    });
    await eventually(() => listPods(cluster, namespace, 'app=set'), running(from));
    const to = await createDrainNode('set-to', label);
    await cordonNode(from);
    using operation = await draining(from);
    await operation.done();
    const moved = await eventually(() => listPods(cluster, namespace, 'app=set'), running(to));
    // Running once more would find them by name, if it looked for names.
    await operation.run();
    const after = await listPods(cluster, namespace, 'app=set');
    expect(after.map(({ metadata }) => metadata.uid).toSorted()).toEqual(
      moved.map(({ metadata }) => metadata.uid).toSorted(),
    );
    expect(after.every(({ metadata }) => metadata.deletionTimestamp === undefined)).toBe(true);
  });

  test('pods that others delete at the same time do not disturb', async () => {
    const node = await createDrainNode('others');
    const names = Array.from({ length: 12 }, (_, i) => `others-${i}`);
    await Promise.all(names.map((name) => createRunningPod(cluster, namespace, name, { node })));
    using operation = await draining(node);
    const deletions = names.filter((_, i) => i % 2 === 0).map((name) => cluster.api.delete(podPath(namespace, name)));
    await Promise.all([operation.done(), ...deletions]);
    expect(await podsOn(node)).toEqual([]);
  });

  test('a pod that arrives during the drain is evicted too', async () => {
    const node = await createDrainNode('late');
    await createRunningPod(cluster, namespace, 'late-1', { node, hangs: true });
    using operation = await draining(node);
    await operation.until('the first pod to terminate', isWaitingFor('PodsTerminating'));
    await createRunningPod(cluster, namespace, 'late-2', { node });
    await letTerminate(cluster, namespace, 'late-1');
    await operation.done();
    expect(await podsOn(node)).toEqual([]);
  });

  test('a drain goes on after a restart as if nothing had happened', async () => {
    const node = await createDrainNode('restart');
    await createRunningPod(cluster, namespace, 'restart-1', { node, hangs: true });
    await createRunningPod(cluster, namespace, 'restart-2', { node, labels: { app: 'restart' } });
    await createBudget(cluster, namespace, 'restart', { matchLabels: { app: 'restart' }, minAvailable: 1 });
    using operation = await draining(node);
    await operation.until('the drain to wait for the budget', isWaitingFor('DisruptionBudget'));
    operation.restart();
    await operation.until('the drain to wait for the budget again', isWaitingFor('DisruptionBudget'));
    await letTerminate(cluster, namespace, 'restart-1');
    await cluster.api.delete(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/restart`);
    await operation.done();
  });

  test('an empty Node is drained at once', async () => {
    const node = await createDrainNode('empty');
    using operation = await draining(node);
    expect(await operation.run()).toMatchObject({ state: 'done' });
  });
});

test('a namespace that is being deleted is no obstacle', async () => {
  const dying = await createNamespace(cluster, 'dying');
  const node = await createDrainNode('dying');
  await createRunningPod(cluster, dying, 'dying-1', { node, hangs: true });
  await cluster.api.delete(`/api/v1/namespaces/${dying}`);
  await eventually(() => cluster.api.get(podPath(dying, 'dying-1')), {
    describe: 'the namespace to delete its pod',
    until: ({ metadata }) => metadata.deletionTimestamp !== undefined,
  });
  using operation = await draining(node);
  expect(await operation.run()).toMatchObject({ state: 'waiting', reason: 'PodsTerminating' });
  await letTerminate(cluster, dying, 'dying-1');
  await operation.done();
});

test('without the right to evict it says which right is missing', async () => {
  const node = await createDrainNode('rights');
  await createRunningPod(cluster, namespace, 'rights-1', { node });
  const rights = DRAIN.rights.filter(({ resource }) => resource !== 'pods/eviction');
  const poor = await clientFor(cluster, [{ ...DRAIN, rights }], 'poor');
  const task = createDrain(dependenciesOf(poor));
  using operation = new Operation({ client, task, name: 'drain', subject: await subjectOf(client, node) });
  expect(await operation.run()).toMatchObject({
    state: 'blocked',
    reason: 'EvictionForbidden',
    message: expect.stringContaining('cannot create resource "pods/eviction"'),
  });
});
