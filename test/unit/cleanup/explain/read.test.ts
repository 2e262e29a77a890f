import { describe, expect, it } from 'vitest';
import { type Reading, readFacts } from '../../../../lib/cleanup/explain/read.ts';
import { NODE_CLEANUPS } from '../../../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup } from '../../../../lib/cleanup/node-cleanup-json.ts';
import type { KubeClient, KubeList, ListOptions } from '../../../../lib/kube/client.ts';
import { LEASES, NODES, nameOf, POD_DISRUPTION_BUDGETS, PODS, type Resource } from '../../../../lib/kube/resource.ts';
import { apiError, FakeKubeClient, noAnswer } from '../../../support/fake-kube-client.ts';
import { cleanup, KEYS } from '../sample.ts';
import { NOW } from './sample.ts';

interface Listed {
  readonly resource: Resource;
  readonly options: ListOptions;
}

/** As the fake, and lists may be asked with selectors. */
class Cluster extends FakeKubeClient {
  readonly listed: Listed[] = [];
  readonly #refuse: (listed: Listed) => unknown;

  /** What `refuse` gives is what a list is answered with. */
  constructor(refuse: (listed: Listed) => unknown = () => undefined) {
    super();
    this.#refuse = refuse;
  }

  override async list(resource: Resource, options: ListOptions = {}): Promise<KubeList> {
    this.listed.push({ resource, options });
    const error = this.#refuse({ resource, options });
    if (error !== undefined) throw error;
    const isEverywhere = (resource === PODS || resource === LEASES) && options.namespace === undefined;
    if (!isEverywhere) return super.list(resource, { namespace: options.namespace });
    // The fake knows no list over all namespaces.
    const lists = await Promise.all(
      ['a', 'b', 'ours', 'theirs'].map((namespace) => super.list(resource, { namespace })),
    );
    return { resourceVersion: '1', continueToken: undefined, items: lists.flatMap(({ items }) => items) };
  }
}

const read = (client: KubeClient, more: Partial<Reading> = {}) =>
  readFacts({
    client,
    nodeName: 'worker-1',
    keys: KEYS,
    leaseName: 'operator',
    commands: { kubectl: 'kubectl', program: 'us', options: [] },
    namespace: 'ours',
    leaseNamespace: undefined,
    now: NOW,
    signal: new AbortController().signal,
    ...more,
  });

const node = (more: object = {}) => ({ metadata: { name: 'worker-1', uid: 'node-uid', finalizers: ['a'], ...more } });
const forbidden = apiError(403, 'Forbidden');
const lease = (namespace: string, renewedAt: number) => ({
  metadata: { namespace, name: 'operator' },
  spec: { holderIdentity: 'it', renewTime: new Date(renewedAt).toISOString() },
});

