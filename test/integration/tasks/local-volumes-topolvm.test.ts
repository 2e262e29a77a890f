import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { createLocalVolumes } from '../../../lib/tasks/local-volumes/local-volumes.ts';
import { LOCAL_VOLUMES } from '../../../lib/tasks/local-volumes/options.ts';
import { type Clock, systemClock } from '../../../lib/time/clock.ts';
import {
  LEGACY_TOPOLVM_DEFINITIONS,
  LEGACY_TOPOLVM_GROUP,
  LVMS_DEFINITIONS,
  OTHER_TOPOLVM_DEFINITIONS,
  TOPOLVM_DEFINITIONS,
} from '../../simulators/definitions/topolvm.ts';
import { TopoLvm } from '../../simulators/topolvm/topolvm.ts';
import { installDefinitions, removeDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, createReadyNode, deleteNode, findNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createRunningPod } from '../../support/workloads.ts';
import { clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';
import { claimPath, createClaim, createStorageClass, findClaim, waitUntilBound } from './local-storage.ts';

const cluster = useCluster();
const keys = nodeKeys();
const SELECTED = 'volume.kubernetes.io/selected-node';
const PATIENCE = 600_000;

let client: KubeClient;
let lvm: string;
let work: string;
let node: string;
let name: string;
let count = 0;
beforeAll(async () => {
  client = await clientFor(cluster, [LOCAL_VOLUMES]);
  await installDefinitions(cluster, TOPOLVM_DEFINITIONS);
  lvm = await createStorageClass(cluster, 'lvm', { provisioner: 'topolvm.io' });
  work = await createNamespace(cluster, 'work');
});
beforeEach(async () => {
  count += 1;
  name = `claim-${count}`;
  const finalizers = [keys.finalizer, 'topolvm.io/node'];
  node = (await createReadyNode(cluster, `node-${count}`, { finalizers })).metadata.name;
});

interface Circumstances {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
}

async function looking({ options = {}, clock = systemClock }: Circumstances = {}): Promise<Operation> {
  const subject = await subjectOf(client, node);
  const task = createLocalVolumes(dependenciesOf(client, clock));
  return new Operation({ client, task, name: 'local-volumes', subject, options });
}

const isBlocked = ({ state }: Outcome) => state === 'blocked';
const messageOf = ({ message }: Outcome) => message ?? '';

/** A claim that TopoLVM has made a volume for, with a pod that uses it. */
async function createUsedClaim(topolvm: TopoLvm, annotations: Readonly<Record<string, string>>): Promise<string> {
  await createClaim(cluster, work, name, { storageClass: lvm, annotations });
  const volume = await topolvm.provision(work, name, node);
  cluster.atEnd(() => cluster.api.delete(`/api/v1/persistentvolumes/${volume}`));
  await waitUntilBound(cluster, work, name);
  await createRunningPod(cluster, work, name, {
    node,
    spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: name } }] },
  });
  return volume;
}

const finalizersOf = async () => (await findNode(cluster, node))?.metadata.finalizers;
const isTerminating = async () => (await findClaim(cluster, work, name))?.metadata.deletionTimestamp !== undefined;

test('TopoLVM’s own deletions are waited for, and not blocked', async () => {
  const topolvm = new TopoLvm(cluster.api);
  const volume = await createUsedClaim(topolvm, { [SELECTED]: node });
  await deleteNode(cluster, node);
  using operation = await looking();
  const waiting = await operation.until('TopoLVM to be waited for', isWaitingFor('TopoLvm'));
  expect(messageOf(waiting)).toContain(`takes topolvm.io/node off the Node: ${work}/${name}, ${volume}`);
  await using _controller = topolvm.run(node);
  expect(messageOf(await operation.done())).toContain(`1 claim Terminating, until no pod uses it: ${work}/${name}`);
  expect([await finalizersOf(), await topolvm.logicalVolumesOn(node)]).toEqual([[keys.finalizer], []]);
  expect(operation.record.changes).toBeUndefined();
});

