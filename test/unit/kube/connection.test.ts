import { afterEach, beforeEach, expect, it } from 'vitest';
import { ApiError, ConnectionError } from '../../../lib/kube/errors.ts';
import { NODES, PODS } from '../../../lib/kube/resource.ts';
import { eventually } from '../../support/eventually.ts';
import { fakeNode } from './fake-api-server.ts';
import { type Harness, startHarness } from './harness.ts';

let h: Harness;
beforeEach(async () => {
  h = await startHarness();
});
afterEach(() => h[Symbol.asyncDispose]());

/** Settled either way, so that no rejection is ever unhandled while the test looks elsewhere. */
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
const failure = (code: string) => ({ error: expect.objectContaining({ name: 'ConnectionError', code }) });

it('opens no connection per call', async () => {
  for (let i = 0; i < 100; i++) {
    const call = h.client.get(NODES, 'n');
    (await h.server.next()).json(200, fakeNode('n', i));
    await call;
  }
  // The second is opened when a call is made in the instant in which the answer before it ends.
  expect(h.server.connections).toBeLessThanOrEqual(2);
});

it('opens no more than 32 connections, however many calls are made at once', async () => {
  const calls = Promise.all(Array.from({ length: 200 }, (_, i) => h.client.get(NODES, `n${i}`)));
  for (let i = 0; i < 200; i++) (await h.server.next()).json(200, fakeNode('n', i));
  await calls;
  expect(h.server.connections).toBe(32);
});

it('says who it is', async () => {
  const call = h.client.get(NODES, 'n');
  const visit = await h.server.next();
  expect(visit.headers).toMatchObject({
    'user-agent': 'node-cleanup-webhook/1.2.3',
    authorization: 'Bearer token-1',
    accept: 'application/json',
  });
  visit.json(200, fakeNode('n', 1));
  await call;
});

it('counts requests by verb, resource and code', async () => {
  const call = outcome(h.client.create(PODS, {}, { namespace: 'a', name: 'p', subresource: 'eviction' }));
  (await h.server.next()).refuse(429, 'TooManyRequests');
  await call;
  expect(
    h.metrics.total('rest_client_requests_total', { verb: 'create', resource: 'pods/eviction', code: '429' }),
  ).toBe(1);
});

it('renews a token that the server refuses, and the call succeeds', async () => {
  const call = h.client.get(NODES, 'n');
  const first = await h.server.next();
  h.write('token', 'token-2');
  first.refuse(401, 'Unauthorized');
  const second = await h.server.next();
  expect(second.headers.authorization).toBe('Bearer token-2');
  second.json(200, fakeNode('n', 1));
  await call;
});

it('gives a 401 back when the token has not changed', async () => {
  const call = outcome(h.client.get(NODES, 'n'));
  (await h.server.next()).refuse(401, 'Unauthorized');
  expect(await call).toMatchObject({ error: { code: 401 } });
  expect(h.server.unanswered).toHaveLength(0);
});

it('reads the token again after a minute, without being refused first', async () => {
  const tokens = [];
  for (const [token, wait] of [
    ['token-1', 0],
    ['token-2', 59_000],
    ['token-3', 1_000],
  ] as const) {
    h.write('token', token);
    await h.clock.advance(wait);
    const call = h.client.get(NODES, 'n');
    const visit = await h.server.next();
    tokens.push(visit.headers.authorization);
    visit.json(200, fakeNode('n', 1));
    await call;
  }
  expect(tokens).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-3']);
});

it('keeps using the last token while its file is missing', async () => {
  h.write('token', '');
  await h.clock.advance(61_000);
  const call = h.client.get(NODES, 'n');
  const visit = await h.server.next();
  expect(visit.headers.authorization).toBe('Bearer token-1');
  visit.json(200, fakeNode('n', 1));
  await call;
  expect(h.logged.at('warn').map((line) => line.message)).toEqual([
    'reading the credentials again failed; using the last ones',
  ]);
});

it('follows a new certificate authority without a failed call', async () => {
  const before = h.client.get(NODES, 'n');
  (await h.server.next()).json(200, fakeNode('n', 1));
  await before;

  h.server.rotateAuthority();
  await h.server.closeIdle();
  h.write('ca.crt', h.server.authority.cert);
  const after = h.client.patch(NODES, 'n', { kind: 'merge', body: {} });
  (await h.server.next()).json(200, fakeNode('n', 2));
  expect((await after).metadata.resourceVersion).toBe('2');
});

