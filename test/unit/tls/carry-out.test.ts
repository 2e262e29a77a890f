import { expect, it } from 'vitest';
import { authoritiesIn } from '../../../lib/tls/trusted.ts';
import { after, begun, DAY, fingerprints, HOSTS, held, NOW } from './sample.ts';

const issuerOf = (files: ReturnType<typeof begun>, now: number) => held(files, now).serving?.issuer;

it('at the beginning callers go on trusting whom they trust: somebody may serve with it', () => {
  const before = authoritiesIn(begun()['ca.crt']);
  const files = begun(NOW, HOSTS, [...before, ...before]);
  expect(fingerprints(files['ca.crt']).slice(1)).toEqual(before.map(({ fingerprint256 }) => fingerprint256));
  expect(issuerOf(files, NOW)).toBe(fingerprints(files['ca.crt'])[0]);
});

it('at the beginning nobody is told to trust what has ended', () => {
  const files = begun(NOW, HOSTS, authoritiesIn(begun(NOW - 400 * DAY)['ca.crt']));
  expect(fingerprints(files['ca.crt'])).toHaveLength(1);
});

it('a new authority is trusted beside the old one, first; the certificate stays', () => {
  const first = begun();
  const second = after(first, 'authority', NOW + 240 * DAY);
  expect(second['tls.crt']).toBe(first['tls.crt']);
  expect(fingerprints(second['ca.crt'])).toEqual([expect.anything(), ...fingerprints(first['ca.crt'])]);
  expect(held(second, NOW + 240 * DAY).signer?.fingerprint256).toBe(fingerprints(second['ca.crt'])[0]);
});

it('an old authority is trusted until no certificate of it can be served any more, and no longer', () => {
  const first = begun();
  const switched = after(after(first, 'authority', NOW + 240 * DAY), 'certificate', NOW + 240 * DAY);
  expect(fingerprints(switched['ca.crt'])).toHaveLength(2);
  const soon = after(switched, 'certificate', NOW + 300 * DAY);
  expect(fingerprints(soon['ca.crt'])).toHaveLength(2);
  const late = after(soon, 'certificate', NOW + 331 * DAY);
  expect(fingerprints(late['ca.crt'])).toEqual([held(late, NOW + 331 * DAY).signer?.fingerprint256]);
});

it('a certificate never outlives its authority', () => {
  const files = after(begun(), 'certificate', NOW + 300 * DAY);
  const { signer, serving } = held(files, NOW + 300 * DAY);
  expect(serving?.certificate.notAfter).toBe(signer?.notAfter);
});

it('replicas that want different names do not take each other’s away; later only what is wanted stays', () => {
  const old = begun(NOW, ['old.svc']);
  const both = after(old, 'certificate', NOW, ['new.svc']);
  expect(held(both).serving?.certificate.names).toBe('DNS:new.svc, DNS:old.svc');
  const renewed = after(both, 'certificate', NOW + 60 * DAY, ['new.svc']);
  expect(held(renewed, NOW + 60 * DAY).serving?.certificate.names).toBe('DNS:new.svc');
});

it('keys are never reused', () => {
  const files = [begun(), begun(), after(begun(), 'authority', NOW)];
  expect(new Set(files.flatMap((one) => [one['ca.key'], one['tls.key']])).size).toBe(6);
});
