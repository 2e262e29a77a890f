import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDuration, formatDuration, parseDuration } from '../../../lib/time/duration.ts';

describe('reading a duration', () => {
  it.each([
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['0s', 0],
    ['1m1m', 120_000],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '10', 's', '1d', '-1s', '1 h', '1h ', '.5s', '1.s', '1e3s', '1S', 'Infinitys'])('refuses %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );
});

it('reads back exactly what it writes', () => {
  fc.assert(fc.property(fc.nat(10 ** 12), (ms) => parseDuration(formatDuration(ms)) === ms));
});

describe('a duration for people', () => {
  it.each([
    [0, '0s'],
    [999, '0s'],
    [-5_000, '0s'],
    [12_345, '12s'],
    [3_900_000, '1h5m'],
    [3_600_000, '1h'],
    [3_605_000, '1h'],
    [273_600_000, '3d4h'],
  ])('%i ms is %s', (ms, text) => expect(describeDuration(ms)).toBe(text));
});
