import { expect, it } from 'vitest';
import { provisionalCertificate } from '../../../lib/tls/provisional.ts';
import { HOSTS, NOW } from './sample.ts';

it('is for the hosts, and can be listened with', () => {
  expect(provisionalCertificate([...HOSTS, 'fd00::7', 'Upper.Case'], NOW).names).toContain('10.0.0.7');
});

it.each(['a b', 'a..b', '*', '::ffff:1.2.3.4', 'ä.svc', 'https://a.svc', 'a.svc:443'])(
  'what no certificate can be for is refused at the start: %s',
  (host) => {
    expect(() => provisionalCertificate([...HOSTS, host], NOW)).toThrow(`no certificate can be for ${host}`);
  },
);
