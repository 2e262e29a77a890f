import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringAt } from '../../../../lib/kube/json.ts';
import { NODES } from '../../../../lib/kube/resource.ts';
import { SharedWatches } from '../../../../lib/kube/shared-watch/shared-watches.ts';
import type { View } from '../../../../lib/kube/shared-watch/view.ts';
import { eventually } from '../../../support/eventually.ts';
import { fakeNode, type Stream } from '../fake-api-server.ts';
import { type Harness, startHarness } from '../harness.ts';

interface Thing {
  readonly name: string;
  readonly label: string;
}

const THINGS: View<Thing> = {
  resource: NODES,
  parse: (object) => ({ name: object.metadata.name, label: stringAt(object, 'metadata', 'labels', 'label') ?? '' }),
  keysOf: ({ label }) => [label],
};

let h: Harness;
let watches: SharedWatches;
const never = new AbortController().signal;
beforeEach(async () => {
  h = await startHarness();
  const { client, clock, log, metrics } = h;
  watches = new SharedWatches({ client, clock, random: () => 0.5, log, metrics });
});
afterEach(async () => {
  watches[Symbol.dispose]();
  await h[Symbol.asyncDispose]();
});

/** Answers the watch with these and the end of the reading. */
async function answer(...nodes: object[]): Promise<Stream> {
  const stream = (await h.server.nextWatch()).stream();
  for (const node of nodes) stream.event('ADDED', node);
  stream.bookmark(10, true);
  return stream;
}

/** The next attempt, once it is time for it. */
async function watchAfterBackoff() {
  let visit: Awaited<ReturnType<typeof h.server.nextWatch>> | undefined;
  void h.server.nextWatch().then((next) => {
    visit = next;
  });
  const arrived = async () => {
    await h.clock.advance(5_000);
    return visit;
  };
  return await eventually(arrived, { describe: 'another watch', every: 2 });
}

const open = (keys: readonly string[], changed = () => {}) => watches.open(THINGS, keys, changed);
const names = (things: readonly Thing[]) => things.map(({ name }) => name).toSorted();

test('many look through one watch, and find what is under their keys', async () => {
  const [one, two] = [open(['a']), open(['b'])];
  await answer(fakeNode('n1', 1, { label: 'a' }), fakeNode('n2', 2, { label: 'a' }), fakeNode('n3', 3, { label: 'b' }));
  expect(await Promise.all([one.ready(never), two.ready(never)])).toEqual([true, true]);
  expect(names(one.under('a'))).toEqual(['n1', 'n2']);
  expect(names(two.under('b'))).toEqual(['n3']);
  expect(names(two.list())).toEqual(['n1', 'n2', 'n3']);
  expect(two.get('n2')).toEqual({ name: 'n2', label: 'a' });
  expect(h.server.unanswered).toEqual([]);
});

describe('who is told of a change', () => {
  let told: string[];
  let stream: Stream;
  beforeEach(async () => {
    told = [];
    const looks = ['a', 'b'].map((key) => open([key], () => told.push(key)));
    stream = await answer(fakeNode('n1', 1, { label: 'a' }));
    await Promise.all(looks.map((look) => look.ready(never)));
    await h.clock.advance(1_000);
    told.splice(0);
  });

  const seen = async (rv: number) => {
    stream.event('ADDED', fakeNode('last', rv, { label: 'z' }));
    const look = open([]);
    await eventually(() => look.get('last') !== undefined, { describe: 'the change to be seen', every: 2 });
    look[Symbol.dispose]();
    await h.clock.advance(1_000);
    return told.splice(0);
  };

  test('whoever looks at what has come, once for all changes of a second', async () => {
    for (const rv of [11, 12, 13]) stream.event('MODIFIED', fakeNode('n1', rv, { label: 'a' }));
    expect(await seen(14)).toEqual(['a']);
  });

  test('both sides, when it moves from one key to the other', async () => {
    stream.event('MODIFIED', fakeNode('n1', 11, { label: 'b' }));
    expect((await seen(12)).toSorted()).toEqual(['a', 'b']);
  });

  test('whoever looked at it, when it is deleted, although it has changed on the way', async () => {
    stream.event('DELETED', fakeNode('n1', 11, { label: 'somewhere else' }));
    expect(await seen(12)).toEqual(['a']);
    expect(open([]).under('a')).toEqual([]);
  });

  test('whoever follows other keys from now on', async () => {
    const look = open(['c'], () => told.push('follower'));
    look.follow(['a']);
    stream.event('MODIFIED', fakeNode('n1', 11, { label: 'a' }));
    expect((await seen(12)).toSorted()).toEqual(['a', 'follower']);
    look[Symbol.dispose]();
    look.follow(['a']);
    stream.event('MODIFIED', fakeNode('n1', 13, { label: 'a' }));
    expect(await seen(14)).toEqual(['a']);
  });
});

test('says that it may not watch, which a list would not bring to light', async () => {
  const look = open(['a']);
  (await h.server.nextWatch()).refuse(403, 'Forbidden', { message: 'cannot watch nodes' });
  const refused = expect(look.ready(never)).rejects.toThrow('cannot watch nodes');
  await eventually(() => h.logged.at('error').length > 0, { describe: 'a no', every: 2 });
  await h.clock.advance(2_000);
  await refused;
});

test('says why it cannot read, when that takes long', async () => {
  const look = open(['a']);
  (await h.server.nextWatch()).stream();
  const ready = look.ready(never);
  ready.catch(() => {});
  await h.clock.advance(2_000);
  const [list] = await Promise.all([
    h.server.next(({ query }) => query.get('limit') === '1', 'a list of one'),
    h.clock.advance(0),
  ]);
  list.refuse(403, 'Forbidden', { message: 'nodes is forbidden' });
  await expect(ready).rejects.toThrow('nodes is forbidden');
});

