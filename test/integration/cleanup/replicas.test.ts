import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { createNode, deleteNode, waitUntilGone } from '../../support/nodes.ts';
import { type Operator, startOperator } from '../../support/operator.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { registerWebhook } from '../../support/webhook-registration.ts';
import { FINALIZER, installCrd } from './spine.ts';

const cluster = useCluster();
/** A Lease of this file's own, so that an operator of another file that is just going cannot be waited for. */
const replica = (name: string) =>
  startOperator(cluster, { name, logLevel: 'info', args: ['--lease-name', cluster.name('lease')] });

beforeAll(() => installCrd(cluster));

const started = (operator: Operator) => operator.log.matching({ msg: 'node is being deleted; cleanup started' }).length;
const leads = async (operator: Operator) =>
  (await operator.health('/metrics')).text.includes(`leader_election_master_status{name="${cluster.name('lease')}"} 1`);

describe('two replicas', () => {
  it('both admit Nodes, and only one of them removes them', async () => {
    const [a, b] = await Promise.all([replica('a'), replica('b')]);
    await Promise.all([a.waitReady(), b.waitReady()]);
    for (const operator of [a, b]) {
      const unregister = await registerWebhook(cluster, { port: await operator.webhookPort() });
      const { metadata } = await createNode(cluster, `admitted-${operator.name}`);
      expect(metadata.finalizers).toEqual([FINALIZER]);
      await unregister();
      await deleteNode(cluster, metadata.name);
      await waitUntilGone(cluster, metadata.name);
    }
    expect([started(a), started(b)].sort()).toEqual([0, 2]);
    await Promise.all([a.kill(), b.kill()]);
  });

  it('hand over at once when the leader is asked to stop', async () => {
    const first = await replica('first');
    await first.waitReady();
    await eventually(() => leads(first), { describe: 'the first to lead' });
    const second = await replica('second');
    await second.waitReady();
    const stopping = first.kill('SIGTERM');
    await eventually(() => leads(second), { describe: 'the second to lead', deadline: 8_000 });
    expect((await stopping).code).toBe(0);
    await second.kill();
  });

  it('go on without the leader when it is killed in the middle of a removal', async () => {
    const first = await replica('dies');
    await first.waitReady();
    await eventually(() => leads(first), { describe: 'the first to lead' });
    const second = await replica('inherits');
    await second.waitReady();
    const { metadata } = await createNode(cluster, 'inherited', { finalizers: [FINALIZER] });
    await first.kill('SIGKILL');
    await deleteNode(cluster, metadata.name);
    await waitUntilGone(cluster, metadata.name);
    expect(started(second)).toBe(1);
    await second.kill();
  });
});
