import { expect, test } from 'vitest';
import { outcomeOf } from '../../../../lib/tasks/http/answer.ts';

const NOW = Date.UTC(2026, 0, 1);
const judge = (status: number, text = '', headers: Readonly<Record<string, string>> = {}, isCut = false) =>
  outcomeOf({ status, text, headers, isCut }, new URL('https://hook.example/s3cr3t?key=w0rd'), NOW);
const json = JSON.stringify;

test.each<[number, string, string]>([
  [200, '', 'hook.example lets it go on'],
  [200, ' \n', 'hook.example lets it go on'],
  [200, '{}', 'hook.example lets it go on'],
  [200, json({ message: 'CHG-7 by alice' }), 'hook.example lets it go on: CHG-7 by alice'],
  [200, json({ approved: true, message: 'CHG-7' }), 'hook.example lets it go on: CHG-7'],
  [200, json({ message: 7, error: null, more: {} }), 'hook.example lets it go on'],
  [204, '', 'hook.example lets it go on'],
])('HTTP %i with %j is a yes', (status, text, message) => {
  expect(judge(status, text)).toEqual({ state: 'done', message });
});

test.each<[number, string, string, string]>([
  [202, '', 'AwaitingApproval', 'hook.example has not decided yet'],
  [
    202,
    json({ message: 'CHG-7 waits for bob' }),
    'AwaitingApproval',
    'hook.example has not decided yet: CHG-7 waits for bob',
  ],
  [202, 'queued', 'AwaitingApproval', 'hook.example has not decided yet: queued'],
  [408, '', 'HookBusy', 'hook.example answered HTTP 408'],
  [429, json({ error: 'too many' }), 'HookBusy', 'hook.example answered HTTP 429: too many'],
])('HTTP %i with %j is asked again', (status, text, reason, message) => {
  expect(judge(status, text)).toEqual({ state: 'waiting', reason, message, checkAfterMs: 15_000 });
});

test.each([
  ['30', 30_000],
  [new Date(NOW + 90_000).toUTCString(), 90_000],
  [new Date(NOW - 90_000).toUTCString(), 1_000],
  ['0', 1_000],
  ['86400', 600_000],
  ['99999999999999999999', 600_000],
  ['soon', 15_000],
])('Retry-After: %s is heeded within reason: %i ms', (value, checkAfterMs) => {
  expect(judge(202, '', { 'retry-after': value })).toMatchObject({ state: 'waiting', checkAfterMs });
});

test('who says when to ask again is not asked earlier for the sake of other tasks', () => {
  expect(judge(202, '', { 'retry-after': '300' })).toMatchObject({ notBefore: true });
  expect(judge(202, '')).not.toHaveProperty('notBefore');
});

test.each([
  [400, json({ message: 'no such Node', error: 'BadRequest' }), ': no such Node'],
  [401, '', ''],
  [403, json({ error: 'freeze until Monday' }), ': freeze until Monday'],
  [403, json({ error: { code: 7, message: 'freeze' } }), ': freeze'],
  [404, '<html>\n<h1>Not\u0007 found</h1>', ': <html> <h1>Not found</h1>'],
  [409, json({ detail: 'x' }), ': {"detail":"x"}'],
  [410, '[1]', ': [1]'],
  [451, 'x'.repeat(9_000), `: ${'x'.repeat(500)}…`],
])('HTTP %i blocks, with what the hook says: %j', (status, text, said) => {
  expect(judge(status, text)).toEqual({
    state: 'blocked',
    reason: 'Refused',
    message: `hook.example says no (HTTP ${status})${said}`,
  });
});

test.each([
  [json({ approved: false }), ''],
  [json({ approved: false, message: 'freeze until Monday' }), ': freeze until Monday'],
])('HTTP 200 with %s is a no all the same', (text, said) => {
  const message = `hook.example says no (HTTP 200)${said}`;
  expect(judge(200, text)).toEqual({ state: 'blocked', reason: 'Refused', message });
});

test.each<[number, string]>([
  [200, json({ message: 'by /s3cr3t?key=w0rd' })],
  [200, json({ approved: false, message: 'by /s3cr3t?key=w0rd' })],
  [202, json({ message: 'by /s3cr3t?key=w0rd' })],
  [404, 'Cannot POST /s3cr3t?key=w0rd'],
  [429, json({ error: 'POST /s3cr3t?key=w0rd' })],
])('what HTTP %i repeats of the address is not shown: %s', (status, text) => {
  const { message } = judge(status, text);
  expect(message).toContain('…?…');
  expect(message).not.toMatch(/s3cr3t|w0rd/);
});

test.each([
  [500, 'Cannot POST /s3cr3t?key=w0rd'],
  [200, '<html>/s3cr3t?key=w0rd'],
])('nor what an error with HTTP %i repeats: %s', (status, text) => {
  expect(() => judge(status, text)).toThrow(/^(?!.*(?:s3cr3t|w0rd)).*…\?…/);
});

const ASKING = 'asking hook.example (option url): HTTP';
test.each<[string, () => unknown, string]>([
  ['a page', () => judge(200, '<html>Please log in'), `${ASKING} 200, but with a body that is no JSON object: <html>`],
  ['a text', () => judge(200, '"no"'), `${ASKING} 200, but with a body that is no JSON object: "no"`],
  ['garbage', () => judge(200, '\u0000\ufffd\ufffd'), `${ASKING} 200, but with a body that is no JSON object`],
  ['deep nesting', () => judge(200, '['.repeat(65_536)), 'a body that is no JSON object'],
  [
    'a yes that may be none',
    () => judge(200, json({ approved: 'no' })),
    'an "approved" that is neither true nor false',
  ],
  ['a yes with an error', () => judge(200, json({ error: 'db down' })), `${ASKING} 200, but with an error: db down`],
  ['too much', () => judge(200, '{', {}, true), `${ASKING} 200, but with more than an answer may hold`],
  ['another success', () => judge(201), `${ASKING} 201 is none of the answers 200, 202 and 204`],
  ['a part', () => judge(206, '{}'), `${ASKING} 206 is none of the answers 200, 202 and 204`],
  ['a redirect', () => judge(302), `${ASKING} 302, a redirect, which is not followed`],
  ['not modified', () => judge(304), `${ASKING} 304, a redirect, which is not followed`],
  ['a server that is down', () => judge(503, json({ message: 'later' })), `${ASKING} 503: later`],
  ['a status out of this world', () => judge(999), `${ASKING} 999`],
])('%s is no answer, and tried again', (_, look, message) => {
  expect(look).toThrow(message);
});
