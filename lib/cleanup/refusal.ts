import type { KubeClient } from '../kube/client.ts';
import { type ApiError, isForbidden } from '../kube/errors.ts';
import { stringAt } from '../kube/json.ts';
import { NODES } from '../kube/resource.ts';
import { removeFinalizer } from '../node/patches.ts';
import type { NodeRecord } from '../node/record.ts';
import { Failure } from '../telemetry/failure.ts';

/** What every refusal of the guard names, by the policy of the chart as by `/validate-node`. */
const GUARD = 'guard.skip of node-cleanup-webhook';

/**
 * Why we are not allowed to take the finalizer off. The API server's sentence begins with the Node's name; without it all
 * those who are refused for the same reason have the same words.
 */
export function refusalOf(error: ApiError): string {
  const message = stringAt(error.status, 'message') ?? error.message;
  return `not allowed to patch nodes: ${message.replace(/^.*? is forbidden: /, '')}`;
}

/** What to do about it. To try again is no help. */
export const remedyFor = (refusal: string): string =>
  refusal.includes(GUARD)
    ? 'Run it as one of the users or groups that guard.skip names, or first switch the guard off (helm upgrade with guard.mode=off, see docs/guard.md)'
    : 'Run it as somebody who may';

/**
 * Asks the API server whether we may take the finalizer off this Node, and so off the others: by the patch itself, as a dry
 * run, since no review of rights knows of policies and webhooks. Rejects with Failure RIGHTS_MISSING when we may not. Of
 * anything else that is wrong the release itself will tell.
 */
export async function checkAllowed(
  client: KubeClient,
  { name, uid }: Pick<NodeRecord, 'name' | 'uid'>,
  finalizer: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.patch(NODES, name, removeFinalizer(uid, finalizer), { dryRun: true, signal });
  } catch (error) {
    if (!isForbidden(error)) return;
    const why = refusalOf(error);
    throw new Failure('RIGHTS_MISSING', `${why} (tried with ${name}). Nothing was changed. ${remedyFor(why)}`, {
      cause: error,
    });
  }
}
