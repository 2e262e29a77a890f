import { describe, expect, it } from 'vitest';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import type { Readiness } from '../../../../lib/node/record.ts';
import { type HookAnswer, proofOf } from '../../../../lib/tasks/volumes-detach/proof.ts';

const keys = nodeKeys();
const SINCE = '2026-01-01T12:00:00Z';
const NOW = Date.parse('2026-01-01T13:00:00Z');

const proof = (annotation?: string, hook?: HookAnswer, ready: Readiness = { status: 'Unknown', since: SINCE }) =>
  proofOf({ annotations: annotation === undefined ? {} : { [keys.confirmedOff]: annotation }, ready }, hook, keys, NOW);

const off = { off: true, host: 'bmc:443' };
const on = { off: false, host: 'bmc:443' };

describe('the annotation', () => {
  it.each<[string, string | undefined, string]>([
    ['none', undefined, 'none'],
    ['a time and a person', '2026-01-01T12:30:00Z alice', 'off'],
    ['a time with fractions and an offset', '2026-01-01T14:30:00.5+02:00 Bob <bob@example.com>', 'off'],
    ['white space around', '  2026-01-01T12:30:00Z   alice ', 'off'],
    ['the very second of the outage', `${SINCE} alice`, 'off'],
    ['a second before it', '2026-01-01T11:59:59Z alice', 'invalid'],
    ['a time that has not come', '2026-01-01T13:00:01Z alice', 'invalid'],
    ['no person', '2026-01-01T12:30:00Z', 'invalid'],
    ['no person but a space', '2026-01-01T12:30:00Z  ', 'invalid'],
    ['no time', 'alice', 'invalid'],
    ['a date', '2026-01-01 alice', 'invalid'],
    ['a time without zone', '2026-01-01T12:30:00 alice', 'invalid'],
    ['a day that there is not', '2026-13-41T12:30:00Z alice', 'invalid'],
    ['true', 'true', 'invalid'],
    ['nothing', '', 'invalid'],
  ])('%s (%j): %s', (_, annotation, expected) => {
    expect(proof(annotation).is).toBe(expected);
  });

  it('that cannot be read says what is expected, and quotes no page', () => {
    const told = proof('x'.repeat(10_000));
    expect(told).toMatchObject({ problem: expect.stringContaining('2026-01-31T12:00:00Z alice') });
    expect(JSON.stringify(told).length).toBeLessThan(400);
  });

  it('by somebody with a long name is cut between characters: it is written down and must be found again', () => {
    const told = proof(`2026-01-01T12:30:00Z ${'a'.repeat(79)}${'\u{1f600}'.repeat(9)}`);
    expect('says' in told && told.says.isWellFormed()).toBe(true);
  });

  it.each(['True', 'False'] as const)('counts for nothing while Ready is %s', (status) => {
    expect(proof('2026-01-01T12:30:00Z alice', undefined, { status, since: SINCE })).toMatchObject({
      is: 'invalid',
      problem: expect.stringContaining('still reports'),
    });
  });

  it('counts for nothing when it is not known since when the Node is silent', () => {
    expect(proof('2026-01-01T12:30:00Z alice', undefined, { status: 'Unknown', since: '' }).is).toBe('invalid');
  });
});

describe('the hook', () => {
  it.each<[string, string | undefined, HookAnswer, string]>([
    ['alone', undefined, off, 'off'],
    ['alone, and the machine runs', undefined, on, 'on'],
    ['in place of an annotation that does not count', 'alice', off, 'off'],
    ['that contradicts a person', '2026-01-01T12:30:00Z alice', on, 'on'],
    ['that agrees with a person', '2026-01-01T12:30:00Z alice', off, 'off'],
  ])('%s: %4$s', (_, annotation, hook, expected) => {
    expect(proof(annotation, hook).is).toBe(expected);
  });
});
