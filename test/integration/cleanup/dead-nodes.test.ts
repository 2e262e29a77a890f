import { beforeAll, describe, expect, it } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { type Life, lifeOf } from '../../../lib/node/readiness.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import type { Outcome, TaskRun } from '../../../lib/operation/task.ts';
import { createCordon } from '../../../lib/tasks/cordon.ts';
import { createDrain } from '../../../lib/tasks/drain/drain.ts';
import type { NodeTask } from '../../../lib/tasks/node-task.ts';
import { createVolumesDetach } from '../../../lib/tasks/volumes-detach/volumes-detach.ts';
import { createVolumesVerify } from '../../../lib/tasks/volumes-verify/volumes-verify.ts';
import { eventually } from '../../support/eventually.ts';
import { startKubelets } from '../../support/kubelets.ts';
import { createNamespace } from '../../support/namespaces.ts';
import {
  annotateNode,
  createNode,
  createReadyNode,
  deleteNode,
  getNode,
  setBootId,
  setReady,
  waitUntilGone,
} from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createAttachment, createVolume, playAttacher } from '../../support/volumes.ts';
import { createPod, createRunningPod, podPath } from '../../support/workloads.ts';
import { connectWith, dependenciesOf } from '../tasks/harness.ts';
import { type Behaviour, type InProcess, leadInProcess } from './in-process.ts';
import { cleanupsOf, FINALIZER, installCrd, waitForCleanup } from './spine.ts';

const cluster = useCluster();
let client: KubeClient;
let namespace: string;
beforeAll(async () => {
  await installCrd(cluster);
  client = await connectWith(cluster, cluster.kubeconfig);
  namespace = await createNamespace(cluster, 'work');
});

const asBehaviour =
  (task: NodeTask): Behaviour =>
  (run) =>
    task.run(run);

/** The default plan's first two tasks, as they are. */
async function leadWithDrain(label: string, deadAfterMs: number): Promise<InProcess> {
  const dependencies = dependenciesOf(client);
  cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
  return await leadInProcess(cluster, {
    label,
    plan: [{ name: 'cordon' }, { name: 'drain', needs: ['cordon'] }],
    behaviours: { cordon: asBehaviour(createCordon(dependencies)), drain: asBehaviour(createDrain(dependencies)) },
    config: { deadAfterMs },
  });
}

/** A task that waits until it is told to be done, and says how it found the Node at each look. */
function watcher() {
  const seen: Life['state'][] = [];
  let isDone = false;
  const look = ({ subject: { node, deadAfterMs } }: TaskRun<NodeSubject>): Outcome => {
    const life = node === undefined ? undefined : lifeOf(node.ready, deadAfterMs, Date.now()).state;
    if (life !== undefined && seen.at(-1) !== life) seen.push(life);
    return isDone
      ? { state: 'done' }
      : { state: 'waiting', reason: 'Watching', message: 'watching', checkAfterMs: 100 };
  };
  return { seen, look, done: () => (isDone = true) };
}

const guarded = (label: string) => ({ labels: { test: label }, finalizers: [FINALIZER] });

const lifeIs = (node: string, state: Life['state'], deadline?: number) =>
  waitForCleanup(cluster, node, state, ({ status }) => status.node?.state === state, deadline);

const completed = (node: string, deadline?: number) =>
  waitForCleanup(cluster, node, 'Completed', ({ status }) => status.phase === 'Completed', deadline);

interface Event {
  reason: string;
  note?: string;
  regarding?: { uid?: string };
}

async function eventsOn(uid: string | undefined, reason: string): Promise<readonly Event[]> {
  const events = await cluster.api.list<Event>('/apis/events.k8s.io/v1/namespaces/default/events');
  return events.filter((event) => event.regarding?.uid === uid && event.reason === reason);
}

const toldOf = (uid: string | undefined, reason: string) =>
  eventually(() => eventsOn(uid, reason), { describe: `the Event ${reason}`, until: ({ length }) => length > 0 });

