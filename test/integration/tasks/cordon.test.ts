import { beforeAll, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { addFinalizer, annotate, cordon, removeFinalizer } from '../../../lib/node/patches.ts';
import { CORDON, createCordon } from '../../../lib/tasks/cordon.ts';
import { eventually } from '../../support/eventually.ts';
import { createNode, deleteNode, findNode, getNode, patchNode, type Taint } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientFor, dependenciesOf, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
const keys = nodeKeys();
const OURS = { key: keys.terminatingTaint, effect: 'NoSchedule' };
/** As the taints of an unreachable Node come, but under a name that no controller of the control plane looks after. */
const TWO_EFFECTS: readonly Taint[] = [
  { key: 'example.com/lost', effect: 'NoSchedule' },
  { key: 'example.com/lost', effect: 'NoExecute' },
];

let client: KubeClient;
beforeAll(async () => {
  client = await clientFor(cluster, [CORDON]);
});

async function cordoning(nodeName: string): Promise<Operation> {
  const subject = await subjectOf(client, nodeName);
  return new Operation({ client, task: createCordon(dependenciesOf(client)), name: 'cordon', subject });
}

/** Without those that the controller-manager adds when it likes. */
async function taintsOf(name: string): Promise<readonly Taint[]> {
  const taints = (await getNode(cluster, name)).spec?.taints ?? [];
  return taints.filter(
    ({ key }) => !['node.kubernetes.io/not-ready', 'node.kubernetes.io/unschedulable'].includes(key),
  );
}

test('a Node is cordoned and tainted', async () => {
  const { metadata } = await createNode(cluster, 'plain');
  using operation = await cordoning(metadata.name);
  expect(await operation.run()).toEqual({ state: 'done', message: 'cordoned and tainted' });
  const node = await getNode(cluster, metadata.name);
  expect(node.spec?.unschedulable).toBe(true);
  expect(node.metadata.annotations?.[keys.cordonedBy]).toBe(`NodeCleanup/${metadata.name}`);
  expect(await taintsOf(metadata.name)).toEqual([OURS]);
});

test('a Node that is being deleted is cordoned as well', async () => {
  const { metadata } = await createNode(cluster, 'deleting', { finalizers: [keys.finalizer] });
  await deleteNode(cluster, metadata.name);
  using operation = await cordoning(metadata.name);
  expect(await operation.run()).toMatchObject({ state: 'done' });
  expect(await taintsOf(metadata.name)).toEqual([OURS]);
});

test('the taints of others survive, also two with one key', async () => {
  const { metadata } = await createNode(cluster, 'foreign', { taints: TWO_EFFECTS });
  using operation = await cordoning(metadata.name);
  await operation.run();
  expect((await taintsOf(metadata.name)).map(({ key, effect }) => ({ key, effect }))).toEqual([...TWO_EFFECTS, OURS]);
});

test('a strategic merge patch with our taint alone would take the others away', async () => {
  const { metadata } = await createNode(cluster, 'atomic', { taints: TWO_EFFECTS });
  await client.patch(NODES, metadata.name, { kind: 'strategic', body: { spec: { taints: [OURS] } } });
  expect(await taintsOf(metadata.name)).toEqual([OURS]);
});

test('a taint that somebody adds between our look and our patch is not lost', async () => {
  const { metadata } = await createNode(cluster, 'overtaken');
  const seen = await client.get(NODES, metadata.name);
  await patchNode(cluster, metadata.name, { spec: { taints: TWO_EFFECTS } });
  const late = cordon(seen, keys, 'x');
  if (late === undefined) throw new Error('nothing to cordon');
  await expect(client.patch(NODES, metadata.name, late.patch)).rejects.toMatchObject({ code: 422 });
  using operation = await cordoning(metadata.name);
  await operation.run();
  expect(await taintsOf(metadata.name)).toHaveLength(3);
});

test("a cordon of somebody else's is not claimed", async () => {
  const { metadata } = await createNode(cluster, 'cordoned', { spec: { unschedulable: true } });
  using operation = await cordoning(metadata.name);
  expect(await operation.run()).toEqual({
    state: 'done',
    message: 'tainted; it was cordoned already by somebody else',
  });
  expect((await getNode(cluster, metadata.name)).metadata.annotations).not.toHaveProperty(keys.cordonedBy);
});

test('a second run changes nothing and remembers who it was', async () => {
  const { metadata } = await createNode(cluster, 'again');
  using operation = await cordoning(metadata.name);
  await operation.run();
  // With the taint of the node lifecycle controller, which follows the cordon.
  const before = await eventually(() => getNode(cluster, metadata.name), {
    describe: 'the controllers to taint it',
    until: ({ spec }) => spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/unschedulable') ?? false,
  });
  expect(await operation.run()).toEqual({ state: 'done', message: 'cordoned and tainted' });
  // Not its resourceVersion: the controllers write to the status of a Node that has no kubelet.
  const after = await getNode(cluster, metadata.name);
  expect([after.spec, after.metadata.annotations]).toEqual([before.spec, before.metadata.annotations]);
});

test('a Node that somebody changes all the while is cordoned, and their changes stay', async () => {
  const { metadata } = await createNode(cluster, 'busy', { taints: TWO_EFFECTS });
  let busy = true;
  const others = (async () => {
    for (let turn = 1; busy; turn++) {
      await patchNode(cluster, metadata.name, { metadata: { labels: { turn: String(turn) } } });
    }
  })();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, async () => {
      using operation = await cordoning(metadata.name);
      return await operation.until('the Node to be cordoned', ({ state }) => state === 'done');
    }),
  );
  busy = false;
  await others;
  expect(outcomes.every(({ state }) => state === 'done')).toBe(true);
  expect((await taintsOf(metadata.name)).filter(({ key }) => key === OURS.key)).toEqual([OURS]);
  expect(await taintsOf(metadata.name)).toHaveLength(3);
});

