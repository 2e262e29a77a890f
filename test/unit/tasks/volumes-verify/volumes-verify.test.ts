import { expect, it } from 'vitest';
import type { KubeObject, ListOptions, ObjectOptions } from '../../../../lib/kube/client.ts';
import { PERSISTENT_VOLUMES, type Resource } from '../../../../lib/kube/resource.ts';
import type { Lookout } from '../../../../lib/kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../../../lib/kube/shared-watch/shared-watches.ts';
import { createVolumesVerify } from '../../../../lib/tasks/volumes-verify/volumes-verify.ts';
import { silentLogger } from '../../../../lib/telemetry/log.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { subject, taskRun } from '../run.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const RELEASED = {
  metadata: { name: 'pv-1', annotations: { 'pv.kubernetes.io/provisioned-by': 'rancher.io/local-path' } },
  spec: {
    persistentVolumeReclaimPolicy: 'Delete',
    claimRef: { namespace: 'shop', name: 'data', uid: 'claim-uid' },
    nodeAffinity: {
      required: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['n1'] }] }],
      },
    },
  },
  status: { phase: 'Released' },
};

/** No Node is there any more; `afterRead` is what happens to a volume once it has been read. */
class Cluster extends FakeKubeClient {
  afterRead: (volume: KubeObject) => void = () => {};

  override async get(resource: Resource, name: string, options?: ObjectOptions): Promise<KubeObject> {
    const found = await super.get(resource, name, options);
    if (resource === PERSISTENT_VOLUMES) this.afterRead(found);
    return found;
  }

  override list(resource: Resource, { labelSelector: _, ...options }: ListOptions = {}) {
    return super.list(resource, options);
  }
}

async function deletedIn(client: Cluster): Promise<boolean> {
  const volume = client.put(PERSISTENT_VOLUMES, RELEASED);
  const look = <T>(shown: readonly T[]): Lookout<T> => ({
    ready: async () => true,
    hasSynced: () => true,
    synced: Promise.resolve(),
    under: () => [],
    get: () => undefined,
    list: () => shown,
    follow: () => {},
    [Symbol.dispose]: () => {},
  });
  const watches: Pick<SharedWatches, 'open' | 'openOnly'> = {
    open: (view) => look(view.resource === PERSISTENT_VOLUMES ? [view.parse(volume)] : []),
    openOnly: () => look([]),
  };
  const clock = new FakeClock(START + 300_000);
  const task = createVolumesVerify({ client, watches, clock, log: silentLogger });
  const changes = [`delete the PersistentVolume (uid ${volume.metadata.uid}) pv-1 rancher.io/local-path`];
  using run = taskRun({
    subject: subject({ node: undefined }),
    options: { deleteReleased: true },
    record: { name: 'task', state: 'Waiting', attempts: 0, changes },
    startedAt: START,
  });
  await task.run(run);
  return client.peek(PERSISTENT_VOLUMES, 'pv-1') === undefined;
}

it('a Released volume that its provisioner leaves behind is deleted', async () => {
  expect(await deletedIn(new Cluster())).toBe(true);
});

it('a volume that somebody takes into use again at that moment is not', async () => {
  const client = new Cluster();
  client.afterRead = (volume) => client.put(PERSISTENT_VOLUMES, { ...volume, status: { phase: 'Available' } });
  expect(await deletedIn(client)).toBe(false);
});
