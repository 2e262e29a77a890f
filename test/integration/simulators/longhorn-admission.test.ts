import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiError } from '../../../hack/control-plane/api.ts';
import type { LonghornSimulator } from '../../simulators/longhorn/simulator.ts';
import { type LonghornVersion, VERSIONS } from '../../simulators/longhorn/versions.ts';
import { deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { condition, EVICT, Machines, patchLonghornNode, startLonghorn } from './longhorn-harness.ts';

const cluster = useCluster();
const m = new Machines(cluster);
const ALL = Object.keys(VERSIONS) as LonghornVersion[];

/** The status and the words of a refusal; `accepted` when there was none. */
async function answer(attempt: Promise<unknown>): Promise<{ status: number; message: string } | 'accepted'> {
  try {
    await attempt;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, message: JSON.parse(error.text).message };
  }
}

const refused = (status: number, message: string) => ({
  status,
  message: expect.stringContaining(`admission webhook "validator.longhorn.io" denied the request: ${message}`),
});

const disk = (fields: object) => ({ spec: { disks: { default: fields } } });

describe('an update of a Longhorn Node', () => {
  let longhorn: LonghornSimulator;
  beforeAll(async () => {
    longhorn = await startLonghorn(cluster, [m.a]);
    await longhorn.addVolume('v', { replicasOn: [m.a] });
    await longhorn.settle();
  });
  afterAll(() => longhorn[Symbol.asyncDispose]());

  const rows: readonly (readonly [why: string, patch: object, status: number, text: string])[] = [
    [
      'asks for eviction and stays open',
      { spec: { evictionRequested: true } },
      422,
      'need to disable scheduling on node ',
    ],
    [
      'asks a disk for eviction that stays open',
      disk({ evictionRequested: true }),
      422,
      'need to disable scheduling on disk default',
    ],
    [
      'has less than no CPU',
      { spec: { instanceManagerCPURequest: -1 } },
      422,
      'instanceManagerCPURequest should be greater than',
    ],
    ['has no name', { spec: { name: '' } }, 422, 'node name is invalid'],
    ['has a tag that is none', { spec: { tags: ['a b'] } }, 422, 'tag a b is invalid'],
    ['reserves less than nothing', disk({ storageReserved: -1 }), 422, 'update disk on node '],
    ['changes the type of a disk', disk({ diskType: 'block' }), 422, 'update disk on node '],
    [
      'has a driver for a file system',
      disk({ diskDriver: 'aio' }),
      422,
      'disk default type filesystem is not supported to specify',
    ],
    [
      'has two disks in one place',
      { spec: { disks: { more: { path: '/var/lib/longhorn', diskType: 'filesystem' } } } },
      422,
      'duplicate disk paths on node ',
    ],
    ['takes a disk away that is in use', { spec: { disks: { default: null } } }, 422, 'Delete Disk on node '],
  ];
  test.each(rows)('is refused when it %s', async (_why, patch, status, text) => {
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, patch))).toEqual(refused(status, text));
  });

  test('is accepted when both flags come together, in either direction', async () => {
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, EVICT))).toBe('accepted');
    const back = { spec: { allowScheduling: true, evictionRequested: false } };
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, { spec: { allowScheduling: true } }))).toMatchObject({
      status: 422,
    });
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, back))).toBe('accepted');
  });

  test('is refused while the manager has not looked at the disks as they are now', async () => {
    const more = { spec: { disks: { more: { path: '/mnt/more', diskType: 'filesystem', allowScheduling: false } } } };
    await patchLonghornNode(cluster, longhorn, m.a, more);
    const busy = refused(403, `spec and status of disks on node ${m.a} are being syncing and please retry later.`);
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, EVICT))).toEqual(busy);
    await longhorn.tick();
    const gone = { spec: { disks: { more: null } } };
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, gone))).toBe('accepted');
    await longhorn.tick();
    expect(Object.keys((await longhorn.node(m.a))?.status?.diskStatus ?? {})).toEqual(['default']);
  });

  test('does not concern the status', async () => {
    const attempt = cluster.api.patch(`${longhorn.path('nodes', m.a)}/status`, { status: { region: 'r' } });
    expect(await answer(attempt)).toBe('accepted');
  });

  test('is a 500 when no manager answers, and so is the deletion of a replica', async () => {
    const [replica] = await longhorn.replicas();
    await longhorn.managerDown();
    const silent = {
      status: 500,
      message: expect.stringContaining('failed calling webhook "validator.longhorn.io"'),
    };
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, EVICT))).toEqual(silent);
    expect(await answer(cluster.api.delete(longhorn.path('replicas', replica?.metadata.name)))).toEqual(silent);
    await longhorn.managerUp();
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, { spec: { tags: ['x'] } }))).toBe('accepted');
  });
});

