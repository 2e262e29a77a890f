import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { fakeNode, type Stream } from './fake-api-server.ts';
import { type ReflectorHarness, startReflector } from './reflector-harness.ts';

let h: ReflectorHarness;
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
beforeEach(async () => {
  process.on('unhandledRejection', onRejection);
  h = await startReflector();
});
afterEach(async () => {
  await h[Symbol.asyncDispose]();
  process.off('unhandledRejection', onRejection);
  expect(rejections.splice(0)).toEqual([]);
});

/** Answers the first watch with these Nodes and the end of the reading, and waits until that has arrived. */
async function sync(...nodes: object[]): Promise<Stream> {
  const stream = (await h.server.nextWatch()).stream();
  for (const node of nodes) stream.event('ADDED', node);
  stream.bookmark(10, true);
  await h.reflector.synced;
  h.calls.splice(0);
  return stream;
}

describe('reading everything', () => {
  it('asks for a stream of what there is', async () => {
    const visit = await h.server.nextWatch();
    expect(Object.fromEntries(visit.query)).toEqual({
      watch: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
      timeoutSeconds: '450',
    });
  });

  it('tells of objects as they come, and is synced at the bookmark that ends them', async () => {
    const stream = (await h.server.nextWatch()).stream();
    stream.event('ADDED', fakeNode('n1', 1));
    expect(await h.told('+n1@1')).toEqual(['+n1@1']);
    stream.bookmark(5);
    stream.event('ADDED', fakeNode('n2', 2));
    await h.told('+n2@2');
    expect(h.reflector.hasSynced()).toBe(false);
    stream.bookmark(10, true);
    await h.reflector.synced;
    expect(h.reflector.hasSynced()).toBe(true);
    expect(h.metrics.total('reflector_lists_total', { how: 'stream', resource: 'nodes' })).toBe(1);
    expect(h.metrics.gauge('reflector_objects')).toBe(2);
  });

  it('applies changes that happen during the reading', async () => {
    const stream = (await h.server.nextWatch()).stream();
    stream.event('ADDED', fakeNode('n1', 1));
    stream.event('ADDED', fakeNode('n2', 2));
    stream.event('DELETED', fakeNode('n1', 3));
    stream.event('MODIFIED', fakeNode('n2', 4));
    stream.bookmark(10, true);
    await h.reflector.synced;
    expect(h.calls).toEqual(['+n1@1', '+n2@2', '-n1@3', '~n2@2>4']);
    expect(h.stored()).toEqual(['n2@4']);
  });

  it.each([422, 400])('lists in pages when the server refuses to stream with %i', async (code) => {
    (await h.server.nextWatch()).refuse(code, 'Invalid', { message: 'sendInitialEvents is forbidden for watch' });
    const first = await h.server.nextList();
    expect(Object.fromEntries(first.query)).toEqual({ limit: '100' });
    first.json(200, { metadata: { resourceVersion: '7', continue: 'page2' }, items: [fakeNode('n1', 1)] });
    const second = await h.server.nextList();
    expect(Object.fromEntries(second.query)).toEqual({ limit: '100', continue: 'page2' });
    expect(h.reflector.hasSynced()).toBe(false);
    second.json(200, { metadata: { resourceVersion: '7' }, items: [fakeNode('n2', 2)] });
    const watch = await h.server.nextWatch();
    expect(Object.fromEntries(watch.query)).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: '450',
      resourceVersion: '7',
    });
    expect(h.stored()).toEqual(['n1@1', 'n2@2']);
    expect(h.metrics.total('reflector_lists_total', { how: 'list' })).toBe(1);
  });

  it('starts the list again when its continue token has expired, and deletes nothing meanwhile', async () => {
    const stream = await sync(fakeNode('n1', 1), fakeNode('n2', 2));
    stream.event('ERROR', { code: 410, reason: 'Expired' });
    await h.afterBackoff();
    (await h.server.nextWatch()).refuse(422, 'Invalid');
    (await h.server.nextList()).json(200, {
      metadata: { resourceVersion: '20', continue: 'c' },
      items: [fakeNode('n2', 2)],
    });
    (await h.server.nextList()).refuse(410, 'Expired');
    const again = await h.server.nextList();
    expect(again.query.has('continue')).toBe(false);
    expect(h.calls).toEqual([]);
    again.json(200, { metadata: { resourceVersion: '21' }, items: [fakeNode('n3', 15)] });
    expect(await h.told('', '', '')).toEqual(['+n3@15', '-n1@1', '-n2@2']);
  });

  it('asks for the list in one piece when it expires again and again', async () => {
    (await h.server.nextWatch()).refuse(422, 'Invalid');
    for (let i = 0; i < 2; i++) {
      (await h.server.nextList()).json(200, { metadata: { resourceVersion: '20', continue: 'c' }, items: [] });
      (await h.server.nextList()).refuse(410, 'Expired');
    }
    const whole = await h.server.nextList();
    expect(whole.query.has('limit')).toBe(false);
    whole.json(200, { metadata: { resourceVersion: '20' }, items: [fakeNode('n1', 1)] });
    await h.reflector.synced;
  });

  it('keeps what it knew when a new reading is interrupted', async () => {
    const stream = await sync(fakeNode('n1', 1), fakeNode('n2', 2), fakeNode('n3', 3));
    stream.event('ERROR', { code: 410, reason: 'Expired' });
    await h.afterBackoff();
    const second = (await h.server.nextWatch()).stream();
    second.event('ADDED', fakeNode('n2', 12));
    expect(await h.told('')).toEqual(['~n2@2>12']);
    second.reset();
    await h.afterBackoff();
    expect(h.stored()).toEqual(['n1@1', 'n2@12', 'n3@3']);
    const third = (await h.server.nextWatch()).stream();
    third.event('ADDED', fakeNode('n2', 12));
    third.event('ADDED', fakeNode('n3', 13));
    third.bookmark(30, true);
    expect(await h.told('', '')).toEqual(['~n3@3>13', '-n1@1']);
    expect(h.stored()).toEqual(['n2@12', 'n3@13']);
  });

  it('lists instead when the server ends the stream without saying that it is complete', async () => {
    const stream = (await h.server.nextWatch()).stream();
    stream.event('ADDED', fakeNode('n1', 1));
    stream.end();
    await h.afterBackoff();
    (await h.server.nextList()).json(200, { metadata: { resourceVersion: '7' }, items: [fakeNode('n1', 1)] });
    await h.reflector.synced;
    expect(h.calls).toEqual(['+n1@1']);
  });

  it('lists instead when the server takes the stream and never sends anything', async () => {
    const visit = await h.server.nextWatch();
    visit.stream();
    await eventually(() => h.reflector.lastContact() !== undefined, { describe: 'the watch to open', every: 2 });
    await h.clock.advance(150_000);
    await eventually(visit.gone, { describe: 'the connection to close', every: 2 });
    (await h.server.nextList()).json(200, { metadata: { resourceVersion: '7' }, items: [] });
    await h.reflector.synced;
  });
});

