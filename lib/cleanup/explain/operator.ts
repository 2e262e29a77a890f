import { describeDuration } from '../../time/duration.ts';
import type { LeaseView, OperatorView } from './document.ts';
import type { ExplainFacts, FoundLease } from './facts.ts';

/** What a Lease holds for when it does not say: as client-go elects. */
const DEFAULT_DURATION_MS = 15_000;

/**
 * Two clocks are compared here, the holder's and ours, so a Lease counts as held a little longer than it says. An
 * operator's own election never does this: it only compares a renewal with the one before.
 */
const CLOCKS_DIFFER_MS = 5_000;

/** Whether an operator is alive, as far as its Lease tells. */
export function operatorView({
  leases,
  leaseName,
  now,
}: Pick<ExplainFacts, 'leases' | 'leaseName' | 'now'>): OperatorView {
  if (!leases.read) {
    return { state: 'Unknown', message: `whether an operator is alive cannot be seen: ${leases.why}`, leases: [] };
  }
  const views = leases.value
    .map((lease) => leaseView(lease, now))
    .toSorted((a, b) => Math.abs(a.ageSeconds) - Math.abs(b.ageSeconds));
  const [latest] = views;
  if (latest === undefined) {
    const message = `no operator seems to be alive: no namespace has a Lease ${leaseName} (one that runs with --leader-elect=false has none either)`;
    return { state: 'NotAlive', message, leases: [] };
  }
  const leader = views.find(isHeld);
  if (leader === undefined) return { state: 'NotAlive', message: notHeld(latest), leases: views };
  const ahead = leader.ageSeconds < -CLOCKS_DIFFER_MS / 1_000;
  const when = ahead
    ? `at ${leader.renewedAt}, which is ${ago(-leader.ageSeconds)} ahead of the clock here`
    : `${ago(leader.ageSeconds)} ago`;
  const message = `${leader.holder} leads: it renewed the Lease ${nameOf(leader)} ${when}`;
  return { state: 'Alive', message, leases: views };
}

function leaseView(lease: FoundLease, now: number): LeaseView {
  const { namespace, name, holder, renewTime, durationMs = DEFAULT_DURATION_MS } = lease;
  const renewedAt = Date.parse(renewTime);
  return {
    namespace,
    name,
    ...(holder === '' ? {} : { holder }),
    renewedAt: renewTime,
    // A Lease without a time was never renewed.
    ageSeconds: Math.round((now - (Number.isNaN(renewedAt) ? 0 : renewedAt)) / 1_000),
    holdsForSeconds: durationMs / 1_000,
  };
}

export const isHeld = ({ holder, ageSeconds, holdsForSeconds }: LeaseView): boolean =>
  holder !== undefined && ageSeconds <= holdsForSeconds + CLOCKS_DIFFER_MS / 1_000;

function notHeld(lease: LeaseView): string {
  if (lease.holder === undefined) {
    return `no operator leads: the Lease ${nameOf(lease)} was given back ${ago(lease.ageSeconds)} ago and nobody took it since`;
  }
  return `no operator seems to be alive: ${lease.holder} last renewed the Lease ${nameOf(lease)} ${ago(lease.ageSeconds)} ago (by its own clock)`;
}

const nameOf = ({ namespace, name }: LeaseView): string => `${namespace}/${name}`;
const ago = (seconds: number): string => describeDuration(seconds * 1_000);
