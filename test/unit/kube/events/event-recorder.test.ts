import { describe, expect, it } from 'vitest';
import {
  EventRecorder,
  type ObjectReference,
  type RecorderLimits,
} from '../../../../lib/kube/events/event-recorder.ts';
import { at, numberAt, stringAt } from '../../../../lib/kube/json.ts';
import { EVENTS } from '../../../../lib/kube/resource.ts';
import { type LogFields, silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock, settle } from '../../../support/fake-clock.ts';
import { apiError, FakeKubeClient, noAnswer } from '../../../support/fake-kube-client.ts';

const NODE: ObjectReference = { apiVersion: 'v1', kind: 'Node', name: 'worker-1', uid: 'uid-of-worker-1' };
const CLEANUP: ObjectReference = {
  apiVersion: 'infra.894.io/v1alpha1',
  kind: 'NodeCleanup',
  name: 'worker-1-abc',
  uid: 'uid-of-cleanup',
};

function setUp(limits: Partial<RecorderLimits> = {}) {
  const clock = new FakeClock();
  const client = new FakeKubeClient(clock);
  const logged: (LogFields & { message: string })[] = [];
  const results: Record<string, number> = {};
  const note = (level: string) => (fields: LogFields, message: string) => {
    logged.push({ ...fields, level, message });
  };
  const recorder = new EventRecorder({
    client,
    clock,
    random: () => 0.5,
    log: { ...silentLogger, warn: note('warn'), error: note('error') },
    metrics: {
      ...noMetrics,
      count: (_name, labels, by = 1) => {
        const result = String(at(labels, 'result'));
        if (result !== 'undefined') results[result] = (results[result] ?? 0) + by;
      },
    },
    identity: 'node-cleanup-webhook-0',
    limits,
  });
  const abort = new AbortController();
  let over = false;
  const stopped = recorder.run(abort.signal).then(() => {
    over = true;
  });
  const stored = async () => (await client.list(EVENTS, { namespace: 'default' })).items;
  const writes = () => client.calls.filter(({ verb }) => verb !== 'list').map(({ verb }) => verb);
  return { clock, client, recorder, logged, results, abort, stopped, stored, writes, isOver: () => over };
}

describe('a first occurrence', () => {
  it('is written at once, complete, about the Node, in the namespace where kubectl looks for it', async () => {
    const { recorder, stored } = setUp();
    recorder.record(NODE, 'CleanupBlocked', 'drain: two budgets cover web-0', CLEANUP);
    await settle();
    const [event] = await stored();
    expect(event).toMatchObject({
      metadata: { namespace: 'default', name: expect.stringMatching(/^worker-1\.[0-9a-f]+$/) },
      eventTime: '2026-01-01T00:00:00.000000Z',
      type: 'Warning',
      reason: 'CleanupBlocked',
      action: 'RunTask',
      note: 'drain: two budgets cover web-0',
      regarding: NODE,
      related: CLEANUP,
      reportingController: 'infra.894.io/node-cleanup-webhook',
      reportingInstance: 'node-cleanup-webhook-0',
    });
    expect(event).not.toHaveProperty('series');
  });

  it('goes into the namespace of an object that has one', async () => {
    const { client, recorder } = setUp();
    recorder.record({ ...NODE, kind: 'Pod', namespace: 'shop' }, 'CleanupWaiting', 'x');
    await settle();
    expect(client.calls[0]?.namespace).toBe('shop');
  });

  it('does not wait for the writing', () => {
    const { client, recorder } = setUp();
    client.behave(() => ({ beforeMs: 3_600_000 }));
    for (let i = 0; i < 1_000; i++) recorder.record(NODE, 'CleanupWaiting', `note ${i}`);
    expect(client.calls.length).toBeLessThanOrEqual(2);
  });

  it.each([
    { what: 'another note', change: () => ['CleanupWaiting', 'other', NODE] as const },
    { what: 'another kind of Event', change: () => ['CleanupBlocked', 'same', NODE] as const },
    {
      what: 'another Node of the same name',
      change: () => ['CleanupWaiting', 'same', { ...NODE, uid: 'again' }] as const,
    },
  ])('is one of its own with $what', async ({ change }) => {
    const { recorder, stored } = setUp();
    recorder.record(NODE, 'CleanupWaiting', 'same');
    const [event, note, regarding] = change();
    recorder.record(regarding, event, note);
    await settle();
    expect(await stored()).toHaveLength(2);
  });
});

