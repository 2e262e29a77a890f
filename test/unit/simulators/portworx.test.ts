import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClusterState } from '../../simulators/portworx/cluster-state.ts';
import type { JobState } from '../../simulators/portworx/objects.ts';
import { RestServer } from '../../simulators/portworx/rest-server.ts';

// What the simulator must do is what is known of Portworx: paths, names and texts of the public protocol
// (https://github.com/libopenstorage/openstorage, api.swagger.json, api/server/cluster.go).

let state: ClusterState;
let server: RestServer;

beforeEach(async () => {
  state = new ClusterState();
  for (const name of ['a', 'b']) {
    const common = { nodeName: name, storage: true, kvdb: false, attachmentsDisabled: false };
    state.nodes.set(`px-${name}`, { id: `px-${name}`, status: 'STATUS_OK', ...common });
  }
  server = await RestServer.start(state);
});

afterEach(() => server[Symbol.asyncDispose]());

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(new URL(path, server.url), { method, ...text });
  const answer = await response.text();
  return { status: response.status, body: answer.startsWith('{') ? JSON.parse(answer) : answer };
}

function addVolume(name: string, replicaSets: string[][]): void {
  state.volumes.set(name, {
    ...{ id: name, name, labels: {}, haLevel: replicaSets[0]?.length ?? 0, status: 'VOLUME_STATUS_UP' },
    ...{ replicaSets, current: replicaSets, attachedOn: 'px-a', inTrash: false },
  });
}

describe('the gateway of the SDK', () => {
  test('lists nodes with their Node, and with 64-bit numbers as text', async () => {
    const { body } = await call('GET', '/v1/nodes/filters');
    expect(body).toMatchObject({
      nodes: [
        { id: 'px-a', status: 'STATUS_OK', scheduler_node_name: 'a', mem_total: '16777216000', pools: [{}] },
        { id: 'px-b' },
      ],
    });
  });

  test('leaves out what has its zero value', async () => {
    expect((await call('POST', '/v1/volumes/inspectwithfilters', {})).body).toEqual({});
    expect((await call('GET', '/v1/jobs')).body).toEqual({});
    addVolume('v', [['px-a', 'px-b']]);
    const { body } = await call('POST', '/v1/volumes/inspectwithfilters', {});
    expect(body).toMatchObject({
      volumes: [
        {
          volume: {
            ...{ id: 'v', spec: { ha_level: '2' }, status: 'VOLUME_STATUS_UP', attached_on: 'px-a' },
            replica_sets: [{ nodes: ['px-a', 'px-b'] }],
            runtime_state: [{ runtime_state: { ReplicaSetCurrMid: 'px-a,px-b' } }],
          },
          name: 'v',
        },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/in_trashcan|"id":0|labels/);
  });

  test('disables attachments, and says with 404 that it has no such node', async () => {
    expect(await call('PUT', '/v1/nodes/attachments/disable/px-a', {})).toEqual({ status: 200, body: {} });
    expect(state.nodes.get('px-a')?.attachmentsDisabled).toBe(true);
    expect(await call('PUT', '/v1/nodes/attachments/disable/px-z', {})).toMatchObject({
      status: 404,
      body: { code: 5, error: 'node px-z not found' },
    });
  });

  test('drains by a job, which gets on with each look and has moved the attachments in the end', async () => {
    addVolume('v', [['px-a']]);
    const { body } = await call('PUT', '/v1/nodes/attachments/drain/px-a', { issuer: 'me' });
    const drain_attachments = { node_id: 'px-a', issuer: 'me' };
    expect(body).toMatchObject({
      job: { id: 'job-1', state: 'PENDING', type: 'DRAIN_ATTACHMENTS', drain_attachments },
    });
    const seen: unknown[] = [];
    for (let look = 0; look < 3; look++) seen.push((await call('GET', '/v1/jobs/job-1')).body);
    expect(seen).toMatchObject(['PENDING', 'RUNNING', 'DONE'].map((at) => ({ job: { state: at } })));
    expect(state.volumes.get('v')?.attachedOn).toBe('');
    expect((await call('GET', '/v1/jobs?type=DRAIN_ATTACHMENTS')).body).toMatchObject({ jobs: [{ id: 'job-1' }] });
    expect((await call('GET', '/v1/jobs/job-7')).status).toBe(404);
  });

  test.each<JobState>(['RUNNING', 'PAUSED', 'CANCELLED', 'FAILED'])(
    'a job stays %s when it is told to',
    async (last) => {
      state.jobsGo = ['PENDING', last];
      await call('PUT', '/v1/nodes/attachments/drain/px-a', {});
      for (let look = 0; look < 3; look++) await call('GET', '/v1/jobs/job-1');
      expect((await call('GET', '/v1/jobs/job-1')).body).toMatchObject({ job: { state: last } });
    },
  );

  test('asks for a token where it is told to', async () => {
    await using secured = await RestServer.start(state, { token: 'secret' });
    const url = new URL('/v1/nodes/filters', secured.url);
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer secret' } })).status).toBe(200);
  });
});

describe('the management API', () => {
  const remove = (query: string) => call('DELETE', `/v1/cluster/?${query}`);

  test('removes a node that is offline, and its copies with it', async () => {
    addVolume('v', [['px-a', 'px-b']]);
    Object.assign(state.nodes.get('px-a') ?? {}, { status: 'STATUS_OFFLINE' });
    expect(await remove('id=px-a&forceRemove=false')).toEqual({ status: 200, body: { error: '' } });
    expect([...state.nodes.keys()]).toEqual(['px-b']);
    expect(state.volumes.get('v')?.replicaSets).toEqual([['px-b']]);
  });

  test.each([
    ['is online', 'px-a', 'is not offline'],
    ['is unknown', 'px-z', 'not found'],
  ])('refuses with status 200 and an error what %s', async (_, id, why) => {
    expect(await remove(`id=${id}`)).toEqual({
      status: 200,
      body: { error: `Node Remove: node ${id} ${why}` },
    });
  });

  test('refuses what would lose data, unless it is forced', async () => {
    addVolume('v', [['px-a']]);
    Object.assign(state.nodes.get('px-a') ?? {}, { status: 'STATUS_MAINTENANCE' });
    expect((await remove('id=px-a&forceRemove=false')).body).toMatchObject({
      error: expect.stringContaining('data loss'),
    });
    expect((await remove('id=px-a&forceRemove=true')).body).toEqual({ error: '' });
  });

  test('needs an id', async () => {
    expect(await remove('')).toEqual({ status: 400, body: 'Missing id param\n' });
  });
});
