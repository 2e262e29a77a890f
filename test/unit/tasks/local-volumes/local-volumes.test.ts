import { beforeEach, describe, expect, test } from 'vitest';
import type { KubeList, ListOptions } from '../../../../lib/kube/client.ts';
import { keyOf } from '../../../../lib/kube/reflector/store.ts';
import { PERSISTENT_VOLUME_CLAIMS, PERSISTENT_VOLUMES, type Resource } from '../../../../lib/kube/resource.ts';
import type { Lookout } from '../../../../lib/kube/shared-watch/lookout.ts';
import type { View } from '../../../../lib/kube/shared-watch/view.ts';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import type { Outcome } from '../../../../lib/operation/task.ts';
import { createLocalVolumes } from '../../../../lib/tasks/local-volumes/local-volumes.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { apiError, FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { type TestRun, taskRun } from '../run.ts';

/** Takes a field selector for one that selects everything. */
class Server extends FakeKubeClient {
  override list(resource: Resource, { fieldSelector: _, ...options }: ListOptions = {}): Promise<KubeList> {
    return super.list(resource, options);
  }
}

let server: Server;
let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
  server = new Server(clock);
});

/** A watch that never lags: it shows what the server has. */
const watches = {
  open<T>(view: View<T>): Lookout<T> {
    const all = async () =>
      (await server.sibling().list(view.resource)).items.map((item) => [keyOf(item), view.parse(item)] as const);
    let seen: readonly (readonly [string, T])[] = [];
    return {
      ready: async () => {
        seen = await all();
        return true;
      },
      under: (key) => seen.flatMap(([, value]) => (view.keysOf(value).includes(key) ? [value] : [])),
      get: (key) => seen.find(([id]) => id === key)?.[1],
      list: () => seen.map(([, value]) => value),
      hasSynced: () => true,
      synced: Promise.resolve(),
      follow: () => {},
      [Symbol.dispose]: () => {},
    };
  },
};

function addVolume(n: number): void {
  const [name, claim] = [`pv-${n}`, `data-${n}`];
  const required = {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['n1'] }] }],
  };
  server.put(PERSISTENT_VOLUMES, {
    metadata: { name, uid: `pv-uid-${n}` },
    spec: {
      storageClassName: 'local-ssd',
      claimRef: { namespace: 'shop', name: claim, uid: `uid-${n}` },
      nodeAffinity: { required },
    },
    status: { phase: 'Bound' },
  });
  server.put(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { namespace: 'shop', name: claim, uid: `uid-${n}`, finalizers: ['kubernetes.io/pvc-protection'] },
    spec: { volumeName: name },
  });
}

/** Runs of one operation, with what each leaves for the next. */
class Runs {
  readonly outcomes: Outcome[] = [];
  readonly #run: TestRun = taskRun();
  readonly #task = createLocalVolumes({
    client: server,
    clock,
    watches,
    keys: nodeKeys(),
    discovery: { versionsOf: async () => [] },
  });
  #changes: readonly string[] = [];

  async next(options: Readonly<Record<string, unknown>> = { deleteClaims: ['local-ssd'] }): Promise<Outcome> {
    const record = { ...this.#run.record, changes: this.#changes };
    const outcome = await this.#task.run({ ...this.#run, record, options });
    this.#changes = [...new Set([...this.#changes, ...(outcome.changes ?? [])])];
    this.outcomes.push(outcome);
    return outcome;
  }

  async untilDone(): Promise<Outcome> {
    for (let run = 1; run <= 100; run++) {
      const outcome = await this.next();
      if (outcome.state === 'done') return outcome;
    }
    throw new Error('not done after 100 runs');
  }

  get changes(): readonly string[] {
    return this.#changes;
  }
}

const deletions = () => server.calls.filter(({ verb }) => verb === 'delete').map(({ name }) => name);

test('a thousand volumes: the message stays short, every deletion is announced before, and made once', async () => {
  for (let n = 0; n < 1_000; n++) addVolume(n);
  const runs = new Runs();
  const blocked = await runs.next({});
  expect(blocked.message).toMatch(/^1000 claims have their only copy on this Node: .* and 997 more\. To go on: /);
  expect(blocked.message?.length).toBeLessThan(1_024);
  const announced = await runs.next();
  expect([announced.changes?.length, deletions().length]).toEqual([100, 0]);
  expect((await runs.untilDone()).message).toMatch(/1000 claims Terminating/);
  expect(runs.changes).toHaveLength(1_000);
  expect(new Set(deletions()).size).toBe(1_000);
  expect(deletions()).toHaveLength(1_000);
  // Twice for each batch of a hundred, and the last look.
  expect(runs.outcomes.length).toBeLessThan(25);
});

describe('a deletion that fails', () => {
  test.each([403, 422, 429, 500])(
    'with HTTP %i is an error for the engine, after the others were tried',
    async (code) => {
      for (let n = 0; n < 20; n++) addVolume(n);
      const error = apiError(code, 'Whatever');
      using _failing = server.fail(({ verb, name }) => verb === 'delete' && name === 'data-3', error);
      const runs = new Runs();
      await runs.next();
      await expect(runs.next()).rejects.toBe(error);
      expect(deletions()).toHaveLength(20);
    },
  );

  test.each([404, 409])('with HTTP %i is looked at again', async (code) => {
    addVolume(1);
    const reason = code === 409 ? 'Conflict' : 'NotFound';
    using _failing = server.fail(({ verb }) => verb === 'delete', apiError(code, reason), 1);
    await new Runs().untilDone();
    expect(deletions()).toEqual(['data-1', 'data-1']);
  });
});

test('a volume that has been replaced by another of that name keeps its claim from being deleted', async () => {
  addVolume(1);
  const runs = new Runs();
  await runs.next();
  using _replaced = server.behave(({ verb, resource }) => {
    if (verb === 'get' && resource === PERSISTENT_VOLUME_CLAIMS) {
      const volume = server.peek(PERSISTENT_VOLUMES, 'pv-1');
      server.put(PERSISTENT_VOLUMES, { ...volume, metadata: { name: 'pv-1', uid: 'another' } });
    }
    return undefined;
  });
  await runs.next();
  expect(deletions()).toEqual([]);
});
