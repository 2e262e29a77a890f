import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedTask } from '../../../lib/operation/plan.ts';
import { at, beforePivot, plan } from './sample.ts';
import { type Step, type Story, World } from './world.ts';

/** More for a night: FC_RUNS=100000. */
const RUNS = Number(process.env.FC_RUNS ?? 500);
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ does: fc.constant('slow' as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  fc.record({ does: fc.constantFrom('block', 'throw', 'throwNothing', 'hang', 'skip', 'done', 'wake') }),
);

/** Any graph without cycles: a task needs some of those before it that are of its stage. */
const tasks: fc.Arbitrary<readonly PlannedTask[]> = fc
  .array(
    fc.record({
      stage: fc.constantFrom<'before' | 'after' | 'moment'>('before', 'before', 'before', 'after', 'moment'),
      moment: fc.constantFrom('started', 'blocked', 'failed', 'released', 'skipped'),
      needs: fc.array(fc.boolean(), { minLength: NAMES.length, maxLength: NAMES.length }),
      timeoutMs: fc.option(fc.integer({ min: 1_000, max: 120_000 }), { nil: undefined }),
      onTimeout: fc.constantFrom('block', 'continue'),
    }),
    { maxLength: NAMES.length },
  )
  .map((shapes) =>
    shapes.map(({ stage, moment, needs, timeoutMs, onTimeout }, index) => {
      const name = NAMES[index] ?? '';
      if (stage === 'moment') return at(moment, name);
      const possible = NAMES.slice(0, index).filter((_, other) => shapes[other]?.stage === stage);
      const wanted = possible.filter((other) => needs[NAMES.indexOf(other)]);
      return beforePivot(name, { stage, needs: wanted, timeoutMs, onTimeout });
    }),
  );

const events = fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { maxLength: 8 }).map((numbers) => new Set(numbers));

const story: fc.Arbitrary<Story> = fc.record({
  plan: fc
    .record({
      tasks,
      deadlineMs: fc.option(fc.integer({ min: 1_000, max: 300_000 }), { nil: undefined, freq: 3 }),
      onDeadline: fc.constantFrom('block', 'continue'),
    })
    .map(({ tasks: all, ...more }) => plan(all, more)),
  scripts: fc
    .array(fc.array(step, { maxLength: 5 }), { minLength: NAMES.length, maxLength: NAMES.length })
    .map((scripts) => new Map(scripts.map((steps, index) => [NAMES[index] ?? '', steps]))),
  crashes: events,
  refusals: events,
  interruptions: events,
  skippedBeforePass: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined, freq: 2 }),
  jumps: fc
    .array(fc.tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: -7_200_000, max: 7_200_000 })), { maxLength: 3 })
    .map((jumps) => new Map(jumps)),
  heldByOthers: fc.integer({ min: 0, max: 3 }),
});

describe('whatever happens, at any moment', () => {
  it(
    'nothing is released, repeated, forgotten or run out of order, and it comes to an end',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (told) => {
          const world = new World(told);
          const finished = await world.live();
          expect(world.violations).toEqual([]);
          expect(finished).toBe(true);
        }),
        { numRuns: RUNS },
      );
    },
    10_000 + 50 * RUNS,
  );

  const never = new Set<number>();
  const quiet = {
    ...{ crashes: never, refusals: never, interruptions: never, jumps: new Map<number, number>() },
    ...{ skippedBeforePass: undefined, heldByOthers: 0 },
  };

  it('every single place to die at is survived', async () => {
    const thePlan = plan([
      beforePivot('a'),
      beforePivot('b', { needs: ['a'] }),
      beforePivot('c'),
      at('started', 'd'),
      beforePivot('e', { stage: 'after' }),
    ]);
    const scripts = new Map<string, readonly Step[]>([
      ['b', [{ does: 'wait', ms: 1_000 }, { does: 'throw' }]],
      ['c', [{ does: 'block' }]],
    ]);
    for (let place = 1; place <= 40; place++) {
      const world = new World({ ...quiet, plan: thePlan, scripts, crashes: new Set([place]) });
      expect(await world.live()).toBe(true);
      expect(world.violations).toEqual([]);
    }
  });

  it('without trouble every task that is done at once runs once', async () => {
    await fc.assert(
      fc.asyncProperty(tasks, async (all) => {
        const world = new World({ ...quiet, plan: plan(all), scripts: new Map() });
        expect(await world.live()).toBe(true);
        const calm = all.filter(({ stage }) => typeof stage === 'string' || /started|released/.test(stage.moment));
        expect([...world.runs].sort()).toEqual(calm.map(({ name }) => name).sort());
      }),
    );
  });
});
