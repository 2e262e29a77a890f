import { beforeEach, expect, test } from 'vitest';
import type { TaskKind } from '../../../lib/config/task-kind.ts';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { createLocalVolumes } from '../../../lib/tasks/local-volumes/local-volumes.ts';
import { LOCAL_VOLUMES } from '../../../lib/tasks/local-volumes/options.ts';
import { eventually } from '../../support/eventually.ts';
import {
  answer,
  type Fault,
  goneInStream,
  loseAnswer,
  resetInStream,
  slow,
  tooManyRequests,
} from '../../support/fault-proxy/faults.ts';
import type { Matcher } from '../../support/fault-proxy/matcher.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, deleteNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { clientBehindProxy, clientFor, dependenciesOf, Operation, subjectOf } from './harness.ts';
import {
  claimPath,
  createClaim,
  createLocalVolume,
  createStorageClass,
  findClaim,
  removeLocalVolumesAtEnd,
  waitUntilBound,
} from './local-storage.ts';

const cluster = useCluster();
const DELETE: Matcher = { method: 'DELETE', path: /\/persistentvolumeclaims\// };
const CLAIM_WATCH: Matcher = { watch: true, path: '/api/v1/persistentvolumeclaims' };
const VOLUME_WATCH: Matcher = { watch: true, path: '/api/v1/persistentvolumes' };
const DISCOVERY: Matcher = { method: 'GET', path: '/apis/topolvm.io' };

let proxy: FaultProxy;
let client: KubeClient;
let ssd: string;
let work: string;
let node: string;
let claim: string;
let count = 0;
beforeEach(async () => {
  if (count === 0) {
    removeLocalVolumesAtEnd(cluster);
    ({ proxy, client } = await clientBehindProxy(cluster));
    ssd = await createStorageClass(cluster, 'ssd');
    work = await createNamespace(cluster, 'work');
  }
  count += 1;
  proxy.heal();
  claim = `claim-${count}`;
  node = (await createNode(cluster, `node-${count}`, { finalizers: [nodeKeys().finalizer] })).metadata.name;
  const volumeName = await createLocalVolume(cluster, claim, { hostname: node, storageClass: ssd });
  await createClaim(cluster, work, claim, { storageClass: ssd, volumeName });
  await waitUntilBound(cluster, work, claim);
  await deleteNode(cluster, node);
});

async function looking(deleteClaims: readonly string[] = [ssd], by = client): Promise<Operation> {
  const subject = await subjectOf(by, node);
  const task = createLocalVolumes(dependenciesOf(by));
  return new Operation({ client: by, task, name: 'local-volumes', subject, options: { deleteClaims } });
}

const isBlocked = ({ state }: Outcome) => state === 'blocked';
async function isGoing(): Promise<boolean> {
  const found = await findClaim(cluster, work, claim);
  return found === undefined || found.metadata.deletionTimestamp !== undefined;
}

const cases: readonly (readonly [what: string, where: Matcher, fault: Fault, times: number])[] = [
  ['the deletion fails with HTTP 500', DELETE, answer(500, { reason: 'InternalError' }), 2],
  ['the deletion meets a conflict', DELETE, answer(409, { reason: 'Conflict' }), 2],
  ['the answer to the deletion is lost', DELETE, loseAnswer(), 1],
  ['the claim is gone when it is deleted', DELETE, answer(404, { reason: 'NotFound' }), 1],
  ['the API server is busy', DELETE, tooManyRequests(1), 1],
  ['the deletion is not valid to a webhook', DELETE, answer(422, { reason: 'Invalid' }), 2],
  ['the watch of the claims falls behind (410)', CLAIM_WATCH, goneInStream(1), 2],
  ['the watch of the volumes breaks off', VOLUME_WATCH, resetInStream(1), 2],
  ['the volumes are refused at first', { path: '/api/v1/persistentvolumes' }, answer(503), 3],
  ['the API server cannot tell at first whether TopoLVM is installed', DISCOVERY, answer(500), 1],
];

test.each(cases)('a claim that may go is deleted although %s', async (_, where, fault, times) => {
  using injection = proxy.inject(where, fault, { times });
  using operation = await looking();
  await operation.done();
  expect(injection.hits.length).toBeGreaterThan(0);
  expect(operation.record.changes).toHaveLength(1);
  expect(await isGoing()).toBe(true);
});

test('a claim that somebody changes while its deletion is on the way is not deleted', async () => {
  using injection = proxy.inject(DELETE, slow(1_000), { times: 1 });
  using operation = await looking();
  const annotations = { 'infra.894.io/leave-on-node': 'true' };
  const outcome = operation.done();
  await eventually(() => injection.hits.length, {
    describe: 'the deletion to be on the way',
    until: (hits) => hits > 0,
  });
  await cluster.api.patch(claimPath(work, claim), { metadata: { annotations } });
  expect((await outcome).message).toContain(`1 claim whose data may stay behind: ${work}/${claim}`);
  expect(await isGoing()).toBe(false);
});

const silenceClaims = () => {
  for (const watch of proxy.open(CLAIM_WATCH)) watch.stall();
};

test('a claim that a silent watch still shows as bound is deleted once, and holds nobody up', async () => {
  using operation = await looking();
  await operation.until('the deletion to be announced', ({ changes }) => changes !== undefined);
  silenceClaims();
  const before = proxy.count(DELETE);
  await operation.done();
  expect(proxy.count(DELETE) - before).toBe(1);
});

test('a claim that a silent watch still shows as bound calls nobody', async () => {
  using operation = await looking();
  await operation.until('the deletion to be announced', ({ changes }) => changes !== undefined);
  silenceClaims();
  await cluster.api.delete(claimPath(work, claim));
  using other = await looking([]);
  await other.done();
  expect(other.outcomes.filter(isBlocked)).toEqual([]);
});

test('a claim that a silent watch does not show is found before the Node is let go', async () => {
  await cluster.api.delete(claimPath(work, claim));
  using operation = await looking([]);
  await operation.done();
  silenceClaims();
  const volumeName = await createLocalVolume(cluster, `${claim}-new`, { hostname: node, storageClass: ssd });
  await createClaim(cluster, work, `${claim}-new`, { storageClass: ssd, volumeName });
  await waitUntilBound(cluster, work, `${claim}-new`);
  expect(await operation.until('the new claim to block', isBlocked)).toMatchObject({
    message: expect.stringContaining(`${work}/${claim}-new (`),
  });
});

test.each([
  ['persistentvolumes', ['list', 'watch']],
  ['persistentvolumeclaims', ['list', 'watch']],
  ['persistentvolumeclaims', ['delete']],
])('a missing right is told by its name: %s, %j', async (resource, missing) => {
  const rights = LOCAL_VOLUMES.rights
    .map((right) =>
      right.resource === resource ? { ...right, verbs: right.verbs.filter((verb) => !missing.includes(verb)) } : right,
    )
    .filter(({ verbs }) => verbs.length > 0);
  const poor: TaskKind = { ...LOCAL_VOLUMES, rights };
  using operation = await looking([ssd], await clientFor(cluster, [poor], `poor-${count}`));
  const failing = async () => {
    for (let run = 1; run <= 3; run++) await operation.run();
  };
  await expect(failing()).rejects.toMatchObject({ code: 403, message: expect.stringContaining(`"${resource}"`) });
  expect((await findClaim(cluster, work, claim))?.metadata.deletionTimestamp).toBeUndefined();
});

test('without an answer about TopoLVM nothing is decided', async () => {
  await cluster.api.delete(claimPath(work, claim));
  using _failing = proxy.inject(DISCOVERY, answer(403, { reason: 'Forbidden' }));
  using operation = await looking();
  await expect(operation.run()).rejects.toMatchObject({ code: 403 });
});
