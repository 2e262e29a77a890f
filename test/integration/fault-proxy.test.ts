import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Api, type ApiError, type WatchEvent } from '../../hack/control-plane/api.ts';
import { readKubeconfig } from '../../hack/control-plane/kubeconfig.ts';
import { eventually } from '../support/eventually.ts';
import {
  answer,
  cut,
  endStream,
  type Fault,
  garbageLine,
  gone,
  goneInStream,
  halfLine,
  loseAnswer,
  resetInStream,
  slow,
  stall,
  stallInStream,
  tooManyRequests,
} from '../support/fault-proxy/faults.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { createNamespace, createServiceAccount } from '../support/namespaces.ts';
import { createNode, findNode } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';

const cluster = useCluster();
const NODES = '/api/v1/nodes';
let proxy: FaultProxy;
let api: Api;
let watched = '';

beforeAll(async () => {
  proxy = await startFaultProxy(cluster);
  api = new Api(readKubeconfig(proxy.kubeconfig));
  cluster.atEnd(async () => api[Symbol.dispose]());
  for (const suffix of ['a', 'b', 'c']) await createNode(cluster, suffix, { labels: { file: cluster.prefix } });
  watched = `${NODES}?labelSelector=file%3D${cluster.prefix}`;
});

beforeEach(() => proxy.heal());

const QUIET_MS = 300;

/** What a watch through the proxy brings, and how it goes on after as many lines as are expected. */
async function watch(expected: number): Promise<{ lines: string[]; end: 'end' | 'error' | 'silence' }> {
  const stop = new AbortController();
  const lines: string[] = [];
  let timer = setTimeout(() => stop.abort(), expected === 0 ? QUIET_MS : 20_000);
  try {
    for await (const { type } of api.watch(watched, stop.signal)) {
      lines.push(type);
      if (lines.length !== expected) continue;
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), QUIET_MS);
    }
    return { lines, end: stop.signal.aborted ? 'silence' : 'end' };
  } catch {
    return { lines, end: 'error' };
  } finally {
    clearTimeout(timer);
  }
}

describe('without a fault', () => {
  it('passes requests and answers on, with the identity of the kubeconfig it stands for', async () => {
    expect(await api.list(watched)).toHaveLength(3);
    const { stdout } = await cluster.kubectl(['auth', 'whoami'], { kubeconfig: proxy.kubeconfig });
    expect(stdout).toContain('system:masters');
  });

  it('passes a service account’s token through', async () => {
    const namespace = await createNamespace(cluster, 'token');
    await createServiceAccount(cluster, namespace, 'nobody');
    const kubeconfig = await cluster.kubeconfigFor({ serviceAccount: 'nobody', namespace });
    const behind = await startFaultProxy(cluster, kubeconfig);
    const { stdout } = await cluster.kubectl(['auth', 'whoami'], { kubeconfig: behind.kubeconfig });
    expect(stdout).toContain(`system:serviceaccount:${namespace}:nobody`);
  });

  it('admits nobody who has only found the port', async () => {
    const { server, ca, user } = readKubeconfig(proxy.kubeconfig);
    using stranger = new Api({ server, ca, user, credentials: { token: 'guessed' } });
    await expect(stranger.get(NODES)).rejects.toThrow(/401/);
  });

  it('streams a watch event by event', async () => {
    const { lines, end } = await watch(3);
    // Controllers change Nodes that have no kubelet, whenever they come to it.
    expect(lines.filter((type) => type !== 'MODIFIED')).toEqual(['ADDED', 'ADDED', 'ADDED']);
    expect(end).toBe('silence');
  });

  it('counts what it has seen', async () => {
    const before = proxy.count({ method: 'GET', path: NODES, watch: false });
    await api.list(watched);
    expect(proxy.count({ method: 'GET', path: NODES, watch: false })).toBe(before + 1);
    expect(proxy.requests.at(-1)).toMatchObject({ method: 'GET', path: NODES, status: 200, watch: false });
  });
});

