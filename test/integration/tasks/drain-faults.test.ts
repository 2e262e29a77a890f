import { beforeEach, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { createDrain } from '../../../lib/tasks/drain/drain.ts';
import {
  answer,
  type Fault,
  goneInStream,
  loseAnswer,
  resetInStream,
  stallInStream,
  tooManyRequests,
} from '../../support/fault-proxy/faults.ts';
import type { Matcher } from '../../support/fault-proxy/matcher.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createReadyNode } from '../../support/nodes.ts';
import { chartKubeconfig } from '../../support/rights/chart-rights.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createRunningPod, type Pod } from '../../support/workloads.ts';
import { connectWith, dependenciesOf, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
const PLAN = { cleanup: { tasks: [{ task: 'drain' }] } };
const EVICTION: Matcher = { method: 'POST', path: /\/eviction$/ };
const POD_WATCH: Matcher = { watch: true, path: '/api/v1/pods' };

let proxy: FaultProxy;
let client: KubeClient;
let count = 0;
let node: string;
beforeEach(async () => {
  proxy ??= await startFaultProxy(cluster, await chartKubeconfig(cluster, { config: PLAN }));
  client ??= await connectWith(cluster, proxy.kubeconfig);
  count += 1;
  const namespace = await createNamespace(cluster, `work-${count}`);
  node = (await createReadyNode(cluster, `node-${count}`)).metadata.name;
  await Promise.all([1, 2, 3, 4].map((i) => createRunningPod(cluster, namespace, `pod-${i}`, { node })));
  proxy.heal();
});

async function drained(): Promise<Operation> {
  const subject = await subjectOf(client, node);
  const operation = new Operation({ client, task: createDrain(dependenciesOf(client)), name: 'drain', subject });
  await operation.done(40_000);
  const left = await cluster.api.list<Pod>(`/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`);
  expect(left).toEqual([]);
  return operation;
}

const cases: readonly (readonly [what: string, where: Matcher, fault: Fault, times: number])[] = [
  ['the answers to evictions are lost', EVICTION, loseAnswer(), 4],
  ['evictions fail with HTTP 500', EVICTION, answer(500, { reason: 'InternalError' }), 8],
  // What a uid that does not match is answered with, too: then the pod itself tells.
  ['evictions are answered with a conflict', EVICTION, answer(409, { reason: 'Conflict' }), 4],
  ['the watch falls behind (410) after every pod', POD_WATCH, goneInStream(2), 3],
  ['the watch breaks off again and again', POD_WATCH, resetInStream(2), 3],
  ['the list and the watch are refused at first', { path: '/api/v1/pods' }, answer(503), 3],
];

test.each(cases)('a Node is drained although %s', async (_, where, fault, times) => {
  using injection = proxy.inject(where, fault, { times });
  using _operation = await drained();
  expect(injection.hits.length).toBeGreaterThan(0);
});

test('a busy API server is left alone for as long as it asks, by all evictions', async () => {
  using injection = proxy.inject(EVICTION, tooManyRequests(2), { times: 1 });
  const asked = proxy.count(EVICTION);
  using operation = await drained();
  expect(operation.outcomes).toContainEqual(expect.objectContaining({ reason: 'ApiServerBusy' }));
  const [refused] = injection.hits;
  const later = proxy
    .seen(EVICTION)
    .slice(asked)
    .filter(({ at }) => at > (refused?.at ?? 0) + 200);
  expect(Math.min(...later.map(({ at }) => at))).toBeGreaterThan((refused?.at ?? 0) + 1_900);
});

test('a Node is drained although its watch has gone silent', async () => {
  // Four pods and the bookmark that ends them: the deletions that follow are never seen.
  using injection = proxy.inject(POD_WATCH, stallInStream(5), { times: 1 });
  using _operation = await drained();
  expect(injection.hits).toHaveLength(1);
});
