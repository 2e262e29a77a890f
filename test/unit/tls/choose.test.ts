import { expect, it } from 'vitest';
import { type Candidate, mayReplace } from '../../../lib/tls/choose.ts';

const NOW = 1_000_000;
const SETTLE = 300;
const shown: Candidate = { notAfter: NOW + 1, trustedForMs: 5_000, issuer: 'old' };
const next: Candidate = { notAfter: NOW + 10_000, trustedForMs: SETTLE, issuer: 'new' };

it.each<readonly [string, Candidate | undefined, Candidate, boolean]>([
  ['the first one, whoever trusts it: there is nothing better', undefined, { ...next, trustedForMs: undefined }, true],
  ['one of the same authority', shown, { ...next, issuer: 'old', trustedForMs: undefined }, true],
  ['one whose authority callers have trusted for long enough', shown, next, true],
  ['not one whose authority they have just been told of', shown, { ...next, trustedForMs: SETTLE - 1 }, false],
  ['not one whose authority they do not trust', shown, { ...next, trustedForMs: undefined }, false],
  [
    'any, when the one that is shown has ended',
    { ...shown, notAfter: NOW },
    { ...next, trustedForMs: undefined },
    true,
  ],
  [
    'one that is trusted at all, when the one that is shown is not',
    { ...shown, trustedForMs: undefined },
    { ...next, trustedForMs: 0 },
    true,
  ],
  [
    'none, when nobody knows whom callers trust',
    { ...shown, trustedForMs: undefined },
    { ...next, trustedForMs: undefined },
    false,
  ],
])('shows %s', (_, current, candidate, expected) => {
  expect(mayReplace(current, candidate, NOW, SETTLE)).toBe(expected);
});
