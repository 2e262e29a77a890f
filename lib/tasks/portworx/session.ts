import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { Clock } from '../../time/clock.ts';
import type { PxAddresses } from './px-client.ts';
import { ownIn, type Scene } from './scene.ts';
import { NODE_LIFE_VIEW, type NodeLife, STORAGE_NODE_VIEW, type StorageNode } from './storage-node.ts';

/** How long an address counts that was found by the Services. */
const FRESH_MS = 300_000;

/** What is kept in memory between the runs for one Node. Losing it costs some requests and nothing else. */
export class Session implements Disposable {
  /** Asks for another run; each run brings its own. */
  wake: () => void = () => {};
  readonly #watches: SharedWatches;
  readonly #nodeName: string;
  readonly #storageNodes: Lookout<StorageNode>;
  #nodes: Lookout<NodeLife> | undefined;
  #addresses: { readonly found: PxAddresses; readonly at: number } | undefined;

  constructor(watches: SharedWatches, nodeName: string) {
    this.#watches = watches;
    this.#nodeName = nodeName;
    this.#storageNodes = watches.open(STORAGE_NODE_VIEW, [nodeName], () => this.wake());
  }

  /** Undefined until everything has been read once. All Nodes are only read where Portworx runs on this one, or has done. */
  async look(signal: AbortSignal, hasRun: boolean): Promise<Scene | undefined> {
    if (!(await this.#storageNodes.ready(signal))) return undefined;
    const all = this.#storageNodes.list();
    if (!hasRun && ownIn({ all }, this.#nodeName).length === 0) return { all, nodeOf: () => undefined };
    this.#nodes ??= this.#watches.open(NODE_LIFE_VIEW, [], () => this.wake());
    const nodes = this.#nodes;
    return (await nodes.ready(signal)) ? { all, nodeOf: (name) => nodes.get(name) } : undefined;
  }

  /** A thousand StorageNodes change all the time: only those that are waited for count, besides our own. */
  follow(peers: readonly string[]): void {
    this.#storageNodes.follow([this.#nodeName, ...peers]);
    this.#nodes?.follow(peers);
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
    this.#nodes?.[Symbol.dispose]();
  }
}
