import type {
  KubeClient,
  KubeList,
  KubeObject,
  ListOptions,
  WatchEvent,
  WatchOptions,
} from '../../../lib/kube/client.ts';
import { ApiError, ConnectionError } from '../../../lib/kube/errors.ts';
import type { Resource } from '../../../lib/kube/resource.ts';

/** What becomes of one watch or list request. */
export interface Fate {
  readonly refuse: 0 | 403 | 410 | 422 | 429 | 500;
  /** Events or pages until it is cut. */
  readonly cutAfter: number;
  readonly how: 'close' | 'reset' | 'gone';
  /** Whether the state may change between two events. */
  readonly slow: boolean;
}

const GOOD: Fate = { refuse: 0, cutAfter: Number.POSITIVE_INFINITY, how: 'close', slow: false };

interface Change {
  readonly version: number;
  readonly event: WatchEvent;
}

const api = (code: number) => new ApiError('the model', code, { reason: code === 410 ? 'Expired' : '' });
const unused = () => Promise.reject(new Error('not part of the model'));

/** An API server as a mathematician sees it: a history of states, and readers of it that meet their fates. */
export class ModelServer implements KubeClient {
  readonly objects = new Map<string, KubeObject>();
  readonly #changes: Change[] = [];
  readonly #snapshots = new Map<number, readonly KubeObject[]>();
  readonly #streaming: boolean;
  #fates: Fate[];
  #version = 0;
  #oldest = 0;
  #uids = 0;
  #ticked = Promise.withResolvers<void>();

  constructor(streaming: boolean, fates: readonly Fate[]) {
    this.#streaming = streaming;
    this.#fates = [...fates];
  }

  put(name: string): void {
    const old = this.objects.get(name);
    const metadata = {
      name,
      uid: old?.metadata.uid ?? `uid-${++this.#uids}`,
      resourceVersion: String(++this.#version),
    };
    this.objects.set(name, { metadata });
    this.#record(old === undefined ? 'ADDED' : 'MODIFIED', { metadata });
  }

  remove(name: string): void {
    const old = this.objects.get(name);
    if (old === undefined) return;
    this.objects.delete(name);
    this.#record('DELETED', { metadata: { ...old.metadata, resourceVersion: String(++this.#version) } });
  }

  bookmark(): void {
    this.#record('BOOKMARK', { metadata: { resourceVersion: String(++this.#version) } });
  }

  /** What came before is forgotten: who wants to go on from there is told 410. */
  compact(): void {
    this.#oldest = ++this.#version;
    this.#snapshots.clear();
  }

  /** From now on nothing goes wrong. */
  behave(): void {
    this.#fates = [];
  }

  /** Readers that wait for something to happen look again. */
  tick(): void {
    this.#ticked.resolve();
    this.#ticked = Promise.withResolvers<void>();
  }

  async *watch(_: Resource, options: WatchOptions): AsyncGenerator<WatchEvent, void, undefined> {
    const fate = this.#fates.shift() ?? GOOD;
    const position = Number(options.resourceVersion ?? 0);
    if (fate.refuse !== 0) throw api(fate.refuse);
    if (options.sendInitialEvents && !this.#streaming) throw api(422);
    if (!options.sendInitialEvents && position < this.#oldest) throw api(410);
    let left = fate.cutAfter;
    for await (const event of this.#history(options, position, fate)) {
      if (left-- > 0) yield event;
      else if (fate.how === 'reset') throw new ConnectionError('the model', 'ECONNRESET', 'cut');
      else if (fate.how === 'gone') yield { type: 'ERROR', object: { code: 410, reason: 'Expired' } };
      if (left < 0) return;
    }
  }

  async list(_: Resource, { limit, continueToken }: ListOptions = {}): Promise<KubeList> {
    const fate = this.#fates.shift() ?? GOOD;
    if (fate.slow) await this.#ticked.promise;
    if (fate.refuse !== 0) throw api(fate.refuse);
    const [version = this.#version, start = 0] = (continueToken ?? '').split('/').filter(Boolean).map(Number);
    if (continueToken === undefined) this.#snapshots.set(version, [...this.objects.values()]);
    const snapshot = this.#snapshots.get(version);
    if (snapshot === undefined) throw api(410);
    const end = limit === undefined ? snapshot.length : start + limit;
    return {
      resourceVersion: String(version),
      continueToken: end < snapshot.length ? `${version}/${end}` : undefined,
      items: snapshot.slice(start, end),
    };
  }

  get = unused;
  create = unused;
  replace = unused;
  patch = unused;
  delete = unused;
  getText = unused;
  getPath = unused;

  async *#history(options: WatchOptions, from: number, fate: Fate): AsyncGenerator<WatchEvent, void, undefined> {
    let position = from;
    if (options.sendInitialEvents) {
      position = this.#version;
      for (const object of [...this.objects.values()]) {
        if (fate.slow) await this.#ticked.promise;
        yield { type: 'ADDED', object };
      }
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      yield { type: 'BOOKMARK', object: { metadata: { resourceVersion: String(position), annotations } } };
    }
    while (!options.signal.aborted) {
      const change = this.#changes.find(({ version }) => version > position);
      if (change === undefined || fate.slow) await this.#tickedOrAborted(options.signal);
      if (change === undefined) continue;
      position = change.version;
      yield change.event;
    }
    throw options.signal.reason;
  }

  #tickedOrAborted(signal: AbortSignal): Promise<void> {
    return Promise.race([
      this.#ticked.promise,
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    ]);
  }

  #record(type: WatchEvent['type'], object: WatchEvent['object']): void {
    this.#changes.push({ version: this.#version, event: { type, object } });
  }
}
