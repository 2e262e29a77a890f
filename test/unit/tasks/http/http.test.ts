import { describe, expect, test } from 'vitest';
import { createAuthority, LOOPBACK_HOSTS } from '../../../../hack/certificates.ts';
import { describeThrown } from '../../../../lib/operation/thrown.ts';
import { createHttp } from '../../../../lib/tasks/http/http.ts';
import { systemClock } from '../../../../lib/time/clock.ts';
import { answering, dribbling, flooding, ok, useReceivers } from '../receiver.ts';
import { node, subject, taskRun } from '../run.ts';

const { receiver, file } = useReceivers();
const task = createHttp({ clock: systemClock });

async function ask(options: Readonly<Record<string, unknown>>, part: Parameters<typeof taskRun>[0] = {}) {
  using run = taskRun({ name: 'ticket', options, ...part });
  return await task.run(run);
}

/** What the record would say of the failure. */
const failure = (outcome: Promise<unknown>): Promise<string> => outcome.then(JSON.stringify, describeThrown);

describe('the question', () => {
  test('is a POST that says what it is about, with a key by which a repetition is known', async () => {
    const { url, host, received } = await receiver(ok);
    const labels = { 'kubernetes.io/hostname': 'n1', pool: 'storage' };
    const outcome = await ask({ url }, { subject: subject({ node: node({ labels }) }) });
    expect(outcome).toEqual({ state: 'done', message: `${host} lets it go on` });
    expect(received).toMatchObject([
      {
        method: 'POST',
        path: '/hook?a=b',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'idempotency-key': 'operation-uid.ticket',
        },
      },
    ]);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      version: 'v1',
      operation: 'operation-uid',
      task: 'ticket',
      node: { name: 'n1', uid: 'node-uid', state: 'Ready', since: '2025-01-01T00:00:00Z', labels },
      record: { kind: 'NodeCleanup', name: 'n1-12345678' },
      requestedAt: '2026-01-01T00:00:00Z',
      askedSince: '2026-01-01T00:00:00.000Z',
      attempt: 1,
    });
  });

  test('says how the Node is, and how often it was asked in vain', async () => {
    const { url, received } = await receiver(ok);
    const ready = { status: 'Unknown', since: '2025-12-31T23:00:00Z' } as const;
    const record = { name: 'ticket', state: 'Retrying', attempts: 2 } as const;
    await ask({ url }, { subject: subject({ node: node({ ready }) }), record });
    await ask({ url }, { subject: subject({ node: undefined }) });
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { node: { state: 'Dead', since: '2025-12-31T23:00:00Z' }, attempt: 3 },
      { node: { name: 'n1', uid: 'node-uid', state: 'Gone' }, attempt: 1 },
    ]);
  });

  test('is asked again until the answer is yes', async () => {
    const answers = [answering(202), answering(403, {}, 'not before noon'), answering(202, { 'retry-after': '5' }), ok];
    const { url, host } = await receiver((response, received) => answers.shift()?.(response, received));
    expect(await ask({ url })).toMatchObject({ state: 'waiting', reason: 'AwaitingApproval', checkAfterMs: 15_000 });
    const message = `${host} says no (HTTP 403): not before noon`;
    expect(await ask({ url })).toEqual({ state: 'blocked', reason: 'Refused', message });
    expect(await ask({ url })).toMatchObject({ state: 'waiting', checkAfterMs: 5_000 });
    expect(await ask({ url })).toMatchObject({ state: 'done' });
  });

  test('is only foreseen, not asked', async () => {
    const { url, host, received } = await receiver(ok);
    using look = taskRun({ options: { url } });
    const message = `it would ask ${host}, and wait for its yes`;
    expect(await task.foresee(look)).toEqual({ state: 'waiting', reason: 'AwaitingApproval', message });
    expect(received).toEqual([]);
  });
});

