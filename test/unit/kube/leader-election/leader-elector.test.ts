import { describe, expect, it } from 'vitest';
import type { ElectionDurations } from '../../../../lib/kube/leader-election/durations.ts';
import { LeaderElector } from '../../../../lib/kube/leader-election/leader-elector.ts';
import { parseLease } from '../../../../lib/kube/leader-election/lease.ts';
import { LEASES } from '../../../../lib/kube/resource.ts';
import { type LogFields, type Logger, silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../../support/fake-clock.ts';
import { apiError, type Call, FakeKubeClient, noAnswer } from '../../../support/fake-kube-client.ts';

const NAMESPACE = 'kube-system';
const NAME = 'node-cleanup';
const isWrite = ({ verb }: Call) => verb !== 'get';

class Candidate {
  readonly client: FakeKubeClient;
  readonly elector: LeaderElector;
  readonly logged: (LogFields & { message: string })[] = [];
  /** Times of the monotonic clock at which the lead began and ended. */
  readonly began: number[] = [];
  readonly ended: number[] = [];
  readonly status: number[] = [];
  readonly #abort = new AbortController();
  stopped = false;

  constructor(
    clock: FakeClock,
    client: FakeKubeClient,
    identity: string,
    work?: (leading: AbortSignal) => Promise<void>,
  ) {
    this.client = client;
    const note = (level: string) => (fields: LogFields, message: string) => {
      this.logged.push({ ...fields, level, message });
    };
    const log: Logger = {
      ...silentLogger,
      info: note('info'),
      warn: note('warn'),
      error: note('error'),
      child: () => log,
    };
    this.elector = new LeaderElector({
      client,
      namespace: NAMESPACE,
      name: NAME,
      identity,
      clock,
      random: Math.random,
      log,
      metrics: { ...noMetrics, set: (_name, _labels, value) => this.status.push(value) },
    });
    const lead = async (leading: AbortSignal) => {
      this.began.push(clock.monotonic());
      leading.addEventListener('abort', () => this.ended.push(clock.monotonic()));
      await (work ?? untilAborted)(leading);
    };
    void this.elector.run(this.#abort.signal, lead).then(() => {
      this.stopped = true;
    });
  }

  stop(): void {
    this.#abort.abort();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function cluster() {
  const clock = new FakeClock();
  const server = new FakeKubeClient(clock);
  return {
    clock,
    server,
    candidate: (identity: string, work?: (leading: AbortSignal) => Promise<void>) =>
      new Candidate(clock, server.sibling(), identity, work),
    lease: () => server.peek(LEASES, NAME, NAMESPACE),
    record: () => {
      const lease = server.peek(LEASES, NAME, NAMESPACE);
      return lease === undefined ? undefined : parseLease(lease);
    },
  };
}

describe('taking the lead', () => {
  it('leads at once when there was never a Lease, and says so', async () => {
    const { clock, candidate, record } = cluster();
    const a = candidate('a');
    await settle();
    expect(a.elector.isLeader()).toBe(true);
    expect(a.elector.holder()).toBe('a');
    expect(a.status).toEqual([0, 1]);
    expect(record()).toMatchObject({ holder: 'a', durationMs: 15_000, transitions: 0 });
    expect(record()?.renewTime).toMatch(/^2026-01-01T00:00:00\.000\d{3}Z$/);
    await clock.advance(60_000);
    expect(a.ended).toEqual([]);
    a.stop();
    await settle();
  });

  it('makes one leader of candidates that start at the same moment, and all know who it is', async () => {
    const { clock, candidate } = cluster();
    const all = ['a', 'b', 'c'].map((identity) => candidate(identity));
    await clock.advance(30_000);
    expect(all.filter(({ elector }) => elector.isLeader())).toHaveLength(1);
    expect(new Set(all.map(({ elector }) => elector.holder())).size).toBe(1);
    expect(all.flatMap(({ began }) => began)).toHaveLength(1);
  });

  it('takes over from a leader that fell silent, once it has seen it silent for the whole lease', async () => {
    const { clock, candidate, record } = cluster();
    const a = candidate('a');
    await settle();
    const b = candidate('b');
    await clock.advance(10_000);
    a.client.fail(() => true, noAnswer());
    await clock.advance(40_000);
    expect(a.ended).toHaveLength(1);
    expect(b.began).toHaveLength(1);
    expect(Number(b.began[0]) - Number(a.ended[0])).toBeGreaterThanOrEqual(3_000);
    expect(record()).toMatchObject({ holder: 'b', transitions: 1 });
  });

  it.each([
    { what: 'far in the past', renewTime: '1999-01-01T00:00:00.000000Z' },
    { what: 'far in the future', renewTime: '2099-01-01T00:00:00.000000Z' },
    { what: 'missing', renewTime: undefined },
  ])('waits the whole lease for a holder whose renewTime is $what', async ({ renewTime }) => {
    const { clock, server, candidate } = cluster();
    server.put(LEASES, {
      metadata: { name: NAME, namespace: NAMESPACE },
      spec: { holderIdentity: 'other', leaseDurationSeconds: 40, renewTime },
    });
    const b = candidate('b');
    await clock.advance(39_999);
    expect(b.began).toEqual([]);
    await clock.advance(2);
    expect(b.began).toEqual([40_000]);
  });

  it('does not take a restarted process of the same name for itself', async () => {
    const { clock, candidate } = cluster();
    const before = candidate('same');
    await settle();
    const after = candidate('same');
    await clock.advance(60_000);
    expect(before.elector.isLeader()).toBe(true);
    expect(after.began).toEqual([]);
    before.client.fail(() => true, noAnswer());
    await clock.advance(20_000);
    expect(before.elector.isLeader()).toBe(false);
    expect(after.elector.isLeader()).toBe(true);
  });

  it('leads at once when the answer to taking a free Lease was lost, since nobody can have led since', async () => {
    const { clock, server } = cluster();
    server.put(LEASES, { metadata: { name: NAME, namespace: NAMESPACE }, spec: { holderIdentity: '' } });
    const client = server.sibling();
    let lost = 0;
    client.behave(({ verb }) => (verb === 'replace' && lost++ === 0 ? { lost: noAnswer() } : undefined));
    const a = new Candidate(clock, client, 'a');
    await clock.advance(3_000);
    expect(a.elector.isLeader()).toBe(true);
  });

  it('waits the lease out when the answer to its creation was lost, since that may have come late', async () => {
    const { clock, server } = cluster();
    const client = server.sibling();
    let lost = 0;
    client.behave(({ verb }) => (verb === 'create' && lost++ === 0 ? { lost: noAnswer() } : undefined));
    const a = new Candidate(clock, client, 'a');
    await clock.advance(15_000);
    expect(a.elector.isLeader()).toBe(false);
    await clock.advance(5_000);
    expect(a.elector.isLeader()).toBe(true);
  });

  it('counts the lead from the start of a request that was answered slowly', async () => {
    const { clock, server } = cluster();
    const client = server.sibling();
    client.behave(({ verb }) => (verb === 'create' ? { afterMs: 4_000 } : verb === 'get' ? {} : { error: noAnswer() }));
    const a = new Candidate(clock, client, 'a');
    await clock.advance(20_000);
    expect(a.began[0]).toBe(4_000);
    expect(a.ended[0]).toBe(10_000);
  });
});

describe('keeping the lead', () => {
  it('keeps what others wrote into the Lease', async () => {
    const { clock, server, candidate, lease } = cluster();
    server.put(LEASES, {
      metadata: { name: NAME, namespace: NAMESPACE, labels: { team: 'infra' } },
      spec: { holderIdentity: '', leaseTransitions: 7, strategy: 'x' },
    });
    candidate('a');
    await clock.advance(1_000);
    const labelled = lease();
    server.put(LEASES, { ...labelled, metadata: { ...labelled?.metadata, annotations: { note: 'hands off' } } });
    await clock.advance(10_000);
    expect(lease()).toMatchObject({
      metadata: { labels: { team: 'infra' }, annotations: { note: 'hands off' } },
      spec: { holderIdentity: 'a', leaseTransitions: 8, strategy: 'x' },
    });
  });

  it('does not lose the lead when somebody annotates the Lease', async () => {
    const { clock, server, candidate, lease } = cluster();
    const a = candidate('a');
    for (let i = 0; i < 20; i++) {
      await clock.advance(1_000);
      const now = lease();
      server.put(LEASES, { ...now, metadata: { ...now?.metadata, annotations: { count: `${i}` } } });
    }
    expect(a.began).toHaveLength(1);
    expect(a.elector.isLeader()).toBe(true);
  });

  it('does not lose the lead when the answer to a renewal is lost', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    let replaces = 0;
    a.client.behave(({ verb }) => (verb === 'replace' && replaces++ % 2 === 0 ? { lost: noAnswer() } : undefined));
    await clock.advance(60_000);
    expect(a.ended).toEqual([]);
  });

  it('puts a Lease back that was deleted, before anybody else leads', async () => {
    const { clock, server, candidate, record } = cluster();
    const a = candidate('a');
    await settle();
    const others = [candidate('b'), candidate('c')];
    await clock.advance(10_000);
    server.remove(LEASES, NAME, NAMESPACE);
    await clock.advance(30_000);
    expect(record()?.holder).toBe('a');
    expect(a.ended).toEqual([]);
    expect(others.flatMap(({ began }) => began)).toEqual([]);
  });

  it.each([-3_600_000, 3_600_000])('does not care when the wall clock jumps by %i ms', async (jump) => {
    const { clock, candidate } = cluster();
    const all = [candidate('a'), candidate('b')];
    await clock.advance(20_000);
    clock.jumpWallClock(jump);
    await clock.advance(60_000);
    expect(all.flatMap(({ began }) => began)).toHaveLength(1);
    expect(all.flatMap(({ ended }) => ended)).toEqual([]);
  });

  it('survives single failures', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    await settle();
    for (let i = 0; i < 10; i++) {
      a.client.fail(isWrite, apiError(500, 'InternalError'), 3);
      await clock.advance(10_000);
    }
    expect(a.ended).toEqual([]);
  });
});

