import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { isConflict, isNotFound } from '../../kube/errors.ts';
import type { Outcome } from '../../operation/task.ts';
import { count, cut } from '../../operation/text.ts';
import { isDispensable } from './dead.ts';
import { healthyElsewhere, type Picture } from './picture.ts';
import { isRefusal, refusedForNow } from './refusal.ts';
import { REPLICAS } from './resources.ts';
import { parseReplica, type Replica } from './volume-records.ts';

/** A run may take half a minute, and each replica costs three requests. */
const AT_A_TIME = 20;
const AGAIN_MS = 30_000;
const LONGEST_CHANGE = 256;

export interface DeleteContext {
  readonly client: KubeClient;
  /** What the task has written down that it did, or is about to do. */
  readonly changes: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Deletes replicas of a dead Node, some at a time: what a run announces the next one deletes, each after a last look at
 * it and at a healthy copy elsewhere, and only if nobody has touched it since.
 */
export async function deleteReplicas(
  picture: Picture,
  replicas: readonly Replica[],
  context: DeleteContext,
): Promise<Outcome> {
  const batch = replicas.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, AT_A_TIME);
  const changes = batch.map(describe);
  const message = `deleting ${count(replicas.length, 'replica')} that ${replicas.length === 1 ? 'is' : 'are'} on the dead Node and not needed any more`;
  const announced = batch.filter((replica) => context.changes.includes(describe(replica)));
  if (announced.length < batch.length) {
    return { state: 'waiting', reason: 'DeletingReplicas', message, checkAfterMs: 100, changes };
  }
  const refusals: string[] = [];
  for (const replica of announced) {
    const refusal = await deleteOne(picture, replica, context);
    if (refusal !== undefined) refusals.push(refusal);
  }
  const [first] = refusals;
  if (first === undefined) return { state: 'waiting', reason: 'DeletingReplicas', message, checkAfterMs: 1_000 };
  return refusedForNow(`${message}: ${first}`, AGAIN_MS);
}

const describe = ({ namespace, name, uid }: Replica): string =>
  cut(`delete the failed replica (uid ${uid}) ${namespace}/${name}`, LONGEST_CHANGE);

/** Why Longhorn does not let it go; undefined when it does, and when there is something new to look at first. */
async function deleteOne(
  picture: Picture,
  replica: Replica,
  { client, signal }: DeleteContext,
): Promise<string | undefined> {
  const { namespace, name, uid } = replica;
  const volume = picture.volumes.find((candidate) => candidate.name === replica.volumeName);
  const spare = volume && healthyElsewhere(volume, picture.nodes)[0];
  if (spare === undefined) return undefined;
  const [live, copy] = await Promise.all([find(client, replica, signal), find(client, spare, signal)]);
  if (live === undefined || copy === undefined) return undefined;
  const now = parseReplica(live);
  const other = parseReplica(copy);
  if (now.nodeID !== picture.nodeName || !isDispensable(now)) return undefined;
  if (!other.wasHealthy || other.hasFailed || other.isBeingDeleted || other.nodeID !== spare.nodeID) return undefined;
  try {
    await client.delete(REPLICAS, name, { namespace, uid, resourceVersion: now.resourceVersion, signal });
    return undefined;
  } catch (error) {
    if (isConflict(error) || isNotFound(error)) return undefined;
    if (isRefusal(error)) return error.message;
    throw error;
  }
}

async function find(
  client: KubeClient,
  { namespace, name, uid }: Replica,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    const found = await client.get(REPLICAS, name, { namespace, signal });
    return found.metadata.uid === uid ? found : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
