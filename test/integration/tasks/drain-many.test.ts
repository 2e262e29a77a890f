import { expect, test } from 'vitest';
import { DRAIN } from '../../../lib/tasks/drain/options.ts';
import { podWatcher } from '../../../lib/tasks/drain/pod-watch.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createPod } from '../../support/workloads.ts';
import { clientFor, dependenciesOf } from './harness.ts';

const cluster = useCluster();

test('Nodes beyond those that have a watch of their own share one, and each sees its own pods come and go', async () => {
  const namespace = await createNamespace(cluster, 'many');
  const watchPods = podWatcher(dependenciesOf(await clientFor(cluster, [DRAIN])).watches, 1);
  const nodes = await Promise.all(['a', 'b', 'c'].map((suffix) => createNode(cluster, suffix, { taints: [] })));
  const names = nodes.map(({ metadata }) => metadata.name);
  await Promise.all(names.map((node, index) => createPod(cluster, namespace, `pod-${index}`, { node })));
  const changes: string[] = [];
  const watches = names.map((name) => watchPods(name, () => changes.push(name)));
  const { signal } = new AbortController();
  await eventually(async () => (await Promise.all(watches.map((watch) => watch.ready(signal)))).every(Boolean), {
    describe: 'every watch to have been read',
  });
  const seen = () => watches.map((watch) => watch.list().map(({ name }) => name));
  expect(seen()).toEqual([['pod-0'], ['pod-1'], ['pod-2']]);
  await createPod(cluster, namespace, 'late', { node: names[2] ?? '' });
  await eventually(seen, {
    describe: 'the new pod to be seen',
    until: ([, second, third]) => second?.length === 1 && third?.includes('late') === true,
  });
  await eventually(() => changes.includes(names[2] ?? ''), { describe: 'its Node to be told of' });
  await cluster.api.delete(`/api/v1/namespaces/${namespace}/pods/pod-1`, { gracePeriodSeconds: 0 });
  await eventually(seen, { describe: 'the pod to be gone', until: ([, second]) => second?.length === 0 });
  for (const watch of watches) watch[Symbol.dispose]();
});
