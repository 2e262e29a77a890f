import type { KubeClient, KubeObject } from '../kube/client.ts';
import { stringAt } from '../kube/json.ts';
import type { Resource } from '../kube/resource.ts';
import type { NodeRecord } from '../node/record.ts';

const CORE_EVENTS: Resource = { group: '', version: 'v1', plural: 'events', kind: 'Event', namespaced: true };

/** Reasons under which controllers announce on a Node that they delete it. A person's `kubectl delete` leaves none. */
const ANNOUNCEMENTS: ReadonlySet<string> = new Set([
  'DeletingNode',
  'RemovingNode',
  'ScaleDown',
  'DisruptionTerminating',
  'Terminating',
]);

/** How long before the deletion an announcement may lie. */
const RECENT_MS = 10 * 60_000;

/**
 * Who asked for the deletion, as far as Events tell: DELETE leaves no trace in managedFields. Undefined when nobody
 * said so, or when Events cannot be read: this is for people only, and never worth failing for.
 */
export async function findRequester(
  client: KubeClient,
  node: NodeRecord,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Events about objects without a namespace live there.
  const namespace = 'default';
  const fieldSelector = `involvedObject.kind=Node,involvedObject.name=${node.name}`;
  try {
    const { items } = await client.list(CORE_EVENTS, {
      namespace,
      fieldSelector,
      limit: 100,
      timeoutMs: 3_000,
      signal,
    });
    return requesterFrom(items, Date.parse(node.deletedAt ?? node.createdAt));
  } catch {
    return undefined;
  }
}

export function requesterFrom(events: readonly KubeObject[], deletedAtMs: number): string | undefined {
  const announced = events
    .map((event) => ({
      reason: stringAt(event, 'reason') ?? '',
      by: stringAt(event, 'source', 'component') || stringAt(event, 'reportingComponent') || 'somebody',
      at: Date.parse(
        stringAt(event, 'lastTimestamp') ?? stringAt(event, 'eventTime') ?? event.metadata.creationTimestamp ?? '',
      ),
    }))
    .filter(({ reason, at }) => ANNOUNCEMENTS.has(reason) && Math.abs(at - deletedAtMs) <= RECENT_MS)
    .sort((a, b) => b.at - a.at)[0];
  return announced === undefined ? undefined : `${announced.by} (Event ${announced.reason})`;
}
