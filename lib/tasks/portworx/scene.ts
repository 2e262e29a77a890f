import type { KubeClient } from '../../kube/client.ts';
import type { Discovery } from '../../kube/discovery.ts';
import { isNotFound } from '../../kube/errors.ts';
import { listAll } from '../../kube/list-all.ts';
import { NODES } from '../../kube/resource.ts';
import { block, type Delay } from './step.ts';
import {
  GROUP,
  type NodeLife,
  parseNodeLife,
  parseStorageNode,
  STORAGE_NODES,
  type StorageNode,
} from './storage-node.ts';

/** Up to so many Nodes are read one by one; a list would bring all Nodes of the cluster. */
const FEW = 50;

/** What Kubernetes knows of Portworx's nodes. */
export interface Scene {
  readonly all: readonly StorageNode[];
  readonly nodeOf: (name: string) => NodeLife | undefined;
}

export type Installed = { readonly is: 'installed' } | { readonly is: 'absent' } | Delay;

/** Rejects when the API server cannot tell: not to know is not the same as not to have. */
export async function findPortworx(discovery: Discovery): Promise<Installed> {
  const versions = await discovery.versionsOf(GROUP);
  if (versions.length === 0) return { is: 'absent' };
  const { version, plural } = STORAGE_NODES;
  if (versions.some((served) => served.version === version && served.resources.has(plural))) return { is: 'installed' };
  const served = versions.map((each) => each.version).join(', ');
  return block('UnsupportedVersion', `${GROUP} is served as ${served}, without ${plural} ${version}`);
}

/** The StorageNodes of a Node: one, or none. */
export const ownIn = ({ all }: Pick<Scene, 'all'>, nodeName: string): readonly StorageNode[] =>
  all.filter(({ name }) => name === nodeName);

/**
 * As etcd has it now, which no watch that has fallen behind can tell. Of Nodes, those that Portworx runs on together with
 * this one. `home` is the namespace of its StorageNode, where that may have gone.
 */
export async function readScene(
  client: KubeClient,
  nodeName: string,
  signal: AbortSignal,
  home?: string,
): Promise<Scene> {
  const all = await listAll(client, STORAGE_NODES, { signal }, parseStorageNode);
  const namespaces = new Set([...ownIn({ all }, nodeName).map(({ namespace }) => namespace), ...(home ? [home] : [])]);
  const names = all.filter(({ namespace }) => namespaces.has(namespace)).map(({ name }) => name);
  const nodes =
    names.length > FEW
      ? await listAll(client, NODES, { signal }, parseNodeLife)
      : (await Promise.all(names.map((name) => readNode(client, name, signal)))).filter((node) => node !== undefined);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return { all, nodeOf: (name) => byName.get(name) };
}

/** Undefined when there is none. */
export async function readNode(client: KubeClient, name: string, signal: AbortSignal): Promise<NodeLife | undefined> {
  try {
    return parseNodeLife(await client.get(NODES, name, { signal }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
