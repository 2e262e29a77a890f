import { Agent } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import { readinessGate, stopGracefully } from '../../../lib/http/graceful-stop.ts';
import type { Stoppable } from '../../../lib/http/stoppable.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { call, conversation, dial, head, NODE, recordingLog, review, startWebhook } from './support.ts';

test('the order is: not ready, ask callers to leave, wait for the endpoints, close', async () => {
  const clock = new FakeClock();
  const story: string[] = [];
  const gate = readinessGate();
  const server: Stoppable = {
    drain: () =>
      void story.push(
        `drain at ${clock.monotonic()}, ready: ${String(gate.check() instanceof Promise ? '?' : readiness())}`,
      ),
    close: async (ms) => {
      story.push(`close at ${clock.monotonic()} within ${ms}`);
      return true;
    },
  };
  const readiness = () => {
    const health = gate.check();
    return health instanceof Promise ? undefined : health.ok;
  };
  const log = recordingLog();
  const stopped = stopGracefully({ gate, servers: [server, server], clock, log });
  await clock.advance(5_000);
  await stopped;
  expect(story).toEqual([
    'drain at 0, ready: false',
    'drain at 0, ready: false',
    'close at 5000 within 10000',
    'close at 5000 within 10000',
  ]);
  expect(log.lines.map(({ msg }) => msg)).toEqual([
    'not ready any more; waiting for callers to notice',
    'all requests are answered',
  ]);
});

test('a request that is under way when the server closes is answered', async () => {
  const webhook = await startWebhook();
  const body = review(NODE);
  const socket = await dial(webhook.port);
  const heard = conversation(socket);
  socket.write(`${head(`Content-Length: ${body.length}`)}${body.slice(0, 10)}`);
  // An answered request shows that the server has seen what came before it.
  await call(webhook.port, { body });
  webhook.drain();
  const closed = webhook.close(10_000);
  await expect(dial(webhook.port)).rejects.toThrow('ECONNREFUSED');
  socket.write(body.slice(10));
  expect(await closed).toBe(true);
  expect(await heard).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)*Connection: close\r\n/);
});

test('a caller that keeps its connection is asked to leave while the server drains, and is still served', async () => {
  const webhook = await startWebhook();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async () => (await call(webhook.port, { body: review(NODE), agent })).headers.connection;
  expect(await ask()).toBe('keep-alive');
  webhook.drain();
  expect(await ask()).toBe('close');
  expect(await ask()).toBe('close');
});

test('idle connections do not delay the stop', async () => {
  const webhook = await startWebhook();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  await call(webhook.port, { body: review(NODE), agent });
  expect(await webhook.close(60_000)).toBe(true);
});

test('connections on which nobody has asked anything do not delay the stop', async () => {
  const webhook = await startWebhook();
  const heard = conversation(await dial(webhook.port));
  // An answered request shows that the server has seen who came before it.
  await call(webhook.port, { body: review(NODE) });
  expect(await webhook.close(60_000)).toBe(true);
  expect(await heard).toBe('');
});

test('a request whose head has only begun is waited for', async () => {
  const webhook = await startWebhook();
  const body = review(NODE);
  const socket = await dial(webhook.port);
  const heard = conversation(socket);
  const whole = `${head(`Content-Length: ${body.length}`)}${body}`;
  socket.write(whole.slice(0, 10));
  await call(webhook.port, { body });
  webhook.drain();
  const closed = webhook.close(60_000);
  await expect(dial(webhook.port)).rejects.toThrow('ECONNREFUSED');
  socket.write(whole.slice(10));
  expect(await closed).toBe(true);
  expect(await heard).toMatch(/^HTTP\/1\.1 200 OK/);
});

test('a request that never ends is cut off at the deadline, and that is logged', async () => {
  const webhook = await startWebhook();
  const socket = await dial(webhook.port);
  const heard = conversation(socket);
  socket.write(`${head('Content-Length: 100')}{`);
  await call(webhook.port, { body: review(NODE) });
  const log = recordingLog();
  const { systemClock } = await import('../../../lib/time/clock.ts');
  await stopGracefully({
    gate: readinessGate(),
    servers: [webhook],
    propagationMs: 0,
    deadlineMs: 100,
    clock: systemClock,
    log,
  });
  expect(log.lines.at(-1)).toMatchObject({ level: 'warn', msg: 'requests were cut off at the deadline' });
  expect(await heard).toBe('');
});
