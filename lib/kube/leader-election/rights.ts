import type { Right } from '../right.ts';

const LEASE = { apiGroup: 'coordination.k8s.io', resource: 'leases', namespace: 'own' } as const;

/** What it takes to be elected. */
export const LEASE_RIGHTS: readonly Right[] = [
  { ...LEASE, verbs: ['create'], why: 'The Lease that decides which replica acts.' },
  { ...LEASE, verbs: ['get', 'update'], only: 'lease', why: 'To take the Lease, keep it and give it back.' },
];