describe('losing the lead', () => {
  it('stops at the renew deadline after the start of the last good renewal, while a request still hangs', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    await clock.advance(4_500);
    a.client.behave(() => ({ beforeMs: 3_600_000 }));
    await clock.advance(60_000);
    expect(a.ended).toEqual([14_000]);
    expect(a.status).toEqual([0, 1, 0]);
  });

  it('is no leader after a stall of the process, even before its timers have run', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    await settle();
    clock.stall(10_001);
    expect(a.elector.isLeader()).toBe(false);
  });

  it('has lost the lead when the answer to a renewal is read only after a stall beyond the deadline', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    await settle();
    a.client.behave(({ verb }) => (verb === 'replace' ? { afterMs: 100 } : undefined));
    await clock.advance(2_050);
    clock.stall(10_000);
    await clock.advance(0);
    expect(a.ended).toEqual([12_050]);
    expect(a.logged).toContainEqual(
      expect.objectContaining({ reason: 'the answer to the renewal came after the deadline' }),
    );
  });

  it('stops at once when it sees somebody else in the Lease', async () => {
    const { clock, server, candidate, lease } = cluster();
    const a = candidate('a');
    await clock.advance(1_000);
    server.put(LEASES, { ...lease(), spec: { holderIdentity: 'thief', leaseDurationSeconds: 15, renewTime: 'now' } });
    await clock.advance(1_001);
    expect(a.ended).toHaveLength(1);
    expect(a.elector.holder()).toBe('thief');
    await clock.advance(30_000);
    expect(a.began).toHaveLength(2);
  });

  it('leads again after the API server was away, without a restart', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    await settle();
    const outage = a.client.fail(() => true, noAnswer());
    await clock.advance(60_000);
    expect(a.elector.isLeader()).toBe(false);
    outage[Symbol.dispose]();
    await clock.advance(3_000);
    expect(a.elector.isLeader()).toBe(true);
    expect(a.logged.filter(({ level }) => level === 'warn')).toHaveLength(2);
  });

  it('does not lead again before the work of the lost lead has stopped', async () => {
    const { clock, candidate } = cluster();
    const slow = Promise.withResolvers<void>();
    const a = candidate('a', () => slow.promise);
    await settle();
    const outage = a.client.fail(() => true, noAnswer());
    await clock.advance(20_000);
    outage[Symbol.dispose]();
    await clock.advance(60_000);
    expect(a.began).toHaveLength(1);
    slow.resolve();
    await clock.advance(3_000);
    expect(a.began).toHaveLength(2);
  });

  it('gives the lead to somebody else when its work fails', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a', () => Promise.reject(new Error('broken')));
    await settle();
    expect(a.logged).toContainEqual(expect.objectContaining({ level: 'error', err: new Error('broken') }));
    const b = candidate('b');
    await clock.advance(3_000);
    expect(b.elector.isLeader()).toBe(true);
    expect(a.began).toHaveLength(1);
  });
});

