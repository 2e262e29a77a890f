import { describe, expect, it } from 'vitest';
import { askHook } from '../../../../lib/tasks/volumes-detach/hook.ts';
import { readOptions } from '../../../../lib/tasks/volumes-detach/options.ts';
import { systemClock } from '../../../../lib/time/clock.ts';
import { type Answering, answering, dribbling, flooding, useReceivers } from '../receiver.ts';
import { subject } from '../run.ts';

const { receiver, file } = useReceivers();

const ask = (proofURL: string, more: object = {}, signal = new AbortController().signal) =>
  askHook(readOptions({ proofURL, ...more }).proof, subject(), systemClock, signal);

it('nobody is asked without an address', async () => {
  expect(await ask('')).toBeUndefined();
});

it.each([true, false])('the answer %s is taken', async (off) => {
  const hook = await receiver(answering(200, {}, JSON.stringify({ off, more: 1 })));
  expect(await ask(hook.url)).toEqual({ off, host: hook.host });
});

it('is asked for the Node by name and uid, beside what the address has, and with the headers of the file', async () => {
  const hook = await receiver(answering(200, {}, '{"off":true}'));
  await ask(hook.url, { proofHeadersFile: await file('headers', 'Authorization: Bearer secret\n') });
  expect(hook.received).toMatchObject([
    { method: 'GET', path: '/hook?a=b&node=n1&uid=node-uid', headers: { authorization: 'Bearer secret' } },
  ]);
});

describe('what is no clear answer proves nothing:', () => {
  it.each<[string, Answering, RegExp]>([
    ['no JSON', answering(200, {}, '<html>'), /is not \{"off": true\}/],
    ['JSON of another kind', answering(200, {}, '"true"'), /is not \{"off": true\}/],
    ['a text for a truth', answering(200, {}, '{"off":"true"}'), /is not \{"off": true\}/],
    ['an empty body', answering(200), /is not \{"off": true\}/],
    ['another success', answering(202, {}, '{"off":true}'), /HTTP 202/],
    ['a redirect', answering(302, { location: 'http://127.0.0.1:1/' }, '{"off":true}'), /HTTP 302/],
    ['a refusal', answering(403, {}, 'who are\nyou?'), /HTTP 403 who are you\?/],
    ['an error', answering(500, {}, '{"off":true}'), /HTTP 500/],
    ['a flood', flooding(200), /is not \{"off": true\}/],
    ['an answer that never ends', dribbling(200), /no answer within 0.2 s/],
    ['a broken connection', (response) => response.destroy(), /asking/],
  ])('%s', async (_, answer, problem) => {
    const hook = await receiver(answer);
    const asking = ask(hook.url, { proofTimeout: String(problem).includes('0.2 s') ? '200ms' : '1m' });
    await expect(asking).rejects.toThrow(problem);
    await expect(asking).rejects.toThrow(`asking ${hook.host} (proofURL) whether the machine is off`);
  });

  it('a page that repeats the address, which may be a secret and is not told', async () => {
    const hook = await receiver((response, { path = '' }) => response.writeHead(404).end(`no ${path}`));
    await expect(ask(hook.url)).rejects.toThrow(/HTTP 404 no …\?…$/);
  });

  it('an address with a password, which is not asked', async () => {
    const hook = await receiver(answering(200, {}, '{"off":true}'));
    const withPassword = hook.url.replace('http://', 'http://bob:s3cr3t@');
    await expect(ask(withPassword)).rejects.toThrow(/^the option proofURL has a user name or password(?!.*s3cr3t)/);
    expect(hook.received).toEqual([]);
  });

  it('an abort, which is told as itself', async () => {
    const hook = await receiver(dribbling(200));
    const reason = new Error('the lead is lost');
    await expect(ask(hook.url, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
