import type { KubeClient } from '../../kube/client.ts';
import { listAll } from '../../kube/list-all.ts';
import { PODS } from '../../kube/resource.ts';
import { type PodRecord, parsePod } from './pod-record.ts';

/** The pods of a Node as etcd has them now. */
export const listPodsOf = (client: KubeClient, nodeName: string, signal: AbortSignal): Promise<readonly PodRecord[]> =>
  listAll(client, PODS, { fieldSelector: `spec.nodeName=${nodeName}`, signal }, parsePod);
