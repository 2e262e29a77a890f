import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_CLEANUPS } from '../../../lib/cleanup/node-cleanup.ts';
import { pathOf } from '../../../lib/kube/resource.ts';
import { eventually } from '../../support/eventually.ts';
import { answer } from '../../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { createNode, deleteNode, getNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { leadInProcess } from './in-process.ts';
import { cleanupsOf, installCrd, waitForCleanup } from './spine.ts';

const cluster = useCluster();
beforeAll(() => installCrd(cluster));

interface Ids {
  readonly machineID: string;
  readonly systemUUID: string;
  readonly bootID: string;
}

const newIds = (): Ids => ({
  machineID: randomUUID().replaceAll('-', ''),
  systemUUID: randomUUID(),
  bootID: randomUUID(),
});

/** What a kubelet reports of its machine, as it does after it has registered. */
const report = (name: string, nodeInfo: Partial<Ids>) =>
  cluster.api.patch(`/api/v1/nodes/${name}/status`, { status: { nodeInfo } }, 'strategic');

function scene(label: string) {
  const prefix = `${cluster.name(label)}.example.com`;
  const options = { label, prefix, plan: [], behaviours: {} };
  const join = async (suffix: string, ids: Partial<Ids>, spec: Readonly<Record<string, unknown>> = {}) => {
    const guarded = { labels: { test: label }, finalizers: [`${prefix}/node-cleanup`], spec };
    const { metadata } = await createNode(cluster, `${label}-${suffix}`, guarded);
    await report(metadata.name, ids);
    return { name: metadata.name, uid: metadata.uid ?? '' };
  };
  const remove = async (name: string) => {
    await deleteNode(cluster, name);
    await waitUntilGone(cluster, name);
    return waitForCleanup(cluster, name, 'Completed', ({ status }) => status.phase === 'Completed');
  };
  return { prefix, options, join, remove };
}

/** The notes of the Warning Events about this very Node. */
async function told(uid: string): Promise<readonly string[]> {
  const { items } = await cluster.api.get<{ items: { note?: string; type?: string; regarding?: { uid?: string } }[] }>(
    '/apis/events.k8s.io/v1/events?fieldSelector=reason%3DRemovedMachineReturned',
  );
  return items
    .filter(({ type, regarding }) => type === 'Warning' && regarding?.uid === uid)
    .map(({ note = '' }) => note);
}

const returnedOf = async (name: string) => (await cleanupsOf(cluster, name))[0]?.status.returned;

describe('the machine of a removed Node that registers again', () => {
  it('is told of once, with the removal and whether it was rebooted, also across a restart', async () => {
    const { options, join, remove } = scene('comes-back');
    const ids = newIds();
    let first: Awaited<ReturnType<typeof join>>;
    {
      await using _lead = await leadInProcess(cluster, options);
      const { name } = await join('old', ids, { providerID: 'cloud:///a/1' });
      const record = await remove(name);
      expect(record.spec.machine).toEqual({ ...ids, providerID: 'cloud:///a/1' });
      first = await join('old', ids);
      const [note, ...more] = await eventually(() => told(first.uid), {
        describe: 'people to be told',
        until: (notes) => notes.length > 0,
      });
      expect(note).toContain(
        `NodeCleanup ${record.name}. It has the same system UUID, machine ID; the boot ID is the same, too`,
      );
      expect(more).toEqual([]);
      const returned = await eventually(() => returnedOf(name), {
        describe: 'the record to say so',
        until: (found) => found !== undefined,
      });
      expect(returned).toMatchObject({ nodeName: name, nodeUID: first.uid });
      const { spec } = await getNode(cluster, name);
      expect(spec?.taints?.some(({ key }) => key.endsWith('/returned')) ?? false).toBe(false);
    }
    const before = (await cleanupsOf(cluster, first.name))[0]?.resourceVersion;
    await using _next = await leadInProcess(cluster, options);
    // A second removal and return of the same machine, which comes last, is the sign that the first was looked at.
    await remove(first.name);
    const second = await join('old', { ...ids, bootID: randomUUID() });
    const [note] = await eventually(() => told(second.uid), {
      describe: 'people to be told',
      until: (notes) => notes.length > 0,
    });
    expect(note).toContain('it was rebooted since');
    expect(
      (await cleanupsOf(cluster, first.name)).find(({ spec }) => spec.nodeUID !== first.uid)?.resourceVersion,
    ).toBe(before);
    expect(await told(first.uid)).toHaveLength(1);
  });

  it('is noticed by the next leader when nobody was there', async () => {
    const { options, join, remove } = scene('unseen');
    const ids = newIds();
    let name = '';
    {
      await using _lead = await leadInProcess(cluster, options);
      ({ name } = await join('old', ids));
      await remove(name);
    }
    const { uid } = await join('new', { systemUUID: ids.systemUUID.toUpperCase() });
    await using _next = await leadInProcess(cluster, options);
    await eventually(() => told(uid), { describe: 'people to be told', until: (notes) => notes.length > 0 });
    expect(await returnedOf(name)).toMatchObject({ nodeUID: uid });
  });

  it('is tainted where that is asked for, beside the taints of others, and not again when somebody takes it off', async () => {
    const { prefix, options, join, remove } = scene('tainted');
    const ids = newIds();
    const theirs = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };
    const ours = { key: `${prefix}/returned`, effect: 'NoSchedule' };
    await using _lead = await leadInProcess(cluster, { ...options, config: { returnedMachines: 'taint' } });
    const { name } = await join('old', ids);
    await remove(name);
    const { name: again, uid } = await join('new', ids, { taints: [theirs] });
    const node = await eventually(() => getNode(cluster, again), {
      describe: 'the taint',
      until: ({ spec }) => spec?.taints?.some(({ key }) => key === ours.key) ?? false,
    });
    expect(node.spec?.taints).toEqual(expect.arrayContaining([theirs, ours]));
    const notes = await eventually(() => told(uid), {
      describe: 'people to be told',
      until: (seen) => seen.length > 0,
    });
    expect(notes[0]).toContain(`It was given the taint ${prefix}/returned:NoSchedule`);
    await cluster.api.patch(`/api/v1/nodes/${again}`, { spec: { taints: [theirs] } });
    await report(again, { ...ids, bootID: randomUUID() });
    // A removal that is made and closed meanwhile has been worked on by the same process after that.
    await remove((await join('other', newIds())).name);
    expect((await getNode(cluster, again)).spec?.taints).not.toContainEqual(ours);
  });

  it('is told of although its record cannot be written at first', async () => {
    const { options, join, remove } = scene('refused');
    const ids = newIds();
    const proxy = await startFaultProxy(cluster);
    await using _lead = await leadInProcess(cluster, { ...options, kubeconfig: proxy.kubeconfig });
    const { name } = await join('old', ids);
    await remove(name);
    const writes = { path: /nodecleanups\/.*\/status$/, method: 'PUT' } as const;
    const refusals = [500, 409, 429].map((code) => proxy.inject(writes, answer(code, {}), { times: 1 }));
    const { uid } = await join('old', ids);
    await eventually(() => told(uid), {
      describe: 'people to be told',
      until: (notes) => notes.length > 0,
    });
    expect(refusals.map(({ hits }) => hits.length)).toEqual([1, 1, 1]);
    expect(await told(uid)).toHaveLength(1);
  });
});

