import { beforeAll, describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import { connect } from '../../../lib/kube/connect.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import type { ElectionDurations } from '../../../lib/kube/leader-election/durations.ts';
import { LeaderElector } from '../../../lib/kube/leader-election/leader-elector.ts';
import { type LogFields, type Logger, silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { loseAnswer } from '../../support/fault-proxy/faults.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace, createServiceAccount } from '../../support/namespaces.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
/** Quick enough to see a lease expire; only where that is wanted, since a slow machine can lose such a lead by itself. */
const SHORT: ElectionDurations = { leaseDurationMs: 4_000, renewDeadlineMs: 2_500, retryPeriodMs: 300 };
/** A successor within the test's deadlines cannot have waited for this lease to expire. */
const LONG: ElectionDurations = { leaseDurationMs: 600_000, renewDeadlineMs: 300_000, retryPeriodMs: 300 };
const RIGHTS = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] };

let namespace: string;
let kubeconfig: string;
beforeAll(async () => {
  namespace = await createNamespace(cluster, 'election');
  await createServiceAccount(cluster, namespace, 'elector', [RIGHTS]);
  kubeconfig = await cluster.kubeconfigFor({ serviceAccount: 'elector', namespace });
});

class Candidate {
  readonly elector: LeaderElector;
  readonly began: number[] = [];
  readonly ended: number[] = [];
  readonly #abort = new AbortController();
  readonly #stopped: Promise<void>;

  constructor(elector: LeaderElector) {
    this.elector = elector;
    this.#stopped = elector.run(this.#abort.signal, async (leading) => {
      this.began.push(performance.now());
      await new Promise((resolve) => leading.addEventListener('abort', resolve, { once: true }));
      this.ended.push(performance.now());
    });
  }

  stop(): Promise<void> {
    this.#abort.abort();
    return this.#stopped;
  }
}

interface Options {
  readonly via?: string;
  readonly durations?: ElectionDurations;
  readonly log?: Logger;
}

async function candidate(name: string, identity: string, options: Options = {}): Promise<Candidate> {
  const { via = kubeconfig, durations = LONG, log = silentLogger } = options;
  const common = { clock: systemClock, log, metrics: noMetrics };
  const { client, close } = await connect({ ...common, kubeconfig: via, env: {}, version: 'test' });
  cluster.atEnd(close);
  const elector = new LeaderElector({ ...common, client, namespace, name, identity, random: Math.random, durations });
  const started = new Candidate(elector);
  cluster.atEnd(() => started.stop());
  return started;
}

