import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import { VOLUMES_VERIFY } from '../../../lib/tasks/volumes-verify/options.ts';
import { createVolumesVerify } from '../../../lib/tasks/volumes-verify/volumes-verify.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createAttachment, createVolume, release, removeAttachment, type Volume } from '../../support/volumes.ts';
import { createPod } from '../../support/workloads.ts';
import { clientFor, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
const LOCAL = 'topolvm.io';
const MINUTES = 60_000;

let client: KubeClient;
let namespace: string;
beforeAll(async () => {
  client = await clientFor(cluster, [VOLUMES_VERIFY]);
  namespace = await createNamespace(cluster, 'work');
});

/** The removal of a Node that is gone since so long. */
function verifying(subject: NodeSubject, goneMs: number, options: Readonly<Record<string, unknown>> = {}): Operation {
  const dependencies = dependenciesOf(client);
  cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
  const task = createVolumesVerify(dependencies);
  const startedAt = Date.now() - goneMs;
  return new Operation({ client, task, name: 'volumes-verify', subject, options, startedAt });
}

/** A Node that was there and is gone. */
async function goneNode(suffix: string, hostname?: string): Promise<NodeSubject> {
  const { metadata } = await createNode(cluster, suffix);
  const subject = await subjectOf(client, metadata.name);
  await deleteNode(cluster, metadata.name);
  await waitUntilGone(cluster, metadata.name);
  return { ...subject, node: undefined, hostname };
}

const onlyOn = (node: string, key = 'topology.topolvm.io/node') => ({
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [node] }] }] } },
});

/** A volume that only that Node could use, of a claim that is gone. */
async function createReleased(suffix: string, node: string, spec: object = {}): Promise<string> {
  const volume = await createVolume(cluster, suffix, {
    driver: LOCAL,
    claim: [namespace, suffix],
    // The end of a volume that has been provisioned is for its driver, which nobody plays here.
    annotations: { 'pv.kubernetes.io/provisioned-by': LOCAL },
    spec: { persistentVolumeReclaimPolicy: 'Delete', ...onlyOn(node), ...spec },
  });
  await release(cluster, namespace, suffix, volume);
  return volume;
}

const findVolume = (name: string) => cluster.api.find<Volume>(`/api/v1/persistentvolumes/${name}`);

