import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuthority, LOOPBACK_HOSTS } from '../../../../hack/certificates.ts';
import { readOptions } from '../../../../lib/tasks/portworx/options.ts';
import { PortworxError, PxClient } from '../../../../lib/tasks/portworx/px-client.ts';
import { systemClock } from '../../../../lib/time/clock.ts';
import { ClusterState } from '../../../simulators/portworx/cluster-state.ts';
import { type Misbehaviour, RestServer, type RestServerOptions } from '../../../simulators/portworx/rest-server.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'portworx-'));
afterAll(() => rm(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

let state: ClusterState;
let server: RestServer;

async function start(options: RestServerOptions = {}): Promise<void> {
  state = new ClusterState();
  const common = { storage: true, kvdb: false, attachmentsDisabled: false, status: 'STATUS_OK' };
  state.nodes.set('px-a', { id: 'px-a', nodeName: 'a', ...common });
  server = await RestServer.start(state, options);
}

beforeEach(() => start());
afterEach(() => server[Symbol.asyncDispose]());

const clientOf = (options = {}, signal = new AbortController().signal, clock = systemClock): PxClient =>
  new PxClient(
    { gateway: server.url, management: async () => server.url },
    readOptions({ timeout: '2s', ...options }),
    clock,
    signal,
  );

const anything = () => true;
const answer = (status: number, body: unknown): Misbehaviour => ({
  is: 'answer',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('what goes well', () => {
  test('nodes, volumes, jobs', async () => {
    const client = clientOf();
    expect(await client.nodes()).toEqual([{ id: 'px-a', status: 'STATUS_OK', nodeName: 'a', hasPools: true }]);
    expect(await client.volumes()).toEqual([]);
    await client.cordonAttachments('px-a');
    expect(state.nodes.get('px-a')?.attachmentsDisabled).toBe(true);
    const { id } = await client.drainAttachments('px-a', 'me');
    expect(await client.job(id)).toMatchObject({ state: 'PENDING', nodeId: 'px-a', issuer: 'me' });
    expect(await client.drainJobs()).toMatchObject([{ id }]);
    expect(await client.job('unknown')).toBeUndefined();
  });

  test('an id cannot lead to another path', async () => {
    await expect(clientOf().cordonAttachments('../drain/px-a?x=#')).rejects.toThrow('not found');
    expect(server.calls.map(({ path }) => path)).toEqual(['/v1/nodes/attachments/disable/..%2Fdrain%2Fpx-a%3Fx%3D%23']);
  });

  test('a node is removed, and never by force', async () => {
    Object.assign(state.nodes.get('px-a') ?? {}, { status: 'STATUS_OFFLINE' });
    await clientOf().removeNode('px-a');
    expect(server.calls).toMatchObject([
      { method: 'DELETE', path: '/v1/cluster/', query: '?id=px-a&forceRemove=false' },
    ]);
    expect(state.nodes.size).toBe(0);
  });

  test('the token is read anew for each call', async () => {
    await server[Symbol.asyncDispose]();
    await start({ token: 'new' });
    const tokenFile = file('token', 'old\n');
    const client = clientOf({ tokenFile });
    await expect(client.nodes()).rejects.toThrow(/HTTP 401: access denied/);
    file('token', 'new\n');
    expect(await client.nodes()).toHaveLength(1);
  });

  test('TLS is checked with the authority that is given', async () => {
    const authority = createAuthority('portworx');
    await server[Symbol.asyncDispose]();
    await start({ certificate: authority.issue({ commonName: 'px', hosts: LOOPBACK_HOSTS }) });
    expect(await clientOf({ caFile: file('ca.crt', authority.cert) }).nodes()).toHaveLength(1);
    await expect(clientOf().nodes()).rejects.toThrow(`asking Portworx at ${server.url} for its nodes: `);
    const stranger = file('other.crt', createAuthority('other').cert);
    await expect(clientOf({ caFile: stranger }).nodes()).rejects.toThrow('asking Portworx');
  });
});

describe('what goes wrong names the address', () => {
  const message = (end: string | RegExp) =>
    new RegExp(`^asking Portworx at ${server.url} for its nodes: ${typeof end === 'string' ? end : end.source}`);

  test.each<[string, Misbehaviour, RegExp]>([
    ['an error in an answer with status 200', answer(200, { error: 'not in quorum' }), /HTTP 200: not in quorum$/],
    ['an error of the gateway', answer(503, { error: 'e', message: 'e', code: 14 }), /HTTP 503: e$/],
    ['an error of something in between', answer(502, '<html>Bad Gateway</html>'), /HTTP 502: <html>Bad Gateway/],
    ['an error without a body', answer(500, ''), /HTTP 500$/],
    ['a redirect', answer(307, ''), /HTTP 307/],
    ['too many requests', answer(429, ''), /HTTP 429/],
    ['no JSON', answer(200, 'hello'), /the answer is no JSON object: hello$/],
    ['JSON that is no object', answer(200, '[1]'), /the answer is no JSON object/],
    ['nothing', answer(200, ''), /the answer is no JSON object/],
    ['an object that names no node', answer(200, {}), /it names none$/],
    ['nodes that are no list', answer(200, { nodes: 'all' }), /it names none$/],
    ['10 MB', { is: 'flood', bytes: 10_000_000 }, /the answer is longer than 8 MiB$/],
    ['a connection that is cut', { is: 'reset' }, /.+/],
  ])('%s', async (_, misbehaviour, end) => {
    server.misbehave(anything, misbehaviour);
    await expect(clientOf().nodes()).rejects.toThrow(message(end));
  });

  test('no answer at all', async () => {
    server.misbehave(anything, { is: 'hang' });
    const clock = new FakeClock();
    const asked = clientOf({}, new AbortController().signal, clock).nodes();
    asked.catch(() => {});
    await expect.poll(() => server.calls.length).toBe(1);
    await clock.advance(2_000);
    await expect(asked).rejects.toThrow(message('no answer within 2 s'));
  });

  test('nobody is there', async () => {
    const client = clientOf();
    await server[Symbol.asyncDispose]();
    await expect(client.nodes()).rejects.toThrow(message('connect ECONNREFUSED'));
    await start();
  });

  test('volumes that are no list are not "no volumes"', async () => {
    server.misbehave(anything, answer(200, { volumes: null }));
    await expect(clientOf().volumes()).rejects.toThrow('it gives no list of them');
  });

  test.each([
    ['a node without an id', { nodes: [{ id: 'px-b' }, { status: 'STATUS_OK' }] }, 'nodes'],
    ['nothing for a node', { nodes: [null] }, 'nodes'],
    ['a volume without its record', { volumes: [{ name: 'db', labels: {} }] }, 'volumes'],
    ['nothing for a volume', { volumes: [null] }, 'volumes'],
  ] as const)('%s is not an empty one', async (_, body, what) => {
    server.misbehave(anything, answer(200, body));
    await expect(clientOf()[what]()).rejects.toThrow(`for its ${what}: one of them has no id`);
  });

  test('40 MB of volumes', async () => {
    server.misbehave(anything, { is: 'flood', bytes: 40_000_000 });
    await expect(clientOf({ timeout: '1m' }).volumes()).rejects.toThrow(
      'for its volumes: the answer is longer than 32 MiB',
    );
  });

  test('a drain whose answer names no job', async () => {
    server.misbehave(anything, answer(200, { job: {} }));
    await expect(clientOf().drainAttachments('px-a', 'me')).rejects.toThrow('its answer names no job');
  });

  test('a removal that is refused with status 200', async () => {
    const refused = await clientOf()
      .removeNode('px-a')
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PortworxError);
    expect(refused).toMatchObject({ status: 200, said: 'Node Remove: node px-a is not offline' });
  });

  test('a token file that is not there, or holds what no header can', async () => {
    await expect(clientOf({ tokenFile: join(folder, 'none') }).nodes()).rejects.toThrow('ENOENT');
    const tokenFile = file('odd', 'se\ncret');
    const error = await clientOf({ tokenFile }).nodes().catch(String);
    expect(error).toContain('asking Portworx');
    expect(error).not.toContain('cret');
  });

  test('a run that is called off ends at once', async () => {
    server.misbehave(anything, { is: 'hang' });
    const stop = new AbortController();
    const asked = clientOf({}, stop.signal).nodes();
    stop.abort(new Error('the lead is lost'));
    await expect(asked).rejects.toThrow('the lead is lost');
  });
});
