import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { ApiError, isForbidden, isNotFound, isUnauthorized } from '../../kube/errors.ts';
import { parseLease } from '../../kube/leader-election/lease.ts';
import { listAll } from '../../kube/list-all.ts';
import { LEASES, NODES, nameOf, POD_DISRUPTION_BUDGETS, PODS, type Resource } from '../../kube/resource.ts';
import { type NodeRecord, parseNode } from '../../node/record.ts';
import { parseBudget } from '../../tasks/drain/budget.ts';
import { type PodRecord, parsePod } from '../../tasks/drain/pod-record.ts';
import { NODE_CLEANUPS, type NodeCleanup } from '../node-cleanup.ts';
import { parseNodeCleanup } from '../node-cleanup-json.ts';
import type { ExplainFacts, FoundLease, Read } from './facts.ts';
import { seen, valueOr } from './facts.ts';
import { operatorView } from './operator.ts';

export interface Reading extends Pick<ExplainFacts, 'nodeName' | 'keys' | 'leaseName' | 'commands' | 'now'> {
  readonly client: KubeClient;
  /** Where Leases are looked for when not every namespace may be read. */
  readonly namespace: string | undefined;
  /** Where the operator's Lease should be: whoever may do no more than read it there can. It may be elsewhere all the same. */
  readonly leaseNamespace: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads what there is to read about a Node, without the operator's help. What the API server refuses is left out and
 * said so; it rejects only when the server does not answer, or knows nobody with these credentials.
 */
export async function readFacts(reading: Reading): Promise<ExplainFacts> {
  const { nodeName, keys, leaseName, commands, now } = reading;
  const [node, cleanups, leases] = await Promise.all([readNode(reading), readCleanups(reading), findLeases(reading)]);
  const deleting = node.read && node.value?.deletedAt !== undefined;
  const pods = deleting ? await readPods(reading) : seen([]);
  const budgets = pods.read ? await readBudgets(reading, pods.value) : seen([]);
  return { nodeName, keys, node, cleanups, pods, budgets, leases, leaseName, commands, now };
}

function readNode({ client, nodeName, keys, signal }: Reading): Promise<Read<NodeRecord | undefined>> {
  return attempt('the Node', 'get', NODES, async () => {
    try {
      return parseNode(await client.get(NODES, nodeName, { signal }), keys.prefix);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  });
}

function readCleanups({ client, nodeName, signal }: Reading): Promise<Read<readonly NodeCleanup[]>> {
  return attempt('the records of removals', 'list', NODE_CLEANUPS, async () => {
    const found = await listWhereNode(client, nodeName, signal);
    return found.filter(({ spec }) => spec.nodeName === nodeName);
  });
}

/** Before Kubernetes 1.32 a custom resource has no selectable fields: 400, and all of them are read. */
async function listWhereNode(
  client: KubeClient,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly NodeCleanup[]> {
  const fieldSelector = `spec.nodeName=${nodeName}`;
  try {
    return await listAll(client, NODE_CLEANUPS, { fieldSelector, signal }, parseNodeCleanup);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 400) throw error;
    return listAll(client, NODE_CLEANUPS, { signal }, parseNodeCleanup);
  }
}

function readPods({ client, nodeName, signal }: Reading): Promise<Read<readonly PodRecord[]>> {
  return attempt('the pods of the Node', 'list', PODS, () =>
    listAll(client, PODS, { fieldSelector: `spec.nodeName=${nodeName}`, signal }, parsePod),
  );
}

function readBudgets({ client, signal }: Reading, pods: readonly PodRecord[]): Promise<ExplainFacts['budgets']> {
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))];
  return attempt('the disruption budgets of the pods', 'list', POD_DISRUPTION_BUDGETS, async () => {
    const lists = namespaces.map((namespace) =>
      listAll(client, POD_DISRUPTION_BUDGETS, { namespace, signal }, parseBudget),
    );
    return (await Promise.all(lists)).flat();
  });
}

/** The one where it should be when an operator holds that, and else all that there are. */
async function findLeases({ client, leaseName, leaseNamespace, namespace, now, signal }: Reading) {
  if (leaseNamespace === undefined) return readLeases(client, leaseName, namespace, signal);
  const near = await readLease(client, leaseName, leaseNamespace, signal);
  if (operatorView({ leases: near, leaseName, now }).state === 'Alive') return near;
  const all = await readLeases(client, leaseName, namespace, signal);
  return all.read || valueOr(near, []).length === 0 ? all : near;
}

/**
 * The operator's Leases: in every namespace, or in our own when that is all that may be read. That there is none here says
 * nothing of other namespaces, so then it is not read at all.
 */
export function readLeases(
  client: KubeClient,
  name: string,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<Read<readonly FoundLease[]>> {
  const options = { fieldSelector: `metadata.name=${name}`, signal };
  return attempt('the Lease of the operator', 'list', LEASES, async () => {
    try {
      return await listAll(client, LEASES, options, foundLease);
    } catch (error) {
      if (!isForbidden(error) || namespace === undefined) throw error;
      const near = await listAll(client, LEASES, { ...options, namespace }, foundLease);
      if (near.length === 0) throw error;
      return near;
    }
  });
}

function readLease(
  client: KubeClient,
  name: string,
  namespace: string,
  signal: AbortSignal,
): Promise<Read<readonly FoundLease[]>> {
  return attempt('the Lease of the operator', 'get', LEASES, async () => {
    try {
      return [foundLease(await client.get(LEASES, name, { namespace, signal }))];
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  });
}

const foundLease = (lease: KubeObject): FoundLease => ({
  ...parseLease(lease),
  namespace: lease.metadata.namespace ?? '',
  name: lease.metadata.name,
});

async function attempt<T>(what: string, verb: string, resource: Resource, read: () => Promise<T>): Promise<Read<T>> {
  try {
    return seen(await read());
  } catch (error) {
    if (!(error instanceof ApiError) || isUnauthorized(error)) throw error;
    const { message } = error;
    const why = isForbidden(error) ? `not allowed to ${verb} ${nameOf(resource)}` : message;
    return { read: false, what, why, missing: isNotFound(error) };
  }
}