describe('a right that is taken away later', () => {
  test('is told to whoever looks, with since when and why, until it is given back', async () => {
    let told = 0;
    const look = open(['a'], () => {
      told += 1;
    });
    const stream = await answer(fakeNode('n1', 1, { label: 'a' }));
    expect(await look.ready(never)).toBe(true);
    await h.clock.advance(1_000);
    told = 0;

    stream.event('MODIFIED', fakeNode('n1', 11, { label: 'b' }));
    await eventually(() => look.under('b').length > 0, { describe: 'the change to be seen', every: 2 });
    const since = new Date(h.clock.now()).toISOString();
    await h.clock.advance(1_000);
    told = 0;
    stream.end();
    (await h.server.nextWatch()).refuse(403, 'Forbidden', { message: 'cannot watch nodes' });
    const stale = /^what is known of nodes may be out of date since [-:.0-9TZ]+: watching nodes: cannot watch nodes$/;
    await eventually(
      () =>
        expect(look.ready(never))
          .rejects.toThrow(stale)
          .then(() => true),
      {
        describe: 'the refusal to be told',
        every: 2,
      },
    );
    await expect(look.ready(never)).rejects.toThrow(since.slice(0, 16));
    await h.clock.advance(1_000);
    expect(told).toBe(1);

    (await watchAfterBackoff()).stream();
    await eventually(() => look.ready(never), { describe: 'the view to be trusted again', every: 2 });
    await h.clock.advance(1_000);
    expect(told).toBe(2);
    expect(names(look.under('b'))).toEqual(['n1']);
  });

  test('is not what a watch is told for that only breaks off', async () => {
    const look = open(['a']);
    const stream = await answer(fakeNode('n1', 1, { label: 'a' }));
    await look.ready(never);
    stream.reset();
    (await watchAfterBackoff()).refuse(500, 'InternalError', { message: 'etcd is away' });
    expect(await look.ready(never)).toBe(true);
  });
});

describe('the end', () => {
  test('of a watch for one key alone comes with the last look', async () => {
    const selectable = { only: (key: string) => ({ ...THINGS, labelSelector: `label=${key}` }), all: THINGS };
    const look = watches.openOnly(selectable, 'a', () => {});
    const stream = await answer();
    await look.ready(never);
    look[Symbol.dispose]();
    await eventually(() => !stream.raw(' '.repeat(65_536)) || undefined, {
      describe: 'nobody to read any more',
      every: 2,
    });
  });

  test('comes a while after the last look, and a look before that goes on with what there is', async () => {
    const first = open(['a']);
    const stream = await answer(fakeNode('n1', 1, { label: 'a' }));
    await first.ready(never);
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    await h.clock.advance(30_000);
    const second = open(['a']);
    expect(await second.ready(never)).toBe(true);
    expect(names(second.under('a'))).toEqual(['n1']);
    await h.clock.advance(60_000);
    stream.event('ADDED', fakeNode('n2', 11, { label: 'a' }));
    await eventually(() => second.get('n2') !== undefined, { describe: 'the watch to live', every: 2 });
    second[Symbol.dispose]();
    await h.clock.advance(60_000);
    const third = open(['a']);
    expect(third.list()).toEqual([]);
    await answer(fakeNode('n9', 20, { label: 'a' }));
    expect(await third.ready(never)).toBe(true);
    expect(names(third.list())).toEqual(['n9']);
  });
});

test('a change that does not matter is known and wakes nobody', async () => {
  let told = 0;
  const view: View<Thing & { readonly rv: string }> = {
    resource: NODES,
    parse: (object) => ({ ...THINGS.parse(object), rv: object.metadata.resourceVersion }),
    keysOf: () => ['all'],
    matters: (before, now) => before.label !== now.label,
  };
  const look = watches.open(view, ['all'], () => {
    told += 1;
  });
  const stream = await answer(fakeNode('n1', 1, { label: 'a' }));
  await look.ready(never);
  await h.clock.advance(1_000);
  told = 0;
  stream.event('MODIFIED', fakeNode('n1', 11, { label: 'a' }));
  await eventually(() => look.get('n1')?.rv === '11', { describe: 'the change to be seen', every: 2 });
  await h.clock.advance(1_000);
  expect(told).toBe(0);
  stream.event('MODIFIED', fakeNode('n1', 12, { label: 'b' }));
  await eventually(() => look.get('n1')?.rv === '12', { describe: 'the change to be seen', every: 2 });
  await h.clock.advance(1_000);
  expect(told).toBe(1);
});

test('what the server can select is watched for each key alone, and all together when there are many keys', async () => {
  const selectable = {
    only: (key: string): View<Thing> => ({ ...THINGS, labelSelector: `label=${key}` }),
    all: THINGS,
  };
  const alone = watches.openOnly(selectable, 'a', () => {}, { atOnce: 1 });
  const first = await h.server.nextWatch();
  expect(first.query.get('labelSelector')).toBe('label=a');
  const shared = ['b', 'c'].map((key) => watches.openOnly(selectable, key, () => {}, { atOnce: 1 }));
  const second = await h.server.nextWatch();
  expect(second.query.has('labelSelector')).toBe(false);
  const stream = second.stream();
  stream.event('ADDED', fakeNode('n2', 2, { label: 'b' }));
  stream.bookmark(10, true);
  await Promise.all(shared.map((look) => look.ready(never)));
  expect(shared.map((look) => names(look.under('b')))).toEqual([['n2'], ['n2']]);
  alone[Symbol.dispose]();
  alone[Symbol.dispose]();
  watches.openOnly(selectable, 'd', () => {}, { atOnce: 1 });
  expect((await h.server.nextWatch()).query.get('labelSelector')).toBe('label=d');
});