describe('following', () => {
  it('tells what was added, updated with the old state, and deleted with the last', async () => {
    const stream = await sync(fakeNode('n1', 1));
    stream.event('MODIFIED', fakeNode('n1', 11));
    stream.event('ADDED', fakeNode('n2', 12));
    stream.event('DELETED', fakeNode('n1', 13));
    expect(await h.told('', '', '')).toEqual(['~n1@1>11', '+n2@12', '-n1@13']);
    expect(h.stored()).toEqual(['n2@12']);
  });

  it('takes another uid under the same name for another object', async () => {
    const stream = await sync(fakeNode('n1', 1, { uid: 'a' }));
    stream.event('MODIFIED', fakeNode('n1', 11, { uid: 'b' }));
    expect(await h.told('', '')).toEqual(['-n1@1', '+n1@11']);
  });

  it('goes on from the last event when the server ends the watch', async () => {
    const stream = await sync(fakeNode('n1', 1));
    stream.event('MODIFIED', fakeNode('n1', 11));
    await h.told('~n1@1>11');
    await h.clock.advance(100_000);
    stream.end();
    expect((await h.server.nextWatch()).query.get('resourceVersion')).toBe('11');
    expect(h.metrics.total('reflector_watches_total', { end: 'closed' })).toBe(1);
  });

  it('goes on from the last bookmark', async () => {
    const stream = await sync(fakeNode('n1', 1));
    stream.bookmark(99);
    await eventually(() => h.metrics.total('reflector_events_total', { type: 'BOOKMARK' }) === 2, {
      describe: 'it',
      every: 2,
    });
    await h.clock.advance(100_000);
    stream.end();
    expect((await h.server.nextWatch()).query.get('resourceVersion')).toBe('99');
    expect(h.calls).toEqual([]);
  });

  it('goes on after a reset in the middle, and after half a line', async () => {
    let stream = await sync();
    stream.event('ADDED', fakeNode('n1', 11));
    await h.told('+n1@11');
    stream.reset();
    await h.afterBackoff();
    let visit = await h.server.nextWatch();
    expect(visit.query.get('resourceVersion')).toBe('11');
    stream = visit.stream();
    stream.raw('{"type":"DELETED","object":{"metadata":{"name":"n1","uid":"uid-n1","resourceVersion":"12"}}}');
    stream.end();
    await h.afterBackoff();
    visit = await h.server.nextWatch();
    expect(visit.query.get('resourceVersion')).toBe('11');
    expect(h.stored()).toEqual(['n1@11']);
  });

  it('reads everything again when garbage keeps coming at the same place', async () => {
    let stream = await sync(fakeNode('n1', 1));
    for (let i = 1; i <= 4; i++) {
      stream.raw('garbage\n');
      await h.afterBackoff();
      const visit = await h.server.nextWatch();
      expect([i, visit.query.has('sendInitialEvents')]).toEqual([i, i === 4]);
      stream = visit.stream();
    }
  });

  it('gives up a watch that has fallen silent, and closes its connection', async () => {
    const first = await h.server.nextWatch();
    const stream = first.stream();
    stream.bookmark(10, true);
    await h.reflector.synced;
    await h.clock.advance(149_999);
    expect(first.gone()).toBe(false);
    await h.clock.advance(1);
    expect((await h.server.nextWatch()).query.get('resourceVersion')).toBe('10');
    await eventually(first.gone, { describe: 'the connection to close', every: 2 });
    expect(h.metrics.total('reflector_watches_total', { end: 'stalled' })).toBe(1);
  });

  it('does not give up a watch that hears a bookmark a minute, until its time is up', async () => {
    const first = await h.server.nextWatch();
    const stream = first.stream();
    stream.bookmark(10, true);
    await h.reflector.synced;
    for (let minute = 1; minute <= 7; minute++) {
      await h.clock.advance(60_000);
      stream.bookmark(10 + minute);
      await eventually(() => h.metrics.total('reflector_events_total') === 1 + minute, {
        describe: 'the bookmark',
        every: 2,
      });
    }
    expect(first.gone()).toBe(false);
    // 450 s were asked for; the server is given five more.
    await h.clock.advance(34_999);
    expect(first.gone()).toBe(false);
    await h.clock.advance(1);
    await h.server.nextWatch();
    expect(h.metrics.total('reflector_watches_total', { end: 'overdue' })).toBe(1);
  });

  it('reads everything again after 410, and tells only the difference', async () => {
    const stream = await sync(fakeNode('n1', 1), fakeNode('n2', 2), fakeNode('n3', 3));
    await h.clock.advance(100_000);
    stream.end();
    (await h.server.nextWatch()).refuse(410, 'Expired');
    await h.afterBackoff();
    const second = (await h.server.nextWatch()).stream();
    second.event('ADDED', fakeNode('n1', 1));
    second.event('ADDED', fakeNode('n2', 20));
    second.event('ADDED', fakeNode('n4', 21));
    second.bookmark(30, true);
    expect(await h.told('', '', '')).toEqual(['~n2@2>20', '+n4@21', '-n3@3']);
    expect(h.metrics.total('reflector_watches_total', { end: 'gone' })).toBe(1);
  });

  it('reads everything again when the server does not know the version: its etcd was restored', async () => {
    const stream = await sync();
    await h.clock.advance(100_000);
    stream.end();
    (await h.server.nextWatch()).refuse(504, 'Timeout', {
      message: 'Too large resource version: 10, current: 3',
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    });
    await h.afterBackoff();
    expect((await h.server.nextWatch()).query.has('sendInitialEvents')).toBe(true);
  });

  it('waits as long as a busy server asks', async () => {
    const stream = await sync();
    await h.clock.advance(100_000);
    stream.end();
    (await h.server.nextWatch()).refuse(429, 'TooManyRequests', { retryAfter: 20 });
    await eventually(() => h.clock.pendingTimers === 1, { describe: 'the wait', every: 2 });
    await h.clock.advance(19_999);
    expect(h.server.unanswered).toHaveLength(0);
    await h.clock.advance(1);
    expect((await h.server.nextWatch()).query.get('resourceVersion')).toBe('10');
  });

  it('waits longer and longer for a server that fails, and starts afresh once it works', async () => {
    const stream = await sync();
    stream.reset();
    let failures = 0;
    const attemptAfter = async (ms: number) => {
      failures++;
      await eventually(() => h.metrics.total('reflector_watches_total') === failures, { describe: 'it', every: 2 });
      await h.clock.advance(ms - 1);
      expect(h.server.unanswered).toHaveLength(0);
      await h.clock.advance(2);
      return h.server.next();
    };
    let visit = await attemptAfter(440);
    for (const ms of [440, 880, 1_760, 3_520, 7_040, 14_080, 16_500, 16_500]) {
      visit.refuse(500, 'InternalError');
      visit = await attemptAfter(ms);
    }
    // After so many failures it reads everything again, in turns as a stream and as a list.
    expect(visit.query.has('watch')).toBe(false);
    visit.json(200, { metadata: { resourceVersion: '40' }, items: [] });
    (await h.server.nextWatch()).stream().reset();
    await attemptAfter(440);
  });

  it('does not hammer a server that ends every watch at once', async () => {
    const stream = await sync();
    await h.clock.advance(100_000);
    stream.end();
    (await h.server.nextWatch()).stream().end();
    await eventually(() => h.clock.pendingTimers === 1, { describe: 'the wait', every: 2 });
    expect(h.server.unanswered).toHaveLength(0);
  });
});

