import { describe, expect, test } from 'vitest';
import { ADDRESS_PATTERN, addressIn, parseAddress } from '../../../lib/http-client/address.ts';

const WITH_CREDENTIALS = [
  'http://bob:secret@hooks.example/',
  'https://bob@hooks.example',
  'https://:secret@hooks.example/a',
];
const NONE = ['', 'hooks.example', '/path', 'ftp://hooks.example', 'http://', 'http://a b/', 'file:///etc/passwd'];
const GOOD = [
  'http://hooks.example',
  'https://10.0.0.1:8443/a@b?c=d@e#f',
  'https://[::1]:80/',
  'https://hooks.example?a=b',
];

describe('an option takes', () => {
  const pattern = new RegExp(ADDRESS_PATTERN, 'u');

  test.each(GOOD)('%s', (text) => {
    expect(text).toMatch(pattern);
    expect(addressIn(text, 'the option url').href).toBe(new URL(text).href);
  });

  test.each(WITH_CREDENTIALS)('no user name and password: %s', (text) => {
    expect(text).not.toMatch(pattern);
    expect(() => addressIn(text, 'the option url')).toThrow(
      /^the option url has a user name or password.*a file of headers$/,
    );
    expect(parseAddress(text, 'the file').href).toBe(new URL(text).href);
  });

  test('nothing that only looks like one', () => {
    expect(() => addressIn('http://[', 'the option url')).toThrow(
      'the option url holds no http:// or https:// address',
    );
  });

  test.each(NONE)('nothing that is no address: "%s"', (text) => {
    expect(text).not.toMatch(pattern);
    expect(() => addressIn(text, 'the option url')).toThrow('the option url holds no http:// or https:// address');
  });
});
