import { expect, it } from 'vitest';
import { ServerTime } from '../../../lib/tls/server-time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { apiError, FakeKubeClient } from '../../support/fake-kube-client.ts';
import { recordingLog } from '../http/support.ts';
import { DAY } from './sample.ts';

function world() {
  const [server, clock, log] = [new FakeClock(), new FakeClock(), recordingLog()];
  clock.jumpWallClock(365 * DAY);
  const client = new FakeKubeClient(server);
  return {
    server,
    clock,
    log,
    client,
    time: new ServerTime({ client, clock, log }),
    signal: new AbortController().signal,
  };
}

it('is the API server’s, however wrong our clock is, which is said once', async () => {
  const { server, clock, log, time, signal } = world();
  await time.ask(signal);
  expect(time.now()).toBe(server.now());
  await clock.advance(5_000);
  clock.jumpWallClock(-1_000 * DAY);
  expect(time.now()).toBe(server.now() + 5_000);
  await time.ask(signal);
  expect(log.lines).toEqual([expect.objectContaining({ level: 'warn', aheadSeconds: 365 * 86_400 })]);
});

it('is asked for again after an hour, since a machine may have slept', async () => {
  const { server, clock, client, time, signal } = world();
  await time.ask(signal);
  await time.askIfLongAgo(signal);
  expect(client.calls).toHaveLength(1);
  await server.advance(7_200_000);
  await clock.advance(3_600_000);
  await time.askIfLongAgo(signal);
  expect(time.now()).toBe(server.now());
});

it('is our own when the API server does not tell', async () => {
  const { clock, client, time, signal } = world();
  client.fail(() => true, apiError(403, 'Forbidden'));
  await time.ask(signal);
  expect(time.now()).toBe(clock.now());
});
