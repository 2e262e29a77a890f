import { CLEANUP_RIGHTS } from '../cleanup/rights.ts';
import type { Installation } from '../config/rights.ts';
import { EVENT_RIGHTS } from '../kube/events/rights.ts';
import { LEASE_RIGHTS } from '../kube/leader-election/rights.ts';
import type { Right } from '../kube/right.ts';
import { SELF_MANAGED_RIGHTS } from '../tls/rights.ts';

/** How a replica is run, as far as its rights depend on it. */
export interface OperatorSettings {
  readonly leaderElect: boolean;
  /** The objects with which it makes its own certificate; undefined: it is given one. */
  readonly selfManaged?: { readonly secret: string; readonly webhooks: string } | undefined;
}

/** What the operator itself uses, whatever its plan is. */
export const operatorRights = ({ leaderElect, selfManaged }: OperatorSettings): readonly Right[] => [
  ...CLEANUP_RIGHTS,
  ...EVENT_RIGHTS,
  ...(leaderElect ? LEASE_RIGHTS : []),
  ...(selfManaged === undefined ? [] : SELF_MANAGED_RIGHTS),
];

/** With every setting that takes rights. */
export const EVERY_OPERATOR_RIGHT: readonly Right[] = [
  ...operatorRights({ leaderElect: true }),
  ...SELF_MANAGED_RIGHTS,
];

/** What the chart calls the objects of an installation unless it is told otherwise. */
const CHART_NAME = 'node-cleanup-webhook';

export const installationOf = (
  namespace: string,
  lease: string,
  { secret, webhooks }: NonNullable<OperatorSettings['selfManaged']> = {
    secret: `${CHART_NAME}-self-managed`,
    webhooks: CHART_NAME,
  },
): Installation => ({
  namespace,
  names: {
    lease,
    certificate: secret,
    webhook: webhooks,
    deployment: CHART_NAME,
    health: `http:${CHART_NAME}:health`,
  },
});
