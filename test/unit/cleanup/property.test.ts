import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NODE_RELEASED } from '../../../lib/cleanup/facts.ts';
import type { NodeCleanup } from '../../../lib/cleanup/node-cleanup.ts';
import { stringsAt } from '../../../lib/kube/json.ts';
import type { PlannedTask } from '../../../lib/operation/plan.ts';
import { type Fate, isOpen, RemovalWorld, type Step, type Story } from './removal-world.ts';
import { KEYS, plan, plannedTask } from './sample.ts';

/** More for a night: FC_RUNS=100000. */
const RUNS = Number(process.env.FC_RUNS ?? 300);
const NODES = ['worker-1', 'worker-2'];
const TASKS = ['a', 'b', 'c', 'd', 'e'];

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ does: fc.constantFrom('change', 'change', 'announce', 'announce', 'block', 'throw', 'skip', 'done') }),
);

/** Any graph without cycles: a task needs some of those before it that are of its stage. */
const tasks: fc.Arbitrary<readonly PlannedTask[]> = fc
  .array(
    fc.record({
      stage: fc.constantFrom('before', 'before', 'after'),
      needs: fc.array(fc.boolean(), { minLength: TASKS.length, maxLength: TASKS.length }),
      timeoutMs: fc.option(fc.integer({ min: 1_000, max: 120_000 }), { nil: undefined, freq: 2 }),
      onTimeout: fc.constantFrom('block', 'continue'),
    }),
    { maxLength: TASKS.length },
  )
  .map((shapes) =>
    shapes.map(({ stage, needs, timeoutMs, onTimeout }, index) => {
      const possible = TASKS.slice(0, index).filter((_, other) => shapes[other]?.stage === stage);
      const wanted = possible.filter((other) => needs[TASKS.indexOf(other)]);
      return plannedTask(TASKS[index] ?? '', { stage, needs: wanted, timeoutMs, onTimeout });
    }),
  );

const story: fc.Arbitrary<Story> = fc.record({
  plan: tasks.map((all) => plan(...all)),
  brake: fc.record({
    hold: fc.constantFrom(undefined, { atLeast: 1, above: { count: 1 }, withinMs: 120_000 }),
    storage: fc.constant({ max: { count: 1 }, per: '' }),
  }),
  mover: fc.constantFrom('', ...TASKS),
  scripts: fc
    .array(fc.array(step, { maxLength: 5 }), { minLength: TASKS.length, maxLength: TASKS.length })
    .map((scripts) => new Map(scripts.map((steps, index) => [TASKS[index] ?? '', steps]))),
  fates: fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 80 }),
        fc.constantFrom<Fate>('refused', 'conflict', 'lost', 'lost', 'crash before', 'crash after'),
      ),
      { maxLength: 16 },
    )
    .map((fates) => new Map(fates)),
});

const name = fc.constantFrom(...NODES);
const action = fc.oneof(
  // Mostly what a watch shows is true.
  { weight: 9, arbitrary: fc.record({ do: fc.constant('lookAndPass' as const), name }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('pass' as const, 'look' as const, 'forget' as const), name }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), name, held: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('letGo' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('show' as const, 'crash' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 2_000, 31_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('skip' as const, 'strip' as const, 'replace' as const), name }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('skipTask' as const), name, task: fc.constantFrom(...TASKS) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function apply(world: RemovalWorld, action: Action): Promise<void> {
  switch (action.do) {
    case 'lookAndPass':
      world.look(action.name);
      return await world.pass(action.name);
    case 'pass':
    case 'look':
    case 'delete':
    case 'letGo':
    case 'strip':
    case 'forget':
      return await world[action.do](action.name);
    case 'replace':
      world.strip(action.name);
      return world.join(action.name, false);
    case 'join':
      return world.join(action.name, action.held);
    case 'show':
    case 'crash':
      return await world[action.do]();
    case 'wait':
      return await world.clock.advance(action.ms);
    case 'skip':
      return world.annotate(action.name, KEYS.skipCleanup, 'true');
    case 'skipTask':
      return world.annotate(action.name, KEYS.skipTasks, action.task);
  }
}

/** Nothing goes wrong any more, the watches keep up, and nobody does anything. */
async function settleDown(world: RemovalWorld): Promise<void> {
  world.calm();
  for (let round = 0; round < 40; round++) {
    for (const each of NODES) {
      world.letGo(each);
      world.look(each);
      await world.show();
      await world.pass(each);
    }
    await world.clock.advance(61_000);
  }
}

/** What a task has changed is written down with the answer of the run after it; of those that never came to one nothing more is known. */
const wasCutShort = ({ status }: NodeCleanup): boolean =>
  status.skippedAt !== undefined ||
  status.tasks.some(
    ({ state, reason }) => state === 'TimedOut' || reason === 'SkipAnnotation' || reason === NODE_RELEASED,
  );

it('no Node goes too early, none stays, and nothing that was done is forgotten, whatever happens in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      story,
      fc.boolean(),
      fc.array(action, { maxLength: 60, size: 'max' }),
      async (told, isHeld, actions) => {
        const world = new RemovalWorld(told);
        for (const each of NODES) {
          world.join(each, isHeld);
          world.look(each);
        }
        for (const each of actions) await apply(world, each);
        await settleDown(world);

        expect(world.violations).toEqual([]);
        for (const each of NODES) {
          const node = world.node(each);
          expect(node?.metadata.deletionTimestamp).toBeUndefined();
          if (node !== undefined) expect(stringsAt(node, 'metadata', 'finalizers')).toContain(KEYS.finalizer);
        }
        const records = await world.records();
        expect(records.filter(isOpen)).toEqual([]);
        for (const record of records.filter((each) => !wasCutShort(each)))
          expect(world.unrecordedOf(record)).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);
