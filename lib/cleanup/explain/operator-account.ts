import { type Asker, deniedOf } from '../../kube/access-review.ts';
import type { KubeClient } from '../../kube/client.ts';
import { stringAt } from '../../kube/json.ts';
import { PODS } from '../../kube/resource.ts';
import type { LeaseView } from './document.ts';

/** Without it nobody may ask for the rights of others. */
const ASKING = { apiGroup: 'authorization.k8s.io', resource: 'subjectaccessreviews', verb: 'create' };

/**
 * The service account of the operator that leads: its Lease names its pod, and that its account. Undefined when none leads,
 * when it does not run in a pod, or when we may not look or ask: then there are only our own rights to look at.
 */
export async function operatorAccount(
  client: KubeClient,
  leader: LeaseView | undefined,
  signal: AbortSignal,
): Promise<Asker | undefined> {
  if (leader?.holder === undefined) return undefined;
  const { namespace, holder } = leader;
  try {
    // First, since the operator itself may neither: what it is refused stands in the audit log.
    if ((await deniedOf(client, [ASKING], 'self', signal)).length > 0) return undefined;
    const pod = await client.get(PODS, podNameOf(holder), { namespace, signal });
    const name = stringAt(pod, 'spec', 'serviceAccountName');
    return name === undefined ? undefined : { namespace, name };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** The identity of a replica is its pod's name and something random. */
const podNameOf = (identity: string): string => identity.replace(/_[^_]*$/, '');
