import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WorkQueue } from '../../../../lib/kube/work-queue/work-queue.ts';
import { silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../../support/fake-clock.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), key }),
  fc.record({ do: fc.constant('addAfter' as const), key, ms: fc.integer({ min: -5, max: 3_000 }) }),
  fc.record({ do: fc.constant('addRateLimited' as const), key }),
  fc.record({ do: fc.constant('get' as const) }),
  fc.record({ do: fc.constant('done' as const), which: fc.nat(3) }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.nat(2_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Uses a queue as its workers would and notes, per key, when it was asked for and when it was given out. */
class Model {
  readonly clock = new FakeClock();
  readonly queue = new WorkQueue({
    name: 'nodes',
    clock: this.clock,
    random: Math.random,
    log: silentLogger,
    metrics: noMetrics,
    backoff: { baseMs: 100, capMs: 5_000 },
  });
  readonly processing: string[] = [];
  readonly asked = new Map<string, number>();
  /** Asks that no hand-out has come after yet. */
  readonly open = new Set<string>();
  readonly givenOut = new Map<string, number>();
  twiceAtOnce = false;

  async take(what: Step): Promise<void> {
    switch (what.do) {
      case 'get':
        this.#get();
        break;
      case 'done':
        this.#done(what.which);
        break;
      case 'advance':
        await this.clock.advance(what.ms);
        break;
      default:
        this.#ask(what);
    }
    await settle();
  }

  async drain(): Promise<void> {
    for (let i = 0; i < 100 && (this.open.size > 0 || this.queue.length > 0); i++) {
      while (this.processing.length > 0) this.#done(0);
      this.#get();
      await settle();
      await this.clock.advance(1_000);
    }
  }

  #ask(what: Extract<Step, { readonly key: string }>): void {
    this.asked.set(what.key, (this.asked.get(what.key) ?? 0) + 1);
    this.open.add(what.key);
    if (what.do === 'add') this.queue.add(what.key);
    else if (what.do === 'addAfter') this.queue.addAfter(what.key, what.ms);
    else this.queue.addRateLimited(what.key);
  }

  #get(): void {
    void this.queue.get().then((given) => {
      if (given === undefined) return;
      if (this.processing.includes(given)) this.twiceAtOnce = true;
      this.processing.push(given);
      this.givenOut.set(given, (this.givenOut.get(given) ?? 0) + 1);
      this.open.delete(given);
    });
  }

  #done(which: number): void {
    const [finished] = this.processing.splice(which % Math.max(1, this.processing.length), 1);
    if (finished !== undefined) this.queue.done(finished);
  }
}

it('never gives a key out twice at once, loses none that was added, and gives none out more often than asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const model = new Model();
      for (const what of steps) await model.take(what);
      await model.drain();
      expect(model.twiceAtOnce).toBe(false);
      expect([...model.open]).toEqual([]);
      for (const [given, times] of model.givenOut) expect(times).toBeLessThanOrEqual(model.asked.get(given) ?? 0);
      const down = model.queue.shutDown();
      for (const given of model.processing) model.queue.done(given);
      await down;
      expect(model.clock.pendingTimers).toBe(0);
    }),
    { numRuns: 300 },
  );
});
