import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../lib/cleanup/ledger.ts';
import { NODE_CLEANUPS } from '../../../lib/cleanup/node-cleanup.ts';
import type { ObjectOptions } from '../../../lib/kube/client.ts';
import type { Resource } from '../../../lib/kube/resource.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubeClient } from '../../support/fake-kube-client.ts';
import { cleanup, status } from './sample.ts';

/** As long as an event may be on its way, see the ledger. */
const WATCH_LAG_MS = 180_000;
const { signal } = new AbortController();
const completed = status({ phase: 'Completed', finishedAt: '2026-01-01T00:00:00Z' });

/** A status that is written leaves the rest of the object as it is. */
class Server extends FakeKubeClient {
  override replace(resource: Resource, name: string, body: object, options: ObjectOptions = {}) {
    return super.replace(resource, name, { ...this.peek(resource, name), ...body }, options);
  }
}

async function openRecord() {
  const clock = new FakeClock();
  const client = new Server(clock);
  const ledger = new Ledger(client, clock);
  const opened = await ledger.open(cleanup().spec, signal);
  return { clock, client, ledger, opened };
}

const phaseIn = (ledger: Ledger) => ledger.of(cleanup().spec.nodeUID)?.status.phase;

describe('after our own write', () => {
  it('what the watch shows of the time before is ignored', async () => {
    const { ledger, clock, opened } = await openRecord();
    await ledger.save(opened, completed, signal);
    ledger.observe(opened);
    expect(phaseIn(ledger)).toBe('Completed');
    clock.stall(WATCH_LAG_MS - 1);
    ledger.observe(opened);
    expect(phaseIn(ledger)).toBe('Completed');
  });

  it('what somebody else wrote since is taken', async () => {
    const { ledger, opened } = await openRecord();
    const saved = await ledger.save(opened, completed, signal);
    const resourceVersion = String(Number(saved.resourceVersion) + 1);
    ledger.observe({ ...saved, resourceVersion, status: status({ phase: 'Running' }) });
    expect(phaseIn(ledger)).toBe('Running');
  });

  it('a record that was deleted and made again is taken, whatever its version', async () => {
    const { ledger, opened } = await openRecord();
    await ledger.save(opened, completed, signal);
    ledger.observe({ ...opened, uid: 'made-again', resourceVersion: '0' });
    expect(ledger.of(opened.spec.nodeUID)?.uid).toBe('made-again');
  });
});

describe('after a restore of etcd, which brings old versions back,', () => {
  it('what the server has is taken at once of a record that this process did not write', () => {
    const ledger = new Ledger(new FakeKubeClient(), new FakeClock());
    ledger.observe(cleanup({ resourceVersion: '500', status: completed }));
    ledger.observe(cleanup({ resourceVersion: '300', status: status({ phase: 'Running' }) }));
    expect(phaseIn(ledger)).toBe('Running');
  });

  it('what the server has is taken when our own write is so old that no event can still be on its way', async () => {
    const { ledger, clock, opened } = await openRecord();
    await ledger.save(opened, completed, signal);
    clock.stall(WATCH_LAG_MS);
    ledger.observe(opened);
    expect(phaseIn(ledger)).toBe(opened.status.phase);
  });
});

it('a record whose deletion was seen before the answer to its last write goes for good when its time is over', async () => {
  const { ledger, clock, client, opened } = await openRecord();
  client.behave(({ verb }) => (verb === 'replace' ? { afterMs: 1_000 } : undefined));
  const saving = ledger.save(opened, completed, signal);
  await clock.advance(500);
  client.remove(NODE_CLEANUPS, opened.name);
  ledger.forget(opened);
  await clock.advance(500);
  const zombie = await saving;
  await ledger.delete(zombie, signal);
  expect([...ledger.all()]).toEqual([]);
  expect(ledger.ofName(opened.spec.nodeName)).toEqual([]);
});

it('a write to a record that somebody deleted makes it forgotten, so that the next pass opens another', async () => {
  const { ledger, client, opened } = await openRecord();
  client.remove(NODE_CLEANUPS, opened.name);
  await expect(ledger.save(opened, completed, signal)).rejects.toMatchObject({ code: 404 });
  const next = await ledger.open(opened.spec, signal);
  expect(next.uid).not.toBe(opened.uid);
});

it('a write that met another leaves the other one known', async () => {
  const { ledger, client, opened } = await openRecord();
  client.put(NODE_CLEANUPS, { ...client.peek(NODE_CLEANUPS, opened.name), status: status({ phase: 'Blocked' }) });
  await expect(ledger.save(opened, completed, signal)).rejects.toMatchObject({ code: 409 });
  expect(phaseIn(ledger)).toBe('Blocked');
});