test('a claim that TopoLVM misses, since the scheduler did not choose its Node, blocks', async () => {
  const topolvm = new TopoLvm(cluster.api);
  await createUsedClaim(topolvm, {});
  await deleteNode(cluster, node);
  using operation = await looking();
  expect(messageOf(await operation.until('the claim to block', isBlocked))).toContain(`${work}/${name} (`);
  await topolvm.finalizeNode(node);
  expect(await operation.run()).toMatchObject({ state: 'blocked', reason: 'LocalClaims' });
});

test('a TopoLVM that does not finalize Nodes leaves its claims to this task', async () => {
  const topolvm = new TopoLvm(cluster.api, { skipNodeFinalize: true });
  await createUsedClaim(topolvm, { [SELECTED]: node });
  await deleteNode(cluster, node);
  await topolvm.finalizeNode(node);
  using operation = await looking();
  expect(messageOf(await operation.until('the claim to block', isBlocked))).toContain(`pod ${name}`);
  using opted = await looking({ options: { deleteClaims: [lvm] } });
  // Its LogicalVolume stays until the pods are drained, which comes after this task.
  expect(messageOf(await opted.done())).toContain('1 LogicalVolume of TopoLVM left: ');
  expect(await isTerminating()).toBe(true);
});

test('a TopoLVM that is down for ten minutes is told of, and its claims are a person’s', async () => {
  const topolvm = new TopoLvm(cluster.api);
  await createUsedClaim(topolvm, { [SELECTED]: node });
  await deleteNode(cluster, node);
  let late = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + late };
  using operation = await looking({ clock });
  await operation.until('TopoLVM to be waited for', isWaitingFor('TopoLvm'));
  late = PATIENCE - 5_000;
  operation.restart();
  await operation.until('TopoLVM to be waited for after a restart', isWaitingFor('TopoLvm'));
  late = PATIENCE + 5_000;
  const blocked = await operation.until('the claim to block', isBlocked);
  expect(messageOf(blocked)).toContain(`topolvm.io/node holds the Node for longer than TopoLVM's controller needs`);
  await topolvm.finalizeNode(node);
  expect(messageOf(await operation.done())).not.toContain('topolvm.io/node');
});

test('a finalizer that stays, with nothing to decide about, is told of and does not block', async () => {
  await deleteNode(cluster, node);
  let late = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + late };
  using operation = await looking({ clock });
  await operation.until('TopoLVM to be waited for', isWaitingFor('TopoLvm'));
  late = PATIENCE;
  expect(messageOf(await operation.done())).toContain('topolvm.io/node holds the Node for longer');
  expect(await finalizersOf()).toContain('topolvm.io/node');
});

test('after the drain the LogicalVolumes of claims that are gone are waited for', async () => {
  const topolvm = new TopoLvm(cluster.api, { skipNodeFinalize: true });
  await createClaim(cluster, work, name, { storageClass: lvm, annotations: { [SELECTED]: node } });
  await topolvm.provision(work, name, node);
  await waitUntilBound(cluster, work, name);
  await deleteNode(cluster, node);
  await topolvm.finalizeNode(node);
  using operation = await looking({ options: { deleteClaims: [lvm] } });
  await operation.until('the LogicalVolume to be waited for', isWaitingFor('LogicalVolumes'));
  await using _provisioner = topolvm.run(node);
  expect(await operation.done()).toMatchObject({ message: 'no claim is left whose data is only on this Node' });
});

test('a dry run says that TopoLVM will delete the claim', async () => {
  await createUsedClaim(new TopoLvm(cluster.api), { [SELECTED]: node });
  const task = createLocalVolumes(dependenciesOf(client));
  const { signal } = new AbortController();
  const subject = await subjectOf(client, node);
  expect(await task.foresee({ subject, name: 'local-volumes', options: {}, signal })).toMatchObject({
    state: 'waiting',
    message: `TopoLVM would delete 1 claim (${work}/${name}), and the data with them`,
    details: [expect.stringMatching(/pod claim-\d+\): TopoLVM would delete the claim$/)],
  });
  expect(await isTerminating()).toBe(false);
});

