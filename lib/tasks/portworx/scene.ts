import type { KubeClient } from '../../kube/client.ts';
import type { Discovery } from '../../kube/discovery.ts';
import { listPages } from '../../kube/reflector/list-pager.ts';
import { NODES } from '../../kube/resource.ts';
import type { Lookout, SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { Clock } from '../../time/clock.ts';
import type { PxAddresses } from './px-client.ts';
import { block, type Delay } from './step.ts';
import {
  GROUP,
  NODE_LIFE_VIEW,
  type NodeLife,
  parseNodeLife,
  parseStorageNode,
  STORAGE_NODE_VIEW,
  STORAGE_NODES,
  type StorageNode,
} from './storage-node.ts';

const PAGE = 500;
/** How long an address counts that was found by the Services. */
const FRESH_MS = 300_000;

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

/** What is kept in memory between the runs for one Node. Losing it costs some requests and nothing else. */
export class Session implements Disposable {
  /** Asks for another run; each run brings its own. */
  wake: () => void = () => {};
  readonly #storageNodes: Lookout<StorageNode>;
  readonly #nodes: Lookout<NodeLife>;
  readonly #nodeName: string;
  #addresses: { readonly found: PxAddresses; readonly at: number } | undefined;

  constructor(watches: SharedWatches, nodeName: string) {
    this.#nodeName = nodeName;
    this.#storageNodes = watches.open(STORAGE_NODE_VIEW, [nodeName], () => this.wake());
    this.#nodes = watches.open(NODE_LIFE_VIEW, [], () => this.wake());
  }

  /** Undefined until both have been read once. */
  async look(signal: AbortSignal): Promise<Scene | undefined> {
    const ready = await Promise.all([this.#storageNodes.ready(signal), this.#nodes.ready(signal)]);
    if (!ready.every(Boolean)) return undefined;
    return { all: this.#storageNodes.list(), nodeOf: (name) => this.#nodes.get(name) };
  }

  /** A thousand StorageNodes change all the time: only those that are waited for count, besides our own. */
  follow(peers: readonly string[]): void {
    this.#storageNodes.follow([this.#nodeName, ...peers]);
    this.#nodes.follow(peers);
  }

  /** Where Portworx is, as `find` tells; that does not change from one look to the next. */
  async addresses(clock: Clock, find: () => Promise<PxAddresses>): Promise<PxAddresses> {
    const now = clock.monotonic();
    if (this.#addresses === undefined || now - this.#addresses.at >= FRESH_MS) {
      this.#addresses = { found: await find(), at: now };
    }
    return this.#addresses.found;
  }

  [Symbol.dispose](): void {
    this.#storageNodes[Symbol.dispose]();
    this.#nodes[Symbol.dispose]();
  }
}

/** As etcd has it now: without a resourceVersion no cache may answer, and no watch that has fallen behind. */
export async function readScene(client: KubeClient, signal: AbortSignal): Promise<Scene> {
  const [all, nodes] = await Promise.all([
    readAll(client, STORAGE_NODES, parseStorageNode, signal),
    readAll(client, NODES, parseNodeLife, signal),
  ]);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return { all, nodeOf: (name) => byName.get(name) };
}

async function readAll<T>(
  client: KubeClient,
  resource: typeof NODES,
  parse: (object: Parameters<typeof parseStorageNode>[0]) => T,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const { items } of listPages(client, resource, { limit: PAGE, signal })) found.push(...items.map(parse));
  return found;
}

/** The StorageNodes of a Node: one, or none. */
export const ownIn = ({ all }: Scene, nodeName: string): readonly StorageNode[] =>
  all.filter(({ name }) => name === nodeName);
