import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WatchEvent } from '../../../lib/kube/client.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { eventually } from '../../support/eventually.ts';
import { fakeNode } from './fake-api-server.ts';
import { type Harness, startHarness } from './harness.ts';

let h: Harness;
let controller: AbortController;
beforeEach(async () => {
  h = await startHarness();
  controller = new AbortController();
});
afterEach(() => h[Symbol.asyncDispose]());

/** Reads a watch to its end, in the background. */
function follow() {
  const events: WatchEvent[] = [];
  let opened = false;
  const watch = h.client.watch(NODES, {
    signal: controller.signal,
    timeoutSeconds: 300,
    resourceVersion: '5',
    opened: () => {
      opened = true;
    },
  });
  const ended = (async () => {
    for await (const event of watch) events.push(event);
  })().then(
    () => 'ended',
    (error: unknown) => error,
  );
  const names = () => events.map(({ object }) => (object.metadata as { name: string }).name);
  return { events, ended, names, opened: () => opened };
}

it('asks for bookmarks and a timeout, from where it left off', async () => {
  const { ended } = follow();
  const visit = await h.server.nextWatch();
  expect(visit.query.toString()).toBe('watch=true&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion=5');
  visit.stream().end();
  expect(await ended).toBe('ended');
});

it('says that the server has taken the watch before there is any event', async () => {
  const { ended, opened } = follow();
  const stream = (await h.server.nextWatch()).stream();
  await eventually(opened, { describe: 'the watch to open', every: 2 });
  stream.end();
  await ended;
});

it('finds events wherever the chunks end, also inside a character', async () => {
  const { ended, names } = follow();
  const stream = (await h.server.nextWatch()).stream();
  const bytes = Buffer.from(
    ['n1', 'grüße-💚', 'n3']
      .map((name) => `${JSON.stringify({ type: 'ADDED', object: fakeNode(name, 1) })}\n`)
      .join('\n'),
  );
  for (const byte of bytes) {
    stream.raw(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  stream.end();
  expect(await ended).toBe('ended');
  expect(names()).toEqual(['n1', 'grüße-💚', 'n3']);
});

it('takes half a line at the end for a cut, not for an event', async () => {
  const { ended, names } = follow();
  const stream = (await h.server.nextWatch()).stream();
  stream.event('ADDED', fakeNode('n1', 1));
  stream.raw('{"type":"DELETED","object":{"metadata":{"name":"n1"}}}');
  stream.end();
  expect(await ended).toMatchObject({ name: 'ConnectionError', code: 'CUT_OFF' });
  expect(names()).toEqual(['n1']);
});

it.each([
  ['a line of HTML', '<html>502</html>\n'],
  ['a line without a type', '{"object":{}}\n'],
  ['a type nobody knows', '{"type":"RENAMED","object":{}}\n'],
  ['an event without an object', '{"type":"ADDED","object":null}\n'],
])('ends with a typed error at %s', async (_, line) => {
  const { ended } = follow();
  const visit = await h.server.nextWatch();
  visit.stream().raw(line);
  expect(await ended).toMatchObject({ name: 'ConnectionError', code: 'NOT_JSON' });
  await eventually(visit.gone, { describe: 'the connection to close', every: 2 });
});

it('ends with a typed error when the connection is reset', async () => {
  const { ended, names } = follow();
  const stream = (await h.server.nextWatch()).stream();
  stream.event('ADDED', fakeNode('n1', 1));
  await eventually(() => names().length === 1, { describe: 'the event', every: 2 });
  stream.reset();
  expect(await ended).toMatchObject({ name: 'ConnectionError' });
});

it('rejects with the status when the server refuses the watch', async () => {
  const { ended, opened } = follow();
  (await h.server.nextWatch()).refuse(410, 'Expired');
  expect(await ended).toMatchObject({ name: 'ApiError', code: 410, reason: 'Expired' });
  expect(opened()).toBe(false);
});

it('gives up on a server that takes the request and does not answer', async () => {
  const { ended } = follow();
  await h.server.nextWatch();
  await h.clock.advance(30_000);
  expect(await ended).toMatchObject({ name: 'ConnectionError', code: 'TIMEOUT' });
});

it('stops at once when aborted, and closes the connection', async () => {
  const { ended } = follow();
  const visit = await h.server.nextWatch();
  visit.stream().event('ADDED', fakeNode('n1', 1));
  const reason = new Error('enough');
  controller.abort(reason);
  expect(await ended).toBe(reason);
  await eventually(visit.gone, { describe: 'the connection to close', every: 2 });
  expect(h.clock.pendingTimers).toBe(0);
});

it('closes the connection when its reader stops reading', async () => {
  const watch = h.client.watch(NODES, { signal: controller.signal, timeoutSeconds: 300 });
  const reading = (async () => {
    for await (const _ of watch) break;
  })();
  const visit = await h.server.nextWatch();
  visit.stream().event('ADDED', fakeNode('n1', 1));
  await reading;
  await eventually(visit.gone, { describe: 'the connection to close', every: 2 });
});

it('keeps its connection for the next watch when the server ends it in order', async () => {
  for (let i = 0; i < 3; i++) {
    const { ended } = follow();
    (await h.server.nextWatch()).stream().end();
    await ended;
    await new Promise(setImmediate);
  }
  expect(h.server.connections).toBeLessThanOrEqual(2);
});

it('leaves room for calls beside a hundred watches', async () => {
  const watches = Array.from({ length: 100 }, follow);
  const streams = [];
  for (const _ of watches) streams.push((await h.server.nextWatch()).stream());
  const call = h.client.get(NODES, 'n');
  (await h.server.nextList()).json(200, fakeNode('n', 1));
  await call;
  controller.abort();
  await Promise.all(watches.map(({ ended }) => ended));
});

it('does not read faster than its reader', async () => {
  const big = { ...fakeNode('big', 1), padding: 'x'.repeat(100_000) };
  const line = Buffer.from(`${JSON.stringify({ type: 'ADDED', object: big })}\n`);
  const watch = h.client.watch(NODES, { signal: controller.signal, timeoutSeconds: 300 });
  const iterator = watch[Symbol.asyncIterator]();
  const first = iterator.next();
  const visit = await h.server.nextWatch();
  let sent = 0;
  const stream = visit.stream();
  const pump = () => {
    while (!visit.gone() && sent < 1_000 && stream.raw(line)) sent++;
    if (!visit.gone() && sent < 1_000) setImmediate(pump);
  };
  pump();
  await first;
  // The kernel buffers a few megabytes on a local connection; without back-pressure all hundred would arrive.
  let before = -1;
  await eventually(
    () => {
      const still = sent === before;
      before = sent;
      return still;
    },
    { describe: 'the server to be held up', every: 100 },
  );
  expect(sent).toBeLessThan(500);
  controller.abort();
  await iterator.return?.();
});