describe('shutting down', () => {
  it('releases the Lease when the work has stopped and not before, renewing it meanwhile', async () => {
    const { clock, candidate, record } = cluster();
    const finishing = Promise.withResolvers<void>();
    const a = candidate('a', () => finishing.promise);
    await settle();
    const b = candidate('b');
    await clock.advance(5_000);
    a.stop();
    await clock.advance(60_000);
    expect(a.elector.isLeader()).toBe(false);
    expect(a.ended).toEqual([5_000]);
    expect(record()?.holder).toBe('a');
    expect(b.began).toEqual([]);
    finishing.resolve();
    await settle();
    expect(a.stopped).toBe(true);
    await clock.advance(2_400);
    expect(b.elector.isLeader()).toBe(true);
    expect(record()).toMatchObject({ holder: 'b', transitions: 1 });
  });

  it('leaves a released Lease that says nobody holds it', async () => {
    const { clock, candidate, record } = cluster();
    const a = candidate('a');
    await clock.advance(7_000);
    a.stop();
    await settle();
    expect(a.stopped).toBe(true);
    expect(record()).toMatchObject({ holder: '', durationMs: 1_000 });
    expect(clock.pendingTimers).toBe(0);
  });

  it('releases in spite of a conflict and a lost answer', async () => {
    const { clock, server, candidate, lease, record } = cluster();
    const a = candidate('a');
    await clock.advance(1_000);
    const now = lease();
    server.put(LEASES, { ...now, metadata: { ...now?.metadata, labels: { touched: 'yes' } } });
    a.client.fail(isWrite, noAnswer(), 1);
    a.stop();
    await clock.advance(4_000);
    expect(a.stopped).toBe(true);
    expect(record()?.holder).toBe('');
  });

  it('releases also when the Lease had changed and cannot be read for a moment', async () => {
    const { clock, server, candidate, lease, record } = cluster();
    const a = candidate('a');
    await clock.advance(1_000);
    const now = lease();
    server.put(LEASES, { ...now, metadata: { ...now?.metadata, labels: { touched: 'yes' } } });
    a.client.fail(({ verb }) => verb === 'get', noAnswer(), 1);
    a.stop();
    await clock.advance(4_000);
    expect(a.stopped).toBe(true);
    expect(record()?.holder).toBe('');
  });

  it('never writes over the Lease of a successor', async () => {
    const { clock, server, candidate, lease, record } = cluster();
    const a = candidate('a');
    await clock.advance(1_000);
    server.put(LEASES, { ...lease(), spec: { holderIdentity: 'next', leaseDurationSeconds: 15, renewTime: 'now' } });
    a.stop();
    await clock.advance(20_000);
    expect(a.stopped).toBe(true);
    expect(record()?.holder).toBe('next');
  });

  it('ends in bounded time when the API server is away', async () => {
    const { clock, candidate } = cluster();
    const a = candidate('a');
    await settle();
    a.client.behave(() => ({ beforeMs: 3_600_000 }));
    a.stop();
    await clock.advance(15_000);
    expect(a.stopped).toBe(true);
  });

  it('gives back a Lease that it takes at the moment of the shutdown', async () => {
    const { clock, server, record } = cluster();
    const client = server.sibling();
    client.behave(({ verb }) => (verb === 'create' ? { afterMs: 1_000 } : undefined));
    const a = new Candidate(clock, client, 'a');
    await clock.advance(500);
    a.stop();
    await clock.advance(1_000);
    expect(a.began).toEqual([]);
    expect(a.stopped).toBe(true);
    expect(record()?.holder).toBe('');
  });

  it('stops at once as a candidate', async () => {
    const { clock, candidate } = cluster();
    candidate('a');
    await settle();
    const b = candidate('b');
    await clock.advance(5_000);
    b.stop();
    await settle();
    expect(b.stopped).toBe(true);
  });
});

