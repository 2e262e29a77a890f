import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../../lib/http/listen.ts';
import { Failure } from '../../../lib/telemetry/failure.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { recordingLog } from './support.ts';

function server() {
  const created = createServer();
  onTestFinished(() => void created.close());
  return created;
}

test('port 0 picks a free port and logs it', async () => {
  const log = recordingLog();
  const where = await listen(server(), { listener: 'webhook', port: 0, address: '127.0.0.1', log });
  expect(where).toEqual({ port: expect.any(Number), address: '127.0.0.1' });
  expect(where.port).toBeGreaterThan(0);
  expect(log.lines).toEqual([{ level: 'info', msg: 'listening', listener: 'webhook', ...where }]);
});

test('two processes on one port: the second says which port it is and what to do', async () => {
  const { port } = await listen(server(), { listener: 'health', port: 0, address: '127.0.0.1', log: silentLogger });
  const error: unknown = await listen(server(), {
    listener: 'webhook',
    port,
    address: '127.0.0.1',
    log: silentLogger,
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({
    code: 'ADDRESS_IN_USE',
    message: `the webhook listener cannot have port ${port} of 127.0.0.1: another process listens there; stop it or choose another with --webhook-port`,
  });
});

test('an address of another machine is a mistake in the command line', async () => {
  const listening = listen(server(), { listener: 'webhook', port: 0, address: '192.0.2.1', log: silentLogger });
  await expect(listening).rejects.toMatchObject({
    code: 'USAGE',
    message: '--bind-address 192.0.2.1 is not an address of this machine',
  });
});

test('without an address it listens on every one', async () => {
  const { address } = await listen(server(), { listener: 'health', port: 0, address: '', log: silentLogger });
  expect(['::', '0.0.0.0']).toContain(address);
});

test('an error of the listener later on is logged and ends nothing', async () => {
  const log = recordingLog();
  const listener = server();
  await listen(listener, { listener: 'webhook', port: 0, address: '127.0.0.1', log });
  listener.emit('error', new Error('EMFILE'));
  expect(log.lines.at(-1)).toMatchObject({ level: 'error', listener: 'webhook' });
});
