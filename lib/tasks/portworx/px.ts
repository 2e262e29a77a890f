import type { PxNode, PxVolume } from './px-records.ts';
import type { StorageNode } from './storage-node.ts';

/** What Portworx says itself. */
export interface Px {
  readonly nodes: readonly PxNode[];
  readonly volumes: readonly PxVolume[];
}

/** By Portworx's id, or by the Node's name when the operator has not learnt the id yet. */
export const memberOf = ({ id, name }: StorageNode, nodes: readonly PxNode[]): PxNode | undefined =>
  nodes.find((node) => (id === '' ? node.nodeName === name : node.id === id));
