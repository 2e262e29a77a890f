import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Reflector } from '../../../lib/kube/reflector/reflector.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { type Fate, ModelServer } from './model-server.ts';
import { parseRecord, type Record } from './reflector-harness.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), name }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replace' as const), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('bookmark' as const, 'compact' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 5_000, 30_000, 400_000) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const fate: fc.Arbitrary<Fate> = fc.record({
  refuse: fc.oneof({ weight: 4, arbitrary: fc.constant(0 as const) }, fc.constantFrom(403, 410, 422, 429, 500)),
  cutAfter: fc.nat(6),
  how: fc.constantFrom('close', 'reset', 'gone'),
  slow: fc.boolean(),
});

async function apply(server: ModelServer, clock: FakeClock, action: Step): Promise<void> {
  if (action.do === 'put') server.put(action.name);
  else if (action.do === 'remove') server.remove(action.name);
  else if (action.do === 'replace') {
    server.remove(action.name);
    server.put(action.name);
  } else if (action.do === 'wait') await clock.advance(action.ms);
  else server[action.do]();
  server.tick();
  await settle();
}

/** What a handler can believe, from its calls alone; says where they contradict each other. */
function believer() {
  const believed = new Map<string, Record>();
  const contradictions: string[] = [];
  const check = (ok: boolean, what: string, record: Record) => {
    if (!ok) contradictions.push(`${what} ${record.name}@${record.rv}`);
  };
  return {
    believed,
    contradictions,
    handler: {
      added(now: Record) {
        check(!believed.has(now.name), 'added twice:', now);
        believed.set(now.name, now);
      },
      updated(before: Record, now: Record) {
        check(believed.get(now.name) === before, 'updated from a state that was never told:', now);
        check(before.uid === now.uid && before.rv !== now.rv, 'updated to another object, or to the same state:', now);
        believed.set(now.name, now);
      },
      deleted(last: Record) {
        check(believed.get(last.name)?.uid === last.uid, 'deleted without being there:', last);
        believed.delete(last.name);
      },
    },
  };
}

const sorted = (records: Iterable<Record>) => [...records].sort((a, b) => a.name.localeCompare(b.name));

it('ends up with the state of the server, and tells it without contradiction, whatever happens in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(fate, { maxLength: 12 }),
      fc.array(step, { maxLength: 30 }),
      async (streaming, fates, steps) => {
        const server = new ModelServer(streaming, fates);
        const clock = new FakeClock();
        const { believed, contradictions, handler } = believer();
        const reflector = new Reflector<Record>({
          client: server,
          resource: NODES,
          parse: parseRecord,
          handler,
          clock,
          random: () => 0.5,
          log: silentLogger,
          metrics: noMetrics,
          tunables: { pageSize: 2 },
        });
        const controller = new AbortController();
        const finished = reflector.run(controller.signal);
        try {
          for (const action of steps) await apply(server, clock, action);

          server.behave();
          // A watch that broke off silently is noticed after 150 s; slow readers need a tick per event.
          for (let i = 0; i < 40; i++) await apply(server, clock, { do: 'wait', ms: 30_000 });
          expect(contradictions).toEqual([]);
          expect(reflector.hasSynced()).toBe(true);
          const expected = sorted(Array.from(server.objects.values(), parseRecord));
          expect(sorted(reflector.store.list())).toEqual(expected);
          expect(sorted(believed.values())).toEqual(expected);
        } finally {
          controller.abort();
          server.tick();
          await finished;
        }
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);
