import { carryOut } from '../../../lib/tls/carry-out.ts';
import { decide, type Situation, type Step } from '../../../lib/tls/decide.ts';
import { type Holding, readHolding, type SecretFiles } from '../../../lib/tls/holding.ts';
import { lifetimesOf } from '../../../lib/tls/lifetimes.ts';
import { authoritiesIn, bundleOf, type Trusted } from '../../../lib/tls/trusted.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 0, 1);
export const HOSTS = ['node-cleanup-webhook.node-cleanup.svc', '10.0.0.7'];
/** 90 days, renewed 30 before; authorities 360 days, the next one made after 240. */
export const LIFETIMES = lifetimesOf(90 * DAY, 30 * DAY);

export const EMPTY: SecretFiles = { 'tls.crt': '', 'tls.key': '', 'ca.crt': '', 'ca.key': '' };

/** The Secret as the operator fills it the first time, at `now`. */
export function begun(now = NOW, hosts: readonly string[] = HOSTS, inUse: readonly Trusted[] = []): SecretFiles {
  return { ...EMPTY, ...carryOut('begin', { holding: undefined, inUse, hosts, now, lifetimes: LIFETIMES }) };
}

export function after(
  files: SecretFiles,
  action: 'authority' | 'certificate',
  now: number,
  hosts = HOSTS,
): SecretFiles {
  return {
    ...files,
    ...carryOut(action, { holding: readHolding(files, now), inUse: [], hosts, now, lifetimes: LIFETIMES }),
  };
}

export function stepFor(files: SecretFiles | undefined, now: number, change: Partial<Situation> = {}): Step {
  const holding = files && readHolding(files, now);
  return decide({ holding, now, hosts: HOSTS, lifetimes: LIFETIMES, signerIsTrusted: false, ...change });
}

export const held = (files: SecretFiles, now = NOW): Holding => readHolding(files, now);

export const fingerprints = (text: string): readonly string[] => authoritiesIn(text).map((one) => one.fingerprint256);

export const base64 = (authorities: readonly Trusted[]): string =>
  Buffer.from(bundleOf(authorities)).toString('base64');