describe('missing rights', () => {
  it.each([
    { verb: 'get', missing: 'get leases.coordination.k8s.io in namespace kube-system' },
    { verb: 'create', missing: 'create leases.coordination.k8s.io in namespace kube-system' },
  ])('names the right to $verb once and leads when it is granted', async ({ verb, missing }) => {
    const { clock, server } = cluster();
    const client = server.sibling();
    const denied = client.fail((call) => call.verb === verb, apiError(403, 'Forbidden', 'forbidden'));
    const a = new Candidate(clock, client, 'a');
    await clock.advance(60_000);
    expect(a.logged.filter(({ level }) => level === 'error')).toMatchObject([{ missing }]);
    denied[Symbol.dispose]();
    await clock.advance(3_000);
    expect(a.elector.isLeader()).toBe(true);
  });
});

describe('durations', () => {
  const good = { leaseDurationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };
  it.each<[string, Partial<ElectionDurations>]>([
    ['a renew deadline as long as the lease', { renewDeadlineMs: 15_000 }],
    ['a renew deadline that allows no second attempt', { renewDeadlineMs: 2_400 }],
    ['no retry period', { retryPeriodMs: 0 }],
    ['a lease below a second', { leaseDurationMs: 900, renewDeadlineMs: 500, retryPeriodMs: 100 }],
    ['something that is not a number', { leaseDurationMs: Number.NaN }],
  ])('refuses %s', (_what, change) => {
    const options = {
      client: new FakeKubeClient(),
      namespace: NAMESPACE,
      name: NAME,
      identity: 'a',
      clock: new FakeClock(),
      random: Math.random,
      log: silentLogger,
      metrics: noMetrics,
    };
    expect(() => new LeaderElector({ ...options, durations: { ...good, ...change } })).toThrow(RangeError);
  });
});
