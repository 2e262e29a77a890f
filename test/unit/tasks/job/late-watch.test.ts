import { expect, test } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { JOBS } from '../../../../lib/kube/resource.ts';
import type { Lookout } from '../../../../lib/kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../../../lib/kube/shared-watch/shared-watches.ts';
import type { View } from '../../../../lib/kube/shared-watch/view.ts';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import { createJob } from '../../../../lib/tasks/job/job.ts';
import { jobName } from '../../../../lib/tasks/job/job-object.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { subject, taskRun } from '../run.ts';

const namespace = 'tools';
const name = jobName({ subject: subject(), operation: 'operation-uid', task: 'task' });
const options = { namespace, template: { spec: { template: { spec: { containers: [] } } } } };

/** What the watch of the Jobs shows is for the test to say; of pods it shows none. */
class LateWatch {
  readonly client = new FakeKubeClient(new FakeClock());
  shown: KubeObject | undefined;
  readonly #watches: Pick<SharedWatches, 'open'> = {
    open: <T>(view: View<T>): Lookout<T> => ({
      ready: async () => true,
      hasSynced: () => true,
      synced: Promise.resolve(),
      under: () => [],
      get: () => (view.resource === JOBS && this.shown !== undefined ? view.parse(this.shown) : undefined),
      list: () => [],
      follow: () => {},
      [Symbol.dispose]: () => {},
    }),
  };
  readonly task = createJob({
    client: this.client,
    watches: this.#watches,
    keys: nodeKeys(),
    clock: new FakeClock(),
  });

  run(memory: Readonly<Record<string, string>> = {}) {
    return this.task.run(taskRun({ options, record: { name: 'task', state: 'Waiting', attempts: 0, memory } }));
  }

  get job(): KubeObject {
    const found = this.client.peek(JOBS, name, namespace);
    if (found === undefined) throw new Error('there is no Job');
    return found;
  }
}

test('a Job that the watch does not show yet is not taken for gone', async () => {
  const world = new LateWatch();
  const first = await world.run();
  expect(await world.run(first.memory)).toMatchObject({ state: 'waiting', reason: 'JobStarting' });
  expect(world.client.calls.filter(({ verb }) => verb === 'create')).toHaveLength(1);
});

test('a Job that is gone and that the watch still shows in place of the new one is not taken for it', async () => {
  const world = new LateWatch();
  await world.run();
  const old = world.job;
  const before = { ...old, status: { conditions: [{ type: 'Failed', status: 'True' }] } };
  world.client.remove(JOBS, name, namespace);
  const again = await world.run({ job: old.metadata.uid, failed: old.metadata.uid });
  world.shown = before;
  expect(again.changes).toEqual([`created the Job ${namespace}/${name} (uid ${world.job.metadata.uid}) again`]);
  const next = await world.run(again.memory);
  expect(next).toMatchObject({ state: 'waiting', reason: 'JobStarting' });
  expect(next.changes).toBeUndefined();
});