describe('what is left of a Node that is gone', () => {
  test('is nothing on most clusters', async () => {
    using operation = verifying(await goneNode('clean'), 0);
    expect(await operation.run()).toEqual({ state: 'done', message: 'storage has left nothing behind' });
  });

  test('is listed at the end, and touched by nobody', async () => {
    const subject = await goneNode('listed');
    const node = subject.nodeName;
    const released = await createReleased('listed', node);
    const retained = await createReleased('retained', node, { persistentVolumeReclaimPolicy: 'Retain' });
    const bound = await createVolume(cluster, 'bound', {
      driver: LOCAL,
      claim: [namespace, 'bound'],
      spec: onlyOn(node),
    });
    const elsewhere = await createReleased('elsewhere', `${node}-other`);
    const attachment = await createAttachment(cluster, 'listed', { driver: LOCAL, node, volume: released });
    using early = verifying(subject, 10_000);
    const waiting = await early.until('what is left to be told', isWaitingFor('LeftBehind'));
    expect(waiting).toMatchObject({
      message: expect.stringContaining(`volume ${bound} (topolvm.io), bound to ${namespace}/bound`),
    });

    using late = verifying(subject, 9 * MINUTES);
    const done = await late.done();
    const { message = '' } = done.state === 'done' ? done : {};
    expect(message).toContain(`volume ${released} (topolvm.io), Released`);
    expect(message).toContain(`volume ${retained} (topolvm.io), Released, reclaim policy Retain`);
    expect(message).toContain(`VolumeAttachment ${attachment}`);
    expect(message).not.toContain(elsewhere);
    expect(await findVolume(released)).not.toHaveProperty('metadata.deletionTimestamp');
    expect(late.record.changes).toBeUndefined();
  });

  test('that goes by itself is waited for', async () => {
    const subject = await goneNode('goes');
    const volume = await createVolume(cluster, 'goes', { driver: LOCAL, claim: [namespace, 'goes'] });
    const attachment = await createAttachment(cluster, 'goes', { driver: LOCAL, node: subject.nodeName, volume });
    using operation = verifying(subject, 2 * MINUTES);
    await operation.until('it to wait', isWaitingFor('LeftBehind'));
    await removeAttachment(cluster, attachment);
    expect(await operation.done(5_000)).toEqual({ state: 'done', message: 'storage has left nothing behind' });
  });

  test('may be a pod, which the pod garbage collector takes, and a CSINode', async () => {
    const subject = await goneNode('ghost');
    const node = subject.nodeName;
    await createPod(cluster, namespace, 'ghost', { node, finalizers: ['example.test/held'] });
    const owner = { apiVersion: 'v1', kind: 'Node', name: node, uid: subject.nodeUID };
    await cluster.api.create('/apis/storage.k8s.io/v1/csinodes', {
      metadata: { name: node, ownerReferences: [owner] },
      spec: { drivers: [] },
    });
    using operation = verifying(subject, 40_000);
    const waiting = await operation.until('the pod to be told', isWaitingFor('LeftBehind'));
    expect(waiting).toMatchObject({ message: expect.stringContaining(`pod ${namespace}/ghost, held by finalizers`) });
    using late = verifying(subject, 9 * MINUTES);
    expect(await late.done()).toMatchObject({ message: expect.stringContaining('ghost') });
  });

  test('is none of our business when a Node of that name is there again', async () => {
    const subject = await goneNode('again');
    const volume = await createReleased('again', subject.nodeName);
    await createNode(cluster, 'again');
    using operation = verifying(subject, 9 * MINUTES, { deleteReleased: true });
    expect(await operation.done()).toMatchObject({ message: expect.stringContaining('is there again') });
    expect(await findVolume(volume)).not.toHaveProperty('metadata.deletionTimestamp');
  });

  test('is found by the hostname label that the Node had, and by no other', async () => {
    const hostname = cluster.name('host.example.test');
    const subject = await goneNode('named', hostname);
    const ours = await createReleased('by-hostname', hostname, onlyOn(hostname, 'kubernetes.io/hostname'));
    const others = await createReleased(
      'by-name',
      subject.nodeName,
      onlyOn(subject.nodeName, 'kubernetes.io/hostname'),
    );
    using operation = verifying(subject, 9 * MINUTES);
    const done = await operation.done();
    expect(done).toMatchObject({ message: expect.stringContaining(ours) });
    expect(done).not.toMatchObject({ message: expect.stringContaining(others) });
  });
});

describe('with deleteReleased', () => {
  const options = { deleteReleased: true };

  test('volumes are left to their provisioner for five minutes', async () => {
    const subject = await goneNode('patient');
    const volume = await createReleased('patient', subject.nodeName);
    using operation = verifying(subject, 4 * MINUTES, options);
    await operation.until('it to wait', isWaitingFor('LeftBehind'));
    expect(operation.record.changes).toBeUndefined();
    expect(await findVolume(volume)).not.toHaveProperty('metadata.deletionTimestamp');
  });

  test('they are deleted then, announced before, also by another process; finalizers are left to their owners', async () => {
    const subject = await goneNode('deletes');
    const node = subject.nodeName;
    const volume = await createReleased('deletes', node);
    const held = await createReleased('held', node);
    await cluster.api.patch(`/api/v1/persistentvolumes/${held}`, { metadata: { finalizers: ['example.test/held'] } });
    const retained = await createReleased('kept', node, { persistentVolumeReclaimPolicy: 'Retain' });
    const foreign = await createReleased('foreign', node, { csi: { driver: 'disk.example.test', volumeHandle: 'x' } });
    using operation = verifying(subject, 6 * MINUTES, options);
    await operation.until('the announcement', isWaitingFor('DeletingVolumes'));
    expect(await findVolume(volume)).not.toHaveProperty('metadata.deletionTimestamp');
    operation.restart();
    await operation.until('the rest to be waited for', isWaitingFor('LeftBehind'));
    expect(await findVolume(volume)).toBeUndefined();
    expect(await findVolume(held)).toMatchObject({ metadata: { finalizers: ['example.test/held'] } });
    for (const kept of [retained, foreign]) {
      expect(await findVolume(kept)).not.toHaveProperty('metadata.deletionTimestamp');
    }
    expect(operation.record.changes).toHaveLength(2);
    expect(operation.record.changes).toContainEqual(expect.stringContaining(volume));
    expect(operation.record.changes).toContainEqual(expect.stringContaining(held));
  });
});
