import { expect, test } from 'vitest';
import { withoutAddress } from '../../../lib/http-client/redact.ts';

const address = new URL('https://bob:pa55word@hooks.example:8443/T1/s3cr%20t?key=k%2By&team=a');

test.each([
  ['as it was sent', 'Cannot POST /T1/s3cr%20t?key=k%2By&team=a', 'Cannot POST …?…'],
  ['without its query', '"/T1/s3cr%20t" not found', '"…" not found'],
  ['decoded', 'no route /T1/s3cr t for key=k+y&team=a', 'no route … for …'],
  ['in HTML', '<pre>/T1/s3cr%20t?key=k%2By&amp;team=a</pre>', '<pre>…?…</pre>'],
  ['in JSON with slashes escaped', '{"path":"\\/T1\\/s3cr%20t"}', '{"path":"…"}'],
  ['with who asks', 'bob, pa55word is wrong', '…, … is wrong'],
  ['several times', '/T1/s3cr%20t /T1/s3cr%20t', '… …'],
])('an address that is repeated %s is left out', (_, text, left) => {
  expect(withoutAddress(text, address)).toBe(left);
});

test('an address without anything in it that could be a secret leaves a text as it is', () => {
  expect(withoutAddress('either/or, 50% & more', new URL('https://hooks.example/'))).toBe('either/or, 50% & more');
});

test('a path that cannot be decoded is left out as it is', () => {
  expect(withoutAddress('no /100%zz here', new URL('https://hooks.example/100%zz'))).toBe('no … here');
});