test('a legacy TopoLVM is waited for in the same way', async () => {
  await installDefinitions(cluster, LEGACY_TOPOLVM_DEFINITIONS);
  const topolvm = new TopoLvm(cluster.api, { group: LEGACY_TOPOLVM_GROUP });
  const finalizers = [keys.finalizer, topolvm.nodeFinalizer];
  node = (await createReadyNode(cluster, 'legacy', { finalizers })).metadata.name;
  const storageClass = await createStorageClass(cluster, 'legacy', { provisioner: topolvm.group });
  await createClaim(cluster, work, name, { storageClass, annotations: { [SELECTED]: node } });
  const volume = await topolvm.provision(work, name, node);
  cluster.atEnd(() => cluster.api.delete(`/api/v1/persistentvolumes/${volume}`));
  await waitUntilBound(cluster, work, name);
  await deleteNode(cluster, node);
  using operation = await looking();
  const waiting = await operation.until('TopoLVM to be waited for', isWaitingFor('TopoLvm'));
  expect(messageOf(waiting)).toContain(`takes topolvm.cybozu.com/node off the Node: ${work}/${name}, ${volume}`);
  await using _controller = topolvm.run(node);
  await operation.done();
  expect(await topolvm.logicalVolumesOn(node)).toEqual([]);
});

test('what LVMS keeps is reported, and left alone', async () => {
  await installDefinitions(cluster, LVMS_DEFINITIONS);
  const path = `/apis/lvm.topolvm.io/v1alpha1/namespaces/${work}/lvmvolumegroupnodestatuses`;
  await cluster.api.create(path, {
    apiVersion: 'lvm.topolvm.io/v1alpha1',
    kind: 'LVMVolumeGroupNodeStatus',
    metadata: { name: node, finalizers: ['delete-protection.lvm.openshift.io'] },
    spec: { nodeStatus: [{ name: 'vg1', status: 'Ready', devices: ['/dev/sdb'] }] },
  });
  await deleteNode(cluster, node);
  await new TopoLvm(cluster.api).finalizeNode(node);
  using operation = await looking();
  expect(messageOf(await operation.done())).toContain(`LVMS removes ${work}/${node} when the Node is gone`);
  expect((await cluster.api.get<KubernetesObject>(`${path}/${node}`)).metadata.deletionTimestamp).toBeUndefined();
});

test('with another TopoLVM nothing is decided about a Node that it holds, and others go', async () => {
  await removeDefinitions(cluster.api, TOPOLVM_DEFINITIONS);
  await installDefinitions(cluster, OTHER_TOPOLVM_DEFINITIONS);
  await deleteNode(cluster, node);
  using operation = await looking();
  expect(await operation.run()).toMatchObject({
    state: 'blocked',
    reason: 'UnsupportedVersion',
    message: expect.stringContaining('topolvm.io: v2'),
  });
  node = (await createNode(cluster, 'other', { finalizers: [keys.finalizer] })).metadata.name;
  using other = await looking();
  await other.done();
  await removeDefinitions(cluster.api, OTHER_TOPOLVM_DEFINITIONS);
});

test('a finalizer of a TopoLVM that is not installed any more is told of and does not block', async () => {
  await removeDefinitions(cluster.api, OTHER_TOPOLVM_DEFINITIONS);
  await deleteNode(cluster, node);
  using operation = await looking();
  expect(messageOf(await operation.done())).toContain('TopoLVM is not installed: nobody takes it off');
  expect(await finalizersOf()).toContain('topolvm.io/node');
  await eventually(() => cluster.api.find(claimPath(work, 'claim-1')), { describe: 'others to be left alone' });
});