it('follows a new certificate authority with many calls at once', async () => {
  const all = async (serve: () => void) => {
    const calls = Promise.all(Array.from({ length: 50 }, (_, i) => h.client.create(NODES, fakeNode(`n${i}`, 1))));
    serve();
    for (let i = 0; i < 50; i++) (await h.server.next()).json(201, fakeNode('n', 1));
    await calls;
  };
  await all(() => {});
  h.server.rotateAuthority();
  await h.server.closeIdle();
  await all(() => h.write('ca.crt', h.server.authority.cert));
});

it('refuses a server that our authority did not sign', async () => {
  h.server.rotateAuthority();
  expect(await outcome(h.client.get(NODES, 'n'))).toMatchObject({
    error: { name: 'ConnectionError', code: expect.stringMatching(/CERT|SIGNATURE|ISSUER/) },
  });
});

it('waits as long as Retry-After says and tries again', async () => {
  const call = h.client.get(NODES, 'n');
  (await h.server.next()).refuse(429, 'TooManyRequests', { retryAfter: 3 });
  await eventually(() => h.clock.pendingTimers === 2, { describe: 'the wait' });
  await h.clock.advance(2_999);
  expect(h.server.unanswered).toHaveLength(0);
  await h.clock.advance(1);
  (await h.server.next()).json(200, fakeNode('n', 1));
  await call;
});

it('gives 429 back at once when waiting would exceed the deadline', async () => {
  const call = outcome(h.client.get(NODES, 'n', { timeoutMs: 2_000 }));
  (await h.server.next()).refuse(429, 'TooManyRequests', { retryAfter: 2 });
  expect(await call).toMatchObject({ error: { code: 429, retryAfterSeconds: 2 } });
});

it('stops asking a server that always sends it away', async () => {
  const call = outcome(h.client.get(NODES, 'n'));
  for (let i = 0; i < 10; i++) (await h.server.next()).refuse(503, 'ServiceUnavailable', { retryAfter: 0 });
  expect(await call).toMatchObject({ error: { code: 503 } });
  expect(h.server.unanswered).toHaveLength(0);
});

it('never waits for an eviction that a budget refuses', async () => {
  const call = outcome(h.client.create(PODS, {}, { namespace: 'a', name: 'p', subresource: 'eviction' }));
  const causes = [{ reason: 'DisruptionBudget', message: 'The disruption budget web needs 2 healthy pods' }];
  (await h.server.next()).refuse(429, 'TooManyRequests', { retryAfter: 10, causes });
  const { error } = (await call) as { error: ApiError };
  expect(error.causes('DisruptionBudget')).toEqual(['The disruption budget web needs 2 healthy pods']);
});

it('repeats a read whose connection the server closed at that moment', async () => {
  const call = h.client.get(NODES, 'n');
  (await h.server.next()).reset();
  (await h.server.next()).json(200, fakeNode('n', 1));
  await call;
});

it('does not repeat a write whose answer was lost: it may have been done', async () => {
  const call = outcome(h.client.create(NODES, fakeNode('n', 1)));
  (await h.server.next()).reset();
  expect(await call).toMatchObject({ error: { name: 'ConnectionError' } });
  expect(h.server.unanswered).toHaveLength(0);
});

it('gives up at the deadline, and closes the connection', async () => {
  const call = outcome(h.client.get(NODES, 'slow', { timeoutMs: 5_000 }));
  const visit = await h.server.next();
  await h.clock.advance(5_000);
  expect(await call).toEqual(failure('TIMEOUT'));
  await eventually(visit.gone, { describe: 'the connection to close' });
  expect(h.metrics.total('rest_client_requests_total', { code: 'TIMEOUT' })).toBe(1);
});

it('gives up at the deadline when the answer stops in the middle', async () => {
  const call = outcome(h.client.get(NODES, 'slow', { timeoutMs: 5_000 }));
  const visit = await h.server.next();
  visit.stream().raw('{"kind":"No');
  await h.clock.advance(5_000);
  expect(await call).toEqual(failure('TIMEOUT'));
  await eventually(visit.gone, { describe: 'the connection to close' });
});

it('rejects with the reason of the caller who aborts, and leaves nothing behind', async () => {
  const controller = new AbortController();
  const call = outcome(h.client.get(NODES, 'n', { signal: controller.signal }));
  const visit = await h.server.next();
  const reason = new Error('shutting down');
  controller.abort(reason);
  expect(await call).toEqual({ error: reason });
  expect(h.clock.pendingTimers).toBe(0);
  await eventually(visit.gone, { describe: 'the connection to close' });
});

it('sends nothing for a caller who has aborted before', async () => {
  const call = outcome(h.client.get(NODES, 'n', { signal: AbortSignal.abort('too late') }));
  expect(await call).toEqual({ error: 'too late' });
  expect(h.server.connections).toBe(0);
});

