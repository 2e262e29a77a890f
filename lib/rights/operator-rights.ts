import { CLEANUP_RIGHTS } from '../cleanup/rights.ts';
import type { Installation } from '../config/rights.ts';
import { EVENT_RIGHTS } from '../kube/events/rights.ts';
import { LEASE_RIGHTS } from '../kube/leader-election/rights.ts';
import type { Right } from '../kube/right.ts';

/** How a replica is run, as far as its rights depend on it. */
export interface OperatorSettings {
  readonly leaderElect: boolean;
}

/** What the operator itself uses, whatever its plan is. */
export const operatorRights = ({ leaderElect }: OperatorSettings): readonly Right[] => [
  ...CLEANUP_RIGHTS,
  ...EVENT_RIGHTS,
  ...(leaderElect ? LEASE_RIGHTS : []),
];

/** What the chart calls the objects of an installation unless it is told otherwise. */
export const CHART_NAME = 'node-cleanup-webhook';

export const installationOf = (namespace: string, lease: string): Installation => ({
  namespace,
  names: { lease, certificate: `${CHART_NAME}-tls`, webhook: CHART_NAME, deployment: CHART_NAME },
});