const pathOf = (name: string) => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${name}`;

const isRenewed = ({ spec }: KubernetesObject) =>
  stringAt(spec, 'renewTime') !== undefined && stringAt(spec, 'renewTime') !== stringAt(spec, 'acquireTime');

const leads = (who: Candidate, describe: string) =>
  eventually(() => who.elector.isLeader(), { describe: `${describe} to lead` });

describe('the Lease', () => {
  it('is written as the API server and kubectl want it', async () => {
    await leads(await candidate('plain', 'a'), 'a');
    const { stdout } = await cluster.kubectl(['get', 'lease', 'plain', '-n', namespace, '--no-headers']);
    expect(stdout).toMatch(/^plain\s+a\s/);
  });

  it('keeps the labels that others put on it while it is renewed', async () => {
    const a = await candidate('labelled', 'a');
    await leads(a, 'a');
    await cluster.kubectl(['label', 'lease', 'labelled', '-n', namespace, 'team=infra']);
    const before = await cluster.api.get(pathOf('labelled'));
    const after = await eventually(() => cluster.api.get(pathOf('labelled')), {
      describe: 'the next renewals',
      until: (lease) => Number(lease.metadata.resourceVersion) > Number(before.metadata.resourceVersion) + 2,
    });
    expect(after.metadata.labels).toEqual({ team: 'infra' });
    expect(a.ended).toEqual([]);
  });

  it('is put back by the leader when somebody deletes it, and nobody else leads meanwhile', async () => {
    const a = await candidate('deleted', 'a');
    await leads(a, 'a');
    const b = await candidate('deleted', 'b');
    await eventually(() => b.elector.holder() === 'a', { describe: 'b to see who leads' });
    const before = await cluster.api.get(pathOf('deleted'));
    await cluster.kubectl(['delete', 'lease', 'deleted', '-n', namespace]);
    await eventually(() => cluster.api.find(pathOf('deleted')), {
      describe: 'the Lease to be back and renewed',
      until: (lease) => lease !== undefined && lease.metadata.uid !== before.metadata.uid && isRenewed(lease),
    });
    expect(a.ended).toEqual([]);
    expect(b.began).toEqual([]);
    expect(a.elector.isLeader()).toBe(true);
  });
});

describe('a leader that is cut off', () => {
  it('stops before another one starts, and is a candidate again once it is back', async () => {
    const proxy = await startFaultProxy(cluster, kubeconfig);
    const a = await candidate('cut-off', 'a', { via: proxy.kubeconfig, durations: SHORT });
    await leads(a, 'a');
    const b = await candidate('cut-off', 'b', { durations: SHORT });
    await eventually(() => b.elector.holder() === 'a', { describe: 'b to see who leads' });
    proxy.refuse();
    await leads(b, 'b');
    expect(a.elector.isLeader()).toBe(false);
    expect(Number(a.ended[0])).toBeLessThan(Number(b.began[0]));
    proxy.heal();
    await eventually(() => a.elector.holder() === 'b', { describe: 'a to see who leads now' });
    await b.stop();
    await leads(a, 'a, once more');
  });

  it('stops although its request hangs in a network that swallows everything', async () => {
    const proxy = await startFaultProxy(cluster, kubeconfig);
    const a = await candidate('swallowed', 'a', { via: proxy.kubeconfig, durations: SHORT });
    await leads(a, 'a');
    const b = await candidate('swallowed', 'b', { durations: SHORT });
    proxy.swallow();
    await leads(b, 'b');
    expect(Number(a.ended[0])).toBeLessThan(Number(b.began[0]));
  });

  it('goes on leading when only answers to its renewals are lost', async () => {
    const proxy = await startFaultProxy(cluster, kubeconfig);
    const a = await candidate('lost-answers', 'a', { via: proxy.kubeconfig });
    await leads(a, 'a');
    const lost = proxy.inject({ method: 'PUT' }, loseAnswer(), { times: 5 });
    await eventually(() => lost.hits.length === 5, { describe: 'five lost answers' });
    const before = proxy.count({ method: 'PUT' });
    await eventually(() => proxy.count({ method: 'PUT' }) > before + 3, { describe: 'the renewals after them' });
    expect(a.ended).toEqual([]);
  });
});

describe('a leader that shuts down', () => {
  it('hands the lead over at once', async () => {
    const a = await candidate('hand-over', 'a');
    await leads(a, 'a');
    const b = await candidate('hand-over', 'b');
    await eventually(() => b.elector.holder() === 'a', { describe: 'b to see who leads' });
    await a.stop();
    await leads(b, 'b');
    expect(Number(a.ended[0])).toBeLessThan(Number(b.began[0]));
    expect(await cluster.api.get(pathOf('hand-over'))).toMatchObject({
      spec: { holderIdentity: 'b', leaseTransitions: 1 },
    });
  });

  it('releases in a way that the API server accepts', async () => {
    const a = await candidate('released', 'a');
    await leads(a, 'a');
    await a.stop();
    expect(await cluster.api.get(pathOf('released'))).toMatchObject({
      spec: { holderIdentity: '', leaseDurationSeconds: 1 },
    });
  });
});

it('says which right is missing', async () => {
  await createServiceAccount(cluster, namespace, 'reader', [{ ...RIGHTS, verbs: ['get', 'create'] }]);
  const via = await cluster.kubeconfigFor({ serviceAccount: 'reader', namespace });
  const missing: unknown[] = [];
  const log: Logger = { ...silentLogger, error: (fields: LogFields) => missing.push(fields.missing), child: () => log };
  await cluster.api.create(`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`, {
    metadata: { name: 'free' },
    spec: { holderIdentity: '' },
  });
  const b = await candidate('free', 'b', { via, log });
  await eventually(() => missing.length > 0, { describe: 'a word about the missing right' });
  expect(missing).toEqual([`update leases.coordination.k8s.io in namespace ${namespace}`]);
  expect(b.began).toEqual([]);
});
