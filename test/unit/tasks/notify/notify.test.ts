import { describe, expect, test } from 'vitest';
import { createAuthority, LOOPBACK_HOSTS } from '../../../../hack/certificates.ts';
import { createNotify } from '../../../../lib/tasks/notify/notify.ts';
import { systemClock } from '../../../../lib/time/clock.ts';
import { type Answering, answering, flooding, ok, useReceivers } from '../receiver.ts';
import { subject, taskRun } from '../run.ts';

const { receiver, file } = useReceivers();

const task = createNotify({ clock: systemClock });

async function notify(options: Readonly<Record<string, unknown>>) {
  using run = taskRun({
    name: 'tell',
    options,
    subject: subject({ progress: { phase: 'Blocked', message: 'drain: "web-1" waits' } }),
  });
  return await task.run(run);
}

describe('a notification', () => {
  test('is a POST of JSON with a key by which a repetition is known', async () => {
    const { url, host, received } = await receiver(ok);
    expect(await notify({ url })).toEqual({ state: 'done', message: `${host} answered HTTP 204` });
    expect(received).toMatchObject([
      {
        method: 'POST',
        path: '/hook?a=b',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'operation-uid.tell', host },
      },
    ]);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      node: 'n1',
      nodeUID: 'node-uid',
      kind: 'NodeCleanup',
      record: 'n1-12345678',
      task: 'tell',
      phase: 'Blocked',
      message: 'drain: "web-1" waits',
    });
  });

  test('of a moment names the moment', async () => {
    const { url, received } = await receiver(ok);
    using run = taskRun({ name: 'tell.blocked', options: { url } });
    await task.run(run);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ task: 'tell.blocked', moment: 'blocked' });
  });

  test('has the body of the configuration', async () => {
    const { url, received } = await receiver(ok);
    await notify({ url, body: '{"title":"{{node}} is {{phase}}: {{message}}"}' });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ title: 'n1 is Blocked: drain: "web-1" waits' });
  });

  test('carries the headers of a file, as it is now', async () => {
    const { url, received } = await receiver(ok);
    const headersFile = await file('headers', 'Authorization: Bearer one\n');
    await notify({ url, headersFile });
    await file('headers', 'Authorization: Bearer two\nContent-Type: application/cloudevents+json\n');
    await notify({ url, headersFile });
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
    expect(received[1]?.headers['content-type']).toBe('application/cloudevents+json');
  });

  test('goes to an address that a file holds, which no error repeats', async () => {
    const { url, received, host } = await receiver(answering(500));
    const urlFile = await file('url', `${url}&secret=s3cr3t\n`);
    await expect(notify({ urlFile })).rejects.toThrow(`notifying: ${host} answered HTTP 500`);
    expect(received[0]?.path).toContain('s3cr3t');
  });

  test.each([
    ['as it was sent', (path: string) => path],
    ['without its query', (path: string) => path.replace(/\?.*/, '')],
    ['in HTML', (path: string) => path.replaceAll('&', '&amp;')],
    ['as JSON', (path: string) => JSON.stringify({ path })],
  ])('goes to an address that an answer repeats %s and no error does', async (_, repeated) => {
    const echo: Answering = (response, { path = '' }) => response.writeHead(404).end(`Cannot POST ${repeated(path)}`);
    const { url } = await receiver(echo);
    const urlFile = await file('url', `${url.replace('/hook', '/services/T0/s3cr3t')}&token=t0k3n\n`);
    const error = String(await notify({ urlFile }).catch((reason: unknown) => reason));
    expect(error).toContain('answered HTTP 404: ');
    expect(error).not.toMatch(/s3cr3t|t0k3n/);
  });

  test('with a name and a password goes by a file alone, and no error repeats them', async () => {
    const { url, received, host } = await receiver((response, { headers }) => {
      const [name, password] = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64')
        .toString()
        .split(':');
      response.writeHead(403).end(`${name} may not, also with ${password}`);
    });
    const secret = url.replace('http://', 'http://b0b:s3cr3t@');
    await expect(notify({ url: secret })).rejects.toThrow(/^the option url has a user name or password(?!.*s3cr3t)/);
    const said = `notifying: ${host} answered HTTP 403: … may not, also with …`;
    await expect(notify({ urlFile: await file('url', secret) })).rejects.toThrow(said);
    expect(received).toHaveLength(1);
  });

  test('goes to a server of a private authority', async () => {
    const authority = createAuthority('test');
    const tls = authority.issue({ commonName: 'receiver', hosts: LOOPBACK_HOSTS });
    const { url } = await receiver(ok, tls);
    expect(await notify({ url, caFile: await file('ca.crt', authority.cert) })).toMatchObject({ state: 'done' });
    await expect(notify({ url })).rejects.toThrow(/notifying 127.0.0.1:\d+: unable to verify|self-signed/);
  });
});