describe('what must not happen', () => {
  it('a handler throws: it is counted, and the rest is told', async () => {
    await using other = await startReflector({
      handler: {
        added: () => {
          throw new Error('handler');
        },
        updated: () => {},
        deleted: () => {},
      },
    });
    const stream = (await other.server.nextWatch()).stream();
    stream.event('ADDED', fakeNode('n1', 1));
    stream.event('ADDED', fakeNode('n2', 2));
    stream.bookmark(10, true);
    await other.reflector.synced;
    expect(other.stored()).toEqual(['n1@1', 'n2@2']);
    expect(other.metrics.total('reflector_handler_errors_total', { resource: 'nodes' })).toBe(2);
  });

  it('an event without a name: it is left out, and the rest is told', async () => {
    const stream = (await h.server.nextWatch()).stream();
    stream.event('ADDED', { kind: 'Node', metadata: { uid: 'x' } });
    stream.event('ADDED', fakeNode('n1', 1));
    stream.bookmark(10, true);
    await h.reflector.synced;
    expect(h.calls).toEqual(['+n1@1']);
    expect(h.logged.at('warn')).toHaveLength(1);
  });

  it('a fault of our own: it is logged, and everything is read again', async () => {
    let broken = true;
    await using other = await startReflector({
      random: () => {
        if (!broken) return 0.5;
        broken = false;
        throw new Error('a fault');
      },
    });
    await other.afterBackoff();
    (await other.server.nextWatch()).stream().bookmark(10, true);
    await other.reflector.synced;
    expect(other.logged.at('error')).toMatchObject([{ fields: { err: { message: 'a fault' } } }]);
  });
});