describe('notes and names', () => {
  it.each([
    { what: 'ASCII', note: 'x'.repeat(2_000) },
    { what: 'characters of three bytes', note: '€'.repeat(1_000) },
    { what: 'characters of four bytes', note: '🚀'.repeat(1_000) },
  ])('cuts a long note of $what to what the API server takes, without half a character', async ({ note }) => {
    const { recorder, stored } = setUp();
    recorder.record(NODE, 'CleanupWaiting', note);
    await settle();
    const kept = stringAt((await stored())[0], 'note') ?? '';
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(1_024);
    expect(Buffer.byteLength(kept)).toBeGreaterThan(1_015);
    expect(kept).toMatch(/\.\.\.$/);
    expect(kept).not.toContain('\uFFFD');
  });

  it('leaves a note that fits as it is', async () => {
    const { recorder, stored } = setUp();
    recorder.record(NODE, 'CleanupWaiting', 'é'.repeat(512));
    await settle();
    expect(stringAt((await stored())[0], 'note')).toBe('é'.repeat(512));
  });

  it('makes a valid name from the longest name that a Node can have', async () => {
    const { recorder, stored } = setUp();
    const name = `${'a'.repeat(230)}.${'b'.repeat(22)}`;
    recorder.record({ ...NODE, name }, 'CleanupWaiting', 'x');
    await settle();
    const stem = (await stored())[0]?.metadata.name ?? '';
    expect(stem.length).toBeLessThanOrEqual(253);
    expect(stem).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
  });
});

describe('a repeat', () => {
  it('becomes a count on the first Event, within seconds', async () => {
    const { clock, recorder, stored } = setUp();
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(1_000);
    for (let i = 0; i < 4; i++) recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(10_000);
    const events = await stored();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ series: { count: 5, lastObservedTime: '2026-01-01T00:00:01.000000Z' } });
  });

  it('is written less and less often while it goes on, and never more than six minutes late', async () => {
    const { clock, recorder, stored, writes } = setUp();
    for (let second = 0; second < 3_600; second += 5) {
      recorder.record(NODE, 'CleanupWaiting', 'same');
      await clock.advance(5_000);
    }
    expect(writes().length).toBeLessThanOrEqual(16);
    const count = numberAt((await stored())[0], 'series', 'count') ?? 0;
    expect(count).toBeGreaterThanOrEqual(720 - 360 / 5);
  });

  it('begins a new Event when the first has expired, without counting twice', async () => {
    const { clock, client, recorder, stored } = setUp();
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await settle();
    const [first] = await stored();
    client.remove(EVENTS, first?.metadata.name ?? '', 'default');
    await clock.advance(7_200_000);
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await settle();
    const events = await stored();
    expect(events).toHaveLength(1);
    expect(events[0]?.metadata.name).not.toBe(first?.metadata.name);
    expect(events[0]).not.toHaveProperty('series');
    expect(events[0]).toMatchObject({ eventTime: '2026-01-01T02:00:00.000000Z' });
  });

  it('that comes before the first could be written is in the first', async () => {
    const { clock, client, recorder, stored } = setUp();
    client.fail(() => true, noAnswer(), 1);
    recorder.record(NODE, 'CleanupWaiting', 'same');
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(1_000);
    expect(await stored()).toMatchObject([{ series: { count: 2 } }]);
  });
});

describe('floods', () => {
  it('lets an object say so much of one kind and no more, and something again later', async () => {
    const { clock, recorder, results, stored } = setUp({ perObject: { burst: 3, refillMs: 60_000 } });
    for (let i = 0; i < 10; i++) recorder.record(NODE, 'CleanupTaskFailed', `attempt ${i}`);
    await settle();
    expect(await stored()).toHaveLength(3);
    expect(results).toEqual({ created: 3, limited: 7 });
    await clock.advance(60_000);
    recorder.record(NODE, 'CleanupTaskFailed', 'later');
    await settle();
    expect(await stored()).toHaveLength(4);
  });

  it('does not let one kind of Event or one Node silence another', async () => {
    const { recorder, stored } = setUp({ perObject: { burst: 1, refillMs: 60_000 } });
    for (let i = 0; i < 5; i++) recorder.record(NODE, 'CleanupTaskFailed', `attempt ${i}`);
    recorder.record(NODE, 'NodeReleased', 'released');
    recorder.record({ ...NODE, name: 'worker-2', uid: '2' }, 'CleanupTaskFailed', 'attempt 0');
    await settle();
    expect((await stored()).map((event) => stringAt(event, 'reason'))).toEqual([
      'CleanupTaskFailed',
      'NodeReleased',
      'CleanupTaskFailed',
    ]);
  });

  it('keeps a bounded number in memory while the API server is away, and counts what it drops', async () => {
    const { clock, client, recorder, results, stored } = setUp({ series: 100 });
    const outage = client.fail(({ verb }) => verb !== 'list', noAnswer());
    for (let i = 0; i < 1_000; i++) recorder.record({ ...NODE, uid: `${i}` }, 'NodeReleased', 'released');
    await clock.advance(1_000);
    expect(results).toEqual({ dropped: 900 });
    outage[Symbol.dispose]();
    await clock.advance(120_000);
    expect(await stored()).toHaveLength(100);
  });
});

