import { describe, expect, it } from 'vitest';
import type { Situation, Step } from '../../../lib/tls/decide.ts';
import type { SecretFiles } from '../../../lib/tls/holding.ts';
import { after, begun, DAY, EMPTY, HOSTS, NOW, stepFor } from './sample.ts';

const good = begun();
const other = begun();
const renewed = after(
  after(after(good, 'certificate', NOW + 60 * DAY), 'certificate', NOW + 120 * DAY),
  'certificate',
  NOW + 180 * DAY,
);
const rotating = after(renewed, 'authority', NOW + 240 * DAY);
const rotated = after(rotating, 'certificate', NOW + 240 * DAY);
const TRUSTED = { signerIsTrusted: true };

type Case = readonly [string, SecretFiles | undefined, number, Partial<Situation>, Partial<Step>];

describe('what has to be done with the Secret', () => {
  it.each<Case>([
    ['nothing while all is well', good, 0, {}, { action: 'none', nextAt: NOW + 60 * DAY }],
    ['to begin without a Secret', undefined, 0, {}, { action: 'begin', why: 'there is no Secret' }],
    ['to begin with an empty one', EMPTY, 0, {}, { action: 'begin' }],
    [
      'to begin with garbage',
      { 'tls.crt': '\0', 'tls.key': 'x', 'ca.crt': '-----', 'ca.key': '{}' },
      0,
      {},
      { action: 'begin' },
    ],
    ['to begin after all has ended while nobody ran', good, 400 * DAY, {}, { action: 'begin' }],
    ['a certificate, when its time has come', good, 60 * DAY, {}, { action: 'certificate' }],
    ['nothing a moment before', good, 60 * DAY - 1, {}, { action: 'none' }],
    ['a certificate, at once, after it has ended while nobody ran', good, 91 * DAY, {}, { action: 'certificate' }],
    [
      'a certificate, at once, when it is cut off',
      { ...good, 'tls.crt': good['tls.crt'].slice(0, 200) },
      0,
      {},
      { action: 'certificate' },
    ],
    [
      'a certificate, when the key is of another',
      { ...good, 'tls.key': other['tls.key'] },
      0,
      {},
      { action: 'certificate' },
    ],
    [
      'a certificate, when the pair is of another authority',
      { ...good, 'tls.crt': other['tls.crt'], 'tls.key': other['tls.key'] },
      0,
      {},
      { action: 'certificate', why: 'tls.crt was signed by no authority in ca.crt' },
    ],
    [
      'a certificate, when it is for another name',
      begun(NOW, ['other.svc']),
      0,
      {},
      { action: 'certificate', why: `it is not valid for ${HOSTS.join(', ')}` },
    ],
    [
      'a certificate, when it lacks an address',
      begun(NOW, HOSTS.slice(0, 1)),
      0,
      {},
      { action: 'certificate', why: 'it is not valid for 10.0.0.7' },
    ],
    ['nothing, when it is for more names', begun(NOW, [...HOSTS, 'more.svc']), 0, {}, { action: 'none' }],
    [
      'an authority, when the key is lost',
      { ...good, 'ca.key': '' },
      0,
      {},
      { action: 'authority', why: 'ca.key is no private key' },
    ],
    [
      'an authority, when the key is of another',
      { ...good, 'ca.key': other['ca.key'] },
      0,
      {},
      { action: 'authority' },
    ],
    [
      'to begin, when the authority is lost: nothing says whether the certificate is of ours',
      { ...good, 'ca.crt': '' },
      0,
      {},
      { action: 'begin' },
    ],
  ])('%s', (_, files, ms, change, expected) => {
    expect(stepFor(files, NOW + ms, change)).toMatchObject(expected);
  });
});

describe('how an authority is followed by the next', () => {
  it.each<Case>([
    [
      'it is made while the one before outlives whatever it still signs',
      renewed,
      240 * DAY,
      {},
      { action: 'authority' },
    ],
    [
      'not a moment before',
      after(renewed, 'certificate', NOW + 239 * DAY),
      240 * DAY - 1,
      {},
      { action: 'none', nextAt: NOW + 240 * DAY },
    ],
    ['nothing of it is shown before callers trust it', rotating, 240 * DAY, {}, { action: 'none' }],
    [
      'then it signs',
      rotating,
      240 * DAY,
      TRUSTED,
      { action: 'certificate', why: 'it is of an authority that is being replaced' },
    ],
    [
      'whether callers trust it or not, when the old certificate has ended',
      rotating,
      271 * DAY,
      {},
      { action: 'certificate' },
    ],
    ['there is no third meanwhile', rotating, 260 * DAY, {}, { action: 'none' }],
    ['and all is well', rotated, 240 * DAY, {}, { action: 'none', nextAt: NOW + 300 * DAY }],
  ])('%s', (_, files, ms, change, expected) => {
    expect(stepFor(files, NOW + ms, change)).toMatchObject(expected);
  });
});

describe('clocks', () => {
  it.each<Case>([
    ['minutes behind do not matter', good, -4 * 60_000, {}, { action: 'none' }],
    ['an hour behind: it was made an hour into the past', good, -3_600_000, {}, { action: 'none' }],
    ['days behind: what a wrong clock has made is made again', good, -2 * DAY, {}, { action: 'begin' }],
    ['a day ahead does not matter', good, DAY, {}, { action: 'none' }],
  ])('%s', (_, files, ms, change, expected) => {
    expect(stepFor(files, NOW + ms, change)).toMatchObject(expected);
  });
});
