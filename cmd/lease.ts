/** The Lease of the operators of one installation: `serve` elects its leader with it, others look who leads. */
export const LEASE_NAME = 'node-cleanup-webhook';