describe('reading for explain', () => {
  it('takes a Node that is not there for an answer', async () => {
    const facts = await read(new Cluster());
    expect(facts.node).toEqual({ read: true, value: undefined });
  });

  it('reads no pods of a Node that is not being deleted', async () => {
    const cluster = new Cluster();
    cluster.put(NODES, node());
    await read(cluster);
    expect(cluster.listed.map(({ resource }) => resource)).not.toContain(PODS);
  });

  it('reads the budgets of the namespaces of its pods, each once', async () => {
    const cluster = new Cluster();
    cluster.put(NODES, node({ deletionTimestamp: '2026-01-01T00:00:00Z' }));
    for (const [namespace, name] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
    ])
      cluster.put(PODS, { metadata: { namespace, name } });
    await read(cluster);
    const budgets = cluster.listed.filter(({ resource }) => resource === POD_DISRUPTION_BUDGETS);
    expect(budgets.map(({ options }) => options.namespace)).toEqual(['a', 'b']);
  });

  it('asks for the records of this Node, and filters them itself where the server cannot', async () => {
    const cluster = new Cluster(({ resource, options }) =>
      resource === NODE_CLEANUPS && options.fieldSelector !== undefined ? apiError(400, 'BadRequest') : undefined,
    );
    cluster.put(NODE_CLEANUPS, newNodeCleanup(cleanup().spec));
    cluster.put(NODE_CLEANUPS, newNodeCleanup({ ...cleanup().spec, nodeName: 'worker-2', nodeUID: 'other' }));
    const { cleanups } = await read(cluster);
    expect(cleanups.read && cleanups.value.map(({ spec }) => spec.nodeName)).toEqual(['worker-1']);
    const asked = cluster.listed
      .filter(({ resource }) => resource === NODE_CLEANUPS)
      .map(({ options }) => options.fieldSelector);
    expect(asked).toEqual(['spec.nodeName=worker-1', undefined]);
  });

  it('looks for the Lease in its own namespace when it may not look everywhere', async () => {
    const cluster = new Cluster(({ resource, options }) =>
      resource === LEASES && options.namespace === undefined ? forbidden : undefined,
    );
    cluster.put(LEASES, { metadata: { namespace: 'ours', name: 'operator' }, spec: { holderIdentity: 'me' } });
    const { leases } = await read(cluster);
    expect(leases).toMatchObject({ read: true, value: [{ namespace: 'ours', name: 'operator', holder: 'me' }] });
  });

  it('says that it cannot know when there is none in its own, and it may not look everywhere', async () => {
    const cluster = new Cluster(({ resource, options }) =>
      resource === LEASES && options.namespace === undefined ? forbidden : undefined,
    );
    const cannot = { read: false, why: 'not allowed to list leases.coordination.k8s.io' };
    expect((await read(cluster)).leases).toMatchObject(cannot);
    expect((await read(cluster, { leaseNamespace: 'theirs' })).leases).toMatchObject(cannot);
  });

  it('looks for no other Lease when somebody holds the one where it should be', async () => {
    const cluster = new Cluster();
    cluster.put(LEASES, lease('theirs', NOW - 1_000));
    const { leases } = await read(cluster, { leaseNamespace: 'theirs' });
    expect(leases).toMatchObject({ read: true, value: [{ namespace: 'theirs', holder: 'it' }] });
    expect(cluster.listed.map(({ resource }) => resource)).not.toContain(LEASES);
  });

  it('looks everywhere when nobody holds the Lease where it should be', async () => {
    const cluster = new Cluster();
    cluster.put(LEASES, lease('ours', NOW - 1_000));
    const elsewhere = { read: true, value: [{ namespace: 'ours', holder: 'it' }] };
    expect((await read(cluster, { leaseNamespace: 'theirs' })).leases).toMatchObject(elsewhere);
    cluster.put(LEASES, lease('theirs', NOW - 3_600_000));
    const { leases } = await read(cluster, { leaseNamespace: 'theirs' });
    expect(leases.read && leases.value.map(({ namespace }) => namespace)).toEqual(['ours', 'theirs']);
  });

  it('tells of an old Lease where it should be when it may not look everywhere', async () => {
    const cluster = new Cluster(({ resource }) => (resource === LEASES ? forbidden : undefined));
    cluster.put(LEASES, lease('theirs', NOW - 3_600_000));
    const { leases } = await read(cluster, { leaseNamespace: 'theirs' });
    expect(leases).toMatchObject({ read: true, value: [{ namespace: 'theirs' }] });
  });

  it.each([NODE_CLEANUPS, LEASES, PODS, POD_DISRUPTION_BUDGETS])(
    'goes on without what it may not list: $plural',
    async (resource) => {
      const cluster = new Cluster((listed) => (listed.resource === resource ? forbidden : undefined));
      cluster.put(NODES, node({ deletionTimestamp: '2026-01-01T00:00:00Z' }));
      const facts = await read(cluster, { namespace: undefined });
      const unread = [facts.cleanups, facts.leases, facts.pods, facts.budgets].filter((found) => !found.read);
      // Without pods nobody asks for budgets.
      if (resource === POD_DISRUPTION_BUDGETS) expect(unread).toEqual([]);
      else expect(unread).toMatchObject([{ why: `not allowed to list ${nameOf(resource)}`, missing: false }]);
    },
  );

  it('knows a definition that is not installed from a right that is missing', async () => {
    const cluster = new Cluster(({ resource }) => (resource === NODE_CLEANUPS ? apiError(404, 'NotFound') : undefined));
    expect((await read(cluster)).cleanups).toMatchObject({ read: false, missing: true });
  });

  it.each([
    ['does not answer', noAnswer()],
    ['knows nobody with these credentials', apiError(401, 'Unauthorized')],
  ])('fails when the server %s', async (_what, error) => {
    await expect(read(new Cluster(() => error))).rejects.toBe(error);
  });
});