it.each([
  ['an HTML page with status 200', 200, '<html>welcome to the proxy</html>', 'NOT_JSON', /welcome to the proxy/],
  ['nothing with status 200', 200, '', 'NOT_JSON', /not JSON/],
  ['a list where an object should be', 200, '[]', 'NOT_JSON', /not a Kubernetes object/],
  ['an object without metadata', 200, '{"metadata":null}', 'NOT_JSON', /not a Kubernetes object/],
])('answers %s with a typed error', async (_, status, body, code, message) => {
  const call = outcome(h.client.get(NODES, 'n'));
  (await h.server.next()).text(status, body);
  const result = await call;
  expect(result).toEqual(failure(code));
  expect(String((result as { error: unknown }).error)).toMatch(message);
});

it.each([
  ['an HTML error page', 502, '<html>Bad\n  Gateway</html>', /getting nodes n: <html>Bad Gateway<\/html>/],
  ['an empty error', 500, '', /getting nodes n: HTTP 500/],
  ['an error that is JSON but no object', 404, '"nope"', /getting nodes n: "nope"/],
])('says what %s was', async (_, status, body, message) => {
  const call = outcome(h.client.get(NODES, 'n'));
  (await h.server.next()).text(status, body);
  const { error } = (await call) as { error: unknown };
  expect(error).toBeInstanceOf(ApiError);
  expect(String(error)).toMatch(message);
});

it('says that nobody listens', async () => {
  await h.server[Symbol.asyncDispose]();
  const { error } = (await outcome(h.client.get(NODES, 'n'))) as { error: ConnectionError };
  expect(error).toMatchObject({ code: 'ECONNREFUSED', message: expect.stringContaining('getting nodes n: ') });
});

it('takes no new calls once closed', async () => {
  await h.cluster.close();
  expect(await outcome(h.client.get(NODES, 'n'))).toEqual(failure('CLOSED'));
});

it('waits at its end for a call under way', async () => {
  const answered = h.client.get(NODES, 'n');
  const first = await h.server.next();
  const closing = h.cluster.close();
  first.json(200, fakeNode('n', 1));
  expect(await answered).toMatchObject({ metadata: { name: 'n' } });
  await closing;
});

it('does not wait for ever at its end for a call that is never answered', async () => {
  const call = outcome(h.client.get(NODES, 'n', { timeoutMs: 60_000 }));
  const visit = await h.server.next();
  const closing = h.cluster.close();
  await h.clock.advance(5_000);
  await closing;
  expect(await call).toMatchObject({ error: { name: 'ConnectionError' } });
  await eventually(visit.gone, { describe: 'the connection to close' });
});

it('sends preconditions with a deletion, and nothing that was not asked for', async () => {
  const options = { namespace: 'a', uid: 'u1', resourceVersion: '7', gracePeriodSeconds: 0 };
  const call = h.client.delete(PODS, 'p', options);
  const visit = await h.server.next();
  expect([visit.method, visit.path]).toEqual(['DELETE', '/api/v1/namespaces/a/pods/p']);
  expect(JSON.parse(visit.body)).toEqual({
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid: 'u1', resourceVersion: '7' },
    gracePeriodSeconds: 0,
  });
  visit.json(200, { kind: 'Status', status: 'Success' });
  await call;
});

it.each([
  [{ kind: 'strategic', body: {} } as const, 'application/strategic-merge-patch+json', ''],
  [{ kind: 'merge', body: {} } as const, 'application/merge-patch+json', ''],
  [{ kind: 'json', body: [] } as const, 'application/json-patch+json', ''],
  [
    { kind: 'apply', body: {}, fieldManager: 'me', force: true } as const,
    'application/apply-patch+yaml',
    'fieldManager=me&force=true',
  ],
])('names the kind of patch: %j', async (patch, contentType, query) => {
  const call = h.client.patch(NODES, 'n', patch);
  const visit = await h.server.next();
  expect([visit.method, visit.headers['content-type'], visit.query.toString()]).toEqual(['PATCH', contentType, query]);
  visit.json(200, fakeNode('n', 1));
  await call;
});

it('keeps no listener on a signal that lives as long as the process', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  const call = h.client.get(NODES, 'n', { signal });
  (await h.server.next()).json(200, fakeNode('n', 1));
  await call;
  expect(listeners).toBe(0);
  expect(h.clock.pendingTimers).toBe(0);
});

it('is still a connection error when it is neither answered nor closed', () => {
  expect(new ConnectionError('getting nodes', 'ECONNREFUSED', new AggregateError([])).message).toBe(
    'getting nodes: ECONNREFUSED',
  );
});