describe('failures', () => {
  it('writes once the API server is back, and says once that it was away', async () => {
    const { clock, client, recorder, logged, stored } = setUp();
    const outage = client.fail(({ verb }) => verb !== 'list', noAnswer());
    for (let i = 0; i < 10; i++) recorder.record(NODE, 'CleanupWaiting', `note ${i}`);
    await clock.advance(30_000);
    outage[Symbol.dispose]();
    await clock.advance(120_000);
    expect(await stored()).toHaveLength(10);
    expect(logged).toMatchObject([{ level: 'warn', reason: 'CleanupWaiting' }]);
  });

  it('makes one Event when the answer to its creation was lost', async () => {
    const { clock, client, recorder, stored, logged } = setUp();
    let lost = 0;
    client.behave(({ verb }) => (verb === 'create' && lost++ === 0 ? { lost: noAnswer() } : undefined));
    recorder.record(NODE, 'CleanupWaiting', 'same');
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(60_000);
    expect(await stored()).toMatchObject([{ series: { count: 2 } }]);
    expect(logged).toHaveLength(1);
  });

  it('waits as long as the API server asks for', async () => {
    const { clock, client, recorder, writes } = setUp();
    client.fail(({ verb }) => verb === 'create', apiError(429, 'TooManyRequests', 'slow down', 30), 1);
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(29_999);
    expect(writes()).toHaveLength(1);
    await clock.advance(1);
    expect(writes()).toHaveLength(2);
  });

  it('gives up after a dozen attempts', async () => {
    const { clock, client, recorder, results, writes } = setUp();
    client.fail(() => true, apiError(500, 'InternalError'));
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(3_600_000);
    expect(writes()).toHaveLength(12);
    expect(results).toEqual({ dropped: 1 });
  });

  it.each([
    { code: 422, reason: 'Invalid' },
    { code: 400, reason: 'BadRequest' },
  ])('does not repeat what the API server refuses with $code', async ({ code, reason }) => {
    const { clock, client, recorder, results, writes, logged } = setUp();
    client.fail(() => true, apiError(code, reason));
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await clock.advance(3_600_000);
    expect(writes()).toHaveLength(1);
    expect(results).toEqual({ dropped: 1 });
    expect(logged).toHaveLength(1);
  });

  it('names a missing right once', async () => {
    const { clock, client, recorder, logged } = setUp();
    client.fail(() => true, apiError(403, 'Forbidden'));
    for (let i = 0; i < 20; i++) recorder.record({ ...NODE, uid: `${i}` }, 'CleanupWaiting', 'same');
    await clock.advance(60_000);
    expect(logged).toMatchObject([{ level: 'error', missing: 'create events.events.k8s.io in namespace default' }]);
  });
});

describe('stopping', () => {
  it('writes the last counts before it ends, and leaves no timer', async () => {
    const { clock, recorder, abort, stopped, stored } = setUp();
    recorder.record(NODE, 'CleanupWaiting', 'same');
    await settle();
    recorder.record(NODE, 'CleanupWaiting', 'same');
    recorder.record(NODE, 'NodeReleased', 'released');
    abort.abort();
    await stopped;
    expect(await stored()).toMatchObject([{ series: { count: 2 } }, { reason: 'NodeReleased' }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends in bounded time when the API server does not answer, and counts what is lost', async () => {
    const { clock, client, recorder, abort, isOver, results } = setUp({ flushMs: 2_000 });
    client.behave(() => ({ beforeMs: 3_600_000 }));
    for (let i = 0; i < 20; i++) recorder.record(NODE, 'CleanupWaiting', `note ${i}`);
    await settle();
    abort.abort();
    await clock.advance(1_999);
    expect(isOver()).toBe(false);
    await clock.advance(1);
    expect(isOver()).toBe(true);
    expect(results).toEqual({ dropped: 20 });
  });

  it('counts what comes after the end', async () => {
    const { recorder, abort, stopped, results } = setUp();
    abort.abort();
    await stopped;
    recorder.record(NODE, 'CleanupWaiting', 'late');
    expect(results).toEqual({ dropped: 1 });
  });

  it('can be flushed by a command that never runs it', async () => {
    const { client, recorder } = setUp();
    const fresh = new EventRecorder({
      client,
      clock: new FakeClock(),
      random: () => 0.1,
      log: silentLogger,
      metrics: noMetrics,
      identity: 'release-all',
    });
    fresh.record(NODE, 'NodeReleased', 'released');
    await fresh.flush();
    expect(client.calls.map(({ verb }) => verb)).toEqual(['create']);
    await recorder.flush();
  });
});
