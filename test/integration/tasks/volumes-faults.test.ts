import { beforeEach, describe, expect, test } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { CORDON } from '../../../lib/tasks/cordon.ts';
import { createVolumesDetach } from '../../../lib/tasks/volumes-detach/volumes-detach.ts';
import { VOLUMES_VERIFY } from '../../../lib/tasks/volumes-verify/options.ts';
import { createVolumesVerify } from '../../../lib/tasks/volumes-verify/volumes-verify.ts';
import { eventually } from '../../support/eventually.ts';
import {
  answer,
  cut,
  type Fault,
  goneInStream,
  loseAnswer,
  tooManyRequests,
} from '../../support/fault-proxy/faults.ts';
import type { Matcher } from '../../support/fault-proxy/matcher.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace, createServiceAccount } from '../../support/namespaces.ts';
import { annotateNode, createNode, deleteNode, getNode, setReady, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { attachmentsOf, createAttachment, createVolume, removeAttachment, type Volume } from '../../support/volumes.ts';
import { clientFor, connectWith, dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';

const cluster = useCluster();
const keys = nodeKeys();
const DRIVER = 'topolvm.io';
const ATTACHMENTS = '/apis/storage.k8s.io/v1/volumeattachments';

let proxy: FaultProxy;
let client: KubeClient;
let count = 0;
let node: string;
let attachment: string;
beforeEach(async () => {
  proxy ??= await startFaultProxy(cluster);
  client ??= await connectWith(cluster, proxy.kubeconfig);
  count += 1;
  proxy.heal();
  node = (await createNode(cluster, `node-${count}`)).metadata.name;
  const volume = await createVolume(cluster, `volume-${count}`, { driver: DRIVER });
  attachment = await createAttachment(cluster, `attachment-${count}`, { driver: DRIVER, node, volume });
});

async function detaching(options: Readonly<Record<string, unknown>> = {}, using = client): Promise<Operation> {
  const dependencies = dependenciesOf(using);
  cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
  const subject = { ...(await subjectOf(using, node)), deadAfterMs: 0 };
  const task = createVolumesDetach(dependencies);
  return new Operation({ client: using, task, name: 'volumes-detach', subject, options });
}

async function loseNode(): Promise<void> {
  await setReady(cluster, node, 'Unknown');
  const time = new Date().toISOString().replace(/\.\d+/, '');
  await annotateNode(cluster, node, { [keys.confirmedOff]: `${time} alice` });
}

const outOfService = async () =>
  (await getNode(cluster, node)).spec?.taints?.filter(({ key }) => key === 'node.kubernetes.io/out-of-service') ?? [];

const PATCH_NODE: Matcher = { method: 'PATCH', path: /\/nodes\// };
const DELETE_ATTACHMENT: Matcher = { method: 'DELETE', path: /\/volumeattachments\// };
const LIST: Matcher = { method: 'GET', path: ATTACHMENTS };
const WATCH: Matcher = { watch: true, path: ATTACHMENTS };

describe('a Node is detached although', () => {
  test.each<[string, Matcher, Fault, number]>([
    ['the watch falls behind (410)', WATCH, goneInStream(1), 2],
    ['list and watch are refused at first', LIST, answer(503), 3],
    ['the API server is busy', LIST, tooManyRequests(1), 2],
  ])('%s', async (_, where, fault, times) => {
    await setReady(cluster, node, 'True');
    using injection = proxy.inject(where, fault, { times });
    using operation = await detaching();
    await operation.until('it to wait', isWaitingFor('Detaching'));
    await removeAttachment(cluster, attachment);
    await operation.done(40_000);
    expect(injection.hits.length).toBeGreaterThan(0);
  });
});

describe('the out-of-service taint is put once although', () => {
  test.each<[string, Fault]>([
    ['the answer is lost', loseAnswer()],
    ['the connection is cut', cut()],
    ['somebody changes the Node at the same moment (409)', answer(409, { reason: 'Conflict' })],
    ['a condition does not hold (422)', answer(422, { reason: 'Invalid' })],
    ['the API server fails (500)', answer(500, { reason: 'InternalError' })],
  ])('%s', async (_, fault) => {
    await loseNode();
    using _injection = proxy.inject(PATCH_NODE, fault, { times: 1 });
    using operation = await detaching({ outOfService: true });
    await eventually(
      async () => {
        await operation.run();
        return await outOfService();
      },
      { describe: 'one taint', until: ({ length }) => length === 1 },
    );
    expect(await operation.run()).toMatchObject({ reason: 'OutOfService' });
    expect(await outOfService()).toHaveLength(1);
    expect(operation.record.changes).toEqual([expect.stringMatching(/^put the taint/)]);
  });
});

describe('an attachment is deleted although', () => {
  test.each<[string, Fault]>([
    ['the answer is lost', loseAnswer()],
    ['it seems to be another one (409)', answer(409, { reason: 'Conflict' })],
    ['it seems to be gone (404)', answer(404, { reason: 'NotFound' })],
    ['the API server fails (500)', answer(500, { reason: 'InternalError' })],
  ])('%s', async (_, fault) => {
    await loseNode();
    using injection = proxy.inject(DELETE_ATTACHMENT, fault, { times: 1 });
    using operation = await detaching({ forceDetach: true });
    await operation.until('the rest to be waited for', isWaitingFor('WaitingForDetach'));
    expect(injection.hits).toHaveLength(1);
    const [left] = await attachmentsOf(cluster, node);
    expect(left?.metadata).toMatchObject({ name: attachment, deletionTimestamp: expect.any(String) });
  });

  test('an attachment of the same name that came in between is not touched', async () => {
    await loseNode();
    using operation = await detaching({ forceDetach: true });
    await operation.until('the announcement', isWaitingFor('ForceDetach'));
    await removeAttachment(cluster, attachment);
    const { name } = (
      await cluster.api.create(ATTACHMENTS, {
        metadata: { name: attachment, finalizers: ['example.test/new'] },
        spec: { attacher: DRIVER, nodeName: node, source: { persistentVolumeName: cluster.name(`volume-${count}`) } },
      })
    ).metadata;
    expect(name).toBe(attachment);
    await operation.run();
    const [left] = await attachmentsOf(cluster, node);
    expect(left?.metadata.deletionTimestamp).toBeUndefined();
  });
});

describe('a right that is missing is named by', () => {
  test('volumes-detach', async () => {
    const poor = await clientFor(cluster, [CORDON], `poor-${count}`);
    using operation = await detaching({}, poor);
    await expect(operation.run()).rejects.toThrow(/volumeattachments.* is forbidden/);
  });

  test('volumes-verify', async () => {
    const poor = await clientFor(cluster, [CORDON], `poorer-${count}`);
    const dependencies = dependenciesOf(poor);
    cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
    const subject = await subjectOf(poor, node);
    const task = createVolumesVerify(dependencies);
    using operation = new Operation({ client: poor, task, name: 'volumes-verify', subject });
    await expect(operation.run()).rejects.toThrow(/is forbidden/);
  });
});

test('a right that is taken away in the middle is told of, since what is known grows old, until it is given back', async () => {
  const home = await createNamespace(cluster, 'fading');
  const rule = (apiGroup: string, resource: string, ...verbs: readonly string[]) => ({
    apiGroups: [apiGroup],
    resources: [resource],
    verbs,
  });
  const others = [
    ...['nodes', 'pods', 'persistentvolumes'].map((resource) => rule('', resource, 'get', 'list', 'watch')),
    rule('storage.k8s.io', 'volumeattachments', 'list'),
  ];
  const all = [...others, rule('storage.k8s.io', 'volumeattachments', 'watch')];
  await createServiceAccount(cluster, home, 'operator', all);
  const mayWatch = (rules: readonly object[]) =>
    cluster.api.patch(`/apis/rbac.authorization.k8s.io/v1/clusterroles/${cluster.name(`${home}-operator`)}`, { rules });
  const fading = await startFaultProxy(
    cluster,
    await cluster.kubeconfigFor({ serviceAccount: 'operator', namespace: home }),
  );
  await setReady(cluster, node, 'True');
  using operation = await detaching({}, await connectWith(cluster, fading.kubeconfig));
  await operation.until('it to wait', isWaitingFor('Detaching'));

  await mayWatch(others);
  await eventually(
    async () => {
      // Whoever has a watch keeps it until it ends, as it does every few minutes.
      for (const watch of fading.open(WATCH)) watch.end();
      return await operation.run().then(() => undefined, String);
    },
    {
      describe: 'it to be told',
      until: (said) =>
        said?.match(/what is known of volumeattachments.* may be out of date since 20.*cannot watch resource/) != null,
    },
  );
  await removeAttachment(cluster, attachment);
  await mayWatch(all);
  await operation.done(60_000);
});

describe('a volume of a Node that is gone is deleted although', () => {
  const DELETE_VOLUME: Matcher = { method: 'DELETE', path: /\/persistentvolumes\// };

  test.each<[string, Fault]>([
    ['the answer is lost', loseAnswer()],
    ['the API server fails (500)', answer(500, { reason: 'InternalError' })],
    ['it seems to be another one (409)', answer(409, { reason: 'Conflict' })],
  ])('%s', async (_, fault) => {
    const subject = { ...(await subjectOf(client, node)), node: undefined };
    await deleteNode(cluster, node);
    await waitUntilGone(cluster, node);
    const required = {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
    };
    const volume = await createVolume(cluster, `released-${count}`, {
      driver: DRIVER,
      annotations: { 'pv.kubernetes.io/provisioned-by': DRIVER },
      spec: {
        persistentVolumeReclaimPolicy: 'Delete',
        nodeAffinity: { required },
        claimRef: { namespace: 'default', name: 'gone', uid: 'c0ffee00-0000-4000-8000-000000000000' },
      },
    });
    await eventually(() => cluster.api.get<Volume>(`/api/v1/persistentvolumes/${volume}`), {
      describe: 'the volume to be Released',
      until: ({ status }) => status?.phase === 'Released',
    });
    await removeAttachment(cluster, attachment);
    const dependencies = dependenciesOf(client);
    cluster.atEnd(async () => dependencies.watches[Symbol.dispose]());
    using operation = new Operation({
      client,
      task: createVolumesVerify(dependencies),
      name: VOLUMES_VERIFY.name,
      subject,
      options: { deleteReleased: true },
      startedAt: Date.now() - 400_000,
    });
    using injection = proxy.inject(DELETE_VOLUME, fault, { times: 1 });
    expect(await operation.done()).toEqual({ state: 'done', message: 'storage has left nothing behind' });
    expect(injection.hits.length).toBeGreaterThan(0);
  });
});