describe('a single request', () => {
  const get = () => api.get(NODES);

  it('is cut', async () => {
    proxy.inject({ path: NODES }, cut(), { times: 1 });
    await expect(get()).rejects.toThrow(/socket hang up|ECONNRESET/);
    await get();
  });

  it('is done while its answer is lost', async () => {
    const path = `${NODES}/${cluster.name('a')}`;
    proxy.inject({ method: 'PATCH' }, loseAnswer());
    await expect(api.patch(path, { metadata: { labels: { lost: 'answer' } } })).rejects.toThrow(/hang up|ECONNRESET/);
    expect((await findNode(cluster, cluster.name('a')))?.metadata.labels?.lost).toBe('answer');
  });

  it('is never answered', async () => {
    proxy.inject({ path: NODES }, stall());
    await expect(api.request('GET', NODES, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/abort/i);
  });

  it('is answered late', async () => {
    proxy.inject({ path: NODES }, slow(300));
    const startedAt = performance.now();
    await get();
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  it('is throttled, with the time to wait', async () => {
    proxy.inject({ path: NODES }, tooManyRequests(7));
    const { status, headers } = await api.request('GET', NODES);
    expect([status, headers['retry-after']]).toEqual([429, '7']);
  });

  it.each([500, 503])('is answered %i as the API server would', async (code) => {
    proxy.inject({ path: NODES }, answer(code));
    const error = await get().catch((thrown: ApiError) => thrown);
    expect(error).toMatchObject({ status: code });
  });

  it('has asked for a version that is gone', async () => {
    proxy.inject({ watch: true }, gone());
    expect(await watch(0)).toEqual({ lines: [], end: 'error' });
  });

  it('is the second of its kind, or any but the first', async () => {
    const second = proxy.inject({ path: NODES }, answer(500), { after: 1, times: 1 });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) statuses.push((await api.request('GET', NODES)).status);
    expect(statuses).toEqual([200, 500, 200]);
    expect(second.hits).toHaveLength(1);
  });
});

describe('a stream', () => {
  const cases: readonly (readonly [string, Fault, { lines: string[]; end: string }])[] = [
    ['goes silent', stallInStream(2), { lines: ['ADDED', 'ADDED'], end: 'silence' }],
    ['is reset', resetInStream(1), { lines: ['ADDED'], end: 'error' }],
    ['ends', endStream(3), { lines: ['ADDED', 'ADDED', 'ADDED'], end: 'end' }],
    ['ends in half a line', halfLine(1), { lines: ['ADDED'], end: 'error' }],
    ['says what is not JSON', garbageLine(1), { lines: ['ADDED'], end: 'error' }],
    ['says that it has fallen behind', goneInStream(1), { lines: ['ADDED', 'ERROR'], end: 'end' }],
    ['goes silent before its first line', stallInStream(), { lines: [], end: 'silence' }],
  ];

  it.each(cases)('%s', async (_, fault, expected) => {
    proxy.inject({ watch: true }, fault);
    expect(await watch(expected.lines.length)).toEqual(expected);
  });

  it('can be broken while it is open', async () => {
    const events: WatchEvent[] = [];
    const end = (async () => {
      for await (const event of api.watch(watched)) events.push(event);
    })();
    await eventually(() => events.length === 3, { describe: 'three events' });
    for (const exchange of proxy.open({ watch: true })) exchange.reset();
    await expect(end).rejects.toThrow(/aborted|ECONNRESET/);
    expect(proxy.open({ watch: true })).toEqual([]);
  });
});

describe('the whole network', () => {
  it('is away, and comes back', async () => {
    proxy.refuse();
    await expect(api.get(NODES)).rejects.toThrow(/hang up|ECONNRE|disconnected/);
    proxy.heal();
    await api.get(NODES);
  });

  it('swallows everything, and comes back', async () => {
    proxy.swallow();
    await expect(api.request('GET', NODES, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/abort/i);
    proxy.heal();
    await api.get(NODES);
  });
});