describe('who asks', () => {
  test('is told by a token, as the file has it now', async () => {
    const { url, received } = await receiver(ok);
    const tokenFile = await file('token', 'one\n');
    const headersFile = await file('headers', 'X-Team: infra\nAuthorization: Basic x\n');
    await ask({ url, tokenFile, headersFile });
    await file('token', 'two');
    await ask({ url, tokenFile, headersFile });
    expect(received.map(({ headers }) => [headers.authorization, headers['x-team']])).toEqual([
      ['Bearer one', 'infra'],
      ['Bearer two', 'infra'],
    ]);
  });

  test('is told by a client certificate, to a server that is known by its own', async () => {
    const authority = createAuthority('test');
    const server = authority.issue({ commonName: 'hook', hosts: LOOPBACK_HOSTS });
    const client = authority.issue({ commonName: 'operator' });
    const { url, received } = await receiver(ok, {
      ...server,
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const caFile = await file('ca.crt', authority.cert);
    const certFile = await file('tls.crt', client.cert);
    const keyFile = await file('tls.key', client.key);
    expect(await ask({ url, caFile, certFile, keyFile })).toMatchObject({ state: 'done' });
    expect(received).toMatchObject([{ client: 'operator' }]);
    // Without a certificate, and without a reason to believe the server.
    await expect(ask({ url, caFile })).rejects.toThrow(/asking 127.0.0.1:\d+ \(option url\): /);
    await expect(ask({ url, certFile, keyFile })).rejects.toThrow(/unable to verify|self-signed/);
    expect(received).toHaveLength(1);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a token file that is not there', { tokenFile: '/nowhere/token' }, 'option tokenFile cannot be read (ENOENT)'],
    ['a folder', { tokenFile: '/tmp' }, 'option tokenFile cannot be read (EISDIR)'],
    ['a certificate without a key', { certFile: '/nowhere' }, 'the options certFile and keyFile need each other'],
    ['a key without a certificate', { keyFile: '/nowhere' }, 'the options certFile and keyFile need each other'],
    ['no TLS', { certFile: '/nowhere', keyFile: '/nowhere' }, 'the option certFile needs a url with https://'],
    ['an authority that is not there', { caFile: '/nowhere/ca' }, 'option caFile cannot be read (ENOENT)'],
    ['headers that are not there', { headersFile: '/nowhere/h' }, 'option headersFile cannot be read (ENOENT)'],
    ['a url that is none', { url: 'http://[' }, 'the option url holds no http:// or https:// address'],
  ])('is not told with %s, which is named, and nobody is asked', async (_, options, message) => {
    const { url, received } = await receiver(ok);
    expect(await failure(ask({ url, ...options }))).toContain(message);
    expect(received).toEqual([]);
  });

  test.each(['s3cr3t\nand more', '', 's3cr3t\u0007'])('a token %j is refused without being repeated', async (token) => {
    const { url, received } = await receiver(ok);
    const said = await failure(ask({ url, tokenFile: await file('token', token) }));
    expect(said).toBe('the file of the option tokenFile holds no token: one line of visible ASCII characters');
    expect(received).toEqual([]);
  });

  test('is never part of what is written down, whatever goes wrong', async () => {
    const { url } = await receiver(answering(500, {}, 'broken'));
    const tokenFile = await file('token', 's3cr3t');
    const headersFile = await file('headers', 'X-Key: s3cr3t');
    const keyFile = await file('key', 's3cr3t');
    const secretly = { tokenFile, headersFile };
    const said = await Promise.all([
      failure(ask({ url, ...secretly })),
      failure(ask({ url: url.replace('http:', 'https:'), ...secretly, certFile: keyFile, keyFile })),
      failure(ask({ url: 'http://127.0.0.1:1/p4th', ...secretly })),
      failure(ask({ url, headersFile: await file('bad', 's3cr3t') })),
    ]);
    expect(said.join('\n')).not.toMatch(/s3cr3t|p4th|hook\?a=b/);
    expect(said.every((text) => text.length > 10)).toBe(true);
  });
});

describe('no answer', () => {
  test('from a server that is not there', async () => {
    const { url, host, close } = await receiver(ok);
    await close();
    await expect(ask({ url })).rejects.toThrow(`asking ${host} (option url): connect ECONNREFUSED ${host}`);
  });

  test.each([
    ['says nothing', () => {}],
    ['says a byte now and then', dribbling(200)],
    ['says a byte of an error now and then', dribbling(500)],
  ])('in time from a server that %s', async (_, answer) => {
    const { url, host } = await receiver(answer);
    await expect(ask({ url, timeout: '100ms' })).rejects.toThrow(`asking ${host} (option url): no answer within 0.1 s`);
  });

  test('from a server that hangs up', async () => {
    const { url, host } = await receiver((response) => response.socket?.destroy());
    await expect(ask({ url })).rejects.toThrow(`asking ${host} (option url): socket hang up`);
  });

  test('from a server that breaks off in the middle of its yes', async () => {
    const { url } = await receiver((response) => {
      response.writeHead(200, { 'content-length': '20' });
      response.write('{"message":"go', () => response.socket?.destroy());
    });
    await expect(ask({ url })).rejects.toThrow('option url');
  });

  test('from a server that speaks something else', async () => {
    const { url } = await receiver((response) => response.socket?.end('SSH-2.0-OpenSSH\r\n'));
    await expect(ask({ url })).rejects.toThrow('option url');
  });

  test('is a yes without an end', async () => {
    const { url, host } = await receiver(flooding(200));
    await expect(ask({ url })).rejects.toThrow(
      `asking ${host} (option url): HTTP 200, but with more than an answer may hold`,
    );
  });

  test('is waited for no longer when the operation is over', async () => {
    const { url } = await receiver(() => {});
    const stop = new AbortController();
    const outcome = ask({ url }, { signal: stop.signal });
    stop.abort(new Error('skipped'));
    await expect(outcome).rejects.toThrow('skipped');
  });
});

test('a no without an end blocks all the same, with its beginning', async () => {
  const { url } = await receiver(flooding(403));
  const outcome = await ask({ url });
  expect(outcome).toMatchObject({ state: 'blocked', message: expect.stringMatching(/\(HTTP 403\): x{500}…$/) });
});

test('a redirect takes neither us nor our token elsewhere', async () => {
  const other = await receiver(ok);
  const { url } = await receiver(answering(307, { location: other.url }));
  const tokenFile = await file('token', 'one');
  await expect(ask({ url, tokenFile })).rejects.toThrow('HTTP 307, a redirect, which is not followed');
  expect(other.received).toEqual([]);
});
