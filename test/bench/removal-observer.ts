import type { Api, KubernetesObject } from '../../hack/control-plane/api.ts';
import { NODE_CLEANUPS } from '../../lib/cleanup/node-cleanup.ts';
import { NODES, pathOf } from '../../lib/kube/resource.ts';

interface Waiting {
  readonly gone: Set<string>;
  readonly recorded: Set<string>;
  readonly done: () => void;
}

/** Watches, as somebody outside would, which Nodes are gone and which records are finished. */
export class RemovalObserver implements Disposable {
  readonly #stop = new AbortController();
  readonly #gone = new Map<string, () => void>();
  #waiting: Waiting | undefined;

  constructor(api: Api) {
    const { signal } = this.#stop;
    void this.#follow(api, pathOf(NODES), signal, ({ metadata }, type) => {
      if (type === 'DELETED') this.#nodeGone(metadata.name);
    });
    void this.#follow(api, pathOf(NODE_CLEANUPS), signal, ({ spec, status }) => {
      const { nodeName = '' }: { nodeName?: string } = Object(spec);
      if (Reflect.get(Object(status), 'phase') === 'Completed') this.#finished(nodeName);
    });
  }

  /** Resolves when all these Nodes are gone and their records finished. */
  all(names: readonly string[], withinMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const gone = new Set(names);
    const recorded = new Set(names);
    const timer = setTimeout(() => {
      reject(new Error(`after ${withinMs / 1_000} s ${gone.size} Nodes and ${recorded.size} records are left`));
    }, withinMs);
    this.#waiting = {
      gone,
      recorded,
      done: () => {
        clearTimeout(timer);
        resolve();
      },
    };
    return promise;
  }

  /** Resolves when this Node is gone. */
  node(name: string): Promise<void> {
    return new Promise((resolve) => this.#gone.set(name, resolve));
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
  }

  #nodeGone(name: string): void {
    this.#gone.get(name)?.();
    this.#gone.delete(name);
    this.#waiting?.gone.delete(name);
    this.#check();
  }

  #finished(name: string): void {
    this.#waiting?.recorded.delete(name);
    this.#check();
  }

  #check(): void {
    const waiting = this.#waiting;
    if (waiting === undefined || waiting.gone.size > 0 || waiting.recorded.size > 0) return;
    this.#waiting = undefined;
    waiting.done();
  }

  async #follow(
    api: Api,
    path: string,
    signal: AbortSignal,
    saw: (object: KubernetesObject, type: string) => void,
  ): Promise<void> {
    const { metadata } = await api.get<{ metadata: { resourceVersion: string } }>(`${path}?limit=1`);
    while (!signal.aborted) {
      const from = `${path}?resourceVersion=${metadata.resourceVersion}&timeoutSeconds=3000`;
      for await (const { type, object } of api.watch(from, signal)) saw(object, type);
    }
  }
}
