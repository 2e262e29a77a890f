import type { KubeClient } from '../../kube/client.ts';
import { listPages } from '../../kube/reflector/list-pager.ts';
import { PODS } from '../../kube/resource.ts';
import { type PodRecord, parsePod } from './pod-record.ts';

/** More than a Node holds; one page in all but the oddest clusters. */
const PAGE = 500;

/** The pods of a Node as etcd has them now: without a resourceVersion no cache may answer. */
export async function listPodsOf(
  client: KubeClient,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly PodRecord[]> {
  const pods: PodRecord[] = [];
  for await (const { items } of listPages(client, PODS, {
    fieldSelector: `spec.nodeName=${nodeName}`,
    limit: PAGE,
    signal,
  })) {
    pods.push(...items.map(parsePod));
  }
  return pods;
}
