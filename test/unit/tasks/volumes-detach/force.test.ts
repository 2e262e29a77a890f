import { expect, it } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { VOLUME_ATTACHMENTS } from '../../../../lib/kube/resource.ts';
import type { Lookout } from '../../../../lib/kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../../../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import { parseNode } from '../../../../lib/node/record.ts';
import { createVolumesDetach } from '../../../../lib/tasks/volumes-detach/volumes-detach.ts';
import { silentLogger } from '../../../../lib/telemetry/log.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { subject, taskRun } from '../run.ts';
import { WholeWorld } from '../whole-world.ts';

const keys = nodeKeys();
const SINCE = '2026-01-01T00:00:00Z';

const object = (name: string, part: object, metadata: object = {}): KubeObject => ({
  metadata: { name, uid: `uid-of-${name}`, resourceVersion: '1', ...metadata },
  ...part,
});

const node = object(
  'n1',
  { status: { conditions: [{ type: 'Ready', status: 'Unknown', lastTransitionTime: SINCE }] } },
  { uid: 'node-uid', annotations: { [keys.confirmedOff]: `${SINCE} alice` } },
);
const attachment = object('csi-1', { spec: { nodeName: 'n1', source: { persistentVolumeName: 'pv-1' } } });
const volume = object('pv-1', { spec: { claimRef: { namespace: 'shop', name: 'data' } } });
const pod = object(
  'web-0',
  { spec: { nodeName: 'n1', volumes: [{ persistentVolumeClaim: { claimName: 'data' } }] } },
  { namespace: 'shop' },
);

/** The watch of the attachments shows them; those of volumes and pods are late. */
const look = <T>(shown: readonly T[]): Lookout<T> => ({
  ready: async () => true,
  hasSynced: () => true,
  synced: Promise.resolve(),
  under: () => shown,
  get: () => undefined,
  list: () => shown,
  follow: () => {},
  [Symbol.dispose]: () => {},
});
const watches: Pick<SharedWatches, 'open' | 'openOnly'> = {
  open: (view) => look(view.resource === VOLUME_ATTACHMENTS ? [view.parse(attachment)] : []),
  openOnly: () => look([]),
};

async function changesIn(...pods: readonly KubeObject[]) {
  const world = new WholeWorld([
    { resource: 'nodes', object: node },
    { resource: 'volumeattachments.storage.k8s.io', object: attachment },
    { resource: 'persistentvolumes', object: volume },
    ...pods.map((one) => ({ resource: 'pods', object: one })),
  ]);
  const clock = new FakeClock(Date.parse(SINCE) + 3_600_000);
  const task = createVolumesDetach({ client: world, watches, keys, clock, log: silentLogger });
  const changes = ['delete the VolumeAttachment (uid uid-of-csi-1) csi-1 pv-1'];
  using run = taskRun({
    subject: subject({ node: parseNode(node, keys.prefix) }),
    options: { forceDetach: true },
    record: { name: 'task', state: 'Waiting', attempts: 0, changes },
  });
  await task.run(run);
  return world.changes.map(({ verb, name, uid }) => ({ verb, name, uid }));
}

it('an attachment whose volume no pod uses is deleted, by its uid', async () => {
  expect(await changesIn()).toEqual([{ verb: 'delete', name: 'csi-1', uid: 'uid-of-csi-1' }]);
});

it('an attachment is left that a pod uses by a volume which the watch does not show yet', async () => {
  expect(await changesIn(pod)).toEqual([]);
});
