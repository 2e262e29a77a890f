import { expect, test } from 'vitest';
import { parseHeaders } from '../../../lib/http-client/headers-file.ts';

test('lines, comments and empty lines', () => {
  expect(parseHeaders('# token of the team\nAuthorization: Bearer a:b \r\n\nX-Team:infra\n')).toEqual({
    authorization: 'Bearer a:b',
    'x-team': 'infra',
  });
});

test.each(['no colon', ': value', 'na me: x', 'Name\u0000: x', 'Name: a\u0007b'])('%j is refused, unquoted', (line) => {
  expect(() => parseHeaders(`A: b\n${line}`)).toThrow(/^line 2 of the headers file is not a header "Name: value"$/);
});

test.each(['Host: x', 'content-length: 1', 'Idempotency-Key: x', 'Transfer-Encoding: chunked'])(
  '%s is ours',
  (line) => {
    expect(() => parseHeaders(line)).toThrow('which is ours');
  },
);

test('a name that means something to JavaScript is a name', () => {
  expect(Object.hasOwn(parseHeaders('__proto__: x'), '__proto__')).toBe(true);
});