describe('a Node', () => {
  it('that dies in the middle of its drain is let go without its kubelet', async () => {
    const label = 'dies';
    const kubelets = await startKubelets(cluster, cluster.name(label));
    await using _lead = await leadWithDrain(label, 1_000);
    const { metadata } = await createReadyNode(cluster, label, { kwok: cluster.name(label), ...guarded(label) });
    await createRunningPod(cluster, namespace, label, {
      node: metadata.name,
      hangs: true,
      spec: { terminationGracePeriodSeconds: 1 },
    });
    await deleteNode(cluster, metadata.name);
    await waitForCleanup(cluster, metadata.name, 'draining', ({ status }) =>
      status.tasks.some(({ name, reason }) => name === 'drain' && reason === 'PodsTerminating'),
    );
    await kubelets.stop();
    const dead = await lifeIs(metadata.name, 'Dead');
    const ready = (await getNode(cluster, metadata.name)).status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready?.status).toBe('Unknown');
    expect(dead.status.node?.since).toBe(ready?.lastTransitionTime);
    const [event] = await toldOf(metadata.uid, 'NodeDead');
    expect(event?.note).toContain(ready?.lastTransitionTime);
    // Its pod's grace period, and the half minute that a drain gives a kubelet beyond that.
    await waitUntilGone(cluster, metadata.name);
    const { status } = await completed(metadata.name);
    expect(status.tasks.find(({ name }) => name === 'drain')?.message).toContain(`${namespace}/${label}`);
  });

  it('that comes back to life in the middle goes on as a living one', async () => {
    const label = 'returns';
    const { seen, look, done } = watcher();
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'watch' }],
      behaviours: { watch: look },
      config: { deadAfterMs: 1_000 },
    });
    const { metadata } = await createNode(cluster, label, guarded(label));
    await setReady(cluster, metadata.name, 'True');
    await deleteNode(cluster, metadata.name);
    await lifeIs(metadata.name, 'Ready');
    await setReady(cluster, metadata.name, 'Unknown');
    await lifeIs(metadata.name, 'Dead');
    await toldOf(metadata.uid, 'NodeDead');
    await setReady(cluster, metadata.name, 'True');
    await lifeIs(metadata.name, 'Ready');
    await toldOf(metadata.uid, 'NodeAlive');
    await eventually(() => seen.at(-1) === 'Ready', { describe: 'the task to see it alive' });
    expect(seen.filter((life) => life !== 'NotReady')).toEqual(['Ready', 'Dead', 'Ready']);
    done();
    await completed(metadata.name);
  });

  it('that flaps is not taken for dead', async () => {
    const label = 'flaps';
    const { seen, look, done } = watcher();
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'watch' }],
      behaviours: { watch: look },
      config: { deadAfterMs: 4_000 },
    });
    const { metadata } = await createNode(cluster, label, guarded(label));
    await setReady(cluster, metadata.name, 'True');
    await deleteNode(cluster, metadata.name);
    await lifeIs(metadata.name, 'Ready');
    // More than deadAfter together, but never at one go.
    for (let turn = 0; turn < 4; turn++) {
      await setReady(cluster, metadata.name, 'Unknown');
      await eventually(() => seen.at(-1) === 'NotReady', { describe: 'it to be seen not ready' });
      const since = Date.now();
      await eventually(() => Date.now() - since > 1_500, { describe: 'a while to pass' });
      await setReady(cluster, metadata.name, 'True');
      await eventually(() => seen.at(-1) === 'Ready', { describe: 'it to be seen ready' });
    }
    expect(seen).not.toContain('Dead');
    done();
    await completed(metadata.name);
    expect(await eventsOn(metadata.uid, 'NodeDead')).toEqual([]);
    expect(await eventsOn(metadata.uid, 'NodeAlive')).toEqual([]);
  });

  it('whose kubelet restarts while it is being deleted is still the same removal', async () => {
    const label = 'restarts';
    const { look, done } = watcher();
    const starts = new Set<number>();
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [{ name: 'watch' }],
      behaviours: {
        watch: (run) => {
          starts.add(run.startedAt);
          return look(run);
        },
      },
    });
    const { metadata } = await createNode(cluster, label, guarded(label));
    const node = metadata.name;
    await setReady(cluster, node, 'True');
    await deleteNode(cluster, node);
    await lifeIs(node, 'Ready');
    // What a kubelet does when it starts: it registers, finds that it is registered, and puts its labels and status right.
    const again = await cluster.api.request('POST', '/api/v1/nodes', { body: { metadata: { name: node } } });
    expect(again.status).toBe(409);
    await cluster.api.patch(
      `/api/v1/nodes/${node}`,
      { metadata: { labels: { 'kubernetes.io/arch': 'arm64' } } },
      'strategic',
    );
    await setReady(cluster, node, 'False');
    await setBootId(cluster, node, 'after-the-restart');
    await lifeIs(node, 'NotReady');
    await setReady(cluster, node, 'True');
    await lifeIs(node, 'Ready');
    const live = await getNode(cluster, node);
    expect(live.metadata).toMatchObject({ uid: metadata.uid, finalizers: [FINALIZER] });
    expect(live.metadata.deletionTimestamp).toBeDefined();
    expect(starts.size).toBe(1);
    expect(await cleanupsOf(cluster, node)).toHaveLength(1);
    done();
    await completed(node);
  });

  it('that was never Ready is dead from its creation on', async () => {
    const label = 'never-ready';
    await using _lead = await leadWithDrain(label, 1_000);
    const { metadata } = await createNode(cluster, label, guarded(label));
    await createPod(cluster, namespace, label, { node: metadata.name, spec: { terminationGracePeriodSeconds: 1 } });
    await deleteNode(cluster, metadata.name);
    const dead = await lifeIs(metadata.name, 'Dead');
    expect(dead.status.node?.since).toBe(metadata.creationTimestamp);
    await waitUntilGone(cluster, metadata.name);
    await completed(metadata.name);
  });

  it('without pods is let go at once, dead or alive', async () => {
    const label = 'no-pods';
    await using _lead = await leadWithDrain(label, 0);
    const [alive, dead] = await Promise.all([
      createReadyNode(cluster, `${label}-alive`, guarded(label)),
      createNode(cluster, `${label}-dead`, guarded(label)),
    ]);
    await setReady(cluster, dead.metadata.name, 'Unknown');
    for (const { metadata } of [alive, dead]) {
      await deleteNode(cluster, metadata.name);
      await waitUntilGone(cluster, metadata.name);
      const { status } = await completed(metadata.name);
      expect(status.tasks.map(({ state }) => state)).toEqual(['Done', 'Done']);
    }
  });

  it('of the control plane goes as any other: static pods stay on the machine, the rest is drained', async () => {
    const label = 'control-plane';
    await using _lead = await leadWithDrain(label, 300_000);
    const { metadata } = await createReadyNode(cluster, label, {
      ...guarded(label),
      labels: { test: label, 'node-role.kubernetes.io/control-plane': '' },
      taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    });
    const { name: node } = metadata;
    await createRunningPod(cluster, namespace, `${label}-etcd`, {
      node,
      annotations: { 'kubernetes.io/config.mirror': 'x' },
      spec: { priorityClassName: 'system-node-critical', priority: 2_000_001_000 },
    });
    await createRunningPod(cluster, namespace, `${label}-app`, { node });
    await deleteNode(cluster, node);
    await waitUntilGone(cluster, node);
    await completed(node);
    expect(await cluster.api.find(podPath(namespace, `${label}-app`))).toBeUndefined();
    // Only the pod garbage collector takes it, now that the Node is gone; the drain did not ask it to end.
    expect(await cluster.api.find(podPath(namespace, `${label}-etcd`))).not.toHaveProperty(
      'metadata.deletionTimestamp',
    );
  });

  it('whose machine is confirmed to be off gives its volumes back, and what stays behind is told', async () => {
    const label = 'confirmed';
    const driver = 'topolvm.io';
    const dependencies = dependenciesOf(client);
    cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
    await using _attacher = playAttacher(cluster, driver);
    await using _lead = await leadInProcess(cluster, {
      label,
      plan: [
        { name: 'volumes-detach', options: { outOfService: true, forceDetach: true } },
        { name: 'volumes-verify', stage: 'after', timeoutMs: 3_000, onTimeout: 'continue' },
      ],
      behaviours: {
        'volumes-detach': asBehaviour(createVolumesDetach(dependencies)),
        'volumes-verify': asBehaviour(createVolumesVerify(dependencies)),
      },
      config: { deadAfterMs: 0 },
    });
    const hostname = cluster.name('host.example.test');
    const { metadata } = await createNode(cluster, label, {
      ...guarded(label),
      labels: { test: label, 'kubernetes.io/hostname': hostname },
    });
    const node = metadata.name;
    const required = {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [hostname] }] },
      ],
    };
    const claim = [namespace, label] as const;
    const volume = await createVolume(cluster, label, { driver, claim, spec: { nodeAffinity: { required } } });
    await createAttachment(cluster, label, { driver, node, volume });
    await setReady(cluster, node, 'Unknown');
    await deleteNode(cluster, node);
    await waitForCleanup(cluster, node, 'waiting for proof', ({ status }) =>
      status.tasks.some(({ reason }) => reason === 'NoProofOfPowerOff'),
    );
    const time = new Date().toISOString().replace(/\.\d+/, '');
    await annotateNode(cluster, node, { 'infra.894.io/confirmed-off': `${time} alice` });
    await waitUntilGone(cluster, node);
    const { spec, status } = await completed(node);
    expect(spec.hostname).toBe(hostname);
    const [detach, verify] = status.tasks;
    expect(detach?.changes).toEqual([
      expect.stringMatching(/^put the taint .* alice confirmed/),
      expect.stringMatching(/^delete the VolumeAttachment/),
      expect.stringMatching(/^took the taint .* off/),
    ]);
    expect(verify).toMatchObject({
      state: 'TimedOut',
      message: expect.stringContaining(`bound to ${claim.join('/')}`),
    });
  });
});