describe('an answer', () => {
  test.each([400, 401, 404, 408, 425, 429, 500, 503])(
    'HTTP %i is an error, tried again by the engine',
    async (status) => {
      const { url, host } = await receiver(answering(status, {}, 'because\u0007 of <this>'));
      await expect(notify({ url })).rejects.toThrow(`notifying: ${host} answered HTTP ${status}: because of <this>`);
    },
  );

  test.each([
    ['in seconds', () => '300'],
    ['as a time', () => new Date(Date.now() + 300_000).toUTCString()],
  ])('Retry-After %s is heeded', async (_, value) => {
    const { url } = await receiver((response) => response.writeHead(503, { 'retry-after': value() }).end());
    expect(await notify({ url })).toMatchObject({
      state: 'waiting',
      reason: 'ReceiverBusy',
      checkAfterMs: expect.toSatisfy((ms: number) => ms > 200_000 && ms <= 300_000),
    });
  });

  test('cannot put us off for longer than ten minutes', async () => {
    const { url } = await receiver(answering(429, { 'retry-after': '86400' }));
    expect(await notify({ url })).toMatchObject({ checkAfterMs: 600_000 });
  });

  test('cannot send us and our token elsewhere', async () => {
    const other = await receiver(ok);
    const { url } = await receiver(answering(308, { location: other.url }));
    await expect(notify({ url })).rejects.toThrow('HTTP 308, a redirect, which is not followed');
    expect(other.received).toEqual([]);
  });

  test('without an end is cut off', async () => {
    const { url } = await receiver(flooding(500));
    const error = await notify({ url }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error).length).toBeLessThan(400);
  });
});

describe('no answer', () => {
  test('in time is an error', async () => {
    const { url, host } = await receiver(() => {});
    await expect(notify({ url, timeout: '50ms' })).rejects.toThrow(`notifying ${host}: no answer within 0.05 s`);
  });

  test('because nobody listens is an error that names the host and not the path', async () => {
    const { url, host, close } = await receiver(ok);
    await close();
    await expect(notify({ url })).rejects.toThrow(`notifying ${host}: connect ECONNREFUSED ${host}`);
    await expect(notify({ url })).rejects.not.toThrow('/hook');
  });

  test('because the connection breaks off is an error', async () => {
    const { url } = await receiver((response) => response.socket?.destroy());
    await expect(notify({ url })).rejects.toThrow('socket hang up');
  });

  test('is waited for no longer when the operation is over', async () => {
    const { url } = await receiver(() => {});
    const stop = new AbortController();
    using run = taskRun({ options: { url }, signal: stop.signal });
    const outcome = task.run(run);
    stop.abort(new Error('skipped'));
    await expect(outcome).rejects.toThrow('skipped');
  });
});

describe('a mistake in the configuration', () => {
  test.each([
    [{}, 'the option url holds no http:// or https:// address'],
    [{ url: 'ftp://x/' }, 'the option url holds no http:// or https:// address'],
    [{ url: 'http://127.0.0.1:1/', body: '{' }, 'the option body is not JSON once its placeholders are filled in'],
    [{ url: 'http://127.0.0.1:1/', headersFile: '/nowhere/at/all' }, 'ENOENT'],
  ])('%j is named', async (options, message) => {
    await expect(notify(options)).rejects.toThrow(message);
  });

  test('in a secret file is named without its content', async () => {
    const urlFile = await file('url', 's3cr3t');
    await expect(notify({ urlFile })).rejects.toThrow(/^the file of the option urlFile holds no http/);
  });
});
