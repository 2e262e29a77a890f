import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KubeObject } from '../../../../lib/kube/client.ts';
import { LeaderElector } from '../../../../lib/kube/leader-election/leader-elector.ts';
import { LEASES } from '../../../../lib/kube/resource.ts';
import { silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { apiError, type Behaviour, FakeKubeClient, noAnswer } from '../../../support/fake-kube-client.ts';

const NAMESPACE = 'kube-system';
const NAME = 'node-cleanup';

const delay = fc.oneof(
  { weight: 6, arbitrary: fc.nat(200) },
  { weight: 2, arbitrary: fc.nat(6_000) },
  { weight: 1, arbitrary: fc.nat(40_000) },
);
const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ beforeMs: delay, afterMs: delay }) },
  { weight: 2, arbitrary: fc.record({ beforeMs: delay, error: fc.constant(noAnswer()) }) },
  { weight: 2, arbitrary: fc.record({ beforeMs: delay, lost: fc.constant(noAnswer()) }) },
  { weight: 1, arbitrary: fc.constant({ error: apiError(500, 'InternalError') }) },
);
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.constant('nothing' as const) },
  { weight: 2, arbitrary: fc.constant('annotate' as const) },
  { weight: 2, arbitrary: fc.constant('delete' as const) },
  { weight: 2, arbitrary: fc.constant('restart' as const) },
  { weight: 1, arbitrary: fc.constant('wall clock' as const) },
);
const schedule = fc.record({
  /** The requests of each candidate behave so, one after the other, over and over. */
  networks: fc.array(fc.array(behaviour, { minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 3 }),
  happenings: fc.array(fc.record({ what: happening, who: fc.nat(2), afterMs: fc.nat(20_000) }), { maxLength: 10 }),
  /** How long the work goes on after it was told to stop: less than the lease is longer than the renew deadline. */
  windDownMs: fc.nat(4_999),
  random: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 20 }),
});

type Schedule = typeof schedule extends fc.Arbitrary<infer S> ? S : never;
type Happening = Schedule['happenings'][number]['what'];

interface Process {
  readonly elector: LeaderElector;
  readonly abort: AbortController;
  readonly stopped: Promise<void>;
}

/** Three candidates, one API server, and who leads by what the work itself is told. */
class World {
  readonly clock = new FakeClock();
  readonly #server = new FakeKubeClient(this.clock);
  readonly #schedule: Schedule;
  readonly #candidates: Process[];
  readonly #processes: Process[] = [];
  readonly #leaders = new Set<Process>();
  #draws = 0;
  #calm = false;
  mostLeaders = 0;
  terms = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.#candidates = schedule.networks.map((_network, index) => this.#start(index));
  }

  get leaders(): number {
    return this.#leaders.size;
  }

  calmDown(): void {
    this.#calm = true;
  }

  async stop(): Promise<void> {
    for (const { abort } of this.#processes) abort.abort();
    await this.clock.advance(60_000);
    await Promise.all(this.#processes.map(({ stopped }) => stopped));
  }

  happen(what: Happening, who: number): void {
    const lease = this.#server.peek(LEASES, NAME, NAMESPACE);
    switch (what) {
      case 'nothing':
        return;
      case 'wall clock':
        this.clock.jumpWallClock(who === 0 ? -86_400_000 : 86_400_000);
        return;
      case 'annotate':
        this.#annotate(lease);
        return;
      case 'delete':
        // Who has never seen a Lease takes a missing one at once: that is the one case that is not promised.
        if (this.#candidates.every(({ elector }) => elector.holder() !== undefined))
          this.#server.remove(LEASES, NAME, NAMESPACE);
        return;
      case 'restart':
        if (lease === undefined) return;
        this.#candidates[who]?.abort.abort();
        this.#candidates[who] = this.#start(who);
    }
  }

  #annotate(lease: KubeObject | undefined): void {
    if (lease === undefined) return;
    const annotations = { at: `${this.clock.monotonic()}` };
    this.#server.put(LEASES, { ...lease, metadata: { ...lease.metadata, annotations } });
  }

  #start(index: number): Process {
    const { networks, random, windDownMs } = this.#schedule;
    const network = networks[index] ?? [];
    const client = this.#server.sibling();
    let calls = 0;
    client.behave(() => (this.#calm ? {} : network[calls++ % network.length]));
    const elector = new LeaderElector({
      client,
      namespace: NAMESPACE,
      name: NAME,
      // The name outlives the process: the worst case for telling own writes from others'.
      identity: `candidate-${index}`,
      clock: this.clock,
      random: () => random[this.#draws++ % random.length] ?? 0,
      log: silentLogger,
      metrics: noMetrics,
    });
    const abort = new AbortController();
    const stopped = elector.run(abort.signal, async (leading) => {
      this.terms += 1;
      this.#leaders.add(process);
      this.mostLeaders = Math.max(this.mostLeaders, this.#leaders.size);
      if (!leading.aborted) await new Promise((resolve) => leading.addEventListener('abort', resolve));
      await this.clock.sleep(windDownMs);
      this.#leaders.delete(process);
    });
    const process = { elector, abort, stopped };
    this.#processes.push(process);
    return process;
  }
}

it('never has two leaders at the same instant, whatever is slow, lost, deleted or restarted', async () => {
  let terms = 0;
  await fc.assert(
    fc.asyncProperty(schedule, async (what) => {
      const world = new World(what);
      await world.clock.advance(1_000);
      for (const { what: happening, who, afterMs } of what.happenings) {
        await world.clock.advance(afterMs);
        world.happen(happening, who);
      }
      await world.clock.advance(60_000);
      world.calmDown();
      await world.clock.advance(80_000);
      expect(world.leaders, 'somebody leads again once all is well').toBe(1);
      await world.stop();
      expect(world.leaders, 'nobody leads after the end').toBe(0);
      expect(world.mostLeaders, 'leaders at the same instant').toBeLessThanOrEqual(1);
      terms += world.terms;
    }),
    // SCHEDULES=10000 for a long look.
    { numRuns: Number(process.env.SCHEDULES ?? 150) },
  );
  expect(terms, 'the schedules are not so bad that nobody ever leads').toBeGreaterThan(150);
}, 600_000);