test('another Node that has come under the same name is left alone', async () => {
  const { metadata } = await createNode(cluster, 'reborn');
  const stale = await client.get(NODES, metadata.name);
  using operation = await cordoning(metadata.name);
  await deleteNode(cluster, metadata.name);
  await createNode(cluster, 'reborn');
  expect(await operation.run()).toEqual({ state: 'done', message: 'the Node is gone' });
  // Also where the other one comes between our look and our patch.
  const late = cordon(stale, keys, 'x');
  if (late === undefined) throw new Error('nothing to cordon');
  await expect(client.patch(NODES, metadata.name, late.patch)).rejects.toMatchObject({
    code: expect.toBeOneOf([409, 422]),
  });
  expect((await getNode(cluster, metadata.name)).spec?.unschedulable).toBeUndefined();
});

test('finalizers and annotations are changed without touching those of others', async () => {
  const { metadata } = await createNode(cluster, 'patches', { finalizers: ['example.com/x'] });
  const uid = metadata.uid ?? '';
  await client.patch(NODES, metadata.name, addFinalizer(uid, keys.finalizer));
  await client.patch(NODES, metadata.name, annotate(uid, { [keys.cleanupStatus]: 'draining' }));
  const marked = await getNode(cluster, metadata.name);
  expect(marked.metadata.finalizers?.toSorted()).toEqual(['example.com/x', keys.finalizer]);
  expect(marked.metadata.annotations?.[keys.cleanupStatus]).toBe('draining');
  await client.patch(NODES, metadata.name, annotate(uid, { [keys.cleanupStatus]: null }));
  await client.patch(NODES, metadata.name, removeFinalizer(uid, keys.finalizer));
  await client.patch(NODES, metadata.name, removeFinalizer(uid, keys.finalizer));
  const node = await findNode(cluster, metadata.name);
  expect(node?.metadata.finalizers).toEqual(['example.com/x']);
  for (const patch of [
    addFinalizer('other', 'a.b/c'),
    removeFinalizer('other', 'example.com/x'),
    annotate('other', { a: 'b' }),
  ]) {
    await expect(client.patch(NODES, metadata.name, patch)).rejects.toMatchObject({ code: 422 });
  }
});