describe('without rights', () => {
  it('says once which right is missing, and goes on once it is given', async () => {
    for (let i = 0; i < 3; i++) {
      (await h.server.nextWatch()).refuse(403, 'Forbidden', { message: 'User "x" cannot watch resource "nodes"' });
      await h.afterBackoff();
    }
    expect(h.logged.at('error')).toMatchObject([{ fields: { resource: 'nodes', verb: 'watch', err: { code: 403 } } }]);
    await sync(fakeNode('n1', 1));
    expect(h.stored()).toEqual(['n1@1']);
  });

  it('says it again when the right is taken away later', async () => {
    (await h.server.nextWatch()).refuse(403, 'Forbidden');
    await h.afterBackoff();
    const stream = await sync();
    await h.clock.advance(100_000);
    stream.end();
    (await h.server.nextWatch()).refuse(403, 'Forbidden');
    await h.afterBackoff();
    expect(h.logged.at('error')).toHaveLength(2);
  });

  it('says that only the right to list is missing', async () => {
    (await h.server.nextWatch()).refuse(422, 'Invalid');
    (await h.server.nextList()).refuse(403, 'Forbidden');
    await h.afterBackoff();
    expect(h.logged.at('error')).toMatchObject([{ fields: { verb: 'list' } }]);
  });

  it('waits for a resource that is not installed, and forgets it when it is uninstalled', async () => {
    (await h.server.nextWatch()).refuse(404, 'NotFound');
    await h.afterBackoff();
    expect(h.logged.at('error')).toMatchObject([{ message: expect.stringContaining('installed') }]);
    const stream = await sync(fakeNode('n1', 1));
    await h.clock.advance(100_000);
    stream.end();
    (await h.server.nextWatch()).refuse(404, 'NotFound');
    await h.afterBackoff();
    expect((await h.server.nextWatch()).query.has('sendInitialEvents')).toBe(true);
  });

  it('goes on with a new token when the old one is refused', async () => {
    const visit = await h.server.nextWatch();
    h.write('token', 'token-2');
    visit.refuse(401, 'Unauthorized');
    const again = await h.server.nextWatch();
    expect(again.headers.authorization).toBe('Bearer token-2');
    expect(h.logged.at('error')).toEqual([]);
  });
});

describe('ending', () => {
  it('closes the watch and resolves when aborted', async () => {
    const visit = await h.server.nextWatch();
    visit.stream().bookmark(10, true);
    await h.reflector.synced;
    h.stop();
    await h.finished;
    await eventually(visit.gone, { describe: 'the connection to close', every: 2 });
    expect(h.clock.pendingTimers).toBe(0);
  });

  it('opens no watch when aborted during the list', async () => {
    (await h.server.nextWatch()).refuse(422, 'Invalid');
    const list = await h.server.nextList();
    h.stop();
    await h.finished;
    await eventually(list.gone, { describe: 'the connection to close', every: 2 });
    expect(h.server.unanswered).toEqual([]);
    expect(h.reflector.hasSynced()).toBe(false);
  });

  it('resolves at once when aborted while it waits', async () => {
    (await h.server.nextWatch()).refuse(500, 'InternalError');
    await eventually(() => h.clock.pendingTimers === 1, { describe: 'the wait', every: 2 });
    h.stop();
    await h.finished;
    expect(h.clock.pendingTimers).toBe(0);
  });

  it('refuses to run twice', async () => {
    await expect(h.reflector.run(h.signal)).rejects.toThrow('already running');
  });
});