describe('a Node that is another machine', () => {
  it.each<[string, (ids: Ids) => Partial<Ids>]>([
    ['a machine of its own under the old name and provider', () => newIds()],
    ['one of which nothing is known', () => ({})],
  ])('is not told of: %s', async (what, idsOf) => {
    const { options, join, remove } = scene(what.startsWith('a machine') ? 'replaced' : 'nothing-known');
    const ids = newIds();
    await using _lead = await leadInProcess(cluster, options);
    const { name } = await join('old', ids, what.startsWith('a machine') ? { providerID: 'kind://docker/old' } : {});
    await remove(name);
    const { uid } = await join(
      'old',
      idsOf(ids),
      what.startsWith('a machine') ? { providerID: 'kind://docker/old' } : {},
    );
    await report(name, { ...idsOf(ids) });
    // One that is told of, and joined later, is the sign that this one was looked at.
    const sign = newIds();
    await remove((await join('sign', sign)).name);
    const { uid: signUID } = await join('sign', sign);
    await eventually(() => told(signUID), { describe: 'the sign', until: (notes) => notes.length > 0 });
    expect(await told(uid)).toEqual([]);
  });

  it('is not told of when it was cloned, with the machine ID of others', async () => {
    const { options, join, remove } = scene('cloned');
    const { machineID } = newIds();
    const clone = () => ({ ...newIds(), machineID });
    await using _lead = await leadInProcess(cluster, options);
    await join('clone', clone());
    const { name } = await join('old', clone());
    await remove(name);
    const { uid } = await join('new', clone());
    const sign = newIds();
    await remove((await join('sign', sign)).name);
    const { uid: signUID } = await join('sign', sign);
    await eventually(() => told(signUID), { describe: 'the sign', until: (notes) => notes.length > 0 });
    expect(await told(uid)).toEqual([]);
  });
});

it('what a record began with cannot be changed: the machine, the plan, the options of a task', async () => {
  const { options, join, remove } = scene('immutable');
  await using _lead = await leadInProcess(cluster, options);
  const record = await remove((await join('old', newIds())).name);
  const path = pathOf(NODE_CLEANUPS, { name: record.name });
  const { tasks } = record.spec.plan;
  const withOption = tasks.map((task) => ({ ...task, options: { more: { than: 'before' } } }));
  for (const change of [
    { machine: { machineID: 'another' } },
    { finalizer: 'example.com/another' },
    { plan: { tasks: [{ name: 'nothing', task: 'cordon', stage: 'after' }] } },
    ...(withOption.length === 0 ? [] : [{ plan: { tasks: withOption } }]),
  ]) {
    await expect(cluster.api.patch(path, { spec: change })).rejects.toThrow(/is immutable/);
  }
  await cluster.api.patch(path, { metadata: { annotations: { note: 'may be written' } } });
});
