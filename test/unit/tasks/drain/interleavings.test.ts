import fc from 'fast-check';
import { test } from 'vitest';
import { apiError } from '../../../support/fake-kube-client.ts';
import { taskRun } from '../run.ts';
import { type Answering, DrainWorld } from './world.ts';

const NAMES = ['a-1', 'b-1', 'c-1', 'd-1'] as const;
const name = fc.constantFrom(...NAMES);

/** What may happen around a drain, in any order. */
const event = fc.oneof(
  fc.record({ is: fc.constant('run' as const) }),
  fc.record({ is: fc.constant('show' as const) }),
  fc.record({ is: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  fc.record({ is: fc.constant('appear' as const), name, uid: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ is: fc.constant('end' as const), name }),
  fc.record({ is: fc.constant('terminate' as const), name }),
  fc.record({
    is: fc.constant('answer' as const),
    with: fc.constantFrom('accept', 'end', 'end and show', 429, 500, 409),
  }),
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

function apply(world: DrainWorld, happens: Exclude<Event, { is: 'run' | 'wait' }>): void {
  switch (happens.is) {
    case 'show':
      world.show();
      break;
    case 'appear':
      world.create(happens.name, { metadata: { uid: `uid-${happens.name}-${happens.uid}` } });
      break;
    case 'end':
      world.end(happens.name);
      break;
    case 'terminate':
      if (world.alive().includes(happens.name)) world.terminate(happens.name);
      break;
    case 'answer':
      world.answering = answering(happens.with);
  }
}

const answering =
  (answer: string | number): Answering =>
  ({ name: asked }, world) => {
    if (typeof answer === 'number') throw apiError(answer, 'Failure');
    if (answer === 'accept') world.terminate(asked);
    else world.end(asked);
    if (answer === 'end and show') world.show();
  };

test('in whatever order things happen, a Node with pods left is never let go, and one without is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const world = new DrainWorld();
      using run = taskRun();
      const look = async () => {
        const outcome = await world.task.run(run);
        if (outcome.state === 'done' && world.alive().length > 0) throw new Error(`let go with ${world.alive()}`);
        return outcome;
      };
      for (const happens of events) {
        if (happens.is === 'run') await look();
        else if (happens.is === 'wait') await world.clock.advance(happens.ms);
        else apply(world, happens);
      }
      // From here on the API server accepts, pods end, and the watch is true: whatever came before must not matter.
      world.answering = ({ name: asked }) => world.end(asked);
      for (let turn = 0; turn < 10; turn++) {
        world.show();
        if ((await look()).state === 'done') return;
        for (const left of world.alive()) if (turn > 5) world.end(left);
        await world.clock.advance(15_000);
      }
      throw new Error(`not let go: ${JSON.stringify(await look())}`);
    }),
    { numRuns: 500 },
  );
});
