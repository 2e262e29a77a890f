import { eventually } from './eventually.ts';
import type { Node } from './nodes.ts';
import type { TestCluster } from './test-cluster.ts';

/** Nodes that join without end, as dry runs: what a webhook must not miss. */
export class Joining {
  readonly #cluster: TestCluster;
  readonly #finalizer: string;
  readonly #callers: readonly Promise<void>[];
  #stopped = false;
  #joined = 0;
  /** Why Nodes did not get the finalizer. */
  readonly missed: string[] = [];

  constructor(cluster: TestCluster, finalizer: string, callers = 4) {
    this.#cluster = cluster;
    this.#finalizer = finalizer;
    this.#callers = Array.from({ length: callers }, (_, caller) => this.#join(caller));
  }

  /** Those with the finalizer. */
  get joined(): number {
    return this.#joined;
  }

  /** Waits for what happens under this load: until it has, and Nodes have joined since the beginning and since the end of it. */
  async during(describe: string, happened: () => boolean | Promise<boolean>, deadline = 60_000): Promise<void> {
    await this.another();
    await eventually(happened, { describe, deadline, every: 20 });
    await this.another();
  }

  /** Waits until another Node has joined, or has been missed. */
  async another(): Promise<void> {
    const before = this.#joined + this.missed.length;
    await eventually(() => this.#joined + this.missed.length > before, {
      describe: 'a Node to join',
      deadline: 60_000,
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#callers);
  }

  async #join(caller: number): Promise<void> {
    for (let round = 0; !this.#stopped; round++) {
      const metadata = { name: this.#cluster.name(`joins-${caller}-${round}`) };
      const why = await this.#cluster.api
        .create<Node>('/api/v1/nodes?dryRun=All', { apiVersion: 'v1', kind: 'Node', metadata })
        .then(({ metadata: { finalizers = [] } }) =>
          finalizers.includes(this.#finalizer) ? undefined : 'no finalizer',
        )
        .catch((error: unknown) => String(error));
      if (why === undefined) this.#joined += 1;
      else this.missed.push(why);
    }
  }
}
