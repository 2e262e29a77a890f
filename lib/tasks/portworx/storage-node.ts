import type { KubeObject } from '../../kube/client.ts';
import { booleanAt, listAt, stringAt } from '../../kube/json.ts';
import { NODES, type Resource } from '../../kube/resource.ts';
import type { View } from '../../kube/shared-watch/view.ts';

export const GROUP = 'core.libopenstorage.org';

export const STORAGE_NODES: Resource = {
  group: GROUP,
  version: 'v1',
  plural: 'storagenodes',
  kind: 'StorageNode',
  namespaced: true,
};

/** What Portworx's operator says of a node of Portworx. It has the name of the Node that it runs on. */
export interface StorageNode {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** Portworx's own name for it; '' as long as it has not joined. */
  readonly id: string;
  readonly isOnline: boolean;
  /** In the operator's words: Online, Offline, Maintenance, Degraded, NotInQuorum ... */
  readonly state: string;
  /** Undefined where an older operator does not say. */
  readonly hasStorage: boolean | undefined;
  readonly hasKvdb: boolean;
}

export function parseStorageNode(object: KubeObject): StorageNode {
  const conditions = listAt(object, 'status', 'conditions');
  const condition = conditions.find((item) => stringAt(item, 'type') === 'NodeState');
  // The phase sums up; either may lag behind the other, so both must say that it is online.
  const says = [stringAt(object, 'status', 'phase') ?? '', stringAt(condition, 'status') ?? ''].filter(
    (state) => state !== '',
  );
  return {
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    uid: object.metadata.uid,
    id: stringAt(object, 'status', 'nodeUid') ?? '',
    isOnline: says.length > 0 && says.every((state) => state === 'Online'),
    state: says.find((state) => state !== 'Online') ?? says[0] ?? 'Unknown',
    hasStorage: booleanAt(object, 'status', 'nodeAttributes', 'storage'),
    hasKvdb: booleanAt(object, 'status', 'nodeAttributes', 'kvdb') ?? false,
  };
}

/** Whether Portworx's quorum counts it. What is not known to be without storage has some. */
export const isMember = ({ hasStorage, hasKvdb }: StorageNode): boolean => hasStorage !== false || hasKvdb;

export const STORAGE_NODE_VIEW: View<StorageNode> = {
  resource: STORAGE_NODES,
  parse: parseStorageNode,
  keysOf: ({ name }) => [name],
};

/** Of a Node: whether it is there, and since when it is being deleted. */
export interface NodeLife {
  readonly name: string;
  readonly uid: string;
  readonly deletedAt: string | undefined;
}

export const parseNodeLife = ({ metadata }: KubeObject): NodeLife => ({
  name: metadata.name,
  uid: metadata.uid,
  deletedAt: metadata.deletionTimestamp,
});

export const NODE_LIFE_VIEW: View<NodeLife> = {
  resource: NODES,
  parse: parseNodeLife,
  keysOf: ({ name }) => [name],
};