describe.each(ALL)('Longhorn %s', (version) => {
  const rules = VERSIONS[version];

  test('guards the deletion of its Nodes as it should', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b], { version });
    await longhorn.addVolume('v', { replicasOn: [m.a], attachedTo: m.b });
    const remove = (node: string, dryRun = '?dryRun=All') =>
      answer(cluster.api.delete(`${longhorn.path('nodes', node)}${dryRun}`));
    const no = (text: string) => (rules.guardsNodeDeletion ? refused(422, text) : 'accepted');
    expect(await remove(m.a)).toEqual(
      no(
        `could not delete node ${m.a} with node ready condition is True, reason is , node schedulable true, and 1 replica, 0 engine`,
      ),
    );
    await longhorn.managerMissing(m.b);
    await longhorn.settle();
    expect(await condition(longhorn, m.b)).toEqual({ status: 'False', reason: 'ManagerPodMissing' });
    expect(await remove(m.b)).toEqual(
      no(
        `could not delete node ${m.b} with node ready condition is False, reason is ManagerPodMissing, node schedulable true, and 0 replica, 1 engine`,
      ),
    );
    await longhorn.detach('v');
    await longhorn.settle();
    await patchLonghornNode(cluster, longhorn, m.b, { spec: { allowScheduling: false } });
    expect(await remove(m.b, '')).toBe('accepted');
    await longhorn.settle();
    expect(await longhorn.node(m.b)).toBeUndefined();

    await patchLonghornNode(cluster, longhorn, m.a, {
      metadata: { annotations: { 'longhorn.io/delete-node-from-longhorn': '' } },
    });
    expect(await remove(m.a)).toBe('accepted');
  });

  test(`${rules.freezesGoneNodes ? 'freezes' : 'does not freeze'} its Node when the machine is gone`, async () => {
    const gone = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a, gone], { version });
    // Held, so that 1.9 does not take it away, and emptied, so that nothing else stands against it.
    await patchLonghornNode(cluster, longhorn, gone, {
      metadata: { finalizers: ['longhorn.io', 'example.test/held'] },
    });
    await deleteNode(cluster, gone);
    await waitUntilGone(cluster, gone);
    const patch = (body: object) => answer(patchLonghornNode(cluster, longhorn, gone, body));
    const only = `only disabling scheduling on node ${gone} is allowed after the Kubernetes node is deleted`;
    const no = (text: string) => (rules.freezesGoneNodes ? refused(403, text) : 'accepted');
    const note = { metadata: { annotations: { note: 'x' } } };
    expect(await patch(note)).toEqual(no(only));
    expect(await patch(disk({ allowScheduling: false }))).toEqual(
      no(`cannot modify disks on node ${gone} after the Kubernetes node is deleted`),
    );
    expect(await patch({ spec: { allowScheduling: false } })).toBe('accepted');
    expect(await patch({ metadata: { annotations: { note: 'y' } } })).toEqual(no(only));
  });

  test('of a Node whose disks nobody has ever looked at: whether it can be closed when the machine is gone', async () => {
    const gone = await m.victim();
    await using longhorn = await startLonghorn(cluster, [m.a], { version });
    await longhorn.addNode(gone, { synced: false });
    await deleteNode(cluster, gone);
    await waitUntilGone(cluster, gone);
    const attempt = answer(patchLonghornNode(cluster, longhorn, gone, { spec: { allowScheduling: false } }));
    expect(await attempt).toEqual(
      rules.freezesGoneNodes ? 'accepted' : refused(403, `spec and status of disks on node ${gone} are being syncing`),
    );
  });

  test('checks names and paths since the release that began to', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a], { version });
    const more = { path: '/var/lib/longhorn', diskType: 'filesystem' };
    const patch = (body: object) => answer(cluster.api.patch(`${longhorn.path('nodes', m.a)}?dryRun=All`, body));
    expect(await patch({ spec: { name: '' } })).toEqual(
      rules.needsSpecName ? refused(422, 'node name is invalid') : 'accepted',
    );
    expect(await patch({ spec: { disks: { more } } })).toEqual(
      rules.checksDiskPaths ? refused(422, `duplicate disk paths on node ${m.a}`) : 'accepted',
    );
  });

  test('lets the finalizer go from what is being deleted', async () => {
    await using longhorn = await startLonghorn(cluster, [m.a], { version });
    const uninstall = { metadata: { annotations: { 'longhorn.io/delete-node-from-longhorn': '' } } };
    await patchLonghornNode(cluster, longhorn, m.a, uninstall);
    await patchLonghornNode(cluster, longhorn, m.a, { spec: { disks: { more: { path: '/mnt/more' } } } });
    await cluster.api.delete(longhorn.path('nodes', m.a));
    expect(await answer(patchLonghornNode(cluster, longhorn, m.a, { metadata: { finalizers: [] } }))).toBe('accepted');
  });
});

describe('the deletion of a replica', () => {
  interface Row {
    readonly what: string;
    readonly on: readonly ('a' | 'b')[];
    readonly failed?: 'a' | 'b';
    readonly evicting?: boolean;
    readonly isRefused: boolean;
  }
  test.each<Row>([
    { what: 'the only one', on: ['a'], isRefused: true },
    { what: 'one of two', on: ['a', 'b'], isRefused: false },
    { what: 'one that has failed', on: ['a', 'b'], failed: 'a', isRefused: false },
    { what: 'the only one that has not failed', on: ['a', 'b'], failed: 'b', isRefused: true },
    { what: 'the only one, and on its way out', on: ['a'], evicting: true, isRefused: false },
  ])('that is $what: refused? $isRefused', async ({ on, failed, evicting, isRefused }) => {
    await using longhorn = await startLonghorn(cluster, [m.a, m.b]);
    await longhorn.addVolume('v', { replicasOn: on.map((node) => m[node]) });
    if (failed) await longhorn.failReplica('v', m[failed]);
    const [replica] = await longhorn.replicas({ node: m.a });
    const path = longhorn.path('replicas', replica?.metadata.name);
    if (evicting) await cluster.api.patch(path, { spec: { evictionRequested: true } });
    const text = 'no other healthy replica available for volume v, cannot delete replica v-r-';
    expect(await answer(cluster.api.delete(`${path}?dryRun=All`))).toEqual(isRefused ? refused(422, text) : 'accepted');
  });
});
