import { spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { ping, WebSocket } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCodeOf } from '../../support/installed/container-run.ts';
import { answerExec, type Execute } from '../../support/installed/exec-server.ts';

// The client here is undici's WebSocket; kubectl and the API server are it in test/integration/documented-commands.test.ts.
const PROTOCOL = 'v5.channel.k8s.io';

/** The Pod `shop/web` has one container, `main`, and that a shell. */
let ended: Promise<number> | undefined;
const execute: Execute = (...[namespace, pod, container, command]) => {
  if ([namespace, pod, container].join() !== 'shop,web,main') return undefined;
  const child = spawn('/bin/sh', ['-c', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  ended = exitCodeOf(child);
  return Promise.resolve({ stdout: child.stdout, stderr: child.stderr, ended, kill: () => void child.kill('SIGKILL') });
};

const server = createServer().on('upgrade', (request, socket) => void answerExec(request, socket, execute));
let host: string;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => void server.close());

function open(script: string): WebSocket {
  const socket = new WebSocket(`ws://${host}/exec/shop/web/main?output=1&error=1&command=${script}`, PROTOCOL);
  socket.binaryType = 'arraybuffer';
  return socket;
}

/** What came on each stream, when all has come. */
async function run(script: string): Promise<Readonly<Record<number, string>>> {
  const socket = open(encodeURIComponent(script));
  const said: Record<number, string> = {};
  socket.addEventListener('message', ({ data }) => {
    const [stream = -1, ...bytes] = new Uint8Array(data);
    said[stream] = (said[stream] ?? '') + Buffer.from(bytes).toString();
  });
  const [{ code, wasClean }] = await once(socket, 'close');
  expect({ code, wasClean }).toEqual({ code: 1000, wasClean: true });
  return said;
}

it('each stream of the program comes as one of its own, and then that it went well', async () => {
  const { 1: stdout, 2: stderr, 3: status = '' } = await run('echo out; echo err >&2');
  expect({ stdout, stderr }).toEqual({ stdout: 'out\n', stderr: 'err\n' });
  expect(JSON.parse(status)).toEqual({ metadata: {}, status: 'Success' });
});

it.each([
  ['exit 3', '3'],
  ['kill -KILL $$', '137'],
])('%s: the exit code comes as the cause of a failure', async (script, code) => {
  const status = JSON.parse((await run(script))[3] ?? '');
  expect(status).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode' });
  expect(status.details.causes).toEqual([{ reason: 'ExitCode', message: code }]);
});

it.each([124, 125, 65_534, 65_535, 1_000_000])('%i bytes arrive whole', async (count) => {
  expect((await run(`head -c ${count} /dev/zero`))[1]).toHaveLength(count);
});

it('a ping is answered with what it said', async () => {
  const pong = new Promise((resolve) => {
    subscribe('undici:websocket:pong', (message) => resolve(message));
  });
  const socket = open('exec+sleep+1000');
  await once(socket, 'open');
  ping(socket, Buffer.from('are you there'));
  expect(await pong).toMatchObject({ payload: Buffer.from('are you there') });
  socket.close();
});

it('the program ends when nobody listens any more', async () => {
  const socket = open('exec+sleep+1000');
  await once(socket, 'open');
  socket.close();
  expect(await ended).toBe(137);
});

it.each([
  ['/exec/shop/web/other?output=1&command=true', PROTOCOL, 404],
  ['/portForward/shop/web', PROTOCOL, 404],
  ['/exec/shop/web/main?output=1&command=true', 'v4.channel.k8s.io', 400],
  ['/exec/shop/web/main?input=1&command=true', PROTOCOL, 501],
  ['/exec/shop/web/main?tty=1&command=true', PROTOCOL, 501],
])('%s in %s is refused with %i', async (path, protocol, status) => {
  const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-protocol': protocol };
  const [response] = await once(get(`http://${host}${path}`, { headers, agent: false }), 'response');
  response.resume();
  expect(response.statusCode).toBe(status);
});
